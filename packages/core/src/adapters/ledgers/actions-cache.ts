/** One small text an entry in the Actions cache, with what its library only says in the log: whether an entry is really absent. */
import { lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isFeatureAvailable, restoreCache, saveCache } from '@actions/cache';

/** `unknown`: it may be there or not. */
export type Saved = 'saved' | 'denied' | 'unknown';

export interface EntryCache {
  /** Why it cannot be used at all; null where it can. */
  unusable(): string | null;
  /** The first of these keys that there is, or the newest that begins with one of them; null: there surely is none. */
  find(keys: readonly string[]): Promise<string | null>;
  /** The entry of exactly this key; null where it is gone meanwhile. */
  load(key: string): Promise<string | null>;
  save(key: string, text: string): Promise<Saved>;
}

/** That the cache did not answer, or may not be read, is no absence. */
export class CacheUnread extends Error {}

/** An entry is found again only under the same path as it was saved from, so it is relative to the workspace. */
const FOLDER = '.steward-ledger';
const FILE = `${FOLDER}/pack`;
const MOST_BYTES = 64_000_000;

/** What the library says, as of the version that is pinned; another wording is taken as no answer, never as absence. */
const ABSENT = /^::debug::Cache not found for version /m;
const DENIED = /cache write denied:|Cache save skipped:/;

export const actionsCache: EntryCache = {
  unusable() {
    const { ACTIONS_CACHE_SERVICE_V2: second, ACTIONS_RUNTIME_TOKEN: token } = process.env;
    if (!isFeatureAvailable() || !token) return 'there is no Actions cache here';
    return second ? null : 'this server has only the first version of the Actions cache';
  },

  find: (keys) => inTurn(async () => (await restore(keys, { lookupOnly: true })).key),

  load: (key) =>
    inTurn(async () => {
      const place = await emptyFolder();
      try {
        const found = await restore([key], {});
        if (found.key !== key) return null;
        const file = join(place, 'pack');
        const { size } = await lstat(file).then((stat) => (stat.isFile() ? stat : { size: Number.POSITIVE_INFINITY }));
        if (size > MOST_BYTES) return '';
        return await readFile(file, 'utf8');
      } finally {
        await rm(place, { recursive: true, force: true });
      }
    }),

  save: (key, text) =>
    inTurn(async () => {
      const place = await emptyFolder();
      try {
        await writeFile(join(place, 'pack'), text);
        const { value, said } = await listening(() => saveCache([FILE], key, undefined, true));
        if (value !== -1) return 'saved';
        return DENIED.test(said) ? 'denied' : 'unknown';
      } finally {
        await rm(place, { recursive: true, force: true });
      }
    }),
};

async function restore(
  [first = '', ...others]: readonly string[],
  options: { lookupOnly?: boolean },
): Promise<{ key: string | null }> {
  const { value, said } = await listening(() => restoreCache([FILE], first, others, options, true));
  if (value !== undefined) return { key: value };
  if (ABSENT.test(said)) return { key: null };
  throw new CacheUnread(
    /Failed to restore: (.*)/.exec(said)?.[1] ?? /Cache restore skipped: (.*)/.exec(said)?.[1] ?? '',
  );
}

/** Made anew: a checkout may have brought one along. */
async function emptyFolder(): Promise<string> {
  const place = resolve(FOLDER);
  await rm(place, { recursive: true, force: true });
  await mkdir(place);
  return place;
}

/** The library swallows its errors and only logs them. What it must tell the runner goes on to it; the rest is said by the caller. */
async function listening<T>(act: () => Promise<T>): Promise<{ value: T; said: string }> {
  const { stdout } = process;
  const { write } = stdout;
  let said = '';
  stdout.write = ((chunk: Uint8Array | string, ...rest: never[]): boolean => {
    const line = String(chunk);
    said += line;
    return /^::(add-mask|debug)::/.test(line) ? write.call(stdout, chunk, ...rest) : true;
  }) as typeof write;
  try {
    return { value: await act(), said };
  } finally {
    stdout.write = write;
  }
}

/** One at a time: all use the same file, and listen to the same log. */
let last: Promise<unknown> = Promise.resolve();
function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const mine = last.then(act);
  last = mine.catch(() => undefined);
  return mine;
}
