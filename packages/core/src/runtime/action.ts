/** What every action shares: inputs checked together, a world built, a flow awaited, outputs written, one catch. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import * as core from '@actions/core';
import { UserError, UserErrors } from '../domain/failure.ts';
import { workflowSafe } from '../domain/log-text.ts';
import { buildWorld } from './doors.ts';
import { type Ending, endingOf, endingOfError, type Result } from './ending.ts';
import { readEnvironment } from './environment.ts';
import { type Inputs, parseInputs, type SHARED, type Values } from './inputs.ts';
import { createLog } from './log.ts';
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
  for (const [name, input] of Object.entries(inputs))
    mask('secret' in input && input.secret ? core.getInput(name) : '');
  const { values, environment } = readAll(inputs);
  const shared = values as Values<typeof SHARED>;
  const directory = await mkdtemp(join(environment.temporary, 'steward-'));
  try {
    const localConfig = await readLocal(shared.config);
    const machine = { vitals: async () => (await import('../adapters/machine.ts')).createMachine(directory).vitals() };
    const nonce = randomUUID();
    const place = { ledger: shared.ledger, environment, token: nonce };
    // The name of a branch has no colon.
    const outside = shared.ledger.includes(':') ? await (await import('./outside.ts')).findOutside(place) : undefined;
    const world = buildWorld({ environment, values: shared, nonce, directory, localConfig, machine, outside });
    const ending = endingOf(await flow(world, values));
    const log = createLog(shared['log-level'], shared['log-format']);
    log.info('done', { summary: ending.summary.split('\n')[0] ?? '' });
    return ending;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const mask = (secret: string): void => {
  if (secret !== '') core.setSecret(secret);
};

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

async function readLocal(config: string): Promise<string | null> {
  if (!isAbsolute(config) && !config.startsWith('./')) return null;
  try {
    return await readFile(resolve(process.env.GITHUB_WORKSPACE ?? '.', config), 'utf8');
  } catch (cause) {
    throw new UserError(
      `The configuration file ${workflowSafe(config)} cannot be read.`,
      'Check the path, or give one of the default branch, such as `.github/steward.yml`.',
      { cause },
    );
  }
}

/** The log first: it reaches people even where the runner's disk takes nothing more. */
async function publish({ failed, errors, warnings, outputs, summary, page }: Ending): Promise<void> {
  for (const warning of warnings) core.warning(warning);
  for (const error of errors) core.setFailed(error);
  if (failed) process.exitCode = 1;
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  if (page !== undefined) {
    const path = join(process.env.RUNNER_TEMP ?? tmpdir(), 'steward-dashboard.html');
    await writeFile(path, page);
    core.setOutput('page', path);
  }
  if (summary !== '' && process.env.GITHUB_STEP_SUMMARY) await core.summary.addRaw(summary, true).write();
}
