/**
 * Packs in the Actions cache. An entry cannot be changed, and of each key there is one: whoever saves the next generation
 * first has it. That holds only while entries stay, and they may go at any time, so one run at a time is what this is for.
 */
import { UserError } from '../../domain/failure.ts';
import type { Clock } from '../../ports.ts';
import { CacheUnread, type EntryCache } from './actions-cache.ts';
import type { Kept, PackStore, Stored } from './packed.ts';

export interface CacheOptions {
  cache: EntryCache;
  name: string;
  clock: Pick<Clock, 'elapsed' | 'sleep'>;
  /** Why this run must not write; null where it may. */
  refusal: () => string | null;
}

const SECOND = 1_000;
/** A key whose writer died while saving stays taken and shows nothing. After so long it is passed over … */
const PASSED_OVER = 120 * SECOND;
const LOOKS_AFTER = 10 * SECOND;
/** … and a writer that needed longer than this cannot know any more whether it was. */
const LATE = 60 * SECOND;
/** So many keys in a row may be passed over. */
const GAP = 2;

export function createCacheStore({ cache, name, clock, refusal }: CacheOptions): PackStore {
  const prefix = `steward-ledger/${name}/`;
  // The full stop keeps a key from being the beginning of another.
  const keyOf = (generation: number): string => `${prefix}${String(generation).padStart(8, '0')}.`;

  /** The newest that was made is not for sure the highest: one that was passed over may have come late. */
  const highest = async (): Promise<number> => {
    let generation = generationIn(await cache.find([`${prefix}none`, prefix]), prefix);
    for (; generation > 0; ) {
      const above = Array.from({ length: GAP }, (_, step) => keyOf(generation + GAP - step));
      const next = generationIn(await cache.find(above), prefix);
      if (next <= generation) break;
      generation = next;
    }
    return generation;
  };

  const save = async (pack: Stored): Promise<Kept | 'blocked'> => {
    const key = keyOf(pack.generation);
    const since = clock.elapsed();
    const saved = await cache.save(key, pack.text);
    if (saved === 'denied') throw readOnly('its token may only read the cache');
    if (saved === 'saved') {
      if (clock.elapsed() - since > LATE) throw late();
      return { kind: 'kept', generation: pack.generation };
    }
    for (const until = clock.elapsed() + PASSED_OVER; ; ) {
      if ((await cache.find([key])) === key) {
        const text = await cache.load(key);
        if (text !== null)
          return text === pack.text ? { kind: 'kept', generation: pack.generation } : { kind: 'taken' };
      }
      if (clock.elapsed() >= until) return 'blocked';
      await clock.sleep(LOOKS_AFTER);
    }
  };

  const put = async ({ generation, text }: Stored): Promise<Kept> => {
    const why = refusal();
    if (why !== null) throw readOnly(why);
    for (let step = 0; step < GAP; step++) {
      const kept = await save({ generation: generation + step, text });
      if (kept !== 'blocked') return kept;
    }
    throw new UserError(
      'The Actions cache took nothing, so memory could not be written. Nothing new was begun.',
      'The next run goes on from here. If this repeats, look for caches of the repository that fill it, or use `ledger: branch`.',
    );
  };

  return {
    newest: () =>
      usable(cache, async () => {
        // It may be evicted between the two.
        for (let attempt = 0; attempt < 3; attempt++) {
          const generation = await highest();
          if (generation === 0) return null;
          const text = await cache.load(keyOf(generation));
          if (text !== null) return { generation, text };
        }
        throw new CacheUnread('its entries come and go');
      }),
    put: (pack) => usable(cache, () => put(pack)),
  };
}

const generationIn = (key: string | null, prefix: string): number =>
  key?.startsWith(prefix) ? Number(/^(\d{8,15})\.$/.exec(key.slice(prefix.length))?.[1] ?? 0) : 0;

async function usable<T>(cache: EntryCache, act: () => Promise<T>): Promise<T> {
  const why = cache.unusable();
  if (why !== null) {
    throw new UserError(
      `Memory cannot be kept in the Actions cache: ${why}.`,
      'Use `ledger: branch`, or run this as a step of a job on github.com.',
    );
  }
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof CacheUnread)) throw error;
    throw new UserError(
      `The Actions cache could not be read, and what is not read is not taken for gone: ${error.message || 'it gave no reason'}. Nothing was done.`,
      'The next run tries again. A job whose cache mode is `none` or `write-only` cannot keep memory there.',
      { cause: error },
    );
  }
}

const readOnly = (why: string): UserError =>
  new UserError(
    `Memory is in the Actions cache, and this run may not write it: ${why}. Nothing new was begun; what is under way is finished by the next run that may.`,
    'Events that anybody can cause, such as comments or forks, may only read the cache. Run Steward by `schedule`, `push` or `workflow_dispatch` on the default branch, or use `ledger: branch`.',
  );

const late = (): UserError =>
  new UserError(
    'Saving memory in the Actions cache took too long to be sure of it. Nothing new was begun.',
    'The next run goes on from here.',
  );
