/** Leaving a repository: what nobody touched is closed and removed, the rest is told, and nothing comes back by itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMarker } from '@steward/core/domain/marker.ts';
import type { TickReport } from '@steward/core/domain/tick.ts';
import { reopenIssue } from '@steward/sandbox/acts/discussions.ts';
import { describe, expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { settle } from '../support/outcome.ts';
import { BUSY } from '../support/repositories.ts';

const OWNER = 'octo';
const raiseStage = stagesOf([BUSY]);

const uninstall = (stage: Stage, options: RunOptions = {}) =>
  runCycle(stage.world(options), { action: 'uninstall', focus: 'auto', 'max-tasks': 50 });

async function left(stage: Stage, options: RunOptions = {}): Promise<TickReport> {
  const { report } = await uninstall(stage, options);
  expect(report.failures).toEqual([]);
  return report;
}

const refs = (stage: Stage): string[] => stage.git(['for-each-ref', '--format=%(refname) %(objectname)']).split('\n');
const labels = (stage: Stage): string[] => stage.sandbox.world.data.labels.map(({ name }) => name).sort();

/** All that people see, but for issues that are closed. */
const seen = (stage: Stage) => ({
  refs: refs(stage),
  labels: labels(stage),
  pins: [...stage.sandbox.world.data.pins],
  open: stage.sandbox.world.data.issues
    .filter(({ state }) => state === 'OPEN')
    .map(({ number, title, body, labels, assignees }) => ({ number, title, body, labels, assignees })),
  comments: stage.sandbox.world.data.comments.map(({ body }) => body),
});

const issueOf = (stage: Stage, number: number) => {
  const issue = stage.sandbox.world.issue(number);
  if (!issue) throw new Error(`no issue ${number}`);
  return issue;
};

/** A world with a person's issue (#1) after its first run: three issues (#2 to #4), the dashboard (#5), one suggestion. */
async function raise(options: RunOptions = {}): Promise<{ stage: Stage; before: ReturnType<typeof seen> }> {
  const stage = await raiseStage();
  stage.sandbox.world.openIssue({ title: 'It breaks', by: OWNER });
  const before = seen(stage);
  await stage.tick(options);
  stage.pass(HALF_HOUR);
  expect(labels(stage)).toContain('steward');
  return { stage, before };
}

it('leaves the repository as it was, but for closed issues and the label that keeps it out', async () => {
  const { stage, before } = await raise();
  const report = await left(stage);
  expect(report.leave?.outcome).toBe('left');
  expect(report.leave?.spared).toEqual([]);
  const { labels: names, ...after } = seen(stage);
  expect({ ...after, labels: names.filter((name) => name !== 'steward:left') }).toEqual(before);
  expect(names).toContain('steward:left');
  const { body, stateReason, labels: worn } = issueOf(stage, 2);
  expect(body).toMatch(/^\*\*Closed\*\* on 2026-11-20: Steward left this repository/);
  expect(body).toContain('**Done when**');
  expect(parseMarker(body)).toMatchObject({ left: true });
  expect([stateReason, worn]).toEqual(['NOT_PLANNED', []]);
  const board = issueOf(stage, 5);
  expect(board.state).toBe('CLOSED');
  expect(board.labels).toEqual(['steward:left']);
  expect(board.body).toContain('**To have Steward back**, open this issue again');
  expect(board.body).toContain('git rm .github/workflows/steward.yml');
});

