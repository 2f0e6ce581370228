/** The rules of the protocol about what is found without a record: after a loss, a rollback, or a second copy. */
import { expect, it } from 'vitest';
import { MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);

const BRANCH = 'refs/heads/steward/state';
const DAY = 24 * 60 * MINUTE;
const NOTHING = 'rules:\n  skipped-test: { enabled: false }\n  unpinned-action: { enabled: false }\n';

const issues = (stage: Stage) => stage.sandbox.world.data.issues;
const open = (stage: Stage) => issues(stage).filter((issue) => issue.state === 'OPEN');
const tasksOf = async (stage: Stage) => Object.values((await stage.memory()).tasks).filter((task) => task.number);

/** Three tasks and a dashboard, on a branch that was set back to the time before them. */
async function rolledBack(): Promise<Stage> {
  const stage = await raise();
  await stage.tick({ config: NOTHING });
  const before = stage.git(['rev-parse', BRANCH]).trim();
  stage.pass(MINUTE);
  await stage.sandbox.world.pushCommit({ files: { 'NEWS.md': '# News\n' }, message: 'News', by: 'octo' });
  await stage.tick();
  expect(open(stage)).toHaveLength(4);
  stage.git(['update-ref', BRANCH, before]);
  stage.pass(MINUTE);
  return stage;
}

function copyOf(stage: Stage, number: number): void {
  const original = issues(stage).find((issue) => issue.number === number);
  const { title = '', body = '' } = original ?? {};
  stage.sandbox.world.openIssue({ title, body, by: 'github-actions[bot]' });
}

it('sweep: issues of which a rolled back memory knows nothing are taken up again, not opened again', async () => {
  const stage = await rolledBack();
  const before = open(stage).map((issue) => issue.number);
  await stage.tick();
  expect(open(stage).map((issue) => issue.number)).toEqual([...before, 5]);
  expect(new Set(open(stage).map((issue) => issue.title)).size).toBe(5);
  expect(await tasksOf(stage)).toHaveLength(4);
  stage.pass(30 * MINUTE);
  expect((await stage.tick()).quiet).toBe(true);
});

it('sweep: one of them that a person has closed meanwhile is remembered as rejected', async () => {
  const stage = await rolledBack();
  const number = (open(stage).find((issue) => issue.title !== 'Steward') ?? { number: 0 }).number;
  stage.sandbox.world.closeIssue(number, 'octo', 'NOT_PLANNED');
  await stage.tick();
  const { rejected } = await stage.memory();
  expect(Object.values(rejected).map((item) => [item.reason, item.number])).toContainEqual(['rejected', number]);
});

it('discard: what is found beyond the cap is noted and closed', async () => {
  const stage = await rolledBack();
  const config = 'caps:\n  open-tasks: 1\n';
  await stage.tick({ config });
  expect(open(stage)).toHaveLength(2);
  expect(await tasksOf(stage)).toHaveLength(1);
  expect(
    issues(stage)
      .filter((issue) => issue.state === 'CLOSED')
      .map((issue) => issue.stateReason),
  ).toEqual(['NOT_PLANNED', 'NOT_PLANNED']);
});

it('closeNoted: an extra copy is noted before it is closed, and whoever comes next finishes', async () => {
  const stage = await raise();
  await stage.tick();
  copyOf(stage, 1);
  stage.pass(MINUTE);
  await stage.tick({ death: { at: /mutation CloseIssue/, timing: 'before' } }).catch(() => undefined);
  expect((await stage.memory()).state).toMatchObject({ closing: [{ number: 5, of: 1 }], closings: [5] });
  expect(issues(stage)[4]?.state).toBe('OPEN');
  stage.pass(MINUTE);
  await stage.tick();
  expect(issues(stage)[4]).toMatchObject({ state: 'CLOSED', stateReason: 'DUPLICATE' });
  expect((await stage.memory()).state.closing).toEqual([]);
});

