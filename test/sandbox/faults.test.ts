import { type Fault, type FaultEffect, FaultSchedule } from '@steward/sandbox/fault-schedule.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cleanUp, clientOf, startSandbox, startWithCommit } from './sandbox-fixture.ts';

afterEach(cleanUp);

const create =
  'mutation Create($r: ID!) { createIssue(input: { repositoryId: $r, title: "Once" }) { issue { number } } }';

describe('a scheduled fault', () => {
  const cases: { timing: 'before' | 'after'; effect: FaultEffect; issues: number; status: number | null }[] = [
    { timing: 'before', effect: { kind: 'status', status: 502 }, issues: 0, status: 502 },
    { timing: 'after', effect: { kind: 'status', status: 502 }, issues: 1, status: 502 },
    { timing: 'before', effect: { kind: 'reset' }, issues: 0, status: null },
    { timing: 'after', effect: { kind: 'reset' }, issues: 1, status: null },
  ];

  it.each(cases)('strikes $timing the effect with $effect', async ({ timing, effect, issues, status }) => {
    const sandbox = await startSandbox();
    const ask = clientOf(sandbox);
    sandbox.faults.add({ when: ({ mutations }) => mutations.includes('createIssue'), timing, effect });
    const first = await ask(create, { r: sandbox.world.repository.id }).catch(() => null);
    expect(first?.status ?? null).toBe(status);
    expect(sandbox.world.data.issues).toHaveLength(issues);
    expect((await ask(create, { r: sandbox.world.repository.id })).errors).toEqual([]);
    expect(sandbox.transcript.map((record) => [record.operation, record.fault === null])).toEqual([
      ['Create', false],
      ['Create', true],
    ]);
  });

  it('can hang after the effect, while virtual time passes, until the client gives up', async () => {
    const sandbox = await startSandbox();
    sandbox.faults.add({ when: 1, timing: 'after', effect: { kind: 'hang', milliseconds: 120_000 } });
    const token = sandbox.mintToken();
    const patience = new AbortController();
    const asked = fetch(sandbox.graphqlUrl, {
      method: 'POST',
      headers: { authorization: `bearer ${token}` },
      body: JSON.stringify({ query: create, variables: { r: sandbox.world.repository.id } }),
      signal: patience.signal,
    });
    const then = new Date('2026-11-20T09:02:00.050Z');
    await vi.waitFor(() => expect(sandbox.clock.now()).toEqual(then), { timeout: 10_000 });
    expect(sandbox.world.data.issues).toHaveLength(1);
    expect(sandbox.transcript[0]?.status).toBeNull();
    patience.abort();
    await expect(asked).rejects.toThrow();
  });

  it('delays in virtual time', async () => {
    const sandbox = await startSandbox();
    sandbox.faults.add({ when: 1, timing: 'before', effect: { kind: 'delay', milliseconds: 60_000 } });
    const answer = await clientOf(sandbox)('{ viewer { login } }');
    expect(answer.headers.get('date')).toBe('Fri, 20 Nov 2026 09:01:00 GMT');
  });

  it('can let the effect come late', async () => {
    const sandbox = await startSandbox();
    const ask = clientOf(sandbox);
    const isCreation = ({ mutations }: { mutations: string[] }) => mutations.length > 0;
    sandbox.faults.add({ when: isCreation, timing: 'late', lateBy: 60_000, effect: { kind: 'status', status: 504 } });
    expect((await ask(create, { r: sandbox.world.repository.id })).status).toBe(504);
    const count = async () =>
      (await ask('{ repository(owner: "octo", name: "widget") { issues { totalCount } } }')).data.repository.issues
        .totalCount;
    expect(await count()).toBe(0);
    sandbox.clock.advance(60_000);
    expect(await count()).toBe(1);
    expect(await count()).toBe(1);
  });

  it('is scattered the same way by the same seed', async () => {
    const strikesOf = async (seed: number) => {
      const sandbox = await startSandbox();
      const effects: FaultEffect[] = [
        { kind: 'status', status: 500 },
        { kind: 'status', status: 503 },
      ];
      sandbox.faults.scatter({ seed, rate: 0.5, effects });
      const ask = clientOf(sandbox);
      for (let n = 0; n < 20; n += 1) await ask('{ viewer { login } }');
      return sandbox.transcript.map(({ fault }) => fault);
    };
    const first = await strikesOf(7);
    expect(first.filter((fault) => fault !== null).length).toBeGreaterThan(3);
    expect(first).toContain(null);
    expect(await strikesOf(7)).toEqual(first);
    expect(await strikesOf(8)).not.toEqual(first);
  });
});

