/**
 * Where files go that end with the process: in memory, where there is room. A disk's file system remembers for a while
 * what was deleted, and whoever makes and forgets thousands of files waits for it.
 */
import { accessSync, constants, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';

/** A new folder, which the caller removes. `room`: bytes that may be needed in it; `memory`: where the system keeps files in memory. */
export function makeScratch(name: string, room: number, memory = MEMORY): string {
  return madeIn(memory, name, room) ?? mkdtempSync(join(tmpdir(), name));
}

/** Null where there is no such place, or it is too small, or lets nothing be written or executed: containers have all of these. */
function madeIn(memory: string, name: string, room: number): string | null {
  let folder: string | null = null;
  try {
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize < room) return null;
    folder = mkdtempSync(join(memory, name));
    const program = join(folder, 'program');
    writeFileSync(program, '', { mode: 0o700 });
    accessSync(program, constants.X_OK);
    rmSync(program);
    return folder;
  } catch {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    return null;
  }
}
