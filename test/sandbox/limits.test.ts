import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp, clientOf, startSandbox } from './sandbox-fixture.ts';

afterEach(cleanUp);

const create =
  'mutation Create($r: ID!) { made: createIssue(input: { repositoryId: $r, title: "One" }) { issue { number } } }';

// biome-ignore lint/suspicious/noExplicitAny: tests read answers as they come
const json = async (response: Response): Promise<any> => response.json();

async function start(limits: 'none' | 'workflow-token' | undefined, world = {}) {
  const sandbox = await startSandbox({ ...(limits === undefined ? {} : { limits }), persist: false, world });
  const token = sandbox.mintToken();
  const graphql = (query: string, variables: Record<string, unknown> = {}) =>
    sandbox.fetch(sandbox.graphqlUrl, {
      method: 'POST',
      headers: { authorization: `bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
  const rest = (path: string, init: RequestInit = {}) =>
    sandbox.fetch(`${sandbox.apiUrl}${path}`, {
      ...init,
      headers: { authorization: `bearer ${token}`, ...init.headers },
    });
  const open = () => graphql(create, { r: sandbox.world.repository.id });
  const openByRest = () =>
    rest('/repos/octo/widget/issues', { method: 'POST', body: JSON.stringify({ title: 'One' }) });
  return { sandbox, graphql, rest, open, openByRest };
}

describe("the limits of a workflow's token", () => {
  it('are a thousand points an hour for GraphQL, told with status 200 and nothing remaining', async () => {
    const { sandbox, graphql } = await start('workflow-token');
    for (let n = 0; n < 1000; n += 1) {
      expect((await graphql('{ viewer { login } }')).status).toBe(200);
      if (n % 500 === 499) sandbox.clock.advance(60_000);
    }
    const refused = await graphql('{ viewer { login } }');
    expect(await refused.json()).toEqual({
      errors: [
        {
          type: 'RATE_LIMIT',
          code: 'graphql_rate_limit',
          message: 'API rate limit already exceeded for installation ID 15368.',
        },
      ],
    });
    expect([refused.status, refused.headers.get('x-ratelimit-remaining')]).toEqual([200, '0']);
    expect(refused.headers.get('retry-after')).toBeNull();
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String(Date.parse('2026-11-20T10:00:00Z') / 1000));
    sandbox.clock.advance(3_600_000);
    expect((await json(await graphql('{ viewer { login } }'))).errors).toBeUndefined();
  });

  it('are a thousand requests an hour for REST, told with 403; looking at them is free', async () => {
    const { sandbox, rest } = await start('workflow-token');
    for (let n = 0; n < 1000; n += 1) {
      await rest('/repos/octo/widget');
      if (n % 500 === 499) sandbox.clock.advance(60_000);
    }
    const refused = await rest('/repos/octo/widget');
    expect([refused.status, refused.headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
    expect(await refused.json()).toEqual({
      message: 'API rate limit exceeded for installation ID 15368.',
      documentation_url: expect.stringContaining('rate-limits-for-the-rest-api'),
      status: '403',
    });
    const free = await rest('/rate_limit');
    expect([free.status, (await json(free)).rate.remaining]).toEqual([200, 0]);
  });

  it('let 900 points of REST pass in a minute: one for reading, five for writing', async () => {
    const { sandbox, rest } = await start('none', { limits: 'none' });
    sandbox.world.data.limits.restPointsPerMinute = 900;
    const label = { method: 'POST', body: JSON.stringify({ name: 'x' }) };
    const statuses = [];
    for (let n = 0; n < 179; n += 1) statuses.push((await rest('/repos/octo/widget/labels', label)).status);
    for (let n = 0; n < 5; n += 1) statuses.push((await rest('/repos/octo/widget')).status);
    expect(statuses.filter((status) => status === 403)).toEqual([]);
    const refused = await rest('/repos/octo/widget');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([403, '60']);
    expect((await json(refused)).message).toContain('You have exceeded a secondary rate limit');
    sandbox.clock.advance(60_000);
    expect((await rest('/repos/octo/widget')).status).toBe(200);
  });

  it('let 2,000 points of GraphQL pass in a minute', async () => {
    const { sandbox, graphql } = await start('none');
    sandbox.world.data.limits.graphqlPointsPerMinute = 2000;
    const label = `mutation { addLabelsToLabelable(input: { labelableId: "none", labelIds: [] }) { clientMutationId } }`;
    for (let n = 0; n < 400; n += 1) expect((await graphql(label)).status).toBe(200);
    const refused = await graphql('{ viewer { login } }');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([403, '60']);
    expect((await json(refused)).message).toContain('secondary rate limit');
  });

  it('let 80 contents be created in a minute, by either interface, and then say how long to wait', async () => {
    const { sandbox, open, openByRest, graphql } = await start('workflow-token');
    for (let n = 0; n < 40; n += 1) {
      expect((await open()).status).toBe(200);
      expect((await openByRest()).status).toBe(201);
    }
    for (const refused of [await open(), await openByRest()]) {
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([403, '60']);
      expect((await json(refused)).message).toContain('secondary rate limit');
    }
    expect((await graphql('{ viewer { login } }')).status).toBe(200);
    expect(sandbox.world.data.issues).toHaveLength(80);
    sandbox.clock.advance(61_000);
    expect((await open()).status).toBe(200);
  });

  it('let 500 contents be created in an hour, and then do not say how long to wait', async () => {
    const { sandbox, open, openByRest } = await start('workflow-token');
    for (let n = 0; n < 500; n += 1) {
      expect((await open()).status).toBe(200);
      if (n % 70 === 69) sandbox.clock.advance(61_000);
    }
    const refused = await open();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([200, null]);
    expect(await refused.json()).toEqual({
      data: { made: null },
      errors: [
        {
          type: 'UNPROCESSABLE',
          path: ['made'],
          locations: [{ line: 1, column: 28 }],
          message: 'was submitted too quickly',
        },
      ],
    });
    const byRest = await openByRest();
    expect([byRest.status, byRest.headers.get('retry-after')]).toEqual([403, null]);
    expect(sandbox.world.data.issues).toHaveLength(500);
    sandbox.clock.advance(3_600_000);
    expect((await openByRest()).status).toBe(201);
  });

  it('let a hundred requests be under way at once', async () => {
    const { graphql } = await start('workflow-token');
    const statuses = await Promise.all(
      Array.from({ length: 120 }, async () => (await graphql('{ viewer { login } }')).status),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(100);
    expect(statuses.filter((status) => status === 403)).toHaveLength(20);
    expect((await graphql('{ viewer { login } }')).status).toBe(200);
  });

  it('can be none at all', async () => {
    const { sandbox, open } = await start('none');
    for (let n = 0; n < 1100; n += 1) expect((await open()).headers.get('x-ratelimit-limit')).toBe('5000');
    expect(sandbox.world.data.issues).toHaveLength(1100);
  });

  it('come by name from a world file too; without a word a thousand an hour hold, and nothing else', async () => {
    const limitsOf = async (limits?: object) => (await start(undefined, limits)).sandbox.world.data.limits;
    const preset = await limitsOf({ limits: 'workflow-token' });
    expect(preset).toMatchObject({ restPerHour: 1000, contentPerMinute: 80, concurrent: 100 });
    expect(await limitsOf()).toMatchObject({ restPerHour: 1000, graphqlPerHour: 1000, contentPerMinute: null });
    expect(await limitsOf({ limits: { concurrent: 3 } })).toMatchObject({ restPerHour: 1000, concurrent: 3 });
    await expect(limitsOf({ limits: 'all' })).rejects.toThrow('limits');
    preset.restPerHour = 1;
    expect((await limitsOf({ limits: 'workflow-token' })).restPerHour).toBe(1000);
  });
});

describe('listing lag', () => {
  it('hides what is new from every listing, and never from a look at it', async () => {
    const sandbox = await startSandbox({ world: { listingLagMilliseconds: 60_000 } });
    const ask = clientOf(sandbox);
    const issue = sandbox.world.openIssue({ title: 'New', by: 'octo' });
    const said = sandbox.world.comment(issue.number, 'Hello', 'octo');
    await sandbox.world.pushCommit({ files: { a: '1' }, by: 'octo' });
    await sandbox.world.pushCommit({ files: { a: '2' }, branch: 'topic', by: 'octo' });
    const pull = await sandbox.world.openPullRequest({ title: 'New', head: 'topic', by: 'octo' });
    const listings = async () => {
      const { data } = await ask(`{ repository(owner: "octo", name: "widget") {
        issues(first: 9) { totalCount nodes { id } } pullRequests(first: 9) { totalCount nodes { id } }
        issue(number: ${issue.number}) { comments(first: 9) { totalCount } timelineItems(first: 9, itemTypes: [ISSUE_COMMENT]) { totalCount } } } }`);
      const { issues, pullRequests, issue: one } = data.repository;
      const rest = async (path: string) => {
        const headers = { authorization: `bearer ${sandbox.mintToken()}` };
        return (await json(await fetch(`${sandbox.apiUrl}/repos/octo/widget/${path}`, { headers }))).length;
      };
      const graphql = [issues, pullRequests, one.comments, one.timelineItems].map(({ totalCount }) => totalCount);
      return [...graphql, await rest('issues'), await rest('pulls'), await rest(`issues/${issue.number}/comments`)];
    };
    expect(await listings()).toEqual([0, 0, 0, 0, 0, 0, 0]);
    const { data, errors } = await ask(
      `query($ids: [ID!]!) { nodes(ids: $ids) { id } repository(owner: "octo", name: "widget") {
        issue(number: ${issue.number}) { id } pullRequest(number: ${pull.number}) { id } } }`,
      { ids: [issue.id, pull.id, said.id] },
    );
    expect(errors).toEqual([]);
    expect(data.nodes.map(({ id }: { id: string }) => id)).toEqual([issue.id, pull.id, said.id]);
    expect([data.repository.issue.id, data.repository.pullRequest.id]).toEqual([issue.id, pull.id]);
    for (const path of [`issues/${issue.number}`, `pulls/${pull.number}`]) {
      expect((await fetch(`${sandbox.apiUrl}/repos/octo/widget/${path}`)).status).toBe(200);
    }
    sandbox.clock.advance(61_000);
    expect(await listings()).toEqual([1, 1, 1, 1, 2, 1, 1]);
  });
});