describe('a fault', () => {
  const strictEffects: [FaultEffect['kind'], Fault['timing'][]][] = [
    ['status', ['before', 'after', 'late']],
    ['reset', ['before', 'after', 'late']],
    ['hang', ['before', 'after', 'late']],
    ['delay', ['before', 'after']],
    ['refuse', ['before']],
    ['cut', ['after']],
    ['limit', ['before']],
    ['partial', ['before', 'after']],
    ['stale', ['before', 'after']],
  ];

  it.each(strictEffects)('of the kind %s strikes only when it can', (kind, possible) => {
    const effects: FaultEffect[] = [
      { kind: 'status', status: 500 },
      { kind: 'reset' },
      { kind: 'hang' },
      { kind: 'delay', milliseconds: 1 },
      { kind: 'refuse' },
      { kind: 'cut' },
      { kind: 'limit', limit: 'primary', status: 403 },
      { kind: 'partial', seed: 1 },
      { kind: 'stale' },
    ];
    const effect = effects.find((other) => other.kind === kind) as FaultEffect;
    const accepted = (['before', 'after', 'late'] as const).filter((timing) => {
      try {
        new FaultSchedule().add({ when: 1, timing, effect });
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        return false;
      }
    });
    expect(accepted).toEqual(possible);
    const schedule = new FaultSchedule();
    schedule.scatter({ seed: 3, rate: 1, effects: [effect], timings: ['before', 'after', 'late'], lateBy: 9 });
    const facts = { kind: 'graphql', method: 'POST', path: '/', operation: null, mutations: [], write: true } as const;
    const drawn = Array.from({ length: 60 }, (_, n) =>
      schedule.take({ n, ...facts, mutations: [], requestBody: null }),
    ).map((fault) => fault?.timing);
    expect(new Set(drawn)).toEqual(new Set(possible));
  });

  it('tears a hole at a given place, names it as GitHub does, and leaves the rest', async () => {
    const { sandbox } = await startWithCommit();
    for (const title of ['One', 'Two']) sandbox.world.openIssue({ title, by: 'octo' });
    const query = `query Seen { repository(owner: "octo", name: "widget") { id issues(first: 9) { nodes { ...Part } } } }
      fragment Part on Issue { title author { login } }`;
    const holes = async (path: (string | number)[]) => {
      sandbox.faults.add({ when: () => true, timing: 'before', effect: { kind: 'partial', path } });
      const { data, errors } = await clientOf(sandbox)(query);
      return { issues: data.repository?.issues.nodes, errors };
    };
    const octo = { login: 'octo' };
    const path = ['repository', 'issues', 'nodes', 1, 'author'];
    expect(await holes(path)).toEqual({
      issues: [
        { title: 'One', author: octo },
        { title: 'Two', author: null },
      ],
      errors: [
        {
          type: 'FORBIDDEN',
          path,
          extensions: { saml_failure: false },
          locations: [{ line: 2, column: 38 }],
          message: 'Resource not accessible by integration',
        },
      ],
    });
    expect((await holes(path.slice(0, 4))).issues).toEqual([{ title: 'One', author: octo }, null]);
    expect((await holes(['repository'])).issues).toBeUndefined();
    sandbox.faults.add({ when: () => true, timing: 'before', effect: { kind: 'partial', path: ['repository', 'id'] } });
    const { status } = await clientOf(sandbox)(query);
    expect([status, sandbox.transcript.at(-1)?.responseBody]).toEqual([
      500,
      expect.stringContaining('Nothing that may be null is at repository.id'),
    ]);
  });

  it('tears a hole from a seed, the same one each time, and into a write only once it has happened', async () => {
    const torn = async (seed: number) => {
      const sandbox = await startSandbox();
      sandbox.faults.add({ when: () => true, timing: 'before', effect: { kind: 'partial', seed } });
      const ask = clientOf(sandbox);
      const wide = create.replace('number', 'number author { login } labels(first: 2) { nodes { id } }');
      const { data, errors } = await ask(wide, { r: sandbox.world.repository.id });
      expect(sandbox.world.data.issues).toHaveLength(1);
      expect(data.createIssue).not.toBeNull();
      return errors[0].path.join('.');
    };
    const paths = [];
    for (let seed = 1; seed <= 12; seed += 1) paths.push(await torn(seed));
    expect(new Set(paths).size).toBeGreaterThan(2);
    expect(await torn(5)).toBe(paths[4]);
  });
});

