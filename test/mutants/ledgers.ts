/** Bugs in memory on no branch: two writers that both believe they won, an outage that is taken for an empty cache. */
import type { Mutant } from './mutant.ts';

const FOLDER = 'packages/core/src/adapters/ledgers/folder.ts';
const PACK = 'packages/core/src/adapters/ledgers/pack.ts';
const CACHE = 'packages/core/src/adapters/ledgers/cache.ts';
const ENTRIES = 'packages/core/src/adapters/ledgers/actions-cache.ts';

const packed = 'test/adapters/packed-ledgers.test.ts';
const inFolder = 'test/faults/folder-ledger.test.ts';
const inCache = 'test/faults/cache-ledger.test.ts';

export const LEDGER_MUTANTS: readonly Mutant[] = [
  {
    name: 'folder-overwrites-a-generation',
    why: 'Two runs on one machine would both believe that their reservation counts, and open each issue twice.',
    file: FOLDER,
    find: '    await link(draft, file);',
    replace: '    await rename(draft, file);',
    caughtBy: [{ tests: packed, title: 'one of several writers wins' }],
  },
  {
    name: 'folder-believes-a-sleeper',
    why: 'A run that slept for long would act on a reservation that is in nobody’s memory.',
    file: FOLDER,
    find: 'if (highest > pack.generation + KEPT - 1) {',
    replace: 'if (highest > pack.generation + KEPT * 100) {',
    caughtBy: [{ tests: packed, title: 'a writer that slept' }],
  },
  {
    name: 'folder-followed-outside',
    why: 'A link in a hostile checkout would have memory written over files of the person.',
    file: FOLDER,
    find: 'if (!found.isDirectory())',
    replace: 'if (!found.isDirectory() && !found.isSymbolicLink())',
    caughtBy: [{ tests: packed, title: 'is not followed out of the workspace' }],
  },
  {
    name: 'changed-pack-vouched-for',
    why: 'Whoever can write the file could have Steward believe anything.',
    file: PACK,
    find: "const vouched = reading.kind === 'whole' ? message : '';",
    replace: 'const vouched = message;',
    and: [
      {
        file: 'packages/core/src/domain/ledger.ts',
        find: 'if (trailer(raw.message, DIGEST) !== digest(text, 40))',
        replace: 'if (trailer(raw.message, DIGEST) === null)',
      },
    ],
    caughtBy: [{ tests: inFolder, title: 'changed by hand stop Steward' }],
  },
  {
    name: 'outage-taken-for-absence',
    why: 'An hour in which the cache does not answer would cost the whole memory.',
    file: ENTRIES,
    find: 'if (ABSENT.test(said)) return { key: null };',
    replace: 'if (said !== null) return { key: null };',
    caughtBy: [{ tests: inCache, title: 'is not taken for an empty one' }],
  },
  {
    name: 'cache-written-from-a-branch',
    why: 'A run of another branch would open everything again from a memory that nobody else sees.',
    file: CACHE,
    find: 'if (why !== null) throw readOnly(why);',
    replace: 'if (why === undefined) throw readOnly(why);',
    caughtBy: [{ tests: inCache, title: 'one of another branch' }],
  },
  {
    name: 'late-save-believed',
    why: 'A run would act although its reservation may have been passed over.',
    file: CACHE,
    find: 'if (clock.elapsed() - since > LATE) throw late();',
    replace: 'if (clock.elapsed() - since > LATE * LATE) throw late();',
    caughtBy: [{ tests: inCache, title: 'for longer than anybody can be sure of' }],
  },
  {
    name: 'blocked-key-waited-for-ever',
    why: 'After one run that died while saving, no later one could remember anything.',
    file: CACHE,
    find: 'const GAP = 2;',
    replace: 'const GAP = 1;',
    caughtBy: [{ tests: inCache, title: 'is passed over' }],
  },
];
