/** A ledger kept as packs: one writer a generation, whole or not at all, nothing outside of its folder, old events in the archive. */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntryCache } from '@steward/core/adapters/ledgers/actions-cache.ts';
import { createCacheStore } from '@steward/core/adapters/ledgers/cache.ts';
import { createFolderStore } from '@steward/core/adapters/ledgers/folder.ts';
import { packText, readPack } from '@steward/core/adapters/ledgers/pack.ts';
import { createPackedLedger, type PackStore } from '@steward/core/adapters/ledgers/packed.ts';
import { eventPath } from '@steward/core/domain/event-files.ts';
import { readLedger, rootFiles } from '@steward/core/domain/ledger.ts';
import type { CommitResult } from '@steward/core/ports.ts';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { root } from '../support/source.ts';

function folder(): string {
  const base = mkdtempSync(join(tmpdir(), 'steward-packed-'));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  return base;
}

const storeIn = (base: string, token = 'one'): PackStore => createFolderStore({ base, path: 'kept', token });

function ledgerOn(store: PackStore, time = { now: '2026-11-20T09:00:00.000Z' }) {
  const clock = { now: () => time.now, elapsed: () => 0, sleep: async () => undefined };
  return createPackedLedger({ store, clock, account: () => 'bot' });
}

const change = (additions: Record<string, string>, deletions: string[] = []) => ({
  ...{ headline: 'Change', body: 'Steward-Transaction: t', additions, deletions },
});

function oidOf(result: CommitResult): string {
  if (result.kind !== 'committed') throw new Error(`not committed: ${result.kind}`);
  return result.oid;
}

/** Cache entries in memory, as the service keeps them. */
function entries(): EntryCache & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    unusable: () => null,
    find: async (keys) => {
      const found = [...kept.keys()].reverse();
      return keys.map((key) => found.find((one) => one.startsWith(key))).find((key) => key !== undefined) ?? null;
    },
    load: async (key) => kept.get(key) ?? null,
    save: async (key, text) => {
      if (kept.has(key)) return 'unknown';
      kept.set(key, text);
      return 'saved';
    },
  };
}

const inCache = (cache = entries()): PackStore =>
  createCacheStore({
    cache,
    name: 'a',
    clock: { elapsed: () => 0, sleep: async () => undefined },
    refusal: () => null,
  });

describe.each([
  ['a folder', () => storeIn(folder())],
  ['the cache', () => inCache()],
])('in %s', (_, make) => {
  it('a ledger begins once, and a commit stands on the one before it', async () => {
    const ledger = ledgerOn(make());
    expect((await ledger.head()).raw).toBeNull();
    const first = oidOf(await ledger.begin(rootFiles()));
    expect(await ledger.begin(rootFiles())).toEqual({ kind: 'stale' });
    expect(readLedger((await ledger.head()).raw, []).kind).toBe('sound');
    const second = oidOf(await ledger.commit({ ...change({ 'tasks/a.json': '{}' }), expected: first }));
    expect(await ledger.commit({ ...change({ 'tasks/b.json': '{}' }), expected: first })).toEqual({ kind: 'stale' });
    expect((await ledger.head()).raw).toMatchObject({ oid: second, parent: first, author: 'bot', signed: null });
    const third = oidOf(await ledger.commit({ ...change({}, ['tasks/a.json']), expected: second }));
    expect(await ledger.files(second, ['tasks/a.json'])).toEqual(new Map([['tasks/a.json', '{}']]));
    expect(await ledger.files(third, ['tasks/a.json', 'constructor'])).toEqual(
      new Map([
        ['tasks/a.json', null],
        ['constructor', null],
      ]),
    );
    expect(await ledger.messages(2)).toEqual(Array(2).fill('Change\n\nSteward-Transaction: t'));
  });

  it('one of several writers wins, whatever ledger each of them has open', async () => {
    const store = make();
    const writers = ['a', 'b', 'c'].map(() => ledgerOn(store));
    const first = oidOf(await ledgerOn(store).begin(rootFiles()));
    const results = await Promise.all(
      writers.map((ledger, n) => ledger.commit({ ...change({ 'a.json': `${n}` }), expected: first })),
    );
    expect(results.map(({ kind }) => kind).sort()).toEqual(['committed', 'stale', 'stale']);
  });

  it('is forgotten only at the commit that was seen last', async () => {
    const ledger = ledgerOn(make());
    const first = oidOf(await ledger.begin(rootFiles()));
    const second = oidOf(await ledger.commit({ ...change({ 'a.json': '1' }), expected: first }));
    expect(await ledger.forget(first)).toEqual({ kind: 'stale' });
    expect(oidOf(await ledger.forget(second))).not.toBe('');
    const { raw } = await ledger.head();
    expect(raw === null || readLedger(raw, []).kind === 'sound').toBe(true);
    expect(raw?.text ?? null).toBe(raw === null ? null : rootFiles()['state.json']);
  });
});

