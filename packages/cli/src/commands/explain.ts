/** `steward explain`: whom a task would be handed to and why, read from memory as it is kept. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Explanation, explainTask } from '@steward/core/decide/hand-off/explanation.ts';
import {
  CODE_OWNERS_PATHS,
  MOST_CODE_OWNERS,
  type OwnerRule,
  parseCodeOwners,
} from '@steward/core/domain/code-owners.ts';
import type { Config, Mode } from '@steward/core/domain/config.ts';
import { UserError } from '@steward/core/domain/failure.ts';
import type { State } from '@steward/core/domain/state.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { readConfiguration } from '@steward/core/runtime/configuration.ts';
import { type Checkout, fileAt, findCheckout } from '../checkout.ts';
import { EXAMPLE } from '../example.ts';
import { explanationLines } from '../explanation-lines.ts';
import { WrongUse, wrongUseOf } from '../failure.ts';
import { readMemory } from '../kept-memory.ts';
import { keptPlaceOf } from '../kept-world.ts';
import { readMoment } from '../moment.ts';
import { resolveFrom, shownPath } from '../place.ts';
import type { Surroundings } from '../surroundings.ts';
import { paintOn, wrapOn } from '../terminal.ts';

export interface ExplainOptions {
  repo?: string;
  ledger?: string;
  /** A kept world, in place of a checkout. */
  folder?: string;
  config?: string;
  mode?: Mode;
  now?: string;
  json: boolean;
}

const CONFIG = '.github/steward.yml';

export async function explainHandOff(name: string, given: ExplainOptions, around: Surroundings): Promise<number> {
  const { screens, environment, place } = around;
  const options = given.folder === undefined ? given : { ...inWorld(given.folder, around), ...given };
  const checkout = await findTried(options, around);
  const settings = settingsOf(checkout, options, around, 'steward.yml');
  const tried = settings ?? settingsOf(checkout, options, around, 'configuration.yml');
  const config = await configOf(checkout, { ...options, ...(tried !== null && { config: tried }) }, around);
  const { state, tasks } = await readMemory(checkout, options.ledger ?? null, place);
  const task = taskNamed(name, tasks);
  const now = options.now === undefined ? (state.watermark ?? state.installed?.at ?? '') : readMoment(options.now);
  const owners = await ownersIn(checkout);
  const circumstances = {
    config,
    mode: options.mode ?? (settings === null ? config.mode : 'autopilot'),
    now,
    checkout,
    owners,
  };
  const explanation = explain({ task, state, tasks }, circumstances);
  if (options.json) screens.out.write(`${JSON.stringify({ now, ...explanation })}\n`);
  else
    for (const line of explanationLines(explanation, now, paintOn(screens.out, environment), wrapOn(screens.out)))
      screens.out.write(`${line}\n`);
  return 0;
}

/** What a kept world says by itself: its repository, its memory, and how it was played last. */
function inWorld(folder: string, around: Surroundings): Pick<ExplainOptions, 'repo' | 'ledger' | 'config' | 'mode'> {
  const { repository, config, runs } = keptPlaceOf(folder, around);
  const mode = runs.at(-1)?.mode;
  return {
    ...{ repo: repository, ledger: 'steward/state' },
    ...(config !== null && { config }),
    ...(mode !== undefined && { mode }),
  };
}

const triedOf = (name: string, file: string, { place }: Surroundings): string =>
  resolveFrom(place, join('steward-try', name, file));

/** Where nothing was tried of the place one stands in, but of the example, that is what one asks about. */
async function findTried({ repo, ledger }: ExplainOptions, around: Surroundings): Promise<Checkout> {
  const here = await findCheckout(resolveFrom(around.place, repo ?? '.'), repo !== undefined);
  if (repo !== undefined || ledger !== undefined || existsSync(triedOf(here.name, 'ledger', around))) return here;
  const example = triedOf(EXAMPLE, join('example', EXAMPLE), around);
  return existsSync(example) && existsSync(triedOf(EXAMPLE, 'ledger', around)) ? findCheckout(example, true) : here;
}

/**
 * A configuration that a try left: `steward.yml` where agents were simulated, which is in `autopilot` only;
 * `configuration.yml` where it was given one. Null: there is none.
 */
function settingsOf(
  { name }: Checkout,
  { ledger, config }: ExplainOptions,
  around: Surroundings,
  left: string,
): string | null {
  const file = triedOf(name, left, around);
  return ledger === undefined && config === undefined && existsSync(file) ? file : null;
}

interface Circumstances {
  config: Config;
  mode: Mode;
  now: string;
  checkout: Checkout;
  owners: readonly OwnerRule[];
}

function explain(
  { task, state, tasks }: { task: Task; state: State; tasks: readonly Task[] },
  { config, mode, now, checkout, owners }: Circumstances,
): Explanation {
  const ledger = {
    ...{ state, rejected: {}, loaded: 'all' as const },
    tasks: Object.fromEntries(tasks.map((one) => [one.id, one])),
  };
  // Whether a token for agents is handed in is known to the workflow only.
  const means = { agentToken: 'other' as const, viewer: '', branch: checkout.branch ?? '', owner: null, owners };
  return explainTask({ task, ledger, config, mode, means, now });
}

/** Whose code is whose, as the commit says. */
async function ownersIn(checkout: Checkout): Promise<OwnerRule[]> {
  for (const path of CODE_OWNERS_PATHS) {
    const text = await fileAt(checkout, 'HEAD', path);
    if (text !== null) return text.length < MOST_CODE_OWNERS ? parseCodeOwners(text) : [];
  }
  return [];
}

async function configOf(checkout: Checkout, { config }: ExplainOptions, { place }: Surroundings): Promise<Config> {
  const file = config === undefined ? null : resolveFrom(place, config);
  const [text, name] =
    file === null
      ? [await fileAt(checkout, 'HEAD', CONFIG), CONFIG]
      : [readable(file, shownPath(place, file)), shownPath(place, file)];
  try {
    return readConfiguration(text, name);
  } catch (error) {
    if (error instanceof UserError) throw wrongUseOf(error);
    throw error;
  }
}

function readable(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new WrongUse(`${shown} is not a file that can be read.`, 'Check the path.', { cause });
  }
}

function taskNamed(name: string, tasks: readonly Task[]): Task {
  const found = tasks.find(({ id, number, adopts }) => id === name || String(number ?? adopts?.number) === name);
  if (found) return found;
  const known = tasks.flatMap(({ number }) => (number === undefined ? [] : [`#${number}`])).slice(0, 10);
  throw new WrongUse(
    `Memory has no open or suggested task ${name}.`,
    known.length === 0
      ? 'None that is open has an issue: what is done or closed is not kept.'
      : `There are ${known.join(', ')}.`,
  );
}
