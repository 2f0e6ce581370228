/** Finds what is built: the actions of dist/, beside the bundled command line or in the checkout it runs from. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@steward/core/domain/failure.ts';

/** The bundle lies in dist/ or dist/chunks/; the source lies in packages/cli/src/. */
const FOLDERS = ['.', '..', '../../../dist'];

export function findAction(name: string, from: string = import.meta.dirname): string {
  const candidates = FOLDERS.map((folder) => join(from, folder, `${name}.js`));
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) {
    throw new UserError(`dist/${name}.js is missing.`, 'Run "npm run build" in the folder of Steward and start again.');
  }
  return found;
}
