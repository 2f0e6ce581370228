/** The dashboard as a file that later steps of the job can take up. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where it lies. */
export async function keepPage(page: string): Promise<string> {
  const path = join(process.env.RUNNER_TEMP ?? tmpdir(), 'steward-dashboard.html');
  await writeFile(path, page);
  return path;
}
