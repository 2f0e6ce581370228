/** What every action shares: inputs checked together, a world built, a flow awaited, outputs written, one catch. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import * as core from '@actions/core';
import { UserErrors } from '../domain/failure.ts';
import { buildWorld } from './doors.ts';
import { type Ending, endingOf, endingOfError, type Result } from './ending.ts';
import { readEnvironment } from './environment.ts';
import { type Inputs, parseInputs, type SHARED, type Values } from './inputs.ts';
import type { World } from './world.ts';

export type { Result } from './ending.ts';

export interface Action<I extends Inputs> {
  name: string;
  inputs: I;
  flow(world: World, values: Values<I>): Promise<Result>;
}

/** Runs an action to its end. Never throws: whatever is thrown becomes one message and exit code 1. */
export async function runAction<I extends Inputs & typeof SHARED>(action: Action<I>): Promise<void> {
  const ending = await run(action).catch(endingOfError);
  try {
    await publish(ending);
  } catch (error) {
    for (const message of endingOfError(error).errors) core.setFailed(message);
  }
}

async function run<I extends Inputs & typeof SHARED>({ inputs, flow }: Action<I>): Promise<Ending> {
  for (const secret of secretsOf(inputs)) core.setSecret(secret);
  const { values, environment } = readAll(inputs);
  const shared = values as Values<typeof SHARED>;
  const path = shared['log-file'];
  const file =
    path === '' ? null : await (await import('./log-file.ts')).openLogFile(path, environment, secretsOf(inputs));
  const directory = await mkdtemp(join(environment.temporary, 'steward-'));
  try {
    const localConfig = await readLocal(shared.config);
    const machine = { vitals: async () => (await import('../adapters/machine.ts')).createMachine(directory).vitals() };
    const nonce = randomUUID();
    const place = { ledger: shared.ledger, environment, token: nonce };
    // The name of a branch has no colon.
    const outside = shared.ledger.includes(':') ? await (await import('./outside.ts')).findOutside(place) : undefined;
    const world = buildWorld({ environment, values: shared, nonce, directory, localConfig, machine, outside });
    const result = await flow(world, values).catch((error: unknown) => ({ error }));
    await world.worktree.close();
    const [ending, report] =
      'error' in result ? [endingOfError(result.error), null] : [endingOf(result), result.report];
    const { tellRun } = await import('./run-log.ts');
    const options = { level: shared['log-level'], format: shared['log-format'], run: world.run.id, file };
    return await tellRun(options, ending, report);
  } finally {
    await file?.close();
    await rm(directory, { recursive: true, force: true });
  }
}

const secretsOf = (inputs: Inputs): string[] =>
  Object.entries(inputs).flatMap(([name, { secret }]) =>
    secret && core.getInput(name) !== '' ? core.getInput(name) : [],
  );

/** Inputs and environment, with the faults of both in one message. */
function readAll<I extends Inputs>(inputs: I): { values: Values<I>; environment: ReturnType<typeof readEnvironment> } {
  const faults: UserErrors['faults'] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UserErrors)) throw error;
      faults.push(...error.faults);
      return undefined;
    }
  };
  const values = attempt(() => parseInputs(inputs, (name) => core.getInput(name)));
  const environment = attempt(() => readEnvironment(process.env, tmpdir()));
  if (!values || !environment) throw new UserErrors('Steward cannot start:', faults);
  return { values, environment };
}

/** Null: the configuration is none of the runner's files. */
async function readLocal(config: string): Promise<string | null> {
  if (!isAbsolute(config) && !config.startsWith('./')) return null;
  return (await import('./local-file.ts')).readLocalFile(config);
}

/** The log first: it reaches people even where the runner's disk takes nothing more. */
async function publish({ failed, errors, warnings, outputs, summary, page }: Ending): Promise<void> {
  for (const warning of warnings) core.warning(warning);
  for (const error of errors) core.setFailed(error);
  if (failed) process.exitCode = 1;
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  if (page !== undefined) core.setOutput('page', await (await import('./page-file.ts')).keepPage(page));
  if (summary !== '' && process.env.GITHUB_STEP_SUMMARY) await core.summary.addRaw(summary, true).write();
}
