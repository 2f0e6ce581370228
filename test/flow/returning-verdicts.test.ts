/** What a verdict, a merge, a revert and a rival mean for the attempt that has a task; the table stands in `returning.test.ts`. */
import { describe, expect, it } from 'vitest';
import { stagesOf } from '../support/cycle.ts';
import { Errand, MENTION, ROBOT, WITH_AGENT } from '../support/returning.ts';

const raise = stagesOf([WITH_AGENT]);
const begin = async (config?: string) => Errand.begin(await raise(), config);
const WRONG = { 'src/dur/__init__.py': 'def parse(text):\n    return 3\n' };

async function accepted() {
  const errand = await begin();
  const number = await errand.bring();
  await errand.checks();
  await errand.next();
  return { errand, number };
}

describe('merged', () => {
  it('by a person it is done, and its agent’s merit, with rounds and hours [CW-7]', async () => {
    const { errand, number } = await accepted();
    await errand.world.mergePullRequest(number, 'octo');
    const { warnings } = await errand.next();
    const { state, task } = await errand.memory();
    expect(task).toBeUndefined();
    expect(state.counts.done).toBe(1);
    expect(await errand.record()).toEqual([1, 0]);
    expect(state.agents.robot).toMatchObject({ rounds: { count: 1, rounds: 1 }, toPull: { count: 1, hours: 0.5 } });
    expect(warnings.join()).not.toContain(`#${number} was merged`);
  });

  it('without a review it is done all the same, and the run says that nobody judged it', async () => {
    const errand = await begin();
    const number = await errand.bring();
    await errand.world.mergePullRequest(number, 'octo');
    const { warnings } = await errand.next();
    const { state } = await errand.memory();
    expect(state.counts.done).toBe(1);
    expect(await errand.record()).toEqual([1, 0]);
    expect(state.agents.robot?.rounds).toEqual({ count: 0, rounds: 0 });
    expect(warnings).toContain(`#${number} was merged without a review of what was merged.`);
  });

  it('with a head that nobody looked at counts as without a review', async () => {
    const { errand, number } = await accepted();
    await errand.world.pushCommit({ branch: errand.branch(), files: WRONG, by: ROBOT });
    await errand.world.mergePullRequest(number, 'octo');
    expect((await errand.next()).warnings).toContain(`#${number} was merged without a review of what was merged.`);
  });

  it('while changes were asked for it is done, as its owner wanted, and the run says so', async () => {
    const errand = await begin();
    const number = await errand.bring({ files: WRONG });
    await errand.checks('failure');
    await errand.next();
    await errand.world.mergePullRequest(number, 'octo');
    const { warnings } = await errand.next();
    expect(warnings).toContain(`#${number} was merged while changes were asked for.`);
    expect((await errand.memory()).state.counts.done).toBe(1);
  });

  it('into another branch than the default one nothing is done: a person is asked, and nobody has the merit', async () => {
    const { errand, number } = await accepted();
    await errand.world.pushCommit({ branch: 'next', files: { 'a.txt': 'a\n' }, by: 'octo' });
    await errand.world.retarget(number, 'next');
    await errand.next();
    expect(errand.said(number)).toContain('It goes into `next`');
    expect((await errand.memory()).lease).toMatchObject({ pull: number });
    await errand.world.mergePullRequest(number, 'octo');
    await errand.next();
    const { task, state } = await errand.memory();
    expect(task).toMatchObject({ status: 'escalated', attempts: [{ ending: 'withdrawn' }] });
    expect(state.counts.done).toBe(0);
    expect(await errand.record()).toEqual([0, 0]);
  });

  it('stacked on another branch it is looked at with a word about that, and counts once it goes into the default one', async () => {
    const errand = await begin();
    await errand.world.pushCommit({ branch: 'below', files: { 'a.txt': 'a\n' }, by: 'octo' });
    const number = await errand.bring({ base: 'below' });
    await errand.next();
    const { task, lease } = await errand.memory();
    expect([task?.status, lease?.pull]).toEqual(['in-review', number]);
    expect(errand.said(number)).toContain('It goes into `below`');
    await errand.world.retarget(number, 'main');
    await errand.next();
    await errand.world.mergePullRequest(number, 'octo');
    await errand.next();
    expect((await errand.memory()).state.counts.done).toBe(1);
  });
});

it('reverted, its merit is taken back, its issue opened again, and its task tried again', async () => {
  const { errand, number } = await accepted();
  const { world } = errand;
  await world.mergePullRequest(number, 'octo');
  await errand.next();
  const revert = await world.revert(number, 'octo');
  await errand.next();
  expect(world.issue(errand.issue)?.state).toBe('CLOSED');
  await world.mergePullRequest(revert.number, 'octo');
  await errand.next();
  expect(await errand.record()).toEqual([0, 1]);
  expect(world.issue(errand.issue)?.state).toBe('OPEN');
  await errand.next();
  const { task, state, lease } = await errand.memory();
  const hint = `#${number} was merged and taken back by #${revert.number}`;
  expect(task?.attempts).toMatchObject([{ attempt: 1, agent: 'robot', ending: 'reverted', hint }]);
  expect(state.counts.done).toBe(0);
  expect(lease).toMatchObject({ attempt: 2 });
  expect(JSON.stringify(world.data.dispatches.at(-1)?.payload)).toContain(hint);
});

