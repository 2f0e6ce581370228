/** Stages whose memory is in a folder or in the Actions cache, looked into without what Steward reads it by. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findOutside } from '@steward/core/runtime/outside.ts';
import type { Stage } from './cycle.ts';

export const FOLDER = 'kept/memory';

/** From now on memory of this stage is in a folder. */
export function keepInFolder(stage: Stage): Stage {
  const ledger = `folder:${FOLDER}`;
  stage.elsewhere = {
    ledger,
    open: (run) => findOutside({ ledger, ...run }),
    show: async (path) => filesIn(readFileSync(newestPack(stage), 'utf8'))[path] ?? '',
  };
  return stage;
}

export const generationsOf = (stage: Stage): string => join(stage.folder, FOLDER, 'generations');

export const packsIn = (stage: Stage): string[] =>
  readdirSync(generationsOf(stage))
    .filter((name) => name.endsWith('.pack'))
    .sort();

export const newestPack = (stage: Stage): string => join(generationsOf(stage), packsIn(stage).at(-1) ?? '');

/** From now on memory of this stage is in the Actions cache; the process must have entered a job of it. */
export function keepInCache(stage: Stage): Stage {
  const ledger = 'cache:steward';
  stage.elsewhere = {
    ledger,
    open: (run) => findOutside({ ledger, ...run }),
    show: async (path) => filesIn(await newestEntry(stage))[path] ?? '',
  };
  return stage;
}

export const entriesOf = (stage: Stage) => stage.sandbox.world.cache.entries.filter(({ finished }) => finished);

/** The pack of the highest key, taken out of its archive. */
export async function newestEntry(stage: Stage): Promise<string> {
  const newest = entriesOf(stage)
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .at(-1);
  const folder = mkdtempSync(join(stage.folder, 'entry-'));
  const file = join(folder, 'entry');
  writeFileSync(file, newest?.blob ?? '');
  // What packed it is told by its first bytes.
  const isZstd = newest?.blob?.readUInt32LE(0) === 0xfd2fb528;
  execFileSync('tar', ['-xf', file, '-C', folder, isZstd ? '--zstd' : '--gzip']);
  return readFileSync(join(folder, '.steward-ledger', 'pack'), 'utf8');
}

/** The files that a pack holds. */
export const filesIn = (text: string): Record<string, string> => JSON.parse(text.slice(text.indexOf('\n'))).files;
