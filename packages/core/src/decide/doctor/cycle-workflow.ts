/** Which workflows run the cycle, and what their files say that matters to it. */
import { parse } from 'yaml';
import { MODES, type Mode } from '../../domain/config.ts';
import { type MemoryKind, memoryKindOf } from '../../domain/memory-place.ts';
import type { WorkflowText } from '../../domain/pull-request.ts';

export interface CycleJob {
  /** As written for the job, or for the whole workflow; null: nothing is said. */
  permissions: unknown;
  runsOn: string;
  hasLimit: boolean;
  /** What the action or the called workflow is given. */
  given: Readonly<Record<string, unknown>>;
  /** Where memory is kept, as far as the file says it. */
  keeps: MemoryKind;
  /** It calls a workflow that is kept elsewhere. */
  calls: boolean;
  /** Whether any secret is handed to what it calls. */
  lends: boolean;
  /** It is of an environment, which may have secrets of its own. */
  environment: boolean;
}

export interface CycleWorkflow {
  path: string;
  text: string;
  events: readonly string[];
  crons: readonly string[];
  concurrency: 'none' | 'kept' | 'cancels';
  jobs: readonly CycleJob[];
  /** Whatever is used by any of its jobs. */
  uses: readonly string[];
  /** The mode that it is given, by itself or by a variable at its top; null: none that can be read. */
  mode: Mode | null;
}

const CYCLE = /(?:^|\/)actions\/run-cycle(?:@|$)/;
const CALLED = /(?:^|\/)workflows\/steward\.ya?ml(?:@|$)/;
/** By its name it is meant to, whatever stands in it. */
const BY_NAME = /\/steward\.ya?ml$/;

type Map = Readonly<Record<string, unknown>>;
const mapOf = (value: unknown): Map =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Map) : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function documentOf(text: string): Map | null {
  try {
    return mapOf(parse(text, { maxAliasCount: 50, logLevel: 'error' }));
  } catch {
    return null;
  }
}

/** Those whose files are no YAML: GitHub does not run them either. */
export const brokenWorkflows = (files: readonly WorkflowText[]): string[] =>
  files.filter(({ path, text }) => BY_NAME.test(path) && documentOf(text) === null).map(({ path }) => path);

/** Those that start by themselves or by hand and run the cycle, here or by calling. */
export function cycleWorkflows(files: readonly WorkflowText[]): CycleWorkflow[] {
  return files
    .filter(({ path }) => path.startsWith('.github/workflows/'))
    .flatMap(({ path, text }) => {
      const document = documentOf(text);
      const jobs = document === null ? [] : Object.values(mapOf(document.jobs)).map(mapOf);
      const cycle = jobs.flatMap((job) => cycleJobs(job, document ?? {}));
      const events = eventsOf(document?.on);
      if (cycle.length === 0 || events.every((event) => event === 'workflow_call')) return [];
      return [
        { path, text, events, ...timesOf(document ?? {}, jobs), jobs: cycle, ...usedBy(document ?? {}, jobs, cycle) },
      ];
    });
}

function timesOf(document: Map, jobs: readonly Map[]): Pick<CycleWorkflow, 'crons' | 'concurrency'> {
  const crons = listOf(mapOf(document.on).schedule).map((one) => wordOf(mapOf(one).cron));
  const said = [document, ...jobs].flatMap(({ concurrency }) => (concurrency == null ? [] : [concurrency]));
  const cancels = said.some((one) => mapOf(one)['cancel-in-progress'] === true);
  return { crons, concurrency: said.length === 0 ? 'none' : cancels ? 'cancels' : 'kept' };
}

function usedBy(document: Map, jobs: readonly Map[], cycle: readonly CycleJob[]): Pick<CycleWorkflow, 'uses' | 'mode'> {
  const given = wordOf(cycle[0]?.given.mode);
  const word = /\benv\.mode\b/.test(given) ? wordOf(mapOf(document.env).mode) : given;
  return { uses: jobs.flatMap(usesOf), mode: MODES.find((mode) => mode === word) ?? null };
}

const eventsOf = (on: unknown): string[] =>
  typeof on === 'string' ? [on] : Array.isArray(on) ? on.map(wordOf) : Object.keys(mapOf(on));

/** What steps of an action are given, in whichever workflow of the repository. */
export function stepsWith(files: readonly WorkflowText[], action: RegExp): { path: string; given: Map }[] {
  return files.flatMap(({ path, text }) => {
    const steps = Object.values(mapOf(documentOf(text)?.jobs)).flatMap((job) => stepsOf(mapOf(job)));
    return steps.filter(({ uses }) => action.test(wordOf(uses))).map((step) => ({ path, given: mapOf(step.with) }));
  });
}

const stepsOf = (job: Map): Map[] => listOf(job.steps).map(mapOf);
const usesOf = (job: Map): string[] =>
  [job, ...stepsOf(job)].map(({ uses }) => wordOf(uses)).filter((one) => one !== '');

function cycleJobs(job: Map, document: Map): CycleJob[] {
  const calls = CALLED.test(wordOf(job.uses));
  const steps = stepsOf(job).filter(({ uses }) => CYCLE.test(wordOf(uses)));
  const runsOn = [job['runs-on']].flat().map(wordOf).join(' ');
  return [...(calls ? [job] : []), ...steps].map((one) => ({
    permissions: job.permissions ?? document.permissions ?? null,
    ...{ runsOn, hasLimit: calls || job['timeout-minutes'] !== undefined },
    ...{ given: mapOf(one.with), calls, lends: calls && job.secrets != null, environment: job.environment != null },
    keeps: keepsOf(mapOf(one.with).ledger),
  }));
}

/** The cache may be given without a name. */
const keepsOf = (ledger: unknown): MemoryKind => memoryKindOf(ledger === 'cache' ? 'cache:' : wordOf(ledger));
