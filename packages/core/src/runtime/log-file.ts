/** The file that a run's log is added to: on the runner's own ground only, and never one that the runner itself reads. */
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../domain/failure.ts';
import { workflowSafe } from '../domain/log-text.ts';
import { redact } from '../domain/redact.ts';
import type { Environment } from './environment.ts';

export interface LogFile {
  append(text: string): Promise<void>;
  close(): Promise<void>;
}

const LONGEST = 1_000;
const UNSEEN = /[\p{Cc}\p{Cf}]/u;

/**
 * Opened before anything is done: a path that is no good ends the run while nothing happened yet. Relative ones start from the
 * checkout. `secrets`: the runner hides them on its screen, but not in files.
 */
export async function openLogFile(
  path: string,
  { all, temporary }: Pick<Environment, 'all' | 'temporary'>,
  secrets: readonly string[],
): Promise<LogFile> {
  const workspace = all.GITHUB_WORKSPACE ?? process.cwd();
  if (path.length > LONGEST || UNSEEN.test(path)) throw refused(path.slice(0, LONGEST), 'is no path');
  const file = await place(path, resolve(workspace, path), [workspace, temporary]);
  const handle = await opened(path, file);
  return {
    append: async (text) => void (await handle.appendFile(redact(text, { secrets }).text)),
    close: () => handle.close(),
  };
}

const REMEDY = 'Give a path below the workspace, or below `${{ runner.temp }}`.';

const refused = (path: string, why: string, cause?: unknown): UserError =>
  new UserError(`The input \`log-file\` is refused: ${workflowSafe(path)} ${why}.`, REMEDY, { cause });

/** Where it really lies, links followed. The folder is made where it is missing. */
async function place(given: string, wanted: string, grounds: readonly string[]): Promise<string> {
  const roots = await Promise.all(grounds.map((ground) => realpath(ground).catch(() => resolve(ground))));
  const isBelow = (path: string): boolean => roots.some((root) => pathBelow(root, path) !== null);
  const folder = dirname(wanted);
  const real = await realOf(folder);
  if (!isBelow(join(real, basename(wanted)))) throw refused(given, 'lies outside of them');
  if (isReserved(roots, join(real, basename(wanted)))) throw refused(given, "is the runner's or git's own");
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw refused(given, 'is in no folder that can be made', error);
  }
  // Once more: what was made meanwhile, by whomever, counts.
  return join(await realpath(folder), basename(wanted));
}

/** The real place of a path whose end may not be there yet. */
async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(await realOf(above), basename(path));
  }
}

function pathBelow(root: string, path: string): string | null {
  const below = relative(root, path);
  return below === '' || below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below) ? null : below;
}

/** Folders in which the runner keeps its commands and the event begin with `_`: a line there would be an order to it. */
function isReserved([workspace = '', temporary = '']: readonly string[], path: string): boolean {
  const inWorkspace = pathBelow(workspace, path)?.toLowerCase().split(sep) ?? [];
  return inWorkspace.includes('.git') || pathBelow(temporary, path)?.startsWith('_') === true;
}

/** An existing file is added to, since several steps may share it; a link or a device is not followed. */
async function opened(given: string, file: string): Promise<FileHandle> {
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const known = await lstat(file).catch(() => null);
  if (known !== null && !known.isFile()) throw refused(given, 'is no plain file');
  try {
    return await open(file, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW | O_NONBLOCK, 0o644);
  } catch (error) {
    throw refused(given, 'cannot be written', error);
  }
}
