/** Taking a run back: what it left is closed, withdrawn and restored as far as nobody touched it, and the rest is told. */
import { parseMarker } from '@steward/core/domain/marker.ts';
import type { TickReport } from '@steward/core/domain/tick.ts';
import { reopenIssue } from '@steward/sandbox/acts/discussions.ts';
import { describe, expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { settle } from '../support/outcome.ts';
import { BUSY } from '../support/repositories.ts';

const DAY = 48 * HALF_HOUR;
const OWNER = 'octo';
const raiseStage = stagesOf([BUSY]);

/** A world after its first run, `1-1`: three issues (#1 to #3), the dashboard (#4), one suggestion. */
async function raise(options: RunOptions = {}): Promise<Stage> {
  const stage = await raiseStage();
  await stage.tick(options);
  stage.pass(HALF_HOUR);
  return stage;
}

const undo = (stage: Stage, run: string, options: RunOptions = {}) =>
  runCycle(stage.world(options), { action: 'auto', focus: 'auto', 'max-tasks': 50, undo: run });

async function undone(stage: Stage, run = '1-1', options: RunOptions = {}): Promise<TickReport> {
  const { report } = await undo(stage, run, options);
  expect(report.failures).toEqual([]);
  return report;
}

const issueOf = (stage: Stage, number: number) => {
  const issue = stage.sandbox.world.issue(number);
  if (!issue) throw new Error(`no issue ${number}`);
  return issue;
};
const statesOf = (stage: Stage) => stage.visible().map(({ state }) => state);
const ALL_CLOSED = ['CLOSED', 'CLOSED', 'CLOSED', 'OPEN'];

it('closes what a run opened and nobody touched, says so in it, withdraws what it suggested, and is quiet', async () => {
  const stage = await raise();
  const report = await undone(stage);
  expect(statesOf(stage)).toEqual(ALL_CLOSED);
  const { body, stateReason, edits } = issueOf(stage, 1);
  expect(body).toMatch(/^\*\*Taken back\*\* on 2026-\d\d-\d\d: the run that opened this was undone/);
  expect(body).toContain('**Done when**');
  expect(parseMarker(body)).toMatchObject({ undone: true });
  expect(stateReason).toBe('NOT_PLANNED');
  expect(edits).toHaveLength(2);
  expect(stage.sandbox.world.commentsOn(1)).toEqual([]);
  expect(report.undo).toMatchObject({ run: '1-1', outcome: 'done' });
  expect(report.done.map(({ kind }) => kind)).toEqual(['closed', 'closed', 'closed', 'withdrawn', 'dashboard']);
  const { state, tasks, rejected } = await stage.memory();
  expect(tasks).toEqual({});
  expect(state).toMatchObject({ undoing: null, undone: [{ run: '1-1' }], counts: { open: 0, suggested: 0 } });
  expect(new Set(Object.values(rejected).map(({ reason }) => reason))).toEqual(new Set(['undone']));
  expect(issueOf(stage, 4).body).toContain('Nothing to suggest.');
  stage.pass(HALF_HOUR);
  expect((await stage.tick()).quiet).toBe(true);
});

it('does not bring the same work back, neither the next day nor after memory was lost', async () => {
  const stage = await raise();
  await undone(stage);
  stage.pass(DAY);
  await stage.tick();
  expect(statesOf(stage)).toEqual(ALL_CLOSED);
  expect((await stage.memory()).tasks).toEqual({});

  stage.git(['update-ref', '-d', 'refs/heads/steward/state']);
  await settle(stage);
  const { rejected, tasks } = await stage.memory();
  expect(Object.values(rejected).every(({ reason }) => reason === 'undone')).toBe(true);
  expect(Object.values(tasks).map(({ status }) => status)).toEqual(['suggested']);
  expect(statesOf(stage)).toEqual(ALL_CLOSED);
});

it('an issue that is opened again after an undo is a task as before', async () => {
  const stage = await raise();
  const before = (await stage.memory()).tasks;
  await undone(stage);
  stage.pass(HALF_HOUR);
  reopenIssue(stage.sandbox.world, issueOf(stage, 2), { by: OWNER });
  await stage.tick();
  const { tasks } = await stage.memory();
  const [task] = Object.values(tasks);
  expect(Object.values(tasks)).toHaveLength(1);
  expect(task).toMatchObject({ number: 2, status: 'ready' });
  expect(task?.criteria).toEqual(before[task?.id ?? '']?.criteria);
  stage.pass(HALF_HOUR);
  stage.sandbox.world.closeIssue(2, OWNER, 'NOT_PLANNED');
  await stage.tick();
  const reasons = Object.values((await stage.memory()).rejected).filter(({ number }) => number === 2);
  expect(reasons.every(({ reason }) => reason === 'rejected')).toBe(true);
});

describe.each([
  ['comments on', 'commented', (stage: Stage) => stage.sandbox.world.comment(1, 'Mine', OWNER)],
  ['edits', 'edited', (stage: Stage) => stage.sandbox.world.editBody(1, `Note\n${issueOf(stage, 1).body}`, OWNER)],
  ['renames', 'renamed', (stage: Stage) => Object.assign(issueOf(stage, 1), { title: 'Another name' })],
  ['assigns', 'assigned', (stage: Stage) => issueOf(stage, 1).assignees.push(OWNER)],
  ['plans', 'milestone', planFor],
  ['links a pull request to', 'pull request #5', linkPull],
  ['makes a part of another', 'is a part of', ({ sandbox: { world } }: Stage) => world.setParent(1, epicIn(world))],
  ['gives parts to', 'has parts', ({ sandbox: { world } }: Stage) => world.setParent(epicIn(world), 1)],
  ['makes wait for another', 'waits for it', ({ sandbox: { world } }: Stage) => world.block(1, epicIn(world))],
  ['lets another wait for', 'waits for it', ({ sandbox: { world } }: Stage) => world.block(epicIn(world), 1)],
  [
    'labels',
    'labelled',
    (stage: Stage) => {
      stage.sandbox.world.createLabel({ name: 'mine' });
      issueOf(stage, 1).labels.push('mine');
    },
  ],
])('an issue that a person %s', (_, word, touch) => {
  it('is left alone, and why is told', async () => {
    const stage = await raise();
    await touch(stage);
    const { body } = issueOf(stage, 1);
    const { report, summary } = await undo(stage, '1-1');
    expect(report.failures).toEqual([]);
    expect(statesOf(stage).slice(0, 4)).toEqual(['OPEN', 'CLOSED', 'CLOSED', 'OPEN']);
    expect(issueOf(stage, 1).body).toBe(body);
    expect(report.undo?.spared).toContainEqual({ what: '#1', reason: expect.stringContaining(word) });
    expect(summary).toContain(`Left alone ${report.undo?.spared.length}`);
    expect(Object.values((await stage.memory()).tasks)).toMatchObject([{ number: 1 }]);
  });
});

const epicIn = (world: Stage['sandbox']['world']): number =>
  world.openIssue({ title: 'Mine', body: 'All of it', by: OWNER }).number;

function planFor(stage: Stage): void {
  const { world } = stage.sandbox;
  const at = world.stamp();
  const milestone = { number: 1, title: 'Next', description: null, state: 'OPEN', dueOn: null } as const;
  world.data.milestones.push({
    ...{ kind: 'Milestone', ...world.identify('MI'), createdAt: at, updatedAt: at },
    ...milestone,
  });
  issueOf(stage, 1).milestone = 1;
}

async function linkPull({ sandbox: { world } }: Stage): Promise<void> {
  await world.pushCommit({ files: { 'src/more.ts': '1' }, message: 'More', by: OWNER, branch: 'more' });
  await world.openPullRequest({ title: 'More', body: 'Fixes #1', head: 'more', by: OWNER });
}

it('an issue whose priority a person raised, or that a person closed, is left as it is', async () => {
  const stage = await raise();
  const board = issueOf(stage, 4);
  const task = Object.values((await stage.memory()).tasks).find(
    ({ number, priority }) => number && priority !== 'urgent',
  );
  const tail = `<!-- steward:raise ${task?.id} -->`;
  const ticked = board.body.replace(new RegExp(`- \\[ \\] (.*${tail})`), '- [x] $1');
  stage.sandbox.world.editBody(4, ticked, OWNER);
  const closed = [1, 2, 3].find((number) => number !== task?.number) ?? 0;
  stage.sandbox.world.closeIssue(closed, OWNER, 'NOT_PLANNED');
  const { undo: told } = await undone(stage);
  expect(told?.spared).toEqual(
    expect.arrayContaining([
      { what: `#${task?.number}`, reason: 'somebody changed its priority' },
      { what: `#${closed}`, reason: 'it is closed already' },
      { what: '#4', reason: expect.stringContaining('the dashboard stays') },
    ]),
  );
  const { rejected } = await stage.memory();
  const reasons = Object.values(rejected).flatMap(({ number, reason }) => (number === closed ? [reason] : []));
  expect(new Set(reasons)).toEqual(new Set(['rejected']));
});

describe('a second undo of the same run', () => {
  it('does nothing more and says so', async () => {
    const stage = await raise();
    await undone(stage);
    stage.pass(HALF_HOUR);
    const before = stage.sandbox.world.data.issues.map(({ updatedAt }) => updatedAt);
    const { report, summary } = await undo(stage, '1-1');
    expect(report.undo).toMatchObject({ run: '1-1', outcome: 'before' });
    expect(report.requests.writes).toBe(0);
    expect(summary).toContain('was taken back before. Nothing more was done.');
    expect(stage.sandbox.world.data.issues.map(({ updatedAt }) => updatedAt)).toEqual(before);
  });

  it('takes nothing of what a later run did with good reason', async () => {
    const stage = await raise({ mode: 'suggest' });
    await undone(stage, '1-1', { mode: 'suggest' });
    stage.pass(HALF_HOUR);
    const files = { 'test/third.test.ts': "import { it } from 'vitest';\nit.skip('takes leap days', () => {});\n" };
    await stage.sandbox.world.pushCommit({ files, message: 'More', by: OWNER });
    await stage.tick({ mode: 'suggest' });
    const { tasks } = await stage.memory();
    expect(Object.keys(tasks).length).toBeGreaterThan(0);
    stage.pass(HALF_HOUR);
    expect((await undone(stage, '1-1', { mode: 'suggest' })).undo?.outcome).toBe('before');
    expect((await stage.memory()).tasks).toEqual(tasks);
  });
});

describe('the run to take back', () => {
  it('may be the last that did something, however many only looked since, and stays the same when asked twice', async () => {
    const stage = await raise();
    await stage.sandbox.world.pushCommit({ files: { 'NEWS.md': 'News' }, message: 'News', by: OWNER });
    await stage.tick({ config: 'caps:\n  suggestions: 5\n' });
    stage.pass(HALF_HOUR);
    expect((await undone(stage, 'last')).undo).toMatchObject({ run: '1-1', outcome: 'done' });
    expect(statesOf(stage)).toEqual(ALL_CLOSED);
    stage.pass(HALF_HOUR);
    expect((await undone(stage, 'last')).undo).toMatchObject({ run: '1-1', outcome: 'before' });
  });

  it('is found by its id without the attempt, and a fortnight later', async () => {
    const stage = await raise();
    stage.pass(14 * DAY);
    expect((await undone(stage, '1')).undo).toMatchObject({ run: '1-1', outcome: 'done' });
  });

  it('that is none is refused with what was looked at, and nothing is written', async () => {
    const stage = await raise();
    const head = stage.git(['rev-parse', 'refs/heads/steward/state']);
    await expect(undo(stage, '99')).rejects.toMatchObject({
      message: expect.stringMatching(
        /no run 99 in the ledger: 1 run is recorded, of 2026-\d\d-\d\d, in the last 30 days/,
      ),
      remedy: expect.stringContaining('The newest: 1-1.'),
    });
    expect(stage.git(['rev-parse', 'refs/heads/steward/state'])).toBe(head);
  });

  it('that took another back is refused', async () => {
    const stage = await raise();
    await undone(stage);
    await expect(undo(stage, '2-1')).rejects.toThrow('Run 2-1 took back run 1-1, and taking back is not taken back.');
  });

  it('that may still be at work is refused until what it reserved has expired', async () => {
    const stage = await raiseStage();
    await stage.tick({ death: { at: /CreateIssue/, timing: 'before' } }).catch(() => undefined);
    await expect(undo(stage, '1-1')).rejects.toThrow(/Run 1-1 may still be at work.*Nothing was taken back/);
    expect(stage.visible()).toEqual([]);
    stage.pass(HALF_HOUR);
    await undone(stage, '1-1');
    expect(stage.visible()).toEqual([]);
    const { state, tasks } = await stage.memory();
    expect(Object.values(state.claims).map(({ kind }) => kind)).toEqual(['open-dashboard']);
    expect(tasks).toEqual({});
  });

  it('is not looked for where nothing was ever done', async () => {
    const stage = await raiseStage();
    await expect(undo(stage, 'last')).rejects.toThrow('holds no memory of any run');
    expect(stage.git(['for-each-ref', 'refs/heads/steward'])).toBe('');
  });
});

it('in mode observe it is told what would be done, and nothing is', async () => {
  const stage = await raise();
  const head = stage.git(['rev-parse', 'refs/heads/steward/state']);
  const { report, summary } = await undo(stage, '1-1', { mode: 'observe' });
  expect(report.done.filter(({ kind }) => kind === 'closed').map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(summary).toContain('would be taken back.');
  expect(statesOf(stage)).toEqual(['OPEN', 'OPEN', 'OPEN', 'OPEN']);
  expect(stage.git(['rev-parse', 'refs/heads/steward/state'])).toBe(head);
});

it('what was suggested is taken back in `suggest` too, but for what a person approved since', async () => {
  const stage = await raise({ mode: 'suggest' });
  const [first, ...others] = Object.values((await stage.memory()).tasks);
  const board = stage.sandbox.world.data.issues[0];
  if (!board || !first) throw new Error('nothing is suggested');
  const tail = `<!-- steward:approve ${first.id} -->`;
  const ticked = board.body.replace(new RegExp(`- \\[ \\] (.*${tail})`), '- [x] $1');
  stage.sandbox.world.editBody(board.number, ticked, OWNER);
  const report = await undone(stage, '1-1', { mode: 'suggest' });
  expect(report.done.filter(({ kind }) => kind === 'withdrawn')).toHaveLength(others.length);
  expect(report.undo?.spared).toContainEqual({
    what: `the suggestion “${first.title}”`,
    reason: 'somebody approved it',
  });
  expect(Object.keys((await stage.memory()).tasks)).toEqual([first.id]);
});

it('what a run opened because a person had approved it is closed as well: that is the later word', async () => {
  const stage = await raise({ mode: 'suggest' });
  const [first] = Object.values((await stage.memory()).tasks);
  const board = stage.sandbox.world.data.issues[0];
  if (!board || !first) throw new Error('nothing is suggested');
  const tail = `<!-- steward:approve ${first.id} -->`;
  const ticked = board.body.replace(new RegExp(`- \\[ \\] (.*${tail})`), '- [x] $1');
  stage.sandbox.world.editBody(board.number, ticked, OWNER);
  await stage.tick({ mode: 'suggest' });
  stage.pass(HALF_HOUR);
  await undone(stage, '2-1', { mode: 'suggest' });
  expect(statesOf(stage)).toEqual(['OPEN', 'CLOSED']);
});

it('while Steward is paused a run can be taken back', async () => {
  const stage = await raise();
  const ticked = issueOf(stage, 4).body.replace(/- \[ \] (Pause everything)/, '- [x] $1');
  stage.sandbox.world.editBody(4, ticked, OWNER);
  await stage.tick();
  stage.pass(HALF_HOUR);
  await undone(stage, '1-1');
  expect(statesOf(stage)).toEqual(ALL_CLOSED);
  expect((await stage.memory()).state.paused).toBe(true);
});

it('suggestions that a run withdrew stand there again', async () => {
  const stage = await raise();
  const before = Object.values((await stage.memory()).tasks).filter(({ status }) => status === 'suggested');
  stage.pass(DAY);
  await stage.tick({ config: 'caps:\n  suggestions: 0\n  open-tasks: 3\n' });
  expect((await stage.memory()).state.counts.suggested).toBe(0);
  stage.pass(HALF_HOUR);
  const report = await undone(stage, '2-1');
  expect(report.done.map(({ kind }) => kind)).toContain('suggested');
  const after = Object.values((await stage.memory()).tasks).filter(({ status }) => status === 'suggested');
  expect(after.map(({ id, title }) => [id, title])).toEqual(before.map(({ id, title }) => [id, title]));
});

describe('labels that a run set', () => {
  const full = { config: 'labels:\n  set: full\n' };
  const labelsOf = (stage: Stage, number: number) => [...issueOf(stage, number).labels].sort();

  async function labelled(): Promise<Stage> {
    const stage = await raise();
    stage.pass(DAY);
    await stage.tick(full);
    stage.pass(HALF_HOUR);
    return stage;
  }

  it('are taken off again and stay off, though the configuration still asks for them', async () => {
    const stage = await labelled();
    expect(labelsOf(stage, 1).length).toBeGreaterThan(3);
    const report = await undone(stage, '2-1', full);
    expect([1, 2, 3].map((number) => labelsOf(stage, number))).toEqual([['steward'], ['steward'], ['steward']]);
    expect(report.done.filter(({ kind }) => kind === 'taken-back').map(({ number }) => number)).toEqual([1, 2, 3]);
    stage.pass(DAY);
    await stage.tick(full);
    expect(labelsOf(stage, 1)).toEqual(['steward']);
  });

  it('are taken off also where the configuration does not know them any more', async () => {
    const stage = await labelled();
    await undone(stage, '2-1');
    expect([1, 2, 3].map((number) => labelsOf(stage, number))).toEqual([['steward'], ['steward'], ['steward']]);
  });

  it('are left alone where a later run changed them', async () => {
    const stage = await labelled();
    await stage.tick({ config: "labels:\n  set: full\n  map: { 'type:testing': tests }\n" });
    stage.pass(HALF_HOUR);
    const later = labelsOf(stage, 1);
    const report = await undone(stage, '2-1');
    expect(labelsOf(stage, 1)).toEqual(later);
    expect(report.undo?.spared).toContainEqual({ what: 'labels of #1', reason: 'a later run changed them' });
  });
});
