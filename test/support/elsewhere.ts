/** Stages whose memory is in a folder or in the Actions cache, looked into without what Steward reads it by. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findOutside } from '@steward/core/runtime/outside.ts';
import type { Stage } from './cycle.ts';

export const FOLDER = 'kept/memory';

/** From now on memory of this stage is in a folder. */
export function keepInFolder(stage: Stage): Stage {
  stage.elsewhere = {
    open: (run) => findOutside({ ledger: `folder:${FOLDER}`, ...run }),
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

/** The files that a pack holds. */
export const filesIn = (text: string): Record<string, string> => JSON.parse(text.slice(text.indexOf('\n'))).files;