it('exports memory before the branch goes, every event in order', async () => {
  const { stage } = await raise();
  const events = stage.git(['ls-tree', '-r', '--name-only', 'steward/state', 'events/']).trim().split('\n').length;
  const { outputs, report } = await uninstall(stage);
  expect(outputs.export).toBe(report.leave?.export);
  const lines = readFileSync(join(outputs.export ?? '', 'events.ndjson'), 'utf8')
    .trim()
    .split('\n');
  const sequences = lines.map((line) => (JSON.parse(line) as { sequence: number }).sequence);
  expect(new Set(sequences).size).toBeGreaterThan(events);
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
  const state = JSON.parse(readFileSync(join(outputs.export ?? '', 'state.json'), 'utf8'));
  expect(state).toMatchObject({ sequence: sequences.at(-1), leaving: { issues: [2, 3, 4] }, counts: { open: 0 } });
  expect(report.leave?.head).toMatch(/^[0-9a-f]{40}$/);
});

describe('what a person touched stays and is named', () => {
  const TOUCHES: [string, string, (stage: Stage) => unknown][] = [
    ['commented on', 'somebody commented on it', (stage) => stage.sandbox.world.comment(2, 'Mine', OWNER)],
    ['labelled', 'somebody labelled it', (stage) => stage.sandbox.world.addLabels(2, ['mine'], OWNER)],
  ];
  it.each(TOUCHES)('%s: %s', async (_, reason, touch) => {
    const { stage } = await raise();
    stage.sandbox.world.createLabel({ name: 'mine' });
    touch(stage);
    const report = await left(stage);
    expect(issueOf(stage, 2).state).toBe('OPEN');
    expect(report.leave?.spared).toEqual([
      { what: '#2', reason },
      { what: 'the label steward', reason: '1 issues or pull requests carry it' },
    ]);
    expect(labels(stage)).toContain('steward');
    expect(issueOf(stage, 5).body).toContain(`- #2: ${reason}`);
  });
});

it('stays out with one request a run, as long as its workflow is there', async () => {
  const { stage } = await raise();
  await left(stage);
  const before = seen(stage);
  for (let day = 0; day < 3; day++) {
    stage.pass(48 * HALF_HOUR);
    const report = await stage.tick();
    expect(report.requests).toEqual({ graphql: 1, rest: 0, writes: 0 });
    expect(report.warnings.join()).toContain('Steward left this repository and stays out of it');
  }
  expect(seen(stage)).toEqual(before);
  const again = await uninstall(stage);
  expect(again.report.leave?.outcome).toBe('before');
  expect(again.report.requests.writes).toBe(0);
});

it('comes back when somebody opens the dashboard again, and suggests what it closed', async () => {
  const { stage } = await raise();
  await left(stage);
  reopenIssue(stage.sandbox.world, issueOf(stage, 5), { by: OWNER });
  await settle(stage);
  expect(labels(stage)).not.toContain('steward:left');
  const { state, tasks, rejected } = await stage.memory();
  expect(rejected).toEqual({});
  expect(state).toMatchObject({ leaving: null, dashboard: { number: 5, open: true } });
  expect(Object.values(tasks).length).toBeGreaterThan(0);
  expect(issueOf(stage, 5).body).not.toContain('Steward left');
});

it('comes back when its label is deleted, with a dashboard of its own', async () => {
  const { stage } = await raise();
  await left(stage);
  stage.sandbox.world.deleteLabel('steward:left');
  stage.pass(HALF_HOUR);
  await stage.tick();
  const { state } = await stage.memory();
  expect(state.dashboard?.number).toBeGreaterThan(5);
  expect(issueOf(stage, 5).state).toBe('CLOSED');
});

it('observing, it says what it would do and writes nothing', async () => {
  const { stage } = await raise();
  const before = seen(stage);
  const { report, summary } = await uninstall(stage, { mode: 'observe' });
  expect(seen(stage)).toEqual(before);
  expect(report.requests.writes).toBe(0);
  expect(report.done.map(({ kind }) => kind)).toContain('closed');
  expect(summary).toContain('Steward would have left this repository.');
});

it('has nothing to do where Steward never was', async () => {
  const stage = await raiseStage();
  const before = seen(stage);
  expect((await left(stage)).leave?.outcome).toBe('never');
  expect(seen(stage)).toEqual(before);
});
