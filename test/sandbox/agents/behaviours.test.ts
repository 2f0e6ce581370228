import type { AgentDraft } from '@steward/sandbox/agents/agent.ts';
import type { BehaviourName } from '@steward/sandbox/agents/behaviours.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { AgentTown, HOUR, MINUTE, words } from './town.ts';

let town: AgentTown;
afterEach(() => town.rest.close());

const draft = (behaviour: BehaviourName, more: Partial<AgentDraft> = {}): AgentDraft => ({
  ...{ name: 'robot', kind: 'workflow', behaviour, hours: 2 },
  ...more,
});
const open = async (behaviour: BehaviourName, more: Partial<AgentDraft> = {}, seed = 1) => {
  town = await AgentTown.open([draft(behaviour, more)], { seed });
};

describe('a quick agent', () => {
  test('starts within minutes, and opens the pull request that its instructions describe', async () => {
    await open('quick', { checks: 'ci.yml' });
    const run = await town.dispatch();
    const now = town.rest.clock.now().getTime();
    expect(town.stateOf(run)).toBe('queued');
    const due = town.agents.dueAt() ?? 0;
    expect(due).toBeGreaterThan(now);
    expect(due - now).toBeLessThan(5 * MINUTE);
    expect(words(await town.agents.actUntil(due))).toEqual(['robot started']);
    expect(town.stateOf(run)).toBe('in_progress');
    expect(words(await town.pass(3))).toEqual(['robot opened-pull', 'robot checked']);
    expect(town.stateOf(run)).toBe('success');
    const pull = town.world.pullRequest(2);
    expect(pull).toMatchObject({
      ...{ title: 'Make it faster', headRefName: 'steward/0123456789ab-1', baseRefName: 'main' },
      ...{ author: workflowBot.login, closes: [1], changedFiles: 1, additions: 1 },
    });
    expect(pull?.body).toMatch(/Closes #1\n\n<!-- steward:v1 \{"intent":"abcdef01"\} -->$/);
    const jobs = await town.rest.get(`/actions/runs/${run.databaseId}/jobs`);
    expect(jobs.body.jobs).toMatchObject([{ name: 'work', conclusion: 'success' }]);
    const checks = await town.rest.get(`/commits/${pull?.headRefOid}/check-runs`);
    expect(checks.body.check_runs).toMatchObject([{ conclusion: 'action_required' }]);
    expect(town.agents.dueAt()).toBeNull();
  });

  test('pushes again to the pull request that is open', async () => {
    await open('quick', { login: 'helper[bot]', checks: 'ci.yml' });
    await town.dispatch();
    await town.pass(3);
    const first = town.world.pullRequest(2)?.headRefOid;
    await town.dispatch();
    expect(words(await town.pass(3))).toEqual(['robot started', 'robot pushed', 'robot checked']);
    expect(town.world.data.pullRequests).toHaveLength(1);
    const { headRefOid } = town.world.pullRequest(2) ?? {};
    expect(headRefOid).not.toBe(first);
    const checks = await town.rest.get(`/commits/${headRefOid}/check-runs`);
    expect(checks.body.check_runs).toMatchObject([{ conclusion: 'success' }]);
  });

  test('leaves a branch and a link where Actions may not open pull requests', async () => {
    await open('quick');
    town.world.repository.actionsMayOpenPullRequests = false;
    const run = await town.dispatch();
    expect(words(await town.pass(3))).toEqual(['robot started', 'robot left-branch']);
    expect(town.said()[0]).toContain('/ada/engine/compare/main...steward/0123456789ab-1');
    expect(town.stateOf(run)).toBe('success');
    expect(await town.world.git.ref('refs/heads/steward/0123456789ab-1')).not.toBeNull();
    expect(town.world.data.pullRequests).toEqual([]);
  });

  test('fails where GitHub refuses what it does', async () => {
    await open('quick');
    const run = await town.dispatch({ instructions: 'Work on the branch `a..b`.' });
    expect(words(await town.pass(3))).toEqual(['robot started', 'robot failed']);
    expect(town.stateOf(run)).toBe('failure');
  });
});

test('a slow agent takes longer than it usually does', async () => {
  await open('slow');
  const run = await town.dispatch();
  expect(words(await town.pass(3))).toEqual(['robot started']);
  expect(town.stateOf(run)).toBe('in_progress');
  expect(words(await town.pass(5))).toEqual(['robot opened-pull']);
});

test('a silent agent starts and never returns', async () => {
  await open('silent');
  const run = await town.dispatch();
  expect(words(await town.pass(500))).toEqual(['robot started']);
  expect(town.stateOf(run)).toBe('in_progress');
});

test('an agent that never starts leaves no trace', async () => {
  await open('never-starting');
  const run = await town.dispatch();
  expect(town.agents.dueAt()).toBeNull();
  expect(await town.pass(500)).toEqual([]);
  expect(town.stateOf(run)).toBe('queued');
});

test('a lying agent succeeds with an empty pull request, or with none', async () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 6; seed += 1) {
    await open('lying', {}, seed);
    const run = await town.dispatch();
    const [, deed] = words(await town.pass(3));
    expect(town.stateOf(run)).toBe('success');
    expect(town.world.pullRequest(2)?.changedFiles ?? 0).toBe(0);
    expect(town.world.data.pullRequests).toHaveLength(deed === 'robot opened-pull' ? 1 : 0);
    seen.add(deed ?? '');
    if (seed < 6) await town.rest.close();
  }
  expect([...seen].sort()).toEqual(['robot claimed', 'robot opened-pull']);
});

