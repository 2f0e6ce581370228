/** The machine that a run works on: what it has left of memory and disk. */
import { statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import type { Room } from '../domain/vitals.ts';
import type { Machine } from '../ports.ts';

/** `directory`: where the run keeps its files. */
export const createMachine = (directory: string): Machine => ({
  async vitals() {
    return { memory: { total: totalmem(), free: freemem() }, disk: await diskOf(directory) };
  },
});

async function diskOf(directory: string): Promise<Room | null> {
  try {
    const { bsize, blocks, bavail } = await statfs(directory);
    return { total: bsize * blocks, free: bsize * bavail };
  } catch {
    return null;
  }
}
