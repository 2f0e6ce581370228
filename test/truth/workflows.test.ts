// The essentials of safe workflows, checked without any tool; actionlint and zizmor check the rest in CI.
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readSources, type Source } from '../support/source.ts';

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

function violations({ path, text }: Source): string[] {
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

const sound = `on: {push: {}}
permissions: {}
concurrency: a
jobs:
  a:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: {contents: read}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: {persist-credentials: false}
      - run: make
`;

describe('workflows', () => {
  test('are pinned, bounded, and hold no more power than they name', () => {
    const sources = readSources(/^(\.github\/workflows|workflows)\/[^/]+\.ya?ml$/);
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.flatMap(violations)).toEqual([]);
  });

  test('of a sound shape are accepted', () => {
    expect(violations({ path: 'a.yml', text: sound })).toEqual([]);
  });

  test.each([
    ['a tag instead of a commit', /@3d3c\w+ # v7.0.1/, '@v7'],
    ['a commit without its version', / # v7.0.1/, ''],
    ['kept credentials', 'persist-credentials: false', 'fetch-depth: 0'],
    ['an expression in a script', 'run: make', 'run: echo ${{ github.event.issue.title }}'],
    ['no time limit', '    timeout-minutes: 5\n', ''],
    ['no list of permissions', '    permissions: {contents: read}\n', ''],
    ['all permissions', '{contents: read}', 'write-all'],
    ['permissions for every job', 'permissions: {}', 'permissions: {contents: write}'],
    ['no concurrency', 'concurrency: a\n', ''],
    ['a trigger that runs foreign code with power', '{push: {}}', '{pull_request_target: {}}'],
  ])('with %s are noticed', (_, from, to) => {
    expect(violations({ path: 'a.yml', text: sound.replace(from, to) })).toHaveLength(1);
  });
});
