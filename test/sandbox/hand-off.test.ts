import { workflowBot } from '@steward/sandbox/world.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Ask, type Reply, RestWorld } from './rest-world.ts';

const WORKFLOW = `on:
  push:
  workflow_dispatch:
    inputs:
      task: { required: true }
      effort: { type: choice, options: [low, high], default: low }
`;
const FILES = {
  '.github/workflows/steward-agent.yml': WORKFLOW,
  '.github/workflows/ci.yml': 'on: [push] # not workflow_dispatch\n',
  '.github/workflows/broken.yml': 'on: [workflow_dispatch\n',
};
const DISPATCHES = '/actions/workflows/steward-agent.yml/dispatches';

let rest: RestWorld;
/** Who asks, by the kind of token. */
let by: Record<'workflow' | 'app' | 'personal' | 'reader' | 'expired' | 'none', Ask>;

beforeEach(async () => {
  rest = await RestWorld.open();
  await rest.world.pushCommit({ files: FILES, by: 'ada' });
  rest.world.openIssue({ title: 'One', by: 'ada' });
  rest.world.person('bob', 'write');
  rest.world.person('eve', 'read');
  const { sandbox } = rest;
  by = {
    workflow: { token: sandbox.mintToken() },
    app: { token: sandbox.mintToken({ login: 'helper', kind: 'Bot' }) },
    personal: { token: sandbox.mintToken({ login: 'ada' }) },
    reader: { token: sandbox.mintToken({ login: 'eve' }) },
    expired: { token: sandbox.mintToken({ login: 'ada', expiresAt: '2026-11-20T09:00:00Z' }) },
    none: { as: null },
  };
});
afterEach(() => rest.close());

const outcome = ({ status, body }: Reply) => [status, body.message];
const dispatch = (body: object, ask?: Ask) => rest.post(DISPATCHES, { ref: 'main', ...body }, ask);
const inputs = { task: 'T-1' };

describe('a token', () => {
  test('is unknown from the moment on when it expires', async () => {
    const token = rest.sandbox.mintToken({ expiresAt: '2026-11-20T10:00:00Z' });
    expect((await rest.get('/issues/1', { token })).status).toBe(200);
    rest.clock.advance(3_600_000);
    expect(outcome(await rest.get('/issues/1', { token }))).toEqual([401, 'Bad credentials']);
  });
});

describe('a dispatch', () => {
  test.each([
    ['workflow', 200, workflowBot.login],
    ['app', 200, 'helper[bot]'],
    ['personal', 200, 'ada'],
  ] as const)('is open to the %s token, in whose name the run stands', async (kind, status, login) => {
    const started = await dispatch({ inputs, return_run_details: true }, by[kind]);
    expect(started.status).toBe(status);
    const id = started.body.workflow_run_id;
    expect(started.body.run_url).toBe(`${rest.sandbox.apiUrl}/repos/ada/engine/actions/runs/${id}`);
    expect(started.body.html_url).toBe(`${rest.sandbox.serverUrl}/ada/engine/actions/runs/${id}`);
    expect((await rest.get(`/actions/runs/${id}`)).body).toMatchObject({
      event: 'workflow_dispatch',
      status: 'queued',
      conclusion: null,
      head_branch: 'main',
      actor: { login },
    });
    expect(rest.world.data.dispatches).toMatchObject([{ by: login, run: id, payload: inputs }]);
  });

  test('is closed to an expired token, to none, and to one without the permission', async () => {
    expect(outcome(await dispatch({ inputs }, by.expired))).toEqual([401, 'Bad credentials']);
    expect(outcome(await dispatch({ inputs }, by.none))).toEqual([401, 'Requires authentication']);
    const refused = await dispatch({ inputs }, by.reader);
    expect(outcome(refused)).toEqual([403, 'Resource not accessible by personal access token']);
    const token = rest.sandbox.mintToken({ permissions: { actions: 'read', contents: 'write' } });
    const bare = await dispatch({ inputs }, { token });
    expect(outcome(bare)).toEqual([403, 'Resource not accessible by integration']);
    expect(bare.headers.get('x-accepted-github-permissions')).toBe('actions=write');
    expect(rest.world.data.workflowRuns).toEqual([]);
  });

  test('says nothing of the run unless asked', async () => {
    expect((await dispatch({ inputs })).status).toBe(204);
    expect(rest.world.data.workflowRuns).toHaveLength(1);
  });

  test('reads the workflow at the ref', async () => {
    const files = { '.github/workflows/steward-agent.yml': 'on: push\n' };
    await rest.world.pushCommit({ files, branch: 'topic', by: 'ada' });
    const message = "Workflow does not have 'workflow_dispatch' trigger";
    expect(outcome(await dispatch({ ref: 'topic', inputs }))).toEqual([422, message]);
    expect(outcome(await dispatch({ ref: 'none', inputs }))).toEqual([422, 'No ref found for: none']);
    const ci = await rest.post('/actions/workflows/ci.yml/dispatches', { ref: 'main' });
    expect(outcome(ci)).toEqual([422, message]);
    const broken = await rest.post('/actions/workflows/broken.yml/dispatches', { ref: 'main' });
    expect(outcome(broken)).toEqual([422, 'failed to parse workflow']);
    const unknown = await rest.post('/actions/workflows/none.yml/dispatches', { ref: 'main' });
    expect(outcome(unknown)).toEqual([404, 'Not Found']);
  });

  test('has only the inputs that the workflow declares, as strings', async () => {
    const message = async (given: object) => outcome(await dispatch({ inputs: given }));
    expect(await message({ ...inputs, a: '1', b: '2' })).toEqual([422, 'Unexpected inputs provided: ["a","b"]']);
    expect(await message({ effort: 'low' })).toEqual([422, "Required input 'task' not provided"]);
    expect(await message({ ...inputs, effort: 'some' })).toEqual([
      422,
      "Provided value 'some' for input 'effort' not in the list of allowed values",
    ]);
    expect(await message({ task: 1 })).toEqual([422, 'SANDBOX: the input "task" is not a string']);
    const many = Object.fromEntries(Array.from({ length: 26 }, (_, index) => [`i${index}`, 'x']));
    expect((await dispatch({ inputs: many })).status).toBe(422);
    expect(rest.world.data.workflowRuns).toEqual([]);
  });
});

