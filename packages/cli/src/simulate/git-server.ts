/** Where git itself can be asked: it takes no address that only this process knows. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

export type GitServer = { url: string; repository: string };

/** Git reads the repository where it lies: over HTTP it would take four processes more for every look at the tree. */
export function openToGit(world: string): GitServer {
  const config = '[uploadpack]\n\tallowFilter = true\n\tallowAnySHA1InWant = true\n';
  appendFileSync(join(world, 'repository.git', 'config'), config);
  return { url: `file://${world}`, repository: 'repository.git' };
}