it('dupIsOurs: a rebuild does not take a copy that Steward closed for a person’s wish', async () => {
  const stage = await raise();
  await stage.tick();
  copyOf(stage, 1);
  stage.pass(MINUTE);
  await stage.tick();
  expect(issues(stage)[4]?.state).toBe('CLOSED');
  stage.git(['update-ref', '-d', BRANCH]);
  for (let round = 0; round < 3; round++) {
    stage.pass(11 * MINUTE);
    await stage.tick();
  }
  const { state, rejected } = await stage.memory();
  expect(state.lost).toBeNull();
  expect(rejected).toEqual({});
  expect((await tasksOf(stage)).map((task) => task.number)).toEqual(expect.arrayContaining([1, 2, 3]));
});

it('lossWait: nothing is rebuilt or created while an old create may still land', async () => {
  const stage = await raise();
  const creating = ({ mutations }: { mutations: string[] }): boolean => mutations.includes('createIssue');
  stage.sandbox.faults.add({ when: creating, timing: 'late', effect: { kind: 'reset' }, lateBy: 115_000 });
  await stage.tick({ death: { at: /mutation CreateIssue/, timing: 'after' } }).catch(() => undefined);
  stage.git(['update-ref', '-d', BRANCH]);
  stage.sandbox.world.openIssue({
    title: 'Trace',
    body: '<!-- steward:v1 {"intent":"abcdef12","dashboard":true} -->',
    by: 'github-actions[bot]',
  });
  await stage.tick();
  expect((await stage.memory()).state.lost).not.toBeNull();
  stage.pass(9 * MINUTE);
  await stage.tick();
  expect(issues(stage)).toHaveLength(2);
  stage.pass(2 * MINUTE);
  await stage.tick();
  expect((await tasksOf(stage)).map((task) => task.number)).toEqual([2]);
  stage.pass(DAY);
  await stage.tick();
  const titles = open(stage).map((issue) => issue.title);
  expect(new Set(titles).size).toBe(titles.length);
});

it('lossWait: a rebuild closes second copies, keeps the first, and leaves a closed dashboard closed', async () => {
  const stage = await raise();
  await stage.tick();
  stage.sandbox.world.closeIssue(4, 'octo', 'COMPLETED');
  copyOf(stage, 1);
  stage.git(['update-ref', '-d', BRANCH]);
  for (let round = 0; round < 3; round++) {
    stage.pass(11 * MINUTE);
    await stage.tick();
  }
  expect(open(stage).map((issue) => issue.number)).toEqual([1, 2, 3]);
  expect((await stage.memory()).state).toMatchObject({ closing: [], dashboard: { number: 4, open: false } });
  stage.pass(8 * DAY);
  await stage.tick();
  expect(open(stage).map((issue) => issue.title)).not.toContain('Steward');
});

it('absence: an issue that a listing does not show is not gone', async () => {
  const stage = await raise();
  await stage.tick();
  const before = await tasksOf(stage);
  stage.sandbox.world.data.listingLagMilliseconds = 60 * MINUTE;
  stage.pass(MINUTE);
  await stage.sandbox.world.pushCommit({ files: { 'NEWS.md': '# News\n' }, message: 'News', by: 'octo' });
  await stage.tick();
  expect(await tasksOf(stage)).toEqual(before);
  expect(issues(stage)).toHaveLength(4);
});

it('a branch that vanishes while a run is working decides nothing, and the loss is found by the next run', async () => {
  const stage = await raise();
  await stage.tick();
  const before = await tasksOf(stage);
  stage.pass(30 * MINUTE);
  await stage.sandbox.world.pushCommit({ files: { 'NEWS.md': '# News\n' }, message: 'News', by: 'octo' });
  let gone = false;
  const vanishing = ({ mutations }: { mutations: string[] }): boolean => {
    if (!gone && mutations.includes('createCommitOnBranch')) {
      gone = true;
      stage.git(['update-ref', '-d', BRANCH]);
    }
    return false;
  };
  stage.sandbox.faults.add({ when: vanishing, timing: 'before', effect: { kind: 'reset' } });
  const report = await stage.tick();
  expect(report.warnings.join()).toMatch(/Memory disappeared during this run/);
  expect((await stage.memory()).state.installed).toBeNull();
  for (let round = 0; round < 3; round++) {
    stage.pass(11 * MINUTE);
    await stage.tick();
  }
  expect((await tasksOf(stage)).map((task) => task.number).sort()).toEqual(before.map((task) => task.number).sort());
  expect(open(stage)).toHaveLength(4);
});
