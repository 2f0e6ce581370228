/** The ledger as files: what a transaction writes is read back, and what anybody else wrote is never believed. */
import type { RecordedEvent } from '@steward/core/domain/event.ts';
import {
  changeOf,
  type RawLedger,
  readLedger,
  readShard,
  rootFiles,
  transactionOf,
} from '@steward/core/domain/ledger.ts';
import { EMPTY_LEDGER, EMPTY_STATE, type Ledger } from '@steward/core/domain/state.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';
import { history, INSTALLED, ledgerAfter, NOON, task } from '../support/memory.ts';

const ME = 'github-actions[bot]';
const choices = fc.array(fc.record({ act: fc.nat(8), of: fc.nat(40), minutes: fc.nat(900) }), { maxLength: 40 });

function committed(before: Ledger, after: Ledger, events: readonly RecordedEvent[] = []) {
  const made = changeOf({ before, after, events, parent: 'p1', at: NOON, token: '7.1.n.1.0', run: '7-1' });
  const { headline, body, additions } = made.change;
  const raw: RawLedger = {
    oid: 'c1',
    parent: 'p1',
    message: `${headline}\n\n${body}`,
    author: ME,
    signed: true,
    text: additions['state.json'] ?? null,
    truncated: false,
  };
  return { ...made, raw };
}

describe('a transaction', () => {
  it('is read back as the ledger it made, shard by shard', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const { change, ledger, raw } = committed(EMPTY_LEDGER, history(picked).ledger);
        const reading = readLedger(raw, [ME]);
        expect(reading).toEqual({ kind: 'sound', oid: 'c1', state: ledger.state });
        const shards = Object.entries(ledger.state.shards.tasks).map(([shard, hash]) =>
          readShard<Task>(change.additions[`tasks/${shard}.json`] ?? null, hash),
        );
        expect(Object.assign({}, ...shards)).toEqual(ledger.tasks);
        const rejected = Object.entries(ledger.state.shards.rejected).map(([shard, hash]) =>
          readShard(change.additions[`rejected/${shard}.json`] ?? null, hash),
        );
        expect(Object.assign({}, ...rejected)).toEqual(ledger.rejected);
      }),
    );
  });

  it('writes only the shards it touched, and deletes those it emptied', () => {
    const one = task('one', { id: 'aa0000000000' });
    const two = task('two', { id: 'bb0000000000' });
    const first = committed(
      EMPTY_LEDGER,
      ledgerAfter([
        { kind: 'adopted', task: one },
        { kind: 'adopted', task: two },
      ]),
    );
    const after = ledgerAfter([{ kind: 'moved', task: one.id, status: 'done', reason: '' }], NOON, first.ledger);
    const second = committed(first.ledger, after);
    expect(second.change.deletions).toEqual(['tasks/aa.json']);
    const print = one.fingerprints[0]?.slice(0, 2);
    expect(Object.keys(second.change.additions).sort()).toEqual(
      [`events/2026/11/20/00000002-7-1.ndjson`, `rejected/${print}.json`, 'state.json'].sort(),
    );
  });

  it('carries its token, its digest and a phrase that starts no workflow', () => {
    const { change, raw } = committed(EMPTY_LEDGER, ledgerAfter([INSTALLED]));
    expect(transactionOf(raw.message)).toBe('7.1.n.1.0');
    expect(change.headline).toMatch(/^1: .*\[skip ci\]$/);
    expect(change.body).toMatch(/^Steward-Digest: [0-9a-f]{40}$/m);
  });

  it('stays under 64 kB however long it has been at work', () => {
    const seen = Object.fromEntries(
      Array.from({ length: 900 }, (_, n) => [
        `issue:${100_000 + n}`,
        `2026-11-20T11:59:${String(n % 60).padStart(2, '0')}.000Z`,
      ]),
    );
    const shards = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));
    const tasks = Object.fromEntries(
      shards.map((shard) => [`${shard}0000000000`, task(shard, { id: `${shard}0000000000` })]),
    );
    const rejected = Object.fromEntries(
      shards.map((shard) => [`${shard}00`, { reason: 'done' as const, task: 'x', at: NOON }]),
    );
    const closings = Array.from({ length: 500 }, (_, n) => 100_000 + n);
    const from: Ledger = { ...EMPTY_LEDGER, tasks, rejected, state: { ...EMPTY_STATE, closings } };
    const observed = {
      kind: 'observed',
      watermark: NOON,
      seen,
      head: null,
      checks: '',
      deployments: {},
      pulls: {},
      goals: null,
      daily: NOON,
    } as const;
    const { change } = committed(EMPTY_LEDGER, ledgerAfter([observed], NOON, from));
    expect(change.additions['state.json']?.length).toBeLessThan(64_000);
  });
});

