/** Workflows of the default branch as a review reads them: which jobs run which commands, and under which names. */
import { parse } from 'yaml';
import type { WorkflowText } from '../../domain/pull-request.ts';

export interface WorkflowStep {
  /** Lines of `run`, continued ones joined. */
  lines: string[];
  /** Runs whatever happens, and its failure is one. */
  plain: boolean;
}

export interface WorkflowJob {
  id: string;
  /** As its check runs are called; may hold expressions. */
  name: string;
  plain: boolean;
  steps: WorkflowStep[];
  /** Path of the workflow of this repository that it calls. */
  calls: string | null;
}

export interface Workflow {
  name: string;
  path: string;
  /** Null where they could not be read. */
  events: string[] | null;
  jobs: WorkflowJob[];
}

type Mapping = Record<string, unknown>;

const mappingOf = (value: unknown): Mapping =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Mapping) : {};

/** What cannot be parsed has no jobs: nothing is taken to have run there. */
export function readWorkflow({ path, text }: WorkflowText): Workflow {
  const root = mappingOf(parsed(text));
  const name = typeof root.name === 'string' && root.name.trim() !== '' ? root.name.trim() : path;
  const jobs = Object.entries(mappingOf(root.jobs)).map(([id, job]) => jobOf(id, mappingOf(job)));
  return { name, path, events: eventsOf(root.on), jobs };
}

function parsed(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 50, logLevel: 'silent' });
  } catch {
    return null;
  }
}

function eventsOf(on: unknown): string[] | null {
  if (typeof on === 'string') return [on];
  if (Array.isArray(on)) return on.filter((event) => typeof event === 'string');
  const names = Object.keys(mappingOf(on));
  return names.length > 0 ? names : null;
}

function jobOf(id: string, job: Mapping): WorkflowJob {
  const uses = typeof job.uses === 'string' && job.uses.startsWith('./') ? job.uses.slice(2) : null;
  return {
    id,
    name: typeof job.name === 'string' ? job.name : id,
    plain: isPlain(job),
    steps: (Array.isArray(job.steps) ? job.steps : []).map((step) => stepOf(mappingOf(step))),
    calls: uses,
  };
}

const isPlain = (part: Mapping): boolean =>
  part.if === undefined && (part['continue-on-error'] === undefined || part['continue-on-error'] === false);

const stepOf = (step: Mapping): WorkflowStep => ({
  lines: typeof step.run === 'string' ? linesOf(step.run) : [],
  plain: isPlain(step) && step['working-directory'] === undefined,
});

const linesOf = (run: string): string[] =>
  run
    .replace(/\\\r?\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Whether a check run is one of this job's, matrix and expressions included. */
export function isRunOf(check: string, name: string): boolean {
  if (!name.includes('${{')) return check === name || check.startsWith(`${name} (`);
  const parts = name.split(/\$\{\{[^}]*\}\}/);
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = index === 0 ? (check.startsWith(part) ? 0 : -1) : check.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return parts.at(-1) === '' || at === check.length || check.startsWith(' (', at);
}