const assignees = (reply: Reply): string[] => reply.body.assignees.map((one: { login: string }) => one.login);
const assign = (logins: unknown[], ask?: Ask, more: object = {}) =>
  rest.post('/issues/1/assignees', { assignees: logins, ...more }, ask);

describe('assigning', () => {
  test.each(['workflow', 'app', 'personal'] as const)('with the %s token takes who may push', async (kind) => {
    const reply = await assign(['bob', 'nobody', 'eve', { login: 'ada' }], by[kind]);
    expect(reply.status).toBe(201);
    expect(assignees(reply)).toEqual(['bob', 'ada']);
  });

  test('takes who has commented, too', async () => {
    rest.world.comment(1, 'I would do it', 'eve');
    expect(assignees(await assign(['eve'], by.workflow))).toEqual(['eve']);
  });

  test('takes GitHub\u2019s coding agent from a personal token only, where it is enabled', async () => {
    const bot = 'copilot-swe-agent[bot]';
    const asked = { agent_assignment: { custom_instructions: 'Be brief', base_branch: 'main' } };
    expect(assignees(await assign([bot], by.personal))).toEqual([]);
    rest.world.person(bot, 'write');
    expect(outcome(await assign([bot], by.workflow, asked))).toEqual([403, 'Resource not accessible by integration']);
    expect(assignees(await assign([bot], by.app, asked))).toEqual([]);
    expect(assignees(await assign([bot], by.personal, asked))).toEqual(['Copilot']);
    expect(rest.world.issue(1)?.events).toMatchObject([{ assignee: bot, instructions: 'Be brief' }]);
  });

  test('is closed to whoever may not write', async () => {
    expect(outcome(await assign(['bob'], by.reader))[0]).toBe(403);
    expect(outcome(await assign(['bob'], by.expired))[0]).toBe(401);
    expect(outcome(await assign(['bob'], by.none))[0]).toBe(401);
    rest.grant('eve', { issues: 'write' });
    expect(assignees(await assign(['bob'], { as: 'eve' }))).toEqual([]);
    expect(rest.world.issue(1)?.events).toEqual([]);
  });

  test('leaves an event in both interfaces, once, and bumps the issue', async () => {
    const before = rest.world.issue(1)?.updatedAt ?? '';
    rest.clock.advance(60_000);
    await assign(['bob'], by.personal);
    await assign(['bob'], by.personal);
    expect((rest.world.issue(1)?.updatedAt ?? '') > before).toBe(true);
    const event = { event: 'assigned', actor: { login: 'ada' }, assignee: { login: 'bob' } };
    expect((await rest.get('/issues/1/timeline')).body).toMatchObject([event]);
    expect((await rest.get('/issues/1/events')).body).toMatchObject([{ ...event, assigner: { login: 'ada' } }]);
    const removed = await rest.ask('DELETE', '/issues/1/assignees', { ...by.personal, body: { assignees: ['Bob'] } });
    expect([removed.status, assignees(removed)]).toEqual([200, []]);
    const { data } = await rest.graphql(
      `query { repository(owner: "ada", name: "engine") { issue(number: 1) {
        timelineItems(first: 5, itemTypes: [ASSIGNED_EVENT, UNASSIGNED_EVENT]) { nodes {
          ... on AssignedEvent { __typename actor { login } assignee { ... on User { login } } assignable { __typename } }
          ... on UnassignedEvent { __typename assignee { ... on User { login } } } } } } } }`,
      {},
    );
    expect(data.repository.issue.timelineItems.nodes).toEqual([
      {
        ...{ __typename: 'AssignedEvent', actor: { login: 'ada' }, assignee: { login: 'bob' } },
        assignable: { __typename: 'Issue' },
      },
      { __typename: 'UnassignedEvent', assignee: { login: 'bob' } },
    ]);
  });

  test('through the issue itself leaves the same event', async () => {
    await rest.patch('/issues/1', { assignees: ['bob'] });
    await rest.patch('/issues/1', { assignees: [] });
    const { number } = (await rest.post('/issues', { title: 'Two', assignees: ['bob'] })).body;
    const kinds = (of: number) => rest.world.issue(of)?.events.map(({ kind, assignee }) => `${kind} ${assignee}`);
    expect(kinds(1)).toEqual(['AssignedEvent bob', 'UnassignedEvent bob']);
    expect(kinds(number)).toEqual(['AssignedEvent bob']);
  });

  test('ends at ten', async () => {
    const many = Array.from({ length: 11 }, (_, index) => `p${index}`);
    for (const login of many) rest.world.person(login, 'write');
    expect((await assign(many)).status).toBe(422);
    expect(assignees(await assign(many.slice(1)))).toHaveLength(10);
  });
});