describe('a head that is not as Steward left it', () => {
  const { raw } = committed(EMPTY_LEDGER, ledgerAfter([INSTALLED, { kind: 'adopted', task: task('one') }]));

  it('is forged, damaged or newer, whichever byte was changed', () => {
    const text = raw.text ?? '';
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...'0 9a"{}],:x\n'), (place, character) => {
        const tampered = text.slice(0, place) + character + text.slice(place + 1);
        fc.pre(tampered !== text);
        expect(readLedger({ ...raw, text: tampered }, [ME]).kind).not.toBe('sound');
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['by somebody else', { author: 'mallory' }, 'forged'],
    ['not signed by GitHub', { signed: false }, 'forged'],
    ['on another parent', { parent: 'p2' }, 'forged'],
    ['without its digest', { message: 'Mine' }, 'forged'],
    ['without its file', { text: null }, 'damaged'],
    ['cut off by GitHub', { truncated: true }, 'damaged'],
    ['cut short', { text: raw.text?.slice(0, 200) ?? '' }, 'damaged'],
    ['that is a list', { text: '[]' }, 'damaged'],
    ['without claims', { text: '{"schema":1,"sequence":3,"shards":{"tasks":{}}}' }, 'damaged'],
  ])('%s is judged so', (_, change, kind) => {
    expect(readLedger({ ...raw, ...change } as RawLedger, [ME]).kind).toBe(kind);
  });

  it('of a newer schema is told from a damaged one, so that nothing rebuilds it [SI-29]', () => {
    expect(readLedger({ ...raw, text: '{"schema":2}' }, [ME]).kind).toBe('newer');
  });

  it('counts an account that the owner named', () => {
    expect(readLedger({ ...raw, author: 'owner-bot[bot]' }, [ME, 'owner-bot[bot]']).kind).toBe('sound');
  });
});

describe('the first commit', () => {
  const root: RawLedger = {
    oid: 'c0',
    parent: null,
    message: 'Begin [skip ci]',
    author: ME,
    signed: false,
    text: rootFiles()['state.json'] ?? '',
    truncated: false,
  };

  it('is sound as Steward makes it', () => {
    expect(readLedger(root, [ME])).toEqual({ kind: 'sound', oid: 'c0', state: EMPTY_STATE });
  });

  it('is forged where it stands on another', () => {
    expect(readLedger({ ...root, parent: 'p0' }, [ME]).kind).toBe('forged');
  });

  it.each([
    ['an installation', { installed: { at: NOON, baseline: null } }],
    ['an identity', { identities: ['mallory'] }],
    ['a pause', { paused: true }],
    ['a shard', { shards: { tasks: { aa: 'x' }, rejected: {} } }],
    ['a field that nobody knows', { admin: true }],
  ])('is forged where it holds %s', (_, change) => {
    const text = JSON.stringify({ ...EMPTY_STATE, ...change });
    expect(readLedger({ ...root, text }, [ME]).kind).toBe('forged');
  });
});

it('a shard that is not what the index says is no shard', () => {
  const { change, ledger } = committed(EMPTY_LEDGER, ledgerAfter([{ kind: 'adopted', task: task('one') }]));
  const [shard, hash] = Object.entries(ledger.state.shards.tasks)[0] ?? ['', ''];
  const text = change.additions[`tasks/${shard}.json`] ?? '';
  expect(readShard(text, hash)).toEqual(ledger.tasks);
  expect(readShard(text.replace('"ready"', '"done"'), hash)).toBeNull();
  expect(readShard(null, hash)).toBeNull();
});
