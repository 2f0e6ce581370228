/** `steward doctor`: what is wrong with the set-up of a repository, each with its remedy; nothing is changed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cycleWorkflows } from '@steward/core/decide/doctor/cycle-workflow.ts';
import { type Diagnosis, diagnose } from '@steward/core/decide/doctor/diagnosis.ts';
import type { Config } from '@steward/core/domain/config.ts';
import { UserError, UserErrors } from '@steward/core/domain/failure.ts';
import { DEFAULTS_FILE } from '@steward/core/domain/inheritance.ts';
import { readLedger } from '@steward/core/domain/ledger.ts';
import { memoryKindOf } from '@steward/core/domain/memory-place.ts';
import type { MemoryFacts, Needs, SetUp } from '@steward/core/domain/set-up.ts';
import { GOALS_PATH } from '@steward/core/domain/snapshot.ts';
import { readSettings } from '@steward/core/observe/set-up.ts';
import type { Overview } from '@steward/core/ports.ts';
import {
  type ConfigText,
  defaultsPath,
  inheritConfiguration,
  readConfiguration,
} from '@steward/core/runtime/configuration.ts';
import { OPTIONAL_PERMISSIONS, PERMISSIONS, SHARED } from '@steward/core/runtime/inputs.ts';
import { inputs } from '../../../../actions/run-cycle/inputs.ts';
import manifest from '../../package.json' with { type: 'json' };
import { type Checkout, findCheckout } from '../checkout.ts';
import { type Connection, connect } from '../connection.ts';
import { doctorLines } from '../doctor-lines.ts';
import { WrongUse, wrongUseOf } from '../failure.ts';
import { type KeptPlace, keptInstead, settingsBeside, withKeptWorld } from '../kept-world.ts';
import { localWorkflows } from '../local-workflows.ts';
import { resolveFrom } from '../place.ts';
import type { Surroundings } from '../surroundings.ts';
import { paintOn } from '../terminal.ts';

export interface DoctorOptions {
  repo?: string;
  /** A kept world, in place of GitHub. */
  folder?: string;
  json: boolean;
}

const CONFIG = '.github/steward.yml';
const STATE = 'steward/state';
const WORKFLOW_BOT = 'github-actions[bot]';

export async function examineSetUp(path: string | undefined, options: DoctorOptions, around: Surroundings) {
  if (options.folder === undefined) {
    const checkout = await checkoutAt(path, options, around);
    return diagnoseSetUp({ checkout, kept: null }, options, around);
  }
  const kept = keptInstead(options.folder, path, around);
  return withKeptWorld(kept, around, (inside) => diagnoseSetUp({ checkout: null, kept }, options, inside));
}

/** What there is beside GitHub. */
interface Beside {
  checkout: Checkout | null;
  kept: KeptPlace | null;
}

async function diagnoseSetUp(beside: Beside, options: DoctorOptions, around: Surroundings): Promise<number> {
  const { screens, environment } = around;
  const connection = await connect(options.repo, beside.checkout, environment);
  const facts = await factsOf(connection, beside, around).catch(unreachable);
  const diagnosis = beside.kept === null ? diagnose(facts) : withoutLinks(diagnose(facts));
  const { repository } = facts;
  if (options.json) screens.out.write(`${JSON.stringify({ repository, at: facts.now, ...diagnosis })}\n`);
  else
    for (const line of doctorLines(facts, diagnosis, paintOn(screens.out, environment))) screens.out.write(`${line}\n`);
  return diagnosis.findings.some(({ level }) => level === 'error') ? 1 : 0;
}

/** Nobody serves a world that was kept once this has been said. */
const withoutLinks = (diagnosis: Diagnosis): Diagnosis => ({
  ...diagnosis,
  findings: diagnosis.findings.map((finding) => ({ ...finding, link: '' })),
});

/** Where a repository is named, a checkout is welcome and not needed. */
async function checkoutAt(path: string | undefined, { repo }: DoctorOptions, { place }: Surroundings) {
  try {
    return await findCheckout(resolveFrom(place, path ?? '.'), false);
  } catch (error) {
    if (error instanceof WrongUse && path === undefined && repo !== undefined) return null;
    throw error;
  }
}

/** GitHub said no, or nothing: then there is no diagnosis at all. */
function unreachable(error: unknown): never {
  if (error instanceof UserError) throw wrongUseOf(error);
  throw error;
}

