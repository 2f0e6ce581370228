// The essentials of safe workflows, looked for without any tool; actionlint and zizmor look for the rest.
import { parse } from 'yaml';
import type { Source } from './source.ts';

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  uses?: string;
  steps?: Step[];
  permissions?: unknown;
  'timeout-minutes'?: number;
}

const pinned = /^[^@\s]+@[0-9a-f]{40}$/;
const broad = ['write-all', 'read-all'];

function stepFaults(step: Step): string[] {
  const faults: string[] = [];
  if (step.run?.includes('${{')) faults.push('an expression inside run');
  if (step.uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false) {
    faults.push('checkout keeps its credentials');
  }
  return faults;
}

function jobFaults(name: string, job: Job): string[] {
  const faults = (job.steps ?? []).flatMap(stepFaults);
  if (job.permissions === undefined || broad.includes(job.permissions as string))
    faults.push('its permissions are not listed');
  // A job that calls a workflow cannot have a time limit of its own.
  if (!job.uses && job['timeout-minutes'] === undefined) faults.push('no timeout-minutes');
  return faults.map((fault) => `job ${name}: ${fault}`);
}

function pinFaults(text: string): string[] {
  const lines = text.split('\n').filter((line) => /^\s*(-\s+)?uses:/.test(line));
  return lines.flatMap((line) => {
    const [, action = '', comment = ''] = /uses:\s*['"]?([^\s'"#]+)['"]?\s*(#.*)?$/.exec(line) ?? [];
    if (action.startsWith('./')) return [];
    if (!pinned.test(action)) return [`not pinned to a commit: ${action}`];
    return /^# v\d+(\.\d+)*/.test(comment) ? [] : [`no version beside the commit: ${action}`];
  });
}

function isEmptyRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

// Pins, permissions, time limits, expressions in scripts, triggers: everything in a workflow that it should not have.
export function violations({ path, text }: Source): string[] {
  const workflow = parse(text);
  const jobs = Object.entries<Job>(workflow.jobs ?? {});
  const triggers =
    typeof workflow.on === 'string'
      ? [workflow.on]
      : Array.isArray(workflow.on)
        ? workflow.on
        : Object.keys(workflow.on ?? {});
  const faults = [...pinFaults(text), ...jobs.flatMap(([name, job]) => jobFaults(name, job))];
  if (!isEmptyRecord(workflow.permissions)) faults.push('top-level permissions are not {}');
  // A workflow that is only called runs in its caller's group.
  const isOnlyCalled = triggers.length === 1 && triggers[0] === 'workflow_call';
  if (!workflow.concurrency && !isOnlyCalled) faults.push('no concurrency');
  for (const trigger of ['pull_request_target', 'workflow_run'])
    if (triggers.includes(trigger)) faults.push(`runs on ${trigger}`);
  return faults.map((fault) => `${path}: ${fault}`);
}
