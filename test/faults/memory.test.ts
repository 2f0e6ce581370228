/** The ledger lost, cut short, forged or from the future: rebuilt or stopped, and never a duplicate. */
import { describe, expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raiseStage = stagesOf([BUSY]);

/** A world with three open tasks, one suggestion and one task that a person rejected. */
async function raise(): Promise<Stage> {
  const stage = await raiseStage();
  await stage.tick();
  stage.pass(30 * MINUTE);
  stage.sandbox.world.closeIssue(1, 'octo', 'NOT_PLANNED');
  await stage.tick();
  stage.pass(30 * MINUTE);
  return stage;
}

const BRANCH = 'refs/heads/steward/state';
const writesOf = (stage: Stage, from: number) => stage.sandbox.transcript.slice(from).filter((record) => record.write);

/** A commit made with git by somebody else, on top of the branch. */
function push(stage: Stage, file: string, text: string): void {
  const git = (args: string[], input?: string) => stage.git(args, input).trim();
  const blob = git(['hash-object', '-w', '--stdin'], text);
  const entries = git(['ls-tree', BRANCH])
    .split('\n')
    .filter((line) => !line.endsWith(`\t${file}`));
  const tree = git(['mktree'], `${[...entries, `100644 blob ${blob}\t${file}`].join('\n')}\n`);
  const forged = git(['commit-tree', tree, '-p', BRANCH, '-m', 'Mine now']);
  git(['update-ref', BRANCH, forged]);
}

async function comparable(stage: Stage) {
  const { tasks, rejected, state } = await stage.memory();
  const plain = Object.values(tasks)
    .filter((task) => task.status !== 'suggested')
    .map(({ id, number, title, type, category, priority, score, criteria, evidence, fingerprints, status }) => ({
      id,
      number,
      title,
      type,
      category,
      priority,
      score,
      criteria,
      evidence,
      fingerprints,
      status,
    }));
  return {
    tasks: plain.sort((a, b) => (a.id < b.id ? -1 : 1)),
    rejected: Object.entries(rejected).map(([print, { reason, task }]) => ({ print, reason, task })),
    dashboard: state.dashboard?.number,
  };
}

describe.each([
  ['the branch is deleted', (stage: Stage) => void stage.git(['update-ref', '-d', BRANCH])],
  ['state.json is cut short', (stage: Stage) => push(stage, 'state.json', '{ "schema": 1, "epo')],
  ['state.json is gone', (stage: Stage) => push(stage, 'state.json', '')],
])('when %s', (_, harm) => {
  it('marks the loss, creates nothing, and rebuilds what was known from the issues [AC-30]', async () => {
    const stage = await raise();
    const before = await comparable(stage);
    const issues = stage.visible();
    harm(stage);

    const marking = await stage.tick();
    expect(marking.warnings.join()).toContain('Memory was lost');
    expect((await stage.memory()).state.lost).not.toBeNull();
    expect(stage.visible()).toEqual(issues);

    stage.pass(5 * MINUTE);
    const waiting = await stage.tick();
    expect(waiting.requests.writes).toBe(0);
    expect(stage.visible()).toEqual(issues);

    stage.pass(30 * MINUTE);
    const rebuilding = await stage.tick();
    expect(rebuilding.warnings.join()).toContain('rebuilt');
    expect(rebuilding.failures).toEqual([]);
    expect(await comparable(stage)).toEqual(before);
    expect(stage.visible()).toEqual(issues);

    stage.pass(30 * MINUTE);
    expect((await stage.tick()).quiet).toBe(true);
    stage.pass(24 * 60 * MINUTE);
    await stage.tick();
    const titles = stage.visible().map((issue) => issue.title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

it('stops at a commit by somebody else, and writes nothing', async () => {
  const stage = await raise();
  const { state } = await stage.memory();
  push(stage, 'state.json', `${JSON.stringify({ ...state, counts: { ...state.counts, open: 0 } }, null, 1)}\n`);
  const from = stage.sandbox.transcript.length;
  await expect(stage.tick()).rejects.toThrow(/not as Steward left it.*Nothing was written/s);
  expect(writesOf(stage, from)).toEqual([]);
});

it('stops at a schema from the future, and writes nothing', async () => {
  const stage = await raise();
  const { state } = await stage.memory();
  push(stage, 'state.json', JSON.stringify({ ...state, schema: 99 }));
  const from = stage.sandbox.transcript.length;
  await expect(stage.tick()).rejects.toThrow(/newer Steward \(schema 99\)/);
  expect(writesOf(stage, from)).toEqual([]);
});

it('refuses to keep its memory on the default branch, says which input to change, and writes nothing', async () => {
  const stage = await raiseStage();
  const world = stage.world();
  const misplaced = { ...world, settings: { ...world.settings, ledgerBranch: 'main' } };
  const cycle = runCycle(misplaced, { action: 'auto', focus: 'auto', 'max-tasks': 5 });
  await expect(cycle).rejects.toMatchObject({
    message: expect.stringMatching(/`main` is the default branch.*Nothing was written/),
    remedy: expect.stringContaining('`ledger`'),
  });
  expect(writesOf(stage, 0)).toEqual([]);
});

it('opens nothing more in the day and the week of a rebuild, since what they had before is not known', async () => {
  const stage = await raiseStage();
  await stage.tick();
  stage.git(['update-ref', '-d', BRANCH]);
  for (let round = 0; round < 3; round++) {
    stage.pass(12 * MINUTE);
    await stage.tick();
  }
  expect((await stage.memory()).state).toMatchObject({ lost: null, counts: { open: 3 } });
  expect(stage.visible()).toHaveLength(4);
  // 2026-11-20 is a Friday: the week ends with Sunday.
  stage.pass(48 * 60 * MINUTE);
  await stage.tick();
  expect(stage.visible()).toHaveLength(4);
  stage.pass(24 * 60 * MINUTE);
  await stage.tick();
  expect(stage.visible()).toHaveLength(5);
});

it('ignores a marker that an outsider forged', async () => {
  const stage = await raise();
  const before = await comparable(stage);
  const { data } = stage.sandbox.world;
  const body = data.issues.find((issue) => issue.number === 2)?.body ?? '';
  stage.sandbox.world.person('mallory', 'none');
  stage.sandbox.world.openIssue({ title: 'Copied', body, by: 'mallory' });
  stage.sandbox.world.person('github-actions', 'none');
  stage.sandbox.world.openIssue({ title: 'Copied as well', body, by: 'github-actions' });
  const report = await stage.tick();
  expect(report.failures).toEqual([]);
  expect(await comparable(stage)).toEqual(before);
  expect(
    stage
      .visible()
      .filter((issue) => issue.title.startsWith('Copied'))
      .every((issue) => issue.state === 'OPEN'),
  ).toBe(true);
  stage.pass(30 * MINUTE);
  expect((await stage.tick()).quiet).toBe(true);
});

it('closes an extra copy of its own, and keeps the recorded one', async () => {
  const stage = await raise();
  const { data } = stage.sandbox.world;
  const original = data.issues.find((issue) => issue.number === 2);
  stage.sandbox.world.openIssue({
    title: original?.title ?? '',
    body: original?.body ?? '',
    by: 'github-actions[bot]',
  });
  const before = await comparable(stage);
  await stage.tick();
  const copy = data.issues.at(-1);
  expect(copy).toMatchObject({ state: 'CLOSED' });
  expect(copy?.body).toContain('the same as #2');
  expect(await comparable(stage)).toEqual(before);
  stage.pass(30 * MINUTE);
  expect((await stage.tick()).quiet).toBe(true);
});

it('keeps a task that a person rejected rejected, through a loss as well', async () => {
  const stage = await raise();
  const { rejected } = await stage.memory();
  expect(Object.values(rejected).map((item) => item.reason)).toEqual(['rejected']);
  for (let day = 0; day < 3; day++) {
    stage.pass(24 * 60 * MINUTE);
    await stage.tick();
  }
  const closed = stage
    .visible()
    .filter((issue) => issue.state === 'CLOSED')
    .map((issue) => issue.title);
  const open = stage
    .visible()
    .filter((issue) => issue.state === 'OPEN')
    .map((issue) => issue.title);
  expect(open.some((title) => closed.includes(title))).toBe(false);
});
