/** `steward config`: every setting that holds in a repository, and where it is from; nothing is changed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cycleWorkflows } from '@steward/core/decide/doctor/cycle-workflow.ts';
import { figuresOf } from '@steward/core/domain/budget-settings.ts';
import type { Config } from '@steward/core/domain/config.ts';
import { UserError } from '@steward/core/domain/failure.ts';
import {
  DEFAULTS_FILE,
  type EffectiveSetting,
  effectiveSettings,
  type Origin,
} from '@steward/core/domain/inheritance.ts';
import { GOALS_PATH } from '@steward/core/domain/snapshot.ts';
import {
  defaultsPath,
  inheritConfiguration,
  readConfiguration,
  writtenSettings,
} from '@steward/core/runtime/configuration.ts';
import { findCheckout } from '../checkout.ts';
import { connect } from '../connection.ts';
import { wrongUseOf } from '../failure.ts';
import { type KeptPlace, keptInstead, settingsBeside, withKeptWorld } from '../kept-world.ts';
import { localWorkflows } from '../local-workflows.ts';
import { readableFile, resolveFrom } from '../place.ts';
import type { Surroundings } from '../surroundings.ts';
import { harmless, type Paint, paintOn } from '../terminal.ts';

export interface ConfigOptions {
  repo?: string;
  /** A kept world, in place of a checkout. */
  folder?: string;
  json: boolean;
}

const CONFIG = '.github/steward.yml';
const STATE = 'steward/state';

/** As the files lie in the checkout, so that a change can be looked at before it is pushed; with --repo, as GitHub has them. */
export async function showSettings(path: string | undefined, options: ConfigOptions, around: Surroundings) {
  const { screens, environment } = around;
  const found = await find(path, options, around).catch((error: unknown) => {
    throw error instanceof UserError ? wrongUseOf(error) : error;
  });
  const { settings, notes } = found;
  if (options.json) screens.out.write(`${JSON.stringify({ settings, notes })}\n`);
  else for (const line of lines(found, paintOn(screens.out, environment))) screens.out.write(`${line}\n`);
  return 0;
}

function find(path: string | undefined, { repo, folder }: ConfigOptions, around: Surroundings): Promise<Found> {
  if (folder !== undefined) {
    const kept = keptInstead(folder, path, around);
    return withKeptWorld(kept, around, (inside) => onGitHub(undefined, inside, kept));
  }
  return repo === undefined ? inCheckout(path, around) : onGitHub(repo, around, null);
}

interface Found {
  /** What the repository's own file is called. */
  file: string;
  settings: readonly EffectiveSetting[];
  /** What could not be looked at. */
  notes: readonly string[];
}

async function inCheckout(path: string | undefined, around: Surroundings): Promise<Found> {
  const checkout = await findCheckout(resolveFrom(around.place, path ?? '.'), false);
  const file = join(checkout.path, CONFIG);
  const text = existsSync(file) ? readFileSync(readableFile(file, `Make ${CONFIG} a file of settings.`), 'utf8') : null;
  const mode = modeIn(localWorkflows(checkout));
  if (!readConfiguration(text, CONFIG).inherit)
    return { file: CONFIG, settings: effective({ text, defaults: null, mode }), notes: [] };
  const connection = await connect(undefined, checkout, around.environment);
  const { defaults, notes } = await defaultsOf(connection);
  const owner = connection.repository.split('/')[0];
  return { file: CONFIG, settings: effective({ text, defaults, mode, owner }), notes };
}

/** On GitHub, or in a world that was kept: what a try was given holds there, in place of what is committed. */
async function onGitHub(name: string | undefined, around: Surroundings, kept: KeptPlace | null): Promise<Found> {
  const connection = await connect(name, null, around.environment);
  const { reader, repository } = connection;
  const overview = await reader.overview({ branch: STATE, configPath: CONFIG, goalsPath: GOALS_PATH });
  const workflows = overview.head === null ? [] : await reader.workflows(overview.head.oid);
  const mode = kept?.runs.at(-1)?.mode ?? modeIn(workflows ?? []);
  const beside = kept && settingsBeside(kept, around);
  const { text, path: file } = beside ?? { text: overview.configuration, path: CONFIG };
  const { defaults, notes } = readConfiguration(text, file).inherit
    ? await defaultsOf(connection)
    : { defaults: null, notes: [] };
  const unseen =
    workflows === null ? ['GitHub did not show the workflows: whether one gives a mode is not known.'] : [];
  const [owner] = repository.split('/');
  return { file, settings: effective({ text, defaults, mode, owner, file }), notes: [...notes, ...unseen] };
}

const modeIn = (files: Parameters<typeof cycleWorkflows>[0]) =>
  cycleWorkflows(files).find(({ mode }) => mode !== null)?.mode ?? null;

async function defaultsOf({ reader }: Awaited<ReturnType<typeof connect>>) {
  const answer = await reader.setUp.ownersFile(DEFAULTS_FILE);
  const name = `${DEFAULTS_FILE} of the owner's repository .github`;
  if (answer.kind === 'unknown') return { defaults: null, notes: [`${name}: ${answer.reason}.`] };
  const notes = answer.value === null ? [`${name} is not there, or the token cannot see it: as if it were empty.`] : [];
  return { defaults: answer.value, notes };
}

interface Written {
  text: string | null;
  defaults: string | null;
  /** What the workflow says. */
  mode: string | null;
  owner?: string | undefined;
  file?: string;
}

function effective({ text, defaults, mode, owner = '', file = CONFIG }: Written): EffectiveSetting[] {
  const own = { text, path: file };
  const theirs = { text: defaults, path: defaultsPath(owner) };
  const config: Config = defaults === null ? readConfiguration(text, file) : inheritConfiguration(own, theirs);
  // No key of a budget has a default of its own, since a preset may give another.
  const whole = { ...config, budgets: { ...config.budgets, ...figuresOf(config.budgets) } };
  return effectiveSettings(mode === null ? whole : { ...whole, mode }, {
    own: writtenSettings(own),
    defaults: writtenSettings(theirs),
    inputs: mode === null ? [] : ['mode'],
  });
}

function lines({ settings, notes, file }: Found, paint: Paint): string[] {
  const words: Record<Origin, string> = {
    default: 'default',
    organisation: `${DEFAULTS_FILE} of the owner`,
    repository: harmless(file),
    input: 'input of the workflow',
  };
  const shown = settings.map(({ key, value, origin }) => ({ text: `${key}: ${JSON.stringify(value)}`, origin }));
  return [
    ...shown.map(({ text, origin }) =>
      origin === 'default' ? paint('dim', harmless(text)) : `${harmless(text)}  ${paint('cyan', `# ${words[origin]}`)}`,
    ),
    ...(notes.length === 0 ? [] : ['', ...notes.map(harmless)]),
    '',
    paint('dim', 'What has no remark is the default.'),
  ];
}
