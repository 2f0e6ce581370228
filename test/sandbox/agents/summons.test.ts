import type { AgentDraft } from '@steward/sandbox/agents/agent.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { AgentTown, TOLD, WORKFLOW, words } from './town.ts';

let town: AgentTown;
afterEach(() => town.rest.close());

const quick = (name: string, kind: AgentDraft['kind'], more: Partial<AgentDraft> = {}): AgentDraft => ({
  ...{ name, kind, behaviour: 'quick', hours: 1 },
  ...more,
});
const open = async (...drafts: AgentDraft[]): Promise<void> => {
  town = await AgentTown.open(drafts);
};

describe('a dispatch', () => {
  test('goes to the agent that its input names, else to the first of its workflow', async () => {
    await open(
      quick('one', 'workflow'),
      quick('two', 'workflow'),
      quick('other', 'workflow', { workflow: 'other.yml' }),
    );
    await town.dispatch({ agent: 'two' });
    expect(words(await town.pass(3))).toEqual(['two started', 'two opened-pull']);
    await town.dispatch();
    expect(words(await town.pass(3))).toEqual(['one started', 'one pushed']);
    const run = await town.dispatch({ agent: 'nobody' });
    expect(town.agents.dueAt()).toBeNull();
    expect(town.stateOf(run)).toBe('queued');
  });

  test('finds its issue by the task in the marker, too', async () => {
    await open(quick('one', 'workflow'));
    const { world, rest } = town;
    const text = WORKFLOW.replace('instructions: {}', 'task: {}');
    await world.pushCommit({ files: { '.github/workflows/steward-agent.yml': text }, by: 'ada' });
    const { number } = world.openIssue({ title: 'Two', body: '<!-- steward:v1 {"task":"0a1b2c3d"} -->', by: 'ada' });
    const body = { ref: 'main', inputs: { task: '0a1b2c3d' } };
    await rest.post('/actions/workflows/steward-agent.yml/dispatches', body);
    expect((await town.pass(3)).map(({ issue }) => issue)).toEqual([number, number]);
    expect(world.data.pullRequests).toMatchObject([{ title: 'Two', headRefName: `one/${number}-1` }]);
  });

  test('by a bot that the agent does not obey ends in a failed run', async () => {
    await open(quick('one', 'workflow', { bots: ['helper'] }));
    const run = await town.dispatch();
    expect(words(await town.pass(3))).toEqual(['one started', 'one failed']);
    expect(town.stateOf(run)).toBe('failure');
  });
});

describe('a mention', () => {
  const say = async (as: string, body = `@claude please do it.\n\n${TOLD}`) =>
    (await town.rest.post('/issues/1/comments', { body }, { as })).status;

  test.each([
    ['the token of the workflow', 'github-actions[bot]', 0],
    ['an App', 'helper[bot]', 2],
    ['a person with write access', 'ada', 2],
    ['a person without', 'eve', 0],
  ] as const)('written with that of %s', async (_, login, count) => {
    await open(quick('claude', 'mention', { workflow: 'steward-mention.yml' }));
    town.rest.grant('eve', { issues: 'write' });
    expect(await say(login)).toBe(201);
    expect(await town.pass(3)).toHaveLength(count);
    const [comment] = town.world.commentsOn(1) ?? [];
    expect(town.eyesOf(comment)).toEqual(count === 0 ? [] : ['EYES claude[bot]']);
    expect(town.world.data.workflowRuns.map(({ event }) => event)).toEqual(count === 0 ? [] : ['issue_comment']);
    expect(town.world.data.pullRequests.map(({ author }) => author)).toEqual(count === 0 ? [] : ['claude[bot]']);
  });

  test('with an expired token or none is not even written', async () => {
    await open(quick('claude', 'mention'));
    const token = town.rest.sandbox.mintToken({ login: 'ada', expiresAt: '2026-11-20T09:00:00Z' });
    const post = async (ask: object) => (await town.rest.post('/issues/1/comments', { body: '@claude' }, ask)).status;
    expect([await post({ token }), await post({ as: null })]).toEqual([401, 401]);
    expect(await town.pass(3)).toEqual([]);
  });

  test('counts as a word of its own, from bots that are obeyed', async () => {
    await open(quick('claude', 'mention', { bots: ['helper'] }));
    for (const body of ['mail@claude', '@claude-x', 'see org/@claudette']) await say('ada', body);
    await say('stranger[bot]');
    expect(await town.pass(3)).toEqual([]);
    await say('ada', 'Do it, @Claude.');
    await say('helper[bot]');
    expect(words(await town.pass(3)).filter((line) => line.endsWith('started'))).toHaveLength(2);
  });

  test('on a pull request goes on with its branch', async () => {
    await open(quick('claude', 'mention'));
    await say('ada');
    await town.pass(3);
    town.world.comment(2, '@claude one more thing', 'ada');
    expect(words(await town.pass(3))).toEqual(['claude started', 'claude pushed']);
    expect(town.world.data.pullRequests).toHaveLength(1);
  });
});

describe('an assignment', () => {
  const bot = 'copilot-swe-agent[bot]';

  test('of Copilot by a person starts it, with what it was told besides', async () => {
    await open(quick('copilot', 'copilot'));
    const agent_assignment = { custom_instructions: 'Use the branch `steward/cafe-1`.' };
    const body = { assignees: [bot], agent_assignment };
    await town.rest.post('/issues/1/assignees', body);
    expect(town.agents.dueAt()).toBeNull();
    await town.rest.post('/issues/1/assignees', body, { as: 'ada' });
    expect(words(await town.pass(3))).toEqual(['copilot started', 'copilot opened-pull']);
    expect(town.eyesOf(town.world.issue(1))).toEqual([`EYES ${bot}`]);
    expect(town.world.data.pullRequests).toMatchObject([{ headRefName: 'steward/cafe-1', author: bot }]);
  });

  test('of a person starts them whoever assigns, and its end stops them', async () => {
    await open(quick('carol', 'person'));
    await town.rest.post('/issues/1/assignees', { assignees: ['carol'] });
    expect(words(await town.agents.actUntil(town.agents.dueAt() ?? 0))).toEqual(['carol started']);
    town.world.unassign(1, ['carol'], 'ada');
    expect(await town.pass(3)).toEqual([]);
    await town.rest.post('/issues/1/assignees', { assignees: ['carol'] });
    expect(words(await town.pass(3))).toEqual(['carol started', 'carol opened-pull']);
  });

  test('a person who is spoken to assigns themselves, once', async () => {
    await open(quick('carol', 'person', { phrase: '@ada/reviewers' }));
    town.world.comment(1, 'For @ada/reviewers', 'github-actions[bot]');
    town.world.comment(1, 'Again: @ada/reviewers', 'ada');
    expect(words(await town.pass(3))).toEqual(['carol started', 'carol opened-pull']);
    expect(town.world.issue(1)?.events).toMatchObject([{ kind: 'AssignedEvent', actor: 'carol', assignee: 'carol' }]);
  });
});
