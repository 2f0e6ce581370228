import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp, clientOf, startSandbox } from './sandbox-fixture.ts';

afterEach(cleanUp);

const inRepository = (fields: string) => `{ repository(owner: "octo", name: "widget") { ${fields} } }`;
const create = `mutation($input: CreateIssueInput!) { createIssue(input: $input) { issue {
  id number title body state stateReason createdAt updatedAt url author { __typename login } authorAssociation
  labels(first: 5) { nodes { name } } } } }`;

async function start() {
  const sandbox = await startSandbox();
  return { sandbox, world: sandbox.world, ask: clientOf(sandbox), repositoryId: sandbox.world.repository.id };
}

describe('an issue', () => {
  it('is created by the bot, whose login GraphQL shows without [bot]', async () => {
    const { sandbox, ask, repositoryId } = await start();
    const label = sandbox.world.createLabel({ name: 'steward' });
    const made = await ask(create, { input: { repositoryId, title: 'Task', body: 'Do it', labelIds: [label.id] } });
    expect(made.data.createIssue.issue).toMatchObject({
      number: 1,
      title: 'Task',
      state: 'OPEN',
      stateReason: null,
      createdAt: '2026-11-20T09:00:00Z',
      url: `${sandbox.serverUrl}/octo/widget/issues/1`,
      author: { __typename: 'Bot', login: 'github-actions' },
      labels: { nodes: [{ name: 'steward' }] },
    });
    const viewer = await ask('{ viewer { __typename login } }');
    expect(viewer.data.viewer).toEqual({ __typename: 'User', login: 'github-actions[bot]' });
  });

  it('of a person called like the bot is told apart by its type', async () => {
    const { world, ask } = await start();
    world.openIssue({ title: 'Forged', by: 'github-actions' });
    const answer = await ask(inRepository('issue(number: 1) { author { __typename login } }'));
    expect(answer.data.repository.issue.author).toEqual({ __typename: 'User', login: 'github-actions' });
  });

  it('with a long title, a long body or an unknown label is refused and leaves nothing', async () => {
    const { ask, repositoryId } = await start();
    const wrong = [
      { title: 'x'.repeat(257) },
      { title: ' ' },
      { title: 'x', body: 'x'.repeat(65_537) },
      { title: 'x', labelIds: ['LA_unknown'] },
    ];
    const answers = await Promise.all(wrong.map((input) => ask(create, { input: { repositoryId, ...input } })));
    expect(answers.map(({ errors }) => errors[0]?.type)).toEqual([
      'UNPROCESSABLE',
      'UNPROCESSABLE',
      'UNPROCESSABLE',
      'NOT_FOUND',
    ]);
    expect((await ask(inRepository('issues { totalCount }'))).data.repository.issues.totalCount).toBe(0);
  });

  it('is updated, closed and reopened, and each change is stamped in virtual time', async () => {
    const { sandbox, world, ask } = await start();
    const { id } = world.openIssue({ title: 'Task', body: 'old', by: 'octo' });
    sandbox.clock.advance(3_600_000);
    const fields = 'state stateReason closedAt updatedAt body';
    const step = async (mutation: string, input: object) => {
      const name = mutation[0]?.toUpperCase() + mutation.slice(1);
      const answer = await ask(
        `mutation($input: ${name}Input!) { ${mutation}(input: $input) { issue { ${fields} } } }`,
        { input },
      );
      return answer.data[mutation].issue;
    };
    expect(await step('updateIssue', { id, body: 'new' })).toMatchObject({
      body: 'new',
      updatedAt: '2026-11-20T10:00:00Z',
    });
    expect(await step('closeIssue', { issueId: id, stateReason: 'NOT_PLANNED' })).toMatchObject({
      state: 'CLOSED',
      stateReason: 'NOT_PLANNED',
      closedAt: '2026-11-20T10:00:00Z',
    });
    expect(await step('reopenIssue', { issueId: id })).toMatchObject({
      state: 'OPEN',
      stateReason: 'REOPENED',
      closedAt: null,
    });
    const events = await ask(
      inRepository(`issue(number: 1) { timelineItems(first: 9, itemTypes: [CLOSED_EVENT, REOPENED_EVENT]) { nodes {
        __typename ... on ClosedEvent { stateReason actor { login } } ... on ReopenedEvent { actor { login } } } } }`),
    );
    expect(events.data.repository.issue.timelineItems.nodes).toEqual([
      { __typename: 'ClosedEvent', stateReason: 'NOT_PLANNED', actor: { login: 'github-actions' } },
      { __typename: 'ReopenedEvent', actor: { login: 'github-actions' } },
    ]);
  });

  it('remembers every version of its body and who wrote it, newest first', async () => {
    const { world, ask } = await start();
    world.openIssue({ title: 'Dashboard', body: '- [ ] one', by: 'github-actions[bot]' });
    world.editBody(1, '- [x] one', 'ada');
    const answer = await ask(
      inRepository(`issue(number: 1) { includesCreatedEdit lastEditedAt editor { login }
        userContentEdits(first: 5) { totalCount nodes { editor { login } diff } } }`),
    );
    expect(answer.data.repository.issue).toEqual({
      includesCreatedEdit: true,
      lastEditedAt: '2026-11-20T09:00:00Z',
      editor: { login: 'ada' },
      userContentEdits: {
        totalCount: 2,
        nodes: [
          { editor: { login: 'ada' }, diff: '- [x] one' },
          { editor: { login: 'github-actions' }, diff: '- [ ] one' },
        ],
      },
    });
  });

  it('is pinned three times at most, which does not touch its update time', async () => {
    const { sandbox, world, ask } = await start();
    const ids = [1, 2, 3, 4].map((n) => world.openIssue({ title: `${n}`, by: 'octo' }).id);
    sandbox.clock.advance(3_600_000);
    const pin = 'mutation($id: ID!) { pinIssue(input: { issueId: $id }) { issue { isPinned updatedAt } } }';
    const answers = [];
    for (const id of ids) answers.push(await ask(pin, { id }));
    expect(answers[0]?.data.pinIssue.issue).toEqual({ isPinned: true, updatedAt: '2026-11-20T09:00:00Z' });
    expect(answers.map(({ errors }) => errors.length)).toEqual([0, 0, 0, 1]);
    await ask('mutation($id: ID!) { unpinIssue(input: { issueId: $id }) { issue { isPinned } } }', { id: ids[1] });
    const pinned = await ask(inRepository('pinnedIssues(first: 3) { nodes { issue { number } } }'));
    expect(pinned.data.repository.pinnedIssues.nodes).toEqual([{ issue: { number: 1 } }, { issue: { number: 3 } }]);
  });

  it('is commented on, and its comments and labels are changed', async () => {
    const { world, ask, repositoryId } = await start();
    const { id: subjectId } = world.openIssue({ title: 'Task', by: 'octo' });
    const label = await ask(
      'mutation($input: CreateLabelInput!) { createLabel(input: $input) { label { id name color } } }',
      { input: { repositoryId, name: 'steward', color: '0052CC' } },
    );
    const labelIds = [label.data.createLabel.label.id];
    const change = (name: string) =>
      ask(
        `mutation($l: ID!, $ids: [ID!]!) { ${name}(input: { labelableId: $l, labelIds: $ids }) { labelable { labels(first: 9) { nodes { name } } } } }`,
        {
          l: subjectId,
          ids: labelIds,
        },
      );
    expect((await change('addLabelsToLabelable')).data.addLabelsToLabelable.labelable.labels.nodes).toEqual([
      { name: 'steward' },
    ]);
    expect((await change('removeLabelsFromLabelable')).data.removeLabelsFromLabelable.labelable.labels.nodes).toEqual(
      [],
    );
    const said = await ask(
      'mutation($s: ID!) { addComment(input: { subjectId: $s, body: "Hello" }) { commentEdge { node { id body author { login } } } } }',
      { s: subjectId },
    );
    const { id } = said.data.addComment.commentEdge.node;
    await ask('mutation($id: ID!) { updateIssueComment(input: { id: $id, body: "Bye" }) { issueComment { body } } }', {
      id,
    });
    const read = await ask(inRepository('issue(number: 1) { comments(last: 1) { totalCount nodes { body } } }'));
    expect(read.data.repository.issue.comments).toEqual({ totalCount: 1, nodes: [{ body: 'Bye' }] });
    await ask('mutation($id: ID!) { deleteIssueComment(input: { id: $id }) { clientMutationId } }', { id });
    expect(world.commentsOn(1)).toEqual([]);
  });
});