describe('a reaction', () => {
  test.each(['workflow', 'app', 'personal'] as const)('with the %s token is given once', async (kind) => {
    const { databaseId } = rest.world.comment(1, 'Do it', 'ada');
    const path = `/issues/comments/${databaseId}/reactions`;
    const updated = rest.world.issue(1)?.updatedAt;
    rest.clock.advance(60_000);
    expect((await rest.post(path, { content: 'eyes' }, by[kind])).status).toBe(201);
    expect((await rest.post(path, { content: 'eyes' }, by[kind])).status).toBe(200);
    expect((await rest.get(path)).body).toMatchObject([{ content: 'eyes' }]);
    expect((await rest.get(`${path}?content=heart`)).body).toEqual([]);
    expect((await rest.get('/issues/1/comments')).body[0].reactions).toMatchObject({ total_count: 1, eyes: 1 });
    expect(rest.world.issue(1)?.updatedAt).toBe(updated);
  });

  test('is closed to whoever may not write, and to what is not there', async () => {
    const give = async (ask?: Ask, path = '/issues/1/reactions') =>
      (await rest.post(path, { content: '+1' }, ask)).status;
    expect(await give(by.expired)).toBe(401);
    expect(await give(by.none)).toBe(401);
    expect(await give(by.reader)).toBe(403);
    expect(await give(by.workflow, '/issues/comments/1/reactions')).toBe(404);
    expect(await give(by.workflow, '/issues/9/reactions')).toBe(404);
    expect(await give(by.workflow)).toBe(201);
  });

  test('is read, given and taken through GraphQL', async () => {
    const { id } = rest.world.comment(1, 'Do it', 'ada');
    rest.world.react(1, 'HEART', 'eve');
    const change = (name: string, input: object) =>
      rest.graphql(
        `mutation($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) {
        reaction { content user { login } } subject { __typename } } }`,
        { input },
      );
    const given = await change('addReaction', { subjectId: id, content: 'EYES' });
    expect(given.data.addReaction).toEqual({
      ...{ reaction: { content: 'EYES', user: { login: workflowBot.login } }, subject: { __typename: 'IssueComment' } },
    });
    const read = async () =>
      (
        await rest.graphql(
          `query { repository(owner: "ada", name: "engine") { issue(number: 1) {
            reactionGroups { content createdAt viewerHasReacted }
            reactions(first: 5) { totalCount nodes { content user { login } } }
            comments(first: 1) { nodes {
              reactions(first: 1, content: EYES) { totalCount viewerHasReacted }
              reactionGroups { content reactors(first: 1) { totalCount nodes { __typename ... on Bot { login } } } } } } } } }`,
          {},
        )
      ).data.repository.issue;
    const issue = await read();
    expect(issue.reactions).toEqual({ totalCount: 1, nodes: [{ content: 'HEART', user: { login: 'eve' } }] });
    expect(issue.reactionGroups).toHaveLength(8);
    const [said] = issue.comments.nodes;
    expect(said.reactions).toEqual({ totalCount: 1, viewerHasReacted: true });
    expect(
      said.reactionGroups.filter((one: { reactors: { totalCount: number } }) => one.reactors.totalCount > 0),
    ).toEqual([
      { content: 'EYES', reactors: { totalCount: 1, nodes: [{ __typename: 'Bot', login: 'github-actions' }] } },
    ]);
    await change('removeReaction', { subjectId: id, content: 'EYES' });
    expect((await read()).comments.nodes[0].reactions.totalCount).toBe(0);
  });
});
