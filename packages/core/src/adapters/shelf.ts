/** Keeps files beside the run, where later steps of its job find them. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const FOLDER = 'steward-export';

/** The folder they are in; what an earlier run left there goes. Names are the caller's own, never anybody's words. */
export async function keepFiles(temporary: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(temporary, FOLDER);
  await rm(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return folder;
}
