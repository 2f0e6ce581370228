/** An empty bare repository with one remote, written as files: what `git init` and `git config` would take two processes for. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface BareRepository {
  directory: string;
  /** Address of the remote `origin`. */
  url: string;
  format: 'sha1' | 'sha256';
}

export async function makeBareRepository({ directory, url, format }: BareRepository): Promise<void> {
  for (const folder of ['objects', 'refs']) await mkdir(join(directory, folder), { recursive: true });
  await writeFile(join(directory, 'HEAD'), 'ref: refs/heads/main\n');
  await writeFile(join(directory, 'config'), configOf(url, format));
}

function configOf(url: string, format: BareRepository['format']): string {
  // A setting's value ends with its line, so a line break could begin another setting.
  if (/[\0\r\n]/.test(url)) throw new Error('the address of a remote has one line');
  const extensions = format === 'sha1' ? [] : ['[extensions]', '\tobjectformat = sha256'];
  const lines = [
    '[core]',
    `\trepositoryformatversion = ${format === 'sha1' ? 0 : 1}`,
    '\tbare = true',
    ...extensions,
    '[remote "origin"]',
    `\turl = "${url.replace(/["\\]/g, '\\$&')}"`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Commits whose parents were not fetched: they look as if they had created everything. */
export async function readEdge(directory: string): Promise<Set<string>> {
  try {
    const text = await readFile(join(directory, 'shallow'), 'utf8');
    return new Set(text.split('\n').filter(Boolean));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Set();
    throw error;
  }
}
