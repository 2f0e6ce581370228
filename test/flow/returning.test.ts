/**
 * Every way in which a pull request can come back, and what is right of it:
 *
 * | What comes back | What follows |
 * | --- | --- |
 * | a draft | its agent is at work: not looked at, and silence still counts; once a review is asked for, it is handed in |
 * | closed unmerged | the attempt failed; the task is tried again, and never done |
 * | opened again | the attempt is alive again; where another was begun since, it is looked on as late |
 * | force-pushed | looked at anew: what was said of the head before is void |
 * | from a fork | a stranger's says nothing of the lease; of somebody who may write, it takes the task over |
 * | from another agent | the attempt goes on; the other is told; its merge is nobody else's merit |
 * | two for one task | the one on the branch that was told counts, and the other is told |
 * | merged by a person | done, and the agent's merit |
 * | merged without a review | the same, and the run says so |
 * | merged while changes were asked for | the same, and the run says so |
 * | reverted | the merit is taken back, the issue opened again, the task tried again |
 * | onto another base, or stacked | looked at, with a word about it; merged there nothing is done, and a person is asked |
 * | its branch deleted | with a pull request: closed; without: the attempt ended |
 * | late | alive again where nobody has the task since; else it neither ends nor counts for the attempt that has it |
 * | by the run that was dispatched | tied by the link to that run |
 */
import { renderMarker } from '@steward/core/domain/marker.ts';
import { describe, expect, it } from 'vitest';
import { stagesOf } from '../support/cycle.ts';
import { Errand, MENTION, ROBOT, WITH_AGENT } from '../support/returning.ts';

const raise = stagesOf([WITH_AGENT]);
const begin = async (config?: string) => Errand.begin(await raise(), config);

async function accepted(): Promise<{ errand: Errand; number: number }> {
  const errand = await begin();
  const number = await errand.bring();
  await errand.checks();
  await errand.next();
  expect((await errand.memory()).state.reviews[number]).toMatchObject({ overall: 'accepted', round: 1 });
  return { errand, number };
}

describe('a draft', () => {
  it('shows its agent at work, is not looked at, and is handed in once it is ready [CW-7]', async () => {
    const errand = await begin();
    const number = await errand.bring({ isDraft: true });
    await errand.next();
    const working = await errand.memory();
    expect(working.task?.status).toBe('working');
    expect(working.lease).toMatchObject({ pull: null, returned: null, started: { sign: 'pull' } });
    expect(errand.said(number)).toBe('');

    errand.world.setDraft(number, false);
    await errand.next();
    const back = await errand.memory();
    expect(back.task?.status).toBe('in-review');
    expect(back.lease).toMatchObject({ pull: number });
    expect(errand.said(number)).not.toBe('');

    errand.world.setDraft(number, true);
    await errand.next();
    expect(await errand.memory()).toMatchObject({ task: { status: 'working' }, lease: { pull: null } });
  });

  it('of which a review is asked for is handed in; one that stays a draft in silence ends its attempt', async () => {
    const asking = await begin();
    const number = await asking.bring({ isDraft: true });
    asking.world.requestReview(number, 'octo');
    await asking.next();
    expect(await asking.memory()).toMatchObject({ task: { status: 'in-review' }, lease: { pull: number } });

    const silent = await begin();
    await silent.bring({ isDraft: true });
    await silent.next();
    await silent.next(49);
    const { task, lease } = await silent.memory();
    expect(lease).toBeUndefined();
    expect(task).toMatchObject({ status: 'retrying', attempts: [{ ending: 'silent' }] });
  });
});

it('closed unmerged it is a failed attempt, and never done', async () => {
  const { errand, number } = await accepted();
  errand.world.closePullRequest(number, 'octo');
  await errand.next();
  const { task, lease, state } = await errand.memory();
  expect(lease).toBeUndefined();
  expect(task).toMatchObject({ status: 'retrying', attempts: [{ attempt: 1, ending: 'closed-unmerged' }] });
  expect(state.counts.done).toBe(0);
  expect(await errand.record()).toEqual([0, 1]);
  expect(state.agents.robot).toMatchObject({ rounds: { count: 1, rounds: 1 }, toPull: { count: 1 } });
});

describe('opened again', () => {
  it('its attempt is alive again, and what it counted as is taken back', async () => {
    const { errand, number } = await accepted();
    errand.world.closePullRequest(number, 'octo');
    await errand.next();
    await errand.world.reopenPullRequest(number, 'octo');
    await errand.next();
    const { task, lease } = await errand.memory();
    expect(task).toMatchObject({ status: 'in-review', attempts: [] });
    expect(lease).toMatchObject({ attempt: 1, agent: 'robot', pull: number });
    // The state holds 120 of them: nothing in one that is not asked for.
    expect(lease).not.toHaveProperty('areas');
    expect(await errand.record()).toEqual([0, 0]);
    await errand.world.mergePullRequest(number, 'octo');
    await errand.next();
    expect(await errand.record()).toEqual([1, 0]);
    expect((await errand.memory()).state.counts.done).toBe(1);
  });

  it('it is late where another attempt has the task: there is one lease, and it goes on', async () => {
    const { errand, number } = await accepted();
    errand.world.closePullRequest(number, 'octo');
    for (let tick = 0; tick < 6 && (await errand.memory()).lease?.attempt !== 2; tick++) await errand.next(2);
    expect((await errand.memory()).lease).toMatchObject({ attempt: 2, pull: null });
    await errand.world.reopenPullRequest(number, 'octo');
    await errand.next();
    const { lease, task, state } = await errand.memory();
    expect(lease).toMatchObject({ attempt: 2, pull: null, started: null });
    expect(task?.status).toBe('leased');
    expect(Object.values(state.leases).filter((one) => one.task === task?.id)).toHaveLength(1);
    expect(errand.said(number)).toContain('Attempt 2 has the task by now');
  });
});