describe('its branch deleted', () => {
  it('it is closed with it', async () => {
    const { errand } = await accepted();
    await errand.world.moveBranch(errand.branch(), null);
    await errand.next();
    expect(await errand.memory()).toMatchObject({ task: { attempts: [{ ending: 'closed-unmerged' }] } });
  });

  it('or, where there was none yet, the attempt ends', async () => {
    const errand = await begin(MENTION);
    await errand.world.pushCommit({ branch: errand.branch(), files: WRONG, by: 'robot[bot]' });
    await errand.next();
    expect((await errand.memory()).lease).toMatchObject({ started: { sign: 'branch' } });
    await errand.world.moveBranch(errand.branch(), null);
    await errand.next();
    expect(await errand.memory()).toMatchObject({ task: { status: 'retrying', attempts: [{ ending: 'rejected' }] } });
  });
});

describe('two for one task', () => {
  it('from another agent: the attempt goes on, the other is told, and its merge is nobody else’s merit', async () => {
    const errand = await begin();
    const number = await errand.bring({ branch: 'copilot/fix', by: 'copilot-swe-agent[bot]' });
    await errand.next();
    expect(await errand.memory()).toMatchObject({ task: { status: 'leased' }, lease: { pull: null, started: null } });
    expect(errand.said(number)).toContain('Attempt 1 has the task by now');
    await errand.world.mergePullRequest(number, 'octo');
    await errand.next();
    expect((await errand.memory()).state).toMatchObject({ counts: { done: 1 }, leases: {} });
    expect(await errand.record()).toEqual([0, 0]);
  });

  it('of one agent: the branch that it was told counts, and the other is told', async () => {
    const errand = await begin();
    const first = await errand.bring({ branch: 'robot/fix' });
    await errand.next();
    expect((await errand.memory()).lease).toMatchObject({ pull: first });
    const second = await errand.bring();
    await errand.next();
    expect((await errand.memory()).lease).toMatchObject({ pull: second });
    await errand.world.pushCommit({ branch: 'robot/fix', files: WRONG, by: ROBOT });
    await errand.next();
    expect((await errand.memory()).lease).toMatchObject({ pull: second });
    expect(errand.said(first)).toContain(`#${second} is for the same task`);
    expect(errand.said(second)).not.toContain('is for the same task');
    errand.world.closePullRequest(first, 'octo');
    await errand.next();
    expect(await errand.memory()).toMatchObject({ task: { status: 'in-review' }, lease: { pull: second } });
  });
});

it('late, after its attempt ended in silence, it is alive again where nobody has the task since', async () => {
  const errand = await begin(MENTION);
  await errand.next(49);
  expect(await errand.memory()).toMatchObject({ task: { status: 'retrying', attempts: [{ ending: 'not-started' }] } });
  const number = await errand.bring({ by: 'robot[bot]' });
  await errand.next();
  const { task, lease } = await errand.memory();
  expect(task).toMatchObject({ status: 'in-review', attempts: [] });
  expect(lease).toMatchObject({ attempt: 1, pull: number });
});

describe('a verdict', () => {
  it('against a workflow’s work ends the attempt once its run is over; the next has the hints, and it stays open', async () => {
    const errand = await begin();
    const number = await errand.bring({ files: WRONG });
    await errand.checks('failure');
    await errand.next();
    expect((await errand.memory()).lease).toMatchObject({ attempt: 1, pull: number });
    expect(errand.said(number)).toContain('another attempt gets this list');
    await errand.finishRun();
    await errand.next();
    const { task } = await errand.memory();
    expect(task).toMatchObject({ status: 'retrying', attempts: [{ ending: 'rejected' }] });
    expect(await errand.record()).toEqual([0, 1]);
    for (let tick = 0; tick < 6 && !(await errand.memory()).lease; tick++) await errand.next();
    expect((await errand.memory()).lease).toMatchObject({ attempt: 2, pull: null });
    const told = JSON.stringify(errand.world.data.dispatches.at(-1)?.payload);
    expect(told).toContain('criterion');
    expect(errand.world.pullRequest(number)?.state).toBe('OPEN');
    const again = await errand.bring({ branch: errand.branch(2) });
    await errand.checks('success', errand.branch(2));
    await errand.next();
    const back = await errand.memory();
    expect(back.lease).toMatchObject({ attempt: 2, pull: again });
    expect(back.state.reviews[number]).toMatchObject({ aside: true, wanted: false });
    await errand.world.mergePullRequest(again, 'octo');
    await errand.next();
    expect((await errand.memory()).state).toMatchObject({ counts: { done: 1 }, reviews: {} });
  });

  it('is read by an agent that follows its pull request: it mends it, or its time runs out', async () => {
    const errand = await begin(MENTION);
    const number = await errand.bring({ files: WRONG, by: 'robot[bot]' });
    await errand.checks('failure');
    await errand.next();
    expect(errand.said(number)).toContain('revises once more');
    await errand.next(10);
    expect((await errand.memory()).lease).toMatchObject({ pull: number });
    await errand.next(39);
    await errand.next();
    const { task } = await errand.memory();
    expect(task).toMatchObject({ status: 'retrying', attempts: [{ ending: 'rejected' }] });
    expect(task?.attempts?.[0]?.hint).toContain('criterion');
  });

  it('against a second try of it ends the attempt', async () => {
    const errand = await begin(MENTION);
    await errand.bring({ files: WRONG, by: 'robot[bot]' });
    await errand.checks('failure');
    await errand.next();
    await errand.world.pushCommit({ branch: errand.branch(), files: { ...WRONG, 'b.txt': 'b' }, by: 'robot[bot]' });
    await errand.checks('failure');
    await errand.next();
    await errand.next();
    const { task, state } = await errand.memory();
    expect(task).toMatchObject({ attempts: [{ ending: 'rejected' }] });
    expect(state.agents.robot?.rounds).toEqual({ count: 1, rounds: 2 });
  });
});
