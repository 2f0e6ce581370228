/** Where Steward itself lies: the clone or package that the command runs from, with its templates, actions and `dist/`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@steward/core/domain/failure.ts';

/** From dist/ or dist/chunks/, and from packages/cli/src/init/. */
const PLACES = ['..', '../..', '../../../..'];

export function findHome(from: string = import.meta.dirname): string {
  const found = PLACES.map((place) => join(from, place)).find((place) =>
    existsSync(join(place, 'workflows/steward.yml')),
  );
  if (found !== undefined) return found;
  throw new UserError(
    'The workflows that init writes are not beside this copy of Steward.',
    'Run init from a whole clone of Steward, or with npx from its repository.',
  );
}

export function versionOf(home: string): string {
  return (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }).version;
}
