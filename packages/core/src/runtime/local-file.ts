/** A configuration that lies on the runner instead of the default branch; few runs have one. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../domain/failure.ts';
import { workflowSafe } from '../domain/log-text.ts';

export async function readLocalFile(path: string): Promise<string> {
  try {
    return await readFile(resolve(process.env.GITHUB_WORKSPACE ?? '.', path), 'utf8');
  } catch (cause) {
    throw new UserError(
      `The configuration file ${workflowSafe(path)} cannot be read.`,
      'Check the path, or give one of the default branch, such as `.github/steward.yml`.',
      { cause },
    );
  }
}