test('a failing agent ends its run so', async () => {
  await open('failing');
  const run = await town.dispatch();
  expect(words(await town.pass(3))).toEqual(['robot started', 'robot failed']);
  expect(town.stateOf(run)).toBe('failure');
  expect(town.world.data.pullRequests).toEqual([]);
});

test('an agent without quota says so within minutes', async () => {
  await open('quota-less');
  const run = await town.dispatch();
  expect(words(await town.pass(0.25))).toEqual(['robot started', 'robot out-of-quota']);
  expect(town.said()[0]).toMatch(/^github-actions\[bot\]: You have reached your usage limit. It resets at 2026-/);
  expect(town.stateOf(run)).toBe('failure');
});

describe('an asking agent', () => {
  test('ends its run with a question, and works when it is given the task again', async () => {
    await open('asking');
    const run = await town.dispatch();
    expect(words(await town.pass(3))).toEqual(['robot started', 'robot asked']);
    expect(town.said()[0]).toMatch(/^github-actions\[bot\]: STEWARD-QUESTION: .+\?$/);
    expect(town.stateOf(run)).toBe('success');
    town.world.comment(1, 'Yes, behind a setting', 'ada');
    expect(await town.pass(3)).toEqual([]);
    await town.dispatch();
    expect(words(await town.pass(3))).toEqual(['robot started', 'robot opened-pull']);
  });

  test('that is a person goes on after the answer of somebody with a say', async () => {
    await open('asking', { name: 'carol', kind: 'person' });
    town.world.assign(1, ['carol'], 'ada');
    expect(words(await town.pass(3))).toEqual(['carol started', 'carol asked']);
    town.world.comment(1, 'I think not', 'eve');
    expect(await town.pass(48)).toEqual([]);
    town.world.comment(1, 'Yes, behind a setting', 'ada');
    expect(words(await town.pass(3))).toEqual(['carol opened-pull']);
  });
});

describe('any agent', () => {
  test('does nothing more for a run that was cancelled, or an issue that was closed', async () => {
    await open('quick');
    const run = await town.dispatch();
    await town.agents.actUntil(town.agents.dueAt() ?? 0);
    town.world.completeWorkflowRun(run, 'cancelled');
    expect(await town.pass(3)).toEqual([]);
    await town.dispatch();
    town.world.closeIssue(1, 'ada');
    expect(await town.pass(3)).toEqual([]);
    expect(town.world.data.pullRequests).toEqual([]);
  });

  test('can change its ways from its next task on', async () => {
    await open('quick');
    await town.dispatch();
    town.agents.dueAt();
    town.agents.become('robot', 'failing');
    expect(words(await town.pass(3))).toEqual(['robot started', 'robot opened-pull']);
    await town.dispatch();
    expect(words(await town.pass(3))).toEqual(['robot started', 'robot failed']);
    expect(() => town.agents.become('nobody', 'quick')).toThrow(RangeError);
  });

  test('changes what the sandbox is told, and fails where that is nothing', async () => {
    const change = ({ round }: { round: number }) => (round === 1 ? { 'b.txt': 'b\n' } : null);
    town = await AgentTown.open([draft('quick')], { change });
    await town.dispatch();
    await town.pass(3);
    expect((await town.world.git.read('steward/0123456789ab-1:b.txt'))?.content.toString()).toBe('b\n');
    await town.dispatch();
    expect(words(await town.pass(3))).toEqual(['robot started', 'robot failed']);
  });

  test('does the same at the same times for the same seed', async () => {
    const live = async (seed: number) => {
      await open('slow', {}, seed);
      await town.dispatch();
      const deeds = await town.pass(24);
      const { headRefOid } = town.world.pullRequest(2) ?? {};
      return { deeds, headRefOid };
    };
    const first = await live(7);
    await town.rest.close();
    expect(await live(7)).toEqual(first);
    await town.rest.close();
    expect((await live(8)).deeds).not.toEqual(first.deeds);
  });
});

describe('an outage', () => {
  const outages = [
    { kind: 'workflow', from: '2026-11-20T09:00:00Z', until: '2026-11-20T15:00:00Z' },
    { kind: 'mention', from: '2026-11-20T09:00:00Z', until: '2026-11-20T15:00:00Z' },
  ] as const;

  test('lets runs wait, loses mentions, and spares the others', async () => {
    const drafts: AgentDraft[] = [
      draft('quick'),
      draft('quick', { name: 'claude', kind: 'mention' }),
      draft('quick', { name: 'carol', kind: 'person' }),
    ];
    town = await AgentTown.open(drafts, { outages });
    const run = await town.dispatch();
    town.world.comment(1, '@claude and @carol, please', 'ada');
    expect(words(await town.pass(5))).toEqual(['carol started', 'carol opened-pull']);
    expect(town.stateOf(run)).toBe('queued');
    const deeds = await town.pass(24);
    expect(deeds[0]).toMatchObject({ at: '2026-11-20T15:00:00Z', agent: 'robot', what: 'started' });
    expect(words(deeds)).toEqual(['robot started', 'robot opened-pull']);
    expect(town.rest.clock.now().getTime()).toBeGreaterThan(Date.parse('2026-11-20T15:00:00Z') + HOUR);
  });
});
