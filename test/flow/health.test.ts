/** Steward's own health through whole runs: looked at daily, told in one issue only while something is wrong. */
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { expect, it } from 'vitest';
import { monitorHealthAlone } from '../../actions/monitor-health/flow.ts';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, MINUTE, type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { FULL, healthIssues, ROOMY, UNTIL_DAILY } from '../support/health.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);
const DAY = 24 * 60 * MINUTE;

/** A stage after its first run and on the eve of the daily look. */
async function raiseDue(options: RunOptions = {}): Promise<Stage> {
  const stage = await raise();
  await stage.tick({ machine: ROOMY, ...options });
  stage.pass(UNTIL_DAILY);
  return stage;
}

const health = async (stage: Stage) => (await stage.memory()).state.health;

it('opens one issue when something is wrong, edits it in place and closes it when nothing is [PM-9]', async () => {
  const stage = await raiseDue();
  const first = await stage.tick({ machine: FULL });
  expect(first.moves.map(({ kind }) => kind)).toContain('health');
  expect(first.failures.join()).toMatch(/1 % of the runner's disk is free/);
  const [issue] = healthIssues(stage);
  expect(issue).toMatchObject({ state: 'OPEN' });
  expect(issue?.body).toMatch(/Runner's disk.*1 % of the runner's disk/);
  expect(issue?.labels).toEqual([DEFAULT_CONFIG.labels.task]);

  stage.pass(DAY);
  const worse = { ...FULL, disk: { total: 100, free: 0 } };
  await stage.tick({ machine: worse });
  expect(healthIssues(stage)).toHaveLength(1);
  expect(healthIssues(stage)[0]?.body).toMatch(/0 % of the runner's disk/);

  stage.pass(DAY);
  expect((await stage.tick({ machine: ROOMY })).failures).toEqual([]);
  expect(healthIssues(stage)).toHaveLength(1);
  expect(healthIssues(stage)[0]).toMatchObject({ state: 'CLOSED', stateReason: 'COMPLETED' });
  expect(await health(stage)).toMatchObject({ findings: [], issue: null, due: null });

  stage.pass(HALF_HOUR);
  expect((await stage.tick({ machine: ROOMY })).quiet).toBe(true);
});

it('makes the run red at once and then once a day, and a green run says what is wrong', async () => {
  const stage = await raiseDue();
  let red = 0;
  for (let half = 0; half < 48; half++) {
    // Where something happens, a run goes on to what it does; that is no reason to look again.
    if (half % 8 === 3) stage.sandbox.world.openIssue({ title: `Please help, part ${half}`, by: 'octo' });
    const result = await runCycle(stage.world({ machine: FULL }), { action: 'auto', focus: 'auto', 'max-tasks': 5 });
    if (result.report.failures.length > 0) red++;
    else
      expect(result.summary).toMatch(/Health of Steward itself: 1 finding since 2026-11-21 \(#\d+\), 1 of them broken/);
    stage.pass(HALF_HOUR - 1_000);
  }
  expect(red).toBe(1);
  stage.pass(HALF_HOUR);
  expect((await stage.tick({ machine: FULL })).failures).toHaveLength(1);
  expect(healthIssues(stage)).toHaveLength(1);
});

it('says it on the dashboard alone in mode suggest, and closes an issue that an earlier mode left', async () => {
  const stage = await raiseDue({ mode: 'suggest' });
  await stage.tick({ mode: 'suggest', machine: FULL });
  expect(healthIssues(stage)).toEqual([]);
  const board = stage.sandbox.world.data.issues.find(({ body }) => body.includes('### Health'));
  expect(board?.body).toMatch(/Steward itself:\n\n- broken: Runner's disk/);

  stage.pass(DAY);
  await stage.tick({ machine: FULL });
  expect(healthIssues(stage).map(({ state }) => state)).toEqual(['OPEN']);
  stage.pass(DAY);
  await stage.tick({ mode: 'suggest', machine: FULL });
  expect(healthIssues(stage).map(({ state }) => state)).toEqual(['CLOSED']);
});

it('opens no other issue for what a person closed, but one for something else', async () => {
  const stage = await raiseDue();
  await stage.tick({ machine: FULL });
  const number = healthIssues(stage)[0]?.number ?? 0;
  stage.sandbox.world.closeIssue(number, 'octo', 'COMPLETED');
  stage.pass(DAY);
  await stage.tick({ machine: FULL });
  expect(healthIssues(stage).map(({ state }) => state)).toEqual(['CLOSED']);
  stage.pass(DAY);
  await stage.tick({ machine: { ...FULL, memory: { total: 100, free: 1 } } });
  expect(healthIssues(stage).map(({ state }) => state)).toEqual(['CLOSED', 'OPEN']);
});

it('finds its issue again by the marker when memory is lost, and closes it only after a look', async () => {
  const stage = await raiseDue();
  await stage.tick({ machine: FULL });
  const before = healthIssues(stage)[0]?.number;
  stage.git(['update-ref', '-d', 'refs/heads/steward/state']);
  stage.pass(HALF_HOUR);
  await stage.tick({ machine: FULL });
  stage.pass(HALF_HOUR);
  await stage.tick({ machine: FULL });
  expect((await health(stage))?.issue?.number).toBe(before);
  expect(healthIssues(stage).map(({ state }) => state)).toEqual(['OPEN']);
  stage.pass(DAY);
  await stage.tick({ machine: ROOMY });
  expect(healthIssues(stage).map(({ state }) => state)).toEqual(['CLOSED']);
});

it('notifies nobody beyond the cap: the dashboard says it meanwhile', async () => {
  const config = 'caps:\n  notifications-a-week: 1\n  new-issues-a-day: 0\n';
  const stage = await raiseDue();
  const options = { machine: FULL, config };
  await stage.tick(options);
  expect(healthIssues(stage)).toEqual([]);
  expect((await health(stage))?.findings).toHaveLength(1);
  stage.pass(HALF_HOUR);
  await stage.tick(options);
  stage.pass(HALF_HOUR);
  expect((await stage.tick(options)).quiet).toBe(true);
});

it('keeps what it found while it cannot be seen [PM-10]', async () => {
  const stage = await raiseDue();
  await stage.tick({ machine: FULL });
  stage.pass(DAY);
  const report = await stage.tick({ machine: { memory: null, disk: null } });
  expect(report.unknown.join()).toMatch(/health of memory, disk/);
  expect(report.failures).toHaveLength(1);
  expect(healthIssues(stage).map(({ state }) => state)).toEqual(['OPEN']);
});

it('tells of a token that ends soon or is refused, and of what is left of the limits [PM-11]', async () => {
  const stage = await raiseDue();
  const { sandbox } = stage;
  const agentToken = sandbox.mintToken({ login: 'octo', kind: 'User', expiresAt: '2026-11-28T00:00:00Z' });
  const soon = await stage.tick({ machine: ROOMY, agentToken });
  expect(soon.warnings.join()).toMatch(/the token of `agent-token` expires on 2026-11-28/);
  expect(soon.failures).toEqual([]);
  stage.pass(8 * DAY);
  const over = await stage.tick({ machine: ROOMY, agentToken });
  expect(over.failures.join()).toMatch(/GitHub refuses the token of `agent-token`/);
});

it('tells of its own failed, missing and slow runs, and not of those that health made red [PM-9]', async () => {
  const stage = await raise();
  const workflow = 'steward.yml';
  await stage.tick({ machine: ROOMY, workflow });
  for (let run = 0; run < 20; run++) {
    const at = new Date(Date.parse('2026-11-20T10:00:00Z') + run * HALF_HOUR).toISOString();
    const conclusion = run % 5 === 0 ? 'failure' : 'success';
    await stage.sandbox.world.addWorkflowRun({ workflow, event: 'schedule', conclusion, at });
  }
  stage.pass(UNTIL_DAILY);
  const report = await stage.tick({ machine: ROOMY, workflow });
  expect(report.failures.join()).toMatch(/4 of 20 runs failed in the last week/);
  expect(report.warnings.join()).toMatch(/no run for 10 hours from 2026-11-20 19:30 UTC: 20 were missing/);
});

it.each([
  ['health', /## Health: fault[\s\S]*### Broken[\s\S]*Remove what earlier steps left/],
  ['performance', /## Performance[\s\S]*Runs of the last week\n- unknown: this run belongs to no workflow/],
  ['budget', /## Budget[\s\S]*is unknown here[\s\S]*Notifications this week: \d+ of 10/],
  ['emergency', /## Broken now\n\n- \*\*Runner's disk\*\*/],
] as const)('reports %s on request, with its findings as data [AR-15]', async (report, words) => {
  const stage = await raise();
  await stage.tick({ machine: ROOMY });
  stage.pass(HALF_HOUR);
  const result = await monitorHealthAlone(stage.world({ machine: FULL }), { report });
  expect(result.summary).toMatch(words);
  expect(result.outputs.status).toBe('fault');
  expect(JSON.parse(result.outputs.findings ?? '')).toMatchObject([{ check: 'disk', level: 'fault' }]);
  expect(healthIssues(stage)).toHaveLength(1);
});

it('looks on request in the cycle as well, and writes nothing in mode observe', async () => {
  const stage = await raise();
  const inputs = { action: 'health', focus: 'auto', 'max-tasks': 5 } as const;
  const result = await runCycle(stage.world({ mode: 'observe', machine: FULL }), inputs);
  expect(result.report.done.map(({ kind }) => kind)).toContain('health');
  expect(stage.sandbox.world.data.issues).toEqual([]);
});