describe('events that nobody asks for any more', () => {
  const path = (day: string, n: number): string => eventPath(`${day}T10:00:00Z`, n, `r${n}`);

  async function grown(store: PackStore, size = 10) {
    const time = { now: '2026-11-20T09:00:00.000Z' };
    const ledger = ledgerOn(store, time);
    let oid = oidOf(await ledger.begin(rootFiles()));
    for (const [n, day] of ['2026-09-01', '2026-10-25', '2026-11-19', '2026-11-20'].entries()) {
      const text = `{"kind":"x","text":"${'x'.repeat(size)}"}\n`;
      oid = oidOf(await ledger.commit({ ...change({ [path(day, n)]: text }), expected: oid }));
    }
    const packed = async (): Promise<string[]> => {
      const reading = readPack((await store.newest())?.text ?? '');
      return Object.keys('pack' in reading ? reading.pack.files : {}).filter((name) => name.startsWith('events/'));
    };
    const listed = (): Promise<string[]> =>
      ledger.eventFiles(oid, ['2026-09-01', '2026-10-25', '2026-11-19', '2026-11-20']);
    return { ledger, time, oid, packed, listed };
  }

  it('leave the pack for an archive in the folder, and are read from there as before', async () => {
    const base = folder();
    const { ledger, oid, packed, listed } = await grown(storeIn(base));
    expect(await packed()).toEqual([path('2026-10-25', 1), path('2026-11-19', 2), path('2026-11-20', 3)]);
    expect(await listed()).toHaveLength(4);
    const other = ledgerOn(storeIn(base, 'two'));
    const old = path('2026-09-01', 0);
    expect((await other.files(oid, [old])).get(old)).toContain('"kind":"x"');
    expect((await ledger.files(oid, [old])).get(old)).toContain('"kind":"x"');
    expect(existsSync(join(base, 'kept/archive/2026/09/2026-09-01.json'))).toBe(true);
  });

  it('are let go in the cache', async () => {
    const { packed, listed } = await grown(inCache());
    expect(await packed()).toHaveLength(3);
    expect(await listed()).toHaveLength(3);
  });

  it('leave early where they are too many, but today stays', async () => {
    const { packed, listed } = await grown(storeIn(folder()), 5_000_000);
    expect(await packed()).toEqual([path('2026-11-20', 3)]);
    expect(await listed()).toHaveLength(4);
  });

  it('leave a pack that grows no more: three years of them take no more room than two', async () => {
    const store = inCache();
    const time = { now: '' };
    const ledger = ledgerOn(store, time);
    time.now = '2026-01-01T00:00:00.000Z';
    let oid = oidOf(await ledger.begin(rootFiles()));
    const sizes: number[] = [];
    for (let day = 0; day < 3 * 365; day++) {
      time.now = new Date(Date.parse('2026-01-01T00:00:00Z') + day * 86_400_000).toISOString();
      oid = oidOf(
        await ledger.commit({ ...change({ [eventPath(time.now, day, 'r')]: '{"kind":"x"}\n' }), expected: oid }),
      );
      sizes.push((await store.newest())?.text.length ?? 0);
    }
    expect(Math.max(...sizes.slice(730))).toBeLessThanOrEqual(Math.max(...sizes.slice(0, 730)));
  });
});

describe('a pack', () => {
  it('that is cut anywhere is damaged, and is never taken for another', () => {
    const { text } = packText({
      format: 1,
      parent: null,
      author: 'b',
      message: 'm',
      before: [],
      files: { 'a.json': '1' },
    });
    fc.assert(
      fc.property(fc.nat(text.length - 2), (end) => {
        expect(readPack(text.slice(0, end)).kind).toBe('damaged');
      }),
    );
  });

  it.each(['../a', '/a', 'a/../b', '.git/config', 'a//b', '', 'a\\b', 'a\nb'])(
    'with a file named %j is none',
    (name) => {
      const pack = { format: 1, parent: null, author: 'b', message: 'm', before: [], files: { [name]: '' } };
      expect(readPack(packText(pack).text).kind).toBe('damaged');
    },
  );
});

