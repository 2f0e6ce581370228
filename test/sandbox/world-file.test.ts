import { parseWorldFile, WorldError, type WorldFile } from '@steward/sandbox/world-file.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { checkoutWith, cleanUp, clientOf, startSandbox, startWithCommit } from './sandbox-fixture.ts';

afterEach(cleanUp);

const inRepository = (fields: string) => `{ repository(owner: "octo", name: "widget") { ${fields} } }`;

function faultsOf(value: unknown): readonly string[] {
  try {
    parseWorldFile(value);
    return [];
  } catch (error) {
    if (error instanceof WorldError) return error.faults;
    throw error;
  }
}

const full: WorldFile = {
  people: [{ login: 'ada', role: 'write', name: 'Ada' }],
  labels: [{ name: 'bug', color: 'd73a4a' }],
  issues: [
    {
      title: 'First',
      labels: ['bug', 'new'],
      created: '-3d',
      comments: [{ author: 'ada', body: 'Me too', at: '-2d' }],
    },
    { number: 7, title: 'Seventh', state: 'closed', stateReason: 'not_planned', closed: '-1h', created: '-2d' },
    { title: 'Next', pinned: true },
  ],
  refs: [{ name: 'refs/heads/steward/state', files: { 'state.json': '{}' } }],
  pullRequests: [
    {
      number: 2,
      title: 'Fix',
      head: 'fix',
      author: 'ada',
      body: 'Fixes #1',
      files: { fix: '1\n2\n' },
      mergeable: 'conflicting',
      reviewDecision: 'approved',
    },
  ],
  workflowRuns: [
    {
      workflow: 'ci.yml',
      name: 'CI',
      conclusion: 'failure',
      at: '-2h',
      jobs: [
        { name: 'test', conclusion: 'failure' },
        { name: 'lint', conclusion: 'success' },
      ],
    },
  ],
  deployments: [{ environment: 'production', state: 'failure', at: '-30m' }],
  ledgerTasks: [{ title: 'Read times with a space' }],
};

describe('a world file', () => {
  it('begins a world with everything in it', async () => {
    const checkout = checkoutWith([{ a: '1' }]);
    const sandbox = await startSandbox({ checkout, world: full });
    const answer = await clientOf(sandbox)(
      inRepository(`
        issues(first: 9) { nodes { number title state stateReason createdAt updatedAt closedAt isPinned
          author { login } labels(first: 9) { nodes { name } } comments(first: 1) { nodes { author { login } createdAt } } } }
        ref(qualifiedName: "refs/heads/steward/state") { target { ... on Commit { file(path: "state.json") { object { ... on Blob { text } } } } } }
        pullRequest(number: 2) { title mergeable reviewDecision additions changedFiles headRefName baseRefName author { login }
          closingIssuesReferences(first: 1) { nodes { number } } commits(last: 1) { nodes { commit { message } } } }
        defaultBranchRef { target { ... on Commit { statusCheckRollup { state }
          checkSuites(first: 5) { nodes { status conclusion createdAt app { slug } branch { name }
            workflowRun { runNumber event url workflow { name state resourcePath } file { path } }
            checkRuns(first: 5) { nodes { name status conclusion } } } } } } }
        deployments(first: 1, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { environment state createdAt latestStatus { state } } }`),
    );
    expect(answer.errors).toEqual([]);
    const { repository } = answer.data;
    const byNumber = (n: number) => repository.issues.nodes.find(({ number }: { number: number }) => number === n);
    expect(byNumber(1)).toMatchObject({
      title: 'First',
      createdAt: '2026-11-17T09:00:00Z',
      updatedAt: '2026-11-18T09:00:00Z',
      author: { login: 'octo' },
      labels: { nodes: [{ name: 'bug' }, { name: 'new' }] },
      comments: { nodes: [{ author: { login: 'ada' }, createdAt: '2026-11-18T09:00:00Z' }] },
    });
    expect(byNumber(7)).toMatchObject({
      state: 'CLOSED',
      stateReason: 'NOT_PLANNED',
      closedAt: '2026-11-20T08:00:00Z',
      updatedAt: '2026-11-20T08:00:00Z',
    });
    expect(byNumber(3)).toMatchObject({ title: 'Next', isPinned: true, createdAt: '2026-11-19T09:00:00Z' });
    expect(repository.ref.target.file.object.text).toBe('{}');
    expect(repository.pullRequest).toMatchObject({
      mergeable: 'UNKNOWN',
      reviewDecision: 'APPROVED',
      additions: 2,
      changedFiles: 1,
      closingIssuesReferences: { nodes: [{ number: 1 }] },
      commits: { nodes: [{ commit: { message: 'Change fix' } }] },
    });
    const { target } = repository.defaultBranchRef;
    expect(target.statusCheckRollup).toEqual({ state: 'FAILURE' });
    expect(target.checkSuites.nodes).toMatchObject([
      {
        status: 'COMPLETED',
        conclusion: 'FAILURE',
        createdAt: '2026-11-20T07:00:00Z',
        app: { slug: 'github-actions' },
        branch: { name: 'main' },
        workflowRun: {
          runNumber: 1,
          event: 'push',
          workflow: { name: 'CI', state: 'ACTIVE', resourcePath: '/octo/widget/actions/workflows/ci.yml' },
          file: { path: '.github/workflows/ci.yml' },
        },
        checkRuns: {
          nodes: [
            { name: 'test', conclusion: 'FAILURE' },
            { name: 'lint', conclusion: 'SUCCESS' },
          ],
        },
      },
    ]);
    expect(repository.deployments.nodes).toMatchObject([
      { state: 'FAILURE', createdAt: '2026-11-20T08:30:00Z', latestStatus: { state: 'FAILURE' } },
    ]);
    expect(sandbox.world.data.ledgerTasks).toEqual([{ title: 'Read times with a space' }]);
    const again = await clientOf(sandbox)(inRepository('pullRequest(number: 2) { mergeable }'));
    expect(again.data.repository.pullRequest.mergeable).toBe('CONFLICTING');
  });

  it('names all its faults in plain words', () => {
    const wrong = {
      isues: [],
      people: [{ login: 'not a login' }],
      issues: [{ title: '', state: 'done', created: 'yesterday' }, {}, { title: 'x', number: '4' }],
    };
    expect(faultsOf(wrong)).toEqual([
      'the file: "isues" is not known here.',
      'people[0].login: "not a login" is not a login: letters, digits and hyphens, with [bot] at the end for a bot.',
      'issues[0].title: "" must NOT have fewer than 1 characters.',
      'issues[0].state: "done" is not one of open, closed.',
      'issues[0].created: "yesterday" is not a time: write 2026-11-20T09:00:00Z, or -3d for three days before the start.',
      'issues[1]: "title" is missing.',
      'issues[2].number: "4" is not of type integer.',
    ]);
  });

  it('names faults that no schema sees', () => {
    const issue = (more: object) => ({ title: 'x', ...more });
    expect(
      faultsOf({
        issues: [1, 1, 2, 3].map((number) => issue({ number, pinned: true, created: '2026-99-01T00:00:00Z' })),
        labels: [{ name: 'Bug' }, { name: 'bug' }],
      }),
    ).toEqual([
      'issues and pullRequests: the number 1 is used more than once.',
      'labels: "bug" is there more than once.',
      ...[0, 1, 2, 3].map((index) => `issues[${index}].created: there is no such time as 2026-99-01T00:00:00Z.`),
      'issues: 4 are pinned; GitHub allows three.',
    ]);
    expect(faultsOf(full)).toEqual([]);
  });

  it('that asks for commits of an empty repository is refused, and leaves no world behind', async () => {
    const asked = startSandbox({
      world: { workflowRuns: [{ workflow: 'ci.yml' }], pullRequests: [{ title: 'x', head: 'y' }] },
    });
    await expect(asked).rejects.toThrow(/pullRequests\[0\].*\n.*\n.*workflowRuns\[0\]: No commit found/);
  });

  it('with 5,000 issues begins in the same way', async () => {
    const issues = Array.from({ length: 5000 }, (_, n) => ({
      title: `Issue ${n}`,
      body: 'x'.repeat(500),
      labels: ['steward'],
    }));
    const sandbox = await startSandbox({ world: { issues } });
    const answer = await clientOf(sandbox)(inRepository('issues(states: OPEN) { totalCount }'));
    expect(answer.data.repository.issues.totalCount).toBe(5000);
  });
});

