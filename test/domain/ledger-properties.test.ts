/** Bytes of the state branch that are not as they were written: found, whichever byte of whichever file it is. */

import type { Rejection } from '@steward/core/domain/event.ts';
import { changeOf, type RawLedger, readLedger, readShard } from '@steward/core/domain/ledger.ts';
import { EMPTY_LEDGER } from '@steward/core/domain/state.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';
import { INSTALLED, ledgerAfter, NOON, task } from '../support/memory.ts';

const ME = 'github-actions[bot]';

const events = [
  INSTALLED,
  { kind: 'adopted', task: task('größe 你好', { number: 3 }) },
  { kind: 'adopted', task: task('two', { number: 4 }) },
  { kind: 'moved', task: task('two').id, status: 'rejected', reason: 'closed by a person' },
] as const;
const { change, ledger } = changeOf({
  ...{ before: EMPTY_LEDGER, after: ledgerAfter(events), events, parent: 'p1', at: NOON, token: 't', run: '1-1' },
});
const raw: RawLedger = {
  ...{ oid: 'c1', parent: 'p1', message: `${change.headline}\n\n${change.body}`, author: ME, signed: true },
  ...{ text: change.additions['state.json'] ?? '', truncated: false },
};

/** What a reader makes of bytes: those that are no text become a sign that stands for it. */
const textOf = (bytes: Buffer): string => bytes.toString('utf8');

type Harm = (bytes: Buffer, place: number, value: number) => Buffer;
const HARMS: Record<string, Harm> = {
  'changed to another': (bytes, place, value) => {
    const harmed = Buffer.from(bytes);
    harmed[place] = (harmed[place] ?? 0) ^ (value || 1);
    return harmed;
  },
  'left out': (bytes, place) => Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 1)]),
  'put in': (bytes, place, value) =>
    Buffer.concat([bytes.subarray(0, place), Buffer.from([value]), bytes.subarray(place)]),
};

describe.each(Object.entries(HARMS))('a byte that is %s', (_, harm) => {
  it('anywhere in state.json is found', () => {
    const bytes = Buffer.from(raw.text ?? '');
    expect(readLedger(raw, [ME]).kind).toBe('sound');
    for (let place = 0; place < bytes.length; place += 1) {
      for (const value of [1, 0x20, 0x80, (place * 37) % 256]) {
        const text = textOf(harm(bytes, place, value));
        if (text === raw.text) continue;
        expect(readLedger({ ...raw, text }, [ME]).kind, `byte ${place}`).not.toBe('sound');
      }
    }
  });

  it('anywhere in a file of tasks or rejections is found', () => {
    const { tasks, rejected } = ledger.state.shards;
    const files = [
      ...Object.entries(tasks).map(([shard, hash]) => ({ path: `tasks/${shard}.json`, hash })),
      ...Object.entries(rejected).map(([shard, hash]) => ({ path: `rejected/${shard}.json`, hash })),
    ];
    expect(files.length).toBeGreaterThan(1);
    for (const { path, hash } of files) {
      const whole = change.additions[path] ?? '';
      const bytes = Buffer.from(whole);
      expect(readShard<Task | Rejection>(whole, hash)).not.toBeNull();
      for (let place = 0; place < bytes.length; place += 1) {
        const text = textOf(harm(bytes, place, (place * 31) % 256 || 7));
        if (text !== whole) expect(readShard(text, hash), `${path} byte ${place}`).toBeNull();
      }
    }
  });
});

it('any text at all in place of state.json is read without an error, and believed by nobody', () => {
  const json = fc.jsonValue().map((value) => JSON.stringify(value));
  const near = fc
    .record({
      schema: fc.constantFrom(0, 1, -1, 1.5, null),
      sequence: fc.jsonValue(),
      claims: fc.jsonValue(),
      shards: fc.jsonValue(),
    })
    .map((value) => JSON.stringify(value));
  fc.assert(
    fc.property(fc.oneof(json, near, fc.string()), (text) => {
      expect(readLedger({ ...raw, text }, [ME]).kind).not.toBe('sound');
    }),
    { numRuns: 500 },
  );
});