describe('a folder', () => {
  it.each(['kept', 'kept/generations', 'kept/archive'])('is not followed out of the workspace: %s', async (place) => {
    const [base, outside] = [folder(), folder()];
    mkdirSync(join(base, place, '..'), { recursive: true });
    symlinkSync(outside, join(base, place));
    const ledger = ledgerOn(storeIn(base));
    const act = async (): Promise<void> => {
      const oid = oidOf(await ledger.begin(rootFiles()));
      await ledger.commit({ ...change({ [eventPath('2020-01-01T00:00:00Z', 1, 'r')]: '{}\n' }), expected: oid });
    };
    await expect(act()).rejects.toThrow(/no folder of its own/);
    expect(readdirSync(outside)).toEqual([]);
  });

  it('a writer that slept through many generations has not won the one that was tidied away', async () => {
    const base = folder();
    const sleeper = ledgerOn(storeIn(base, 'sleeper'));
    const first = oidOf(await sleeper.begin(rootFiles()));
    const ledger = ledgerOn(storeIn(base));
    let oid = first;
    for (let n = 0; n < 9; n++) oid = oidOf(await ledger.commit({ ...change({ 'a.json': `${n}` }), expected: oid }));
    expect(await sleeper.commit({ ...change({ 'a.json': 'late' }), expected: first })).toEqual({ kind: 'stale' });
    expect((await sleeper.head()).raw?.oid).toBe(oid);
  });

  it('loses no change of processes that write at the same time, of which one is killed', async () => {
    const base = folder();
    await ledgerOn(storeIn(base)).begin({ ...rootFiles(), 'count.json': '{}' });
    const script = join(base, 'writer.ts');
    writeFileSync(script, WRITER);
    const write = (name: string, times: number) =>
      new Promise<number | null>((resolve) => {
        const child = spawn(process.execPath, [script, root, base, name, `${times}`], { stdio: 'inherit' });
        const told = join(base, `told-${name}`);
        const watching = setInterval(() => {
          if (name === 'victim' && existsSync(told) && Number(readFileSync(told, 'utf8')) >= 5) child.kill('SIGKILL');
        }, 3);
        child.on('exit', (code) => {
          clearInterval(watching);
          resolve(code);
        });
      });
    expect(await Promise.all([write('a', 40), write('b', 40), write('victim', 10_000)])).toEqual([0, 0, null]);
    const ledger = ledgerOn(storeIn(base));
    const { raw } = await ledger.head();
    const counts = JSON.parse((await ledger.files(raw?.oid ?? '', ['count.json'])).get('count.json') ?? '{}');
    expect(counts).toMatchObject({ a: 40, b: 40 });
    // What the victim was told is committed is there; the one that it was at may be or not.
    const told = Number(readFileSync(join(base, 'told-victim'), 'utf8'));
    expect([told, told + 1]).toContain(counts.victim);
  });
});

const WRITER = `
import { renameSync, writeFileSync } from 'node:fs';
const [root, base, name, times] = process.argv.slice(2);
const from = root + '/packages/core/src/adapters/ledgers/';
const { createFolderStore } = await import(from + 'folder.ts');
const { createPackedLedger } = await import(from + 'packed.ts');
const clock = { now: () => '2026-11-20T09:00:00.000Z' };
const store = createFolderStore({ base, path: 'kept', token: name });
const ledger = createPackedLedger({ store, clock, account: () => name });
for (let done = 0; done < Number(times); ) {
  const { raw } = await ledger.head();
  const text = (await ledger.files(raw.oid, ['count.json'])).get('count.json');
  const counts = { ...JSON.parse(text), [name]: done + 1 };
  const change = { headline: 'h', body: 'b', additions: { 'count.json': JSON.stringify(counts) }, deletions: [] };
  const { kind } = await ledger.commit({ ...change, expected: raw.oid });
  if (kind !== 'committed') continue;
  done += 1;
  writeFileSync(base + '/telling-' + name, String(done));
  renameSync(base + '/telling-' + name, base + '/told-' + name);
}
`;
