/** Keeps two processes from sharing one world: its memory is not shared, so they would overwrite each other. */

import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Locks of this very process; a file with its number that is not among them was left by an earlier process of that number. */
const held = new Set<string>();

export class DirectoryLock {
  readonly #file: string;

  private constructor(file: string) {
    this.#file = file;
    held.add(file);
  }

  static take(directory: string): DirectoryLock {
    const file = join(directory, 'lock');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        const handle = openSync(file, 'wx');
        writeSync(handle, String(process.pid));
        closeSync(handle);
        return new DirectoryLock(file);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const holder = Number(readFileSync(file, 'utf8'));
        if (holder === process.pid ? held.has(file) : isAlive(holder)) {
          throw new Error(
            `The sandbox in ${directory} is in use by process ${holder}. Stop it, choose another folder, or delete ${file} if that process is something else.`,
          );
        }
        rmSync(file, { force: true });
      }
    }
    throw new Error(`The sandbox in ${directory} is being opened by another process.`);
  }

  release(): void {
    held.delete(this.#file);
    rmSync(this.#file, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
