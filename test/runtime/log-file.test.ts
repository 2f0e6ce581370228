/** The file of a run's log: where it may lie, what is written to it, and what it never touches. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLogFile } from '@steward/core/runtime/log-file.ts';
import { expect, it, onTestFinished } from 'vitest';

function ground() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'steward-log-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['workspace/.git', 'temporary/_runner_file_commands', 'elsewhere'])
    mkdirSync(join(folder, name), { recursive: true });
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'workspace', 'link'));
  writeFileSync(join(folder, 'elsewhere', 'file'), 'kept');
  symlinkSync(join(folder, 'elsewhere', 'file'), join(folder, 'workspace', 'file'));
  writeFileSync(join(folder, 'temporary', '_runner_file_commands', 'set_env_1'), '');
  const places = { all: { GITHUB_WORKSPACE: join(folder, 'workspace') }, temporary: join(folder, 'temporary') };
  return { folder, places };
}

async function written(path: string, places: ReturnType<typeof ground>['places'], text: string): Promise<void> {
  const file = await openLogFile(path, places, ['hunter2-but-long']);
  await file.append(text);
  await file.close();
}

it('adds to a file of the workspace or of the temporary folder, making its folders, and hides secrets', async () => {
  const { folder, places } = ground();
  await written('logs/of/steward.log', places, 'one hunter2-but-long\n');
  await written('logs/of/steward.log', places, 'two\n');
  expect(readFileSync(join(folder, 'workspace/logs/of/steward.log'), 'utf8')).toBe('one [redacted: secret]\ntwo\n');
  await written(join(folder, 'temporary', 'a.log'), places, 'three\n');
  expect(readFileSync(join(folder, 'temporary', 'a.log'), 'utf8')).toBe('three\n');
});

it.each<[string, (folder: string) => string, RegExp]>([
  ['above the workspace', () => '../steward.log', /lies outside of them/],
  ['anywhere else', (folder) => join(folder, 'elsewhere', 'a.log'), /lies outside of them/],
  ['behind a link to elsewhere', () => 'link/a.log', /lies outside of them/],
  ['that is a link', () => 'file', /is no plain file/],
  ['that is a folder', () => 'logs', /is no plain file/],
  [
    "of the runner's commands",
    (folder) => join(folder, 'temporary/_runner_file_commands/set_env_1'),
    /runner's or git's/,
  ],
  ["of git's", () => '.git/hooks/post-commit', /runner's or git's/],
  ['below a file', () => 'plain/a.log', /no folder that can be made/],
  ['of two lines', () => 'a\n::set-output name=created::1', /%3A%3Aset-output|is no path/],
  ['that is the workspace itself', () => '.', /lies outside of them/],
])('refuses a path %s, says what to give instead, and writes nothing', async (_, pathIn, said) => {
  const { folder, places } = ground();
  mkdirSync(join(folder, 'workspace', 'logs'));
  writeFileSync(join(folder, 'workspace', 'plain'), 'kept');
  const fault = await openLogFile(pathIn(folder), places, []).catch((error: unknown) => error);
  expect(fault).toMatchObject({
    message: expect.stringMatching(said),
    remedy: expect.stringContaining('below the workspace'),
  });
  expect(readFileSync(join(folder, 'elsewhere', 'file'), 'utf8')).toBe('kept');
  expect(readFileSync(join(folder, 'temporary/_runner_file_commands/set_env_1'), 'utf8')).toBe('');
});