describe('what people do', () => {
  it('is seen through GraphQL', async () => {
    const { sandbox, head } = await startWithCommit();
    const { world } = sandbox;
    world.person('ada', 'write');
    world.openIssue({ title: 'Bug', by: 'ada' });
    await world.pushCommit({ files: { fix: '1' }, branch: 'fix', by: 'ada' });
    const pull = await world.openPullRequest({ title: 'Fix', body: 'Closes #1', head: 'fix', by: 'ada' });
    world.review(pull.number, { by: 'octo', state: 'APPROVED' });
    const run = await world.addWorkflowRun({ workflow: 'ci.yml', event: 'pull_request', branch: 'fix' });
    const rollup = inRepository('pullRequest(number: 2) { state merged statusCheckRollup { state } reviewDecision }');
    const ask = clientOf(sandbox);
    expect((await ask(rollup)).data.repository.pullRequest).toEqual({
      state: 'OPEN',
      merged: false,
      statusCheckRollup: { state: 'PENDING' },
      reviewDecision: 'APPROVED',
    });
    world.completeWorkflowRun(run, 'success');
    await world.mergePullRequest(pull.number, 'octo');
    expect((await ask(rollup)).data.repository.pullRequest).toMatchObject({
      state: 'MERGED',
      merged: true,
      statusCheckRollup: { state: 'SUCCESS' },
    });
    const issue = await ask(
      inRepository(
        'issue(number: 1) { state stateReason authorAssociation closedByPullRequestsReferences(first: 1) { nodes { number } } }',
      ),
    );
    expect(issue.data.repository.issue).toEqual({
      state: 'CLOSED',
      stateReason: 'COMPLETED',
      authorAssociation: 'COLLABORATOR',
      closedByPullRequestsReferences: { nodes: [{ number: 2 }] },
    });
    const deployment = await world.deploy({ environment: 'production', by: 'ada', sha: head });
    world.setDeploymentState(deployment, 'success', 'ada');
    const deployed = await ask(
      inRepository('deployments(first: 1) { nodes { state ref { name } commitOid creator { login } } }'),
    );
    expect(deployed.data.repository.deployments.nodes).toEqual([
      { state: 'ACTIVE', ref: { name: 'main' }, commitOid: head, creator: { login: 'ada' } },
    ]);
  });
});