describe('a listing', () => {
  const page = (args: string) =>
    inRepository(
      `issues(${args}) { totalCount nodes { number } edges { cursor } pageInfo { hasNextPage endCursor hasPreviousPage } }`,
    );
  const numbers = (answer: { data: { repository: { issues: { nodes: { number: number }[] } } } }) =>
    answer.data.repository.issues.nodes.map(({ number }) => number);

  async function five() {
    const parts = await start();
    for (const n of [1, 2, 3, 4, 5]) {
      parts.world.openIssue({ title: `${n}`, by: n === 5 ? 'ada' : 'octo' });
      parts.sandbox.clock.advance(60_000);
    }
    return parts;
  }

  it('pages in order, and a cursor holds its place while things change', async () => {
    const { world, ask } = await five();
    const order = 'orderBy: { field: UPDATED_AT, direction: DESC }';
    const first = await ask(page(`first: 2, ${order}`));
    expect(numbers(first)).toEqual([5, 4]);
    const { endCursor } = first.data.repository.issues.pageInfo;
    world.comment(2, 'moves to the front', 'octo');
    const next = await ask(page(`first: 2, after: "${endCursor}", ${order}`));
    expect(numbers(next)).toEqual([3, 1]);
    expect(next.data.repository.issues).toMatchObject({
      totalCount: 5,
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
    expect(numbers(await ask(page('last: 2')))).toEqual([4, 5]);
  });

  it('filters by state, label, author and time', async () => {
    const { world, ask } = await five();
    world.closeIssue(1, 'octo');
    world.addLabels(2, ['steward'], 'octo');
    expect(numbers(await ask(page('first: 9, states: CLOSED')))).toEqual([1]);
    expect(numbers(await ask(page('first: 9, labels: ["Steward"]')))).toEqual([2]);
    expect(numbers(await ask(page('first: 9, filterBy: { createdBy: "ada" }')))).toEqual([5]);
    expect(numbers(await ask(page('first: 9, filterBy: { since: "2026-11-20T09:04:00Z" }')))).toEqual([1, 2, 5]);
  });

  it('shows new things only after the listing lag', async () => {
    const { sandbox, world, ask } = await start();
    world.data.listingLagMilliseconds = 60_000;
    world.openIssue({ title: 'New', by: 'octo' });
    expect(numbers(await ask(page('first: 9')))).toEqual([]);
    sandbox.clock.advance(61_000);
    expect(numbers(await ask(page('first: 9')))).toEqual([1]);
  });

  it('complains as GitHub does about bounds', async () => {
    const { ask } = await start();
    const types = await Promise.all(
      [inRepository('issues { nodes { id } }'), page('first: 101'), page('first: 1, after: "x"')].map(
        async (query) => (await ask(query)).errors[0],
      ),
    );
    expect(types).toMatchObject([
      {
        type: 'MISSING_PAGINATION_BOUNDARIES',
        message: 'You must provide a `first` or `last` value to properly paginate the `issues` connection.',
      },
      {
        type: 'EXCESSIVE_PAGINATION',
        message: 'Requesting 101 records on the `issues` connection exceeds the `first` limit of 100 records.',
      },
      { type: 'INVALID_CURSOR_ARGUMENTS' },
    ]);
  });
});

describe('ten clients at once', () => {
  it('create ten issues with ten numbers', async () => {
    const { ask, repositoryId } = await start();
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, n) => ask(create, { input: { repositoryId, title: `${n}` } })),
    );
    const numbers = made.map(({ data }) => data.createIssue.issue.number).sort((a, b) => a - b);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});