async function factsOf(
  connection: Connection,
  { checkout, kept: world }: Beside,
  around: Surroundings,
): Promise<SetUp> {
  const { reader } = connection;
  const first = await reader.overview({ branch: STATE, configPath: CONFIG, goalsPath: GOALS_PATH });
  const workflows = first.head === null ? [] : await reader.workflows(first.head.oid);
  const cycles = cycleWorkflows(workflows ?? []);
  const { ledger, configPath } = placesIn(cycles.flatMap(({ jobs }) => jobs.map(({ given }) => given)));
  const kept = memoryKindOf(ledger);
  const stateBranch = kept === 'branch' ? ledger : null;
  const isUsual = (stateBranch ?? STATE) === STATE && configPath === CONFIG;
  const asked = { branch: stateBranch ?? STATE, configPath, goalsPath: GOALS_PATH };
  const overview = isUsual ? first : await reader.overview(asked);
  const written = (world && settingsBeside(world, around)) ?? { text: overview.configuration, path: configPath };
  const read = await configurationOf(written, connection);
  const settings = await readSettings(reader.setUp, {
    ...{ stateBranch, config: read.config, cycles: cycles.map(({ path }) => path) },
  });
  const { repository, viewer } = overview;
  return {
    ...settings,
    ...{ now: overview.now, repository: repository.name, home: repository.url, branch: repository.branch },
    ...{ stateBranch, configPath: written.path, ...read },
    mode: world?.runs.at(-1)?.mode ?? cycles.find(({ mode }) => mode !== null)?.mode ?? read.config?.mode ?? 'suggest',
    ...{ private: repository.private, archived: repository.archived, hasIssues: repository.hasIssues },
    ...{ pinned: overview.pinned, committedAt: overview.head?.committedAt ?? null },
    memory: kept === 'branch' ? memoryOf(overview, read.config) : { kind: 'unseen', reason: UNSEEN[kept] },
    token: { kind: connection.tokenKind, login: viewer, scopes: connection.scopes() },
    needs: NEEDS,
    machine: {
      ...{ node: process.versions.node, version: manifest.version, vendored: vendoredIn(checkout) },
      event: around.environment.GITHUB_EVENT_NAME ?? null,
    },
    workflows:
      workflows === null
        ? { kind: 'unknown', reason: 'GitHub did not show them whole' }
        : { kind: 'known', value: workflows },
    localCycle: checkout === null ? null : cycleWorkflows(localWorkflows(checkout)).map(({ path }) => path),
  };
}

const NEEDS: Needs = {
  permissions: PERMISSIONS,
  optional: Object.keys(OPTIONAL_PERMISSIONS),
  inputs: Object.keys(inputs),
};

/** Where nobody but the runs of the workflow can look. */
const UNSEEN = {
  folder: 'it is in a folder of the machine that the workflow runs on',
  cache: 'it is in the Actions cache, which only runs of the workflow can read',
} as const;

/** Where the workflow says that the configuration and memory are kept. */
function placesIn(given: readonly Readonly<Record<string, unknown>>[]): { ledger: string; configPath: string } {
  const word = (key: string, pattern: RegExp): string | undefined =>
    given.flatMap((one) => pattern.exec(String(one[key] ?? ''))?.[1] ?? [])[0];
  const ledgers = given.flatMap((one) => ledgerGiven(one.ledger) ?? []);
  return {
    ledger: ledgers[0] ?? STATE,
    configPath: word('config', /^([\w-][\w./-]*|\.github\/[\w./-]+)$/) ?? CONFIG,
  };
}

/** Null where it is not given, or only once the workflow runs. */
function ledgerGiven(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  try {
    return SHARED.ledger.parse(value);
  } catch {
    return null;
  }
}

type ConfigFacts = Pick<SetUp, 'config' | 'configFaults' | 'defaults'>;

/** With what it inherits, where it does. */
async function configurationOf({ text, path }: ConfigText, { reader, repository }: Connection): Promise<ConfigFacts> {
  const alone = checked(() => readConfiguration(text, path));
  if (alone.config?.inherit !== true) return { ...alone, defaults: null };
  const defaults = await reader.setUp.ownersFile(DEFAULTS_FILE);
  const theirs = defaults.kind === 'known' ? defaults.value : null;
  if (theirs === null) return { ...alone, defaults };
  const name = defaultsPath(repository.split('/')[0] ?? '');
  return { ...checked(() => inheritConfiguration({ text, path }, { text: theirs, path: name })), defaults };
}

function checked(read: () => Config): Pick<SetUp, 'config' | 'configFaults'> {
  try {
    return { config: read(), configFaults: [] };
  } catch (error) {
    if (!(error instanceof UserErrors)) throw error;
    const [, file = ''] = /^(\S+) is not valid/.exec(error.message) ?? [];
    return { config: null, configFaults: error.faults.map((fault) => ({ ...fault, file })) };
  }
}

/** A bot that is not known here may be the App that Steward writes with: a person's commit is none of Steward's. */
function memoryOf({ ledger, viewer }: Overview, config: Config | null): MemoryFacts {
  const bots = ledger?.author.endsWith('[bot]') ? [ledger.author] : [];
  const isApp = viewer.endsWith('[bot]');
  const trusted = [WORKFLOW_BOT, ...(isApp ? [viewer] : []), ...bots, ...(config?.identities ?? [])];
  const reading = readLedger(ledger, trusted);
  if (reading.kind === 'newer') return { kind: 'newer', reason: `it is of schema ${reading.schema}` };
  return reading;
}

const COPY = '.github/steward/package.json';

function vendoredIn(checkout: Checkout | null): string | null {
  const file = checkout === null ? null : join(checkout.path, COPY);
  if (file === null || !existsSync(file)) return null;
  const [, version] = /"version":\s*"(\d{1,6}\.\d{1,6}\.\d{1,6}[\w.-]*)"/.exec(readFileSync(file, 'utf8')) ?? [];
  return version ?? null;
}
