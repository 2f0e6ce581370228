/** Where git itself can be asked: it takes no address that only this process knows. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StartProgram } from '@steward/core/adapters/git.ts';

export interface GitServer {
  url: string;
  repository: string;
  /** Who starts git to ask it; absent: a process of its own does. */
  start?: StartProgram;
}

/** Git reads the repository where it lies: over HTTP it would take four processes more for every look at the tree. */
export function openToGit(world: string, start?: StartProgram): GitServer {
  const config = '[uploadpack]\n\tallowFilter = true\n\tallowAnySHA1InWant = true\n[pack]\n\tthreads = 1\n';
  appendFileSync(join(world, 'repository.git', 'config'), config);
  return { url: `file://${world}`, repository: 'repository.git', ...(start && { start }) };
}
