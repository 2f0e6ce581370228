/**
 * Where files go that end with the process: in memory, where there is room. A disk's file system remembers for a while
 * what was deleted, and whoever makes and forgets thousands of files waits for it.
 */
import { mkdtempSync, readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';

/** A new folder, which the caller removes. `room`: bytes that may be needed in it. */
export function makeScratch(name: string, room: number): string {
  return mkdtempSync(join(hasRoom(room) && runsPrograms() ? MEMORY : tmpdir(), name));
}

function hasRoom(bytes: number): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= bytes;
  } catch {
    return false;
  }
}

/** Containers often mount it so that nothing in it can be executed. */
function runsPrograms(): boolean {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
  const [, , , settings = ''] = mounts.findLast((line) => line.split(' ')[1] === MEMORY)?.split(' ') ?? [];
  return !settings.split(',').includes('noexec');
}