describe('tokens', () => {
  it('that are unknown are refused, and a query without one as well', async () => {
    const sandbox = await startSandbox();
    const wrong = await fetch(sandbox.graphqlUrl, {
      method: 'POST',
      headers: { authorization: 'bearer nope' },
      body: '{"query":"{viewer{login}}"}',
    });
    expect([wrong.status, ((await wrong.json()) as { message: string }).message]).toEqual([401, 'Bad credentials']);
    const none = await fetch(sandbox.graphqlUrl, { method: 'POST', body: '{"query":"{viewer{login}}"}' });
    expect(none.status).toBe(401);
  });

  it('without a permission get null where the field may be null, and the rest of the data', async () => {
    const { sandbox } = await startWithCommit();
    sandbox.world.openIssue({ title: 'Seen', by: 'octo' });
    const ask = clientOf(sandbox, sandbox.mintToken({ permissions: { contents: 'read', issues: 'read' } }));
    const answer = await ask(`{ repository(owner: "octo", name: "widget") { issues { totalCount }
      defaultBranchRef { target { ... on Commit { checkSuites(first: 1) { totalCount } } } } } }`);
    expect(answer.status).toBe(200);
    expect(answer.data.repository).toEqual({
      issues: { totalCount: 1 },
      defaultBranchRef: { target: { checkSuites: null } },
    });
    expect(answer.errors).toMatchObject([
      {
        type: 'FORBIDDEN',
        message: 'Resource not accessible by integration',
        path: ['repository', 'defaultBranchRef', 'target', 'checkSuites'],
      },
    ]);
    const refused = await ask(create, { r: sandbox.world.repository.id });
    expect([refused.data, refused.errors[0].type]).toEqual([{ createIssue: null }, 'FORBIDDEN']);
    expect(sandbox.world.data.issues).toHaveLength(1);
  });

  it('of people carry their role', async () => {
    const sandbox = await startSandbox();
    sandbox.world.person('ada', 'read');
    const ask = clientOf(sandbox, sandbox.mintToken({ login: 'ada', kind: 'User' }));
    const answer = await ask('{ viewer { login } repository(owner: "octo", name: "widget") { viewerPermission } }');
    expect(answer.data).toEqual({ viewer: { login: 'ada' }, repository: { viewerPermission: 'READ' } });
    expect((await ask(create, { r: sandbox.world.repository.id })).errors[0].type).toBe('FORBIDDEN');
  });
});

