/** A ledger that is kept as packs, one a commit and each the next generation: the rules of the state branch without git. */
import { eventFolder, readEventPath } from '../../domain/event-files.ts';
import { type LedgerChange, rootFiles } from '../../domain/ledger.ts';
import type { Clock, CommitResult, LedgerReader, LedgerWriter } from '../../ports.ts';
import { dueForArchive } from './archived-days.ts';
import { FORMAT, type Pack, type PackReading, packText, rawOf, readPack } from './pack.ts';

export interface Stored {
  /** From 1, one more with each commit. */
  generation: number;
  text: string;
}

/** `taken`: there is one of that generation already, and it is not this one. */
export type Kept = { kind: 'kept'; generation: number } | { kind: 'taken' };

/** Where packs are kept. What the owner must mend is thrown as `UserError`. */
export interface PackStore {
  /** The one of the highest generation; null where there is surely none. */
  newest(): Promise<Stored | null>;
  /** Keeps it as that generation, or a later one, once it is certain that there is no other yet. */
  put(pack: Stored): Promise<Kept>;
  /** Removes everything; absent: nothing can be removed. */
  clear?(): Promise<void>;
  /** Event files that left the pack; absent: they are let go. */
  archive?: Archive;
}

export interface Archive {
  /** Keeps the event files of a day; the same once more changes nothing. */
  keep(day: string, files: Readonly<Record<string, string>>): Promise<void>;
  of(day: string): Promise<Readonly<Record<string, string>>>;
}

interface PackedOptions {
  store: PackStore;
  clock: Clock;
  /** In whose name it is written. */
  account: () => string;
}

type Head = { generation: number; reading: PackReading };

/** As many messages as a branch is asked for. */
const MESSAGES = 60;

export interface PackedLedger extends LedgerReader, LedgerWriter {
  /** What deleting it is to a branch, at this commit and no other. */
  forget(expected: string): Promise<CommitResult>;
}

export function createPackedLedger({ store, clock, account }: PackedOptions): PackedLedger {
  /** Heads of this run, by commit: a run reads files of the head that it holds, while others may go on. */
  const seen = new Map<string, Head>();

  const readHead = async (): Promise<Head | null> => {
    const stored = await store.newest();
    if (stored === null) return null;
    const head = { generation: stored.generation, reading: readPack(stored.text) };
    seen.set(head.reading.oid, head);
    return head;
  };

  const headOf = async (oid: string): Promise<Head | null> => {
    if (!seen.has(oid)) await readHead();
    return seen.get(oid) ?? null;
  };

  const filesOf = async (oid: string): Promise<Pack['files']> => packOf(await headOf(oid))?.files ?? {};

  const put = async (generation: number, pack: Pack): Promise<CommitResult> => {
    const { oid, text } = packText(pack);
    const kept = await store.put({ generation, text });
    if (kept.kind === 'taken') return { kind: 'stale' };
    seen.set(oid, { generation: kept.generation, reading: { kind: 'whole', oid, pack } });
    return { kind: 'committed', oid };
  };

  return {
    async head() {
      const head = await readHead();
      return { raw: head && rawOf(head.reading), at: clock.now() };
    },

    async files(oid, paths) {
      const files = await filesOf(oid);
      const found = new Map<string, string | null>();
      for (const path of paths) found.set(path, own(files, path) ?? (await archived(store, path)));
      return found;
    },

    async eventFiles(oid, days) {
      const files = Object.keys(await filesOf(oid));
      const found = new Set<string>();
      for (const day of days) {
        const folder = `${eventFolder(day)}/`;
        for (const path of files) if (path.startsWith(folder)) found.add(path);
        for (const path of Object.keys((await store.archive?.of(day)) ?? {})) found.add(path);
      }
      return [...found].sort();
    },

    async messages(count) {
      const pack = packOf(await readHead());
      return pack === null ? [] : [pack.message, ...pack.before].slice(0, count);
    },

    async begin(files) {
      return (await readHead()) === null ? put(1, rootOf(files, account())) : { kind: 'stale' };
    },

    async forget(expected) {
      const head = await readHead();
      if (head?.reading.oid !== expected) return { kind: 'stale' };
      if (store.clear === undefined) return put(head.generation + 1, rootOf(rootFiles(), account()));
      await store.clear();
      return { kind: 'committed', oid: expected };
    },

    async commit({ expected, ...change }) {
      // Whether it still is the head is for the store to say: there is one of each generation.
      const head = await headOf(expected);
      if (head === null) return { kind: 'stale' };
      const below = packOf(head);
      const files = changed(below?.files ?? {}, change);
      for (const [day, old] of dueForArchive(files, clock.now())) {
        await store.archive?.keep(day, old);
        for (const path of Object.keys(old)) delete files[path];
      }
      return put(head.generation + 1, {
        ...{ format: FORMAT, parent: expected, author: account(), files },
        message: `${change.headline}\n\n${change.body}`,
        before: below === null ? [] : [below.message, ...below.before].slice(0, MESSAGES),
      });
    },
  };
}

const rootOf = (files: Record<string, string>, author: string): Pack => ({
  ...{ format: FORMAT, parent: null, message: 'Begin', before: [] },
  ...{ author, files },
});

const packOf = (head: Head | null): Pack | null => (head && 'pack' in head.reading ? head.reading.pack : null);

const own = (files: Readonly<Record<string, string>>, path: string): string | null =>
  Object.hasOwn(files, path) ? (files[path] ?? null) : null;

async function archived(store: PackStore, path: string): Promise<string | null> {
  const event = readEventPath(path);
  if (event === null || store.archive === undefined) return null;
  return own(await store.archive.of(event.day), path);
}

function changed(files: Readonly<Record<string, string>>, { additions, deletions }: LedgerChange) {
  const next = { ...files, ...additions };
  for (const path of deletions) delete next[path];
  return next;
}
