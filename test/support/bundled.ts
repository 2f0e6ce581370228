/** A built action run as a runner would run it, against a stage's world: a process with a runner's environment and no more. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ActionEnd, type ActionStart, runActionEntry } from '@steward/sandbox/runner/action-runner.ts';
import { parse } from 'yaml';
import type { Stage } from './cycle.ts';
import { root } from './source.ts';

export const ACTIONS = ['run-cycle', 'generate-tasks', 'prioritize', 'update-dashboard'] as const;
export type ActionName = (typeof ACTIONS)[number];

interface Contract {
  inputs: Record<string, { default?: string }>;
  outputs: Record<string, unknown>;
}

export const contractOf = (name: ActionName): Contract =>
  parse(readFileSync(join(root, 'actions', name, 'action.yml'), 'utf8')) as Contract;

let runs = 0;

/** Inputs that are not given have their defaults of action.yml, as on a runner. */
export async function runBundled(
  { sandbox }: Stage,
  name: ActionName,
  { inputs = {}, ...start }: Partial<ActionStart> = {},
): Promise<ActionEnd> {
  const defaults = Object.entries(contractOf(name).inputs).map(([input, { default: value }]) => [
    input,
    input === 'github-token' ? sandbox.mintToken() : (value ?? ''),
  ]);
  runs += 1;
  return runActionEntry({
    entry: join(root, 'dist', `${name}.js`),
    inputs: { ...Object.fromEntries(defaults), ...inputs },
    repository: sandbox.repository,
    serverUrl: sandbox.serverUrl,
    apiUrl: sandbox.apiUrl,
    graphqlUrl: sandbox.graphqlUrl,
    runId: String(runs),
    ...start,
  });
}
