/** The files between two commits, as git itself compares them. */
import { noObject } from '../git-repository.ts';
import type { World } from '../world.ts';
import { repositoryApi, repositoryPage } from './site.ts';

export interface Range {
  readonly base: string;
  readonly head: string;
}

export interface ChangedFile {
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  readonly path: string;
  readonly before: string | null;
  readonly blob: string;
}

const STATUSES: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** GitHub never lists more. */
const LARGEST_LISTING = 3000;

export async function changedFiles(world: World, range: Range): Promise<ChangedFile[]> {
  const args = ['diff', '--raw', '-z', '-M', '--no-abbrev', `${range.base}...${range.head}`, '--'];
  const fields = (await world.git.git(args)).toString('utf8').split('\0');
  const files: ChangedFile[] = [];
  for (let at = 0; at + 1 < fields.length; ) {
    const [, , from = '', to = '', letter = ''] = (fields[at] ?? '').split(' ');
    const status = STATUSES[letter[0] ?? ''] ?? 'modified';
    const moved = status === 'renamed' || status === 'copied';
    const path = fields[at + (moved ? 2 : 1)] ?? '';
    files.push({ status, path, before: moved ? (fields[at + 1] ?? null) : null, blob: to === noObject ? from : to });
    at += moved ? 3 : 2;
  }
  return files.slice(0, LARGEST_LISTING);
}

async function patchOf(world: World, range: Range, file: ChangedFile): Promise<string> {
  const paths = [file.before, file.path].filter((path) => path !== null).map((path) => `:(literal)${path}`);
  const output = await world.git.git(['diff', '-M', `${range.base}...${range.head}`, '--', ...paths]);
  return output.toString('utf8');
}

/** The hunks only; a binary file has none. */
export async function fileView(world: World, range: Range, file: ChangedFile): Promise<Record<string, unknown>> {
  const text = await patchOf(world, range, file);
  const start = text.search(/^@@ /m);
  const patch = start === -1 ? null : text.slice(start).trimEnd();
  const lines = patch?.split('\n') ?? [];
  const additions = lines.filter((line) => line.startsWith('+')).length;
  const deletions = lines.filter((line) => line.startsWith('-')).length;
  return {
    sha: file.blob,
    filename: file.path,
    status: file.status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: repositoryPage(world, 'blob', range.head, file.path),
    raw_url: repositoryPage(world, 'raw', range.head, file.path),
    contents_url: `${repositoryApi(world, 'contents', file.path)}?ref=${range.head}`,
    ...(patch === null ? {} : { patch }),
    ...(file.before === null ? {} : { previous_filename: file.before }),
  };
}
