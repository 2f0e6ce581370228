/** The token that GitHub gives to one job of a workflow of the default branch. */
import { settingsOf } from '../settings-data.ts';
import { mintToken } from '../tokens.ts';
import type { World } from '../world.ts';
import { type Grants, jobPermissions, WorkflowFault } from './job-permissions.ts';

export interface JobName {
  /** File below .github/workflows. */
  workflow: string;
  /** May be left out where there is but one. */
  job?: string;
}

export async function mintJobToken(world: World, { workflow, job }: JobName): Promise<string> {
  const path = `.github/workflows/${workflow}`;
  const file = await world.git.read(`${world.defaultRef}:${path}`);
  if (file === null) throw new WorkflowFault(`there is no ${path} on the default branch`);
  const jobs = jobPermissions(file.content.toString('utf8'), settingsOf(world.data).workflowPermissions);
  return mintToken(world, { permissions: grantsFor(jobs, path, job) });
}

function grantsFor(jobs: Readonly<Record<string, Grants>>, path: string, job: string | undefined): Grants {
  const names = Object.keys(jobs);
  const name = job ?? (names.length === 1 ? names[0] : undefined);
  const grants = name !== undefined && Object.hasOwn(jobs, name) ? jobs[name] : undefined;
  if (grants !== undefined) return grants;
  throw new WorkflowFault(
    job === undefined
      ? `${path} has several jobs: ${names.join(', ')}`
      : `${path} has no job ${job}: ${names.join(', ')}`,
  );
}