describe('an answer', () => {
  it('carries virtual time, an id and the budget, and every request moves time', async () => {
    const sandbox = await startSandbox();
    const ask = clientOf(sandbox);
    const dates = [];
    for (let n = 0; n < 20; n += 1) dates.push((await ask('{ viewer { login } }')).headers.get('date'));
    expect([dates[0], dates[19]]).toEqual(['Fri, 20 Nov 2026 09:00:00 GMT', 'Fri, 20 Nov 2026 09:00:01 GMT']);
    const { headers, data } = await ask('{ rateLimit { cost limit remaining used resetAt nodeCount } }');
    expect(data.rateLimit).toEqual({
      cost: 1,
      limit: 1000,
      remaining: 979,
      used: 21,
      resetAt: '2026-11-20T10:00:00Z',
      nodeCount: 0,
    });
    expect(headers.get('x-ratelimit-remaining')).toBe('979');
    expect(headers.get('x-github-request-id')).toMatch(/^[0-9A-F]+(:[0-9A-F]+)+$/);
  });

  it('costs by nested connections, and an empty budget answers 200 with an error', async () => {
    const sandbox = await startSandbox();
    const ask = clientOf(sandbox);
    const query = `{ rateLimit { cost nodeCount } repository(owner: "octo", name: "widget") {
      issues(first: 100) { nodes { comments(first: 50) { nodes { id } } labels(first: 5) { nodes { id } } } } } }`;
    expect((await ask(query)).data.rateLimit).toEqual({ cost: 2, nodeCount: 5600 });
    sandbox.world.data.limits.graphqlPerHour = 3;
    const refused = await ask(query);
    expect([refused.status, refused.errors[0].type]).toEqual([200, 'RATE_LIMIT']);
    sandbox.clock.advance(3_600_000);
    expect((await ask(query)).errors).toEqual([]);
  });

  it('refuses a query that could reach more than 500,000 nodes', async () => {
    const sandbox = await startSandbox();
    const query = `{ repository(owner: "octo", name: "widget") { issues(first: 100) { nodes { comments(first: 100) { nodes {
      issue { comments(first: 100) { nodes { id } } } } } } } } }`;
    const [error] = (await clientOf(sandbox)(query)).errors;
    expect(error.type).toBe('MAX_NODE_LIMIT_EXCEEDED');
    expect(error.message).toContain('the comments connection, it is requesting up to 1,010,100 possible nodes');
  });

  it('refuses content beyond the secondary limit until time has passed', async () => {
    const sandbox = await startSandbox({ world: { limits: { contentPerMinute: 2 } } });
    const ask = clientOf(sandbox);
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await ask(create, { r: sandbox.world.repository.id })).status);
    expect(statuses).toEqual([200, 200, 403]);
    sandbox.clock.advance(61_000);
    expect((await ask(create, { r: sandbox.world.repository.id })).status).toBe(200);
  });

  it('is loud about what is not implemented', async () => {
    const sandbox = await startSandbox();
    const answer = await clientOf(sandbox)('{ repository(owner: "octo", name: "widget") { homepageUrl } }');
    expect([answer.status, answer.errors[0].message]).toEqual([
      501,
      'SANDBOX: Repository.homepageUrl is not implemented',
    ]);
  });

  it('names what GitHub does not have: fields, repositories, numbers, nodes', async () => {
    const sandbox = await startSandbox();
    const ask = clientOf(sandbox);
    expect((await ask('{ viewer { nonsense } }')).errors[0].message).toContain('nonsense');
    const absent = await ask('{ repository(owner: "octo", name: "none") { id } }');
    expect(absent.errors[0]).toMatchObject({
      type: 'NOT_FOUND',
      message: "Could not resolve to a Repository with the name 'octo/none'.",
    });
    const number = await ask('{ repository(owner: "octo", name: "widget") { issue(number: 9) { id } } }');
    expect(number.data.repository.issue).toBeNull();
    expect(number.errors[0]).toMatchObject({
      type: 'NOT_FOUND',
      message: 'Could not resolve to an Issue with the number of 9.',
    });
    expect((await ask('{ node(id: "I_zzz") { id } }')).errors[0].type).toBe('NOT_FOUND');
  });

  it('is recorded with what was asked', async () => {
    const sandbox = await startSandbox();
    await clientOf(sandbox)(create, { r: sandbox.world.repository.id });
    expect(sandbox.transcript).toMatchObject([
      {
        n: 1,
        kind: 'graphql',
        operation: 'Create',
        mutations: ['createIssue'],
        write: true,
        status: 200,
        login: 'github-actions[bot]',
      },
    ]);
    const [record] = sandbox.transcript;
    expect(record?.responseBytes).toBe(Buffer.byteLength(record?.responseBody ?? ''));
    expect(record?.requestBody).toContain('createIssue');
  });
});