it('force-pushed it is looked at anew, and the verdict on the head before is void', async () => {
  const { errand, number } = await accepted();
  const { world } = errand;
  const bad = await world.pushCommit({ branch: 'elsewhere', files: { 'src/dur/__init__.py': 'x = 1\n' }, by: ROBOT });
  await world.moveBranch(errand.branch(), bad);
  await errand.next();
  const { state, lease } = await errand.memory();
  expect(state.reviews[number]).toMatchObject({ head: bad });
  expect(state.reviews[number]?.overall).not.toBe('accepted');
  expect(lease).toMatchObject({ pull: number, attempt: 1 });
  expect(world.commentsOn(number)).toHaveLength(1);
  expect(errand.said(number)).toContain(bad.slice(0, 7));
});

describe('from a fork', () => {
  it('a stranger’s ends no lease, counts for nobody, and is not judged', async () => {
    const errand = await begin();
    errand.world.person('stranger', 'read');
    const number = await errand.bring({ by: 'stranger', branch: 'steward-fix' });
    errand.world.fromFork(number);
    await errand.next();
    const { lease, task } = await errand.memory();
    expect(lease).toMatchObject({ attempt: 1, pull: null, started: null });
    expect(task?.status).toBe('leased');
    expect(errand.said(number)).toBe('');
    errand.world.closePullRequest(number, 'stranger');
    await errand.next();
    expect((await errand.memory()).lease).toMatchObject({ attempt: 1, pull: null });
    expect(await errand.record()).toEqual([0, 0]);
  });

  it('nor does a bot’s, whatever its branch is called', async () => {
    const errand = await begin();
    const number = await errand.bring({ by: 'anybodys[bot]' });
    errand.world.fromFork(number);
    await errand.world.moveBranch(errand.branch(), null);
    await errand.next();
    expect((await errand.memory()).lease).toMatchObject({ pull: null, started: null });
    expect(errand.said(number)).toBe('');
  });

  it('of somebody who may write it takes the task over', async () => {
    const errand = await begin();
    const number = await errand.bring({ by: 'octo', branch: 'octo-fix' });
    errand.world.fromFork(number);
    await errand.next();
    const { lease, task } = await errand.memory();
    expect(lease).toBeUndefined();
    expect(task).toMatchObject({ status: 'in-review', attempts: [{ ending: 'taken-over' }] });
    expect(await errand.record()).toEqual([0, 0]);
  });
});

it('a person’s own takes the task over, politely, and its merge is nobody else’s merit', async () => {
  const errand = await begin();
  const number = await errand.bring({ by: 'octo', branch: 'by-hand' });
  await errand.next();
  expect(await errand.memory()).toMatchObject({ task: { status: 'in-review', attempts: [{ ending: 'taken-over' }] } });
  expect(errand.said(number)).toBe('');
  await errand.world.mergePullRequest(number, 'octo');
  await errand.next();
  expect((await errand.memory()).state.counts.done).toBe(1);
  expect(await errand.record()).toEqual([0, 0]);
});

describe('by the run that was dispatched', () => {
  it('it is tied by the link to that run, and by nothing that only looks like it', async () => {
    const errand = await begin();
    const { databaseId } = await errand.run();
    const link = (id: number | string) => `${errand.world.repositoryUrl}/actions/runs/${id}`;
    const other = await errand.bring({ branch: 'bot/other', body: `Made by ${link(`${databaseId}9`)}` });
    await errand.next();
    expect((await errand.memory()).state.reviews[other]).toBeUndefined();
    const number = await errand.bring({ branch: 'bot/fix', body: `Made by ${link(databaseId)}` });
    await errand.next();
    expect((await errand.memory()).lease).toMatchObject({ pull: number });
  });

  it('or by Steward’s own marker, and by nobody else’s', async () => {
    const errand = await begin(MENTION);
    const body = renderMarker({ intent: 'abcdef12', task: errand.task.id, fingerprints: [] });
    const foreign = await errand.bring({ branch: 'bot/other', body, by: 'other[bot]' });
    await errand.next();
    expect((await errand.memory()).state.reviews[foreign]).toBeUndefined();
    const number = await errand.bring({ branch: 'bot/fix', body, by: ROBOT });
    await errand.next();
    expect((await errand.memory()).lease).toMatchObject({ pull: number });
  });
});
