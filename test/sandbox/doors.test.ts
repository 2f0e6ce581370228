import type { Fault, FaultEffect, LimitEffect } from '@steward/sandbox/fault-schedule.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp, startSandbox, startWithCommit } from './sandbox-fixture.ts';

afterEach(cleanUp);

const DOORS = [
  { door: 'a socket', through: (_: Sandbox) => globalThis.fetch },
  { door: 'no socket', through: (sandbox: Sandbox) => sandbox.fetch },
];

const create =
  'mutation Create($r: ID!) { createIssue(input: { repositoryId: $r, title: "Once" }) { issue { number } } }';
const count = '{ repository(owner: "octo", name: "widget") { issues { totalCount } } }';

interface Asking {
  query?: string;
  signal?: AbortSignal;
}

/** Either interface, by either door. */
function client(sandbox: Sandbox, fetch: typeof globalThis.fetch) {
  const headers = { authorization: `bearer ${sandbox.mintToken()}` };
  return {
    graphql: ({ query = create, signal }: Asking = {}) =>
      fetch(sandbox.graphqlUrl, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables: query === create ? { r: sandbox.world.repository.id } : {} }),
        signal: signal ?? null,
      }),
    rest: (path: string, init: RequestInit = {}) =>
      fetch(`${sandbox.apiUrl}${path}`, { ...init, headers: { ...headers, ...init.headers } }),
  };
}

const isRead = ({ mutations }: { mutations: string[] }) => mutations.length === 0;
// biome-ignore lint/suspicious/noExplicitAny: tests read answers as they come
const json = async (response: Response): Promise<any> => response.json();

describe.each(DOORS)('a sandbox asked through $door', ({ through }) => {
  async function start(fault: Omit<Fault, 'when'> & { when?: Fault['when'] }, options = {}) {
    const sandbox = await startSandbox(options);
    sandbox.faults.add({ when: 1, ...fault });
    return { sandbox, ask: client(sandbox, through(sandbox)) };
  }

  it('answers both interfaces and records what it was asked', async () => {
    const { sandbox } = await startWithCommit();
    const ask = client(sandbox, through(sandbox));
    expect((await json(await ask.graphql())).data.createIssue.issue.number).toBe(1);
    const listed = await ask.rest('/repos/octo/widget/issues');
    expect(listed.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(listed.headers.get('date')).toBe('Fri, 20 Nov 2026 09:00:00 GMT');
    expect((await json(listed)).map(({ number }: { number: number }) => number)).toEqual([1]);
    expect((await ask.rest('/nowhere')).status).toBe(501);
    expect(sandbox.transcript.map(({ kind, method, status, write }) => ({ kind, method, status, write }))).toEqual([
      { kind: 'graphql', method: 'POST', status: 200, write: true },
      { kind: 'rest', method: 'GET', status: 200, write: false },
      { kind: 'rest', method: 'GET', status: 501, write: false },
    ]);
  });

  it('gives no body where none belongs', async () => {
    const { sandbox } = await startWithCommit();
    const ask = client(sandbox, through(sandbox));
    const body = JSON.stringify({ ref: 'refs/heads/gone', sha: await sandbox.world.git.ref('refs/heads/main') });
    expect((await ask.rest('/repos/octo/widget/git/refs', { method: 'POST', body })).status).toBe(201);
    const removed = await ask.rest('/repos/octo/widget/git/refs/heads/gone', { method: 'DELETE' });
    expect([removed.status, await removed.text()]).toEqual([204, '']);
  });

  const broken: { effect: FaultEffect; timing: Fault['timing']; codes: string[]; issues: number }[] = [
    { effect: { kind: 'reset' }, timing: 'before', codes: ['ECONNRESET', 'UND_ERR_SOCKET'], issues: 0 },
    { effect: { kind: 'reset' }, timing: 'after', codes: ['ECONNRESET', 'UND_ERR_SOCKET'], issues: 1 },
    { effect: { kind: 'refuse' }, timing: 'before', codes: ['ECONNREFUSED', 'UND_ERR_SOCKET'], issues: 0 },
  ];
  it.each(broken)(
    'fails as fetch does on $effect.kind $timing the effect',
    async ({ effect, timing, codes, issues }) => {
      const { sandbox, ask } = await start({ effect, timing });
      const error = await ask.graphql().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TypeError);
      expect((error as TypeError).message).toBe('fetch failed');
      expect(codes).toContain(((error as TypeError).cause as { code: string }).code);
      expect(sandbox.world.data.issues).toHaveLength(issues);
      expect(sandbox.transcript[0]).toMatchObject({ status: null, fault: `${timing} ${effect.kind}` });
    },
  );

  it('breaks an answer off in the middle, after its effect', async () => {
    const { sandbox, ask } = await start({ effect: { kind: 'cut' }, timing: 'after' });
    const response = await ask.graphql();
    expect(response.status).toBe(200);
    const error = await response.text().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as TypeError).message).toBe('terminated');
    expect((error as TypeError).cause).toMatchObject({ code: 'UND_ERR_SOCKET', message: 'other side closed' });
    expect(sandbox.world.data.issues).toHaveLength(1);
    expect(sandbox.transcript[0]).toMatchObject({ status: null, fault: 'after cut' });
  });

  it('gives up as a timeout does when no answer ever comes', async () => {
    const { sandbox, ask } = await start({ effect: { kind: 'hang', milliseconds: 30_000 }, timing: 'after' });
    const error = await ask.graphql({ signal: AbortSignal.timeout(2000) }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'TimeoutError', message: 'The operation was aborted due to timeout' });
    expect(sandbox.world.data.issues).toHaveLength(1);
    expect(sandbox.clock.now().toISOString()).toBe('2026-11-20T09:00:30.050Z');
  });

  it('delays in virtual time and then answers', async () => {
    const { sandbox, ask } = await start({ effect: { kind: 'delay', milliseconds: 60_000 }, timing: 'before' });
    const response = await ask.graphql();
    expect(response.headers.get('date')).toBe('Fri, 20 Nov 2026 09:01:00 GMT');
    expect(sandbox.world.data.issues).toHaveLength(1);
  });

  it.each(['status', 'reset', 'hang'] as const)('lets the effect of an answered %s come late', async (kind) => {
    const effect: FaultEffect = kind === 'status' ? { kind, status: 502 } : { kind };
    const { sandbox, ask } = await start({ effect, timing: 'late', lateBy: 60_000 });
    const patience = kind === 'hang' ? 2_000 : 60_000;
    const first = await ask.graphql({ signal: AbortSignal.timeout(patience) }).catch(() => null);
    expect(first?.status ?? null).toBe(kind === 'status' ? 502 : null);
    const total = async () => (await json(await ask.graphql({ query: count }))).data.repository.issues.totalCount;
    expect(await total()).toBe(0);
    sandbox.clock.advance(60_000);
    expect(await total()).toBe(1);
  });

  const limits: { limit: LimitEffect['limit']; status: LimitEffect['status']; retryAfter?: number }[] = [
    { limit: 'primary', status: 200 },
    { limit: 'primary', status: 403 },
    { limit: 'primary', status: 429, retryAfter: 3600 },
    { limit: 'secondary', status: 200 },
    { limit: 'secondary', status: 403 },
    { limit: 'secondary', status: 403, retryAfter: 60 },
    { limit: 'secondary', status: 429, retryAfter: 1 },
  ];
  it.each(limits)('turns away by a $limit limit, status $status, retry-after $retryAfter', async (limit) => {
    const { sandbox, ask } = await start({
      effect: { kind: 'limit', ...limit },
      timing: 'before',
      times: 2,
      when: () => true,
    });
    const words =
      limit.limit === 'primary' ? /^API rate limit (already )?exceeded for installation ID \d+\.$/ : /secondary/;
    const graphql = await ask.graphql();
    const body = await json(graphql);
    expect(graphql.status).toBe(limit.status);
    if (limit.status === 200) expect(body).toEqual({ errors: [expect.objectContaining({ type: 'RATE_LIMIT' })] });
    expect(limit.status === 200 ? body.errors[0].message : body.message).toMatch(words);
    const rest = await ask.rest('/repos/octo/widget/issues');
    const told = await json(rest);
    expect(rest.status).toBe(limit.status === 200 ? 403 : limit.status);
    expect(told.message).toMatch(words);
    expect(told.documentation_url).toContain('rate-limits-for-the-rest-api');
    for (const { headers } of [graphql, rest]) {
      expect(headers.get('retry-after')).toBe(limit.retryAfter === undefined ? null : String(limit.retryAfter));
      const left = limit.limit === 'primary' ? ['0', String(Date.parse('2026-11-20T10:00:00Z') / 1000)] : [null, null];
      expect([headers.get('x-ratelimit-remaining'), headers.get('x-ratelimit-reset')]).toEqual(left);
    }
    expect(sandbox.world.data.issues).toHaveLength(0);
  });

  it('answers what was kept of an earlier moment', async () => {
    const sandbox = await startSandbox();
    const ask = client(sandbox, through(sandbox));
    const read = async () => (await json(await ask.graphql({ query: count }))).data.repository.issues.totalCount;
    const open = async () => (await json(await ask.rest('/repos/octo/widget/issues'))).length;
    expect([await read(), await open()]).toEqual([0, 0]);
    await sandbox.keepAnswers();
    sandbox.world.openIssue({ title: 'New', by: 'octo' });
    const stale: Fault = { when: ({ write }) => !write, timing: 'before', effect: { kind: 'stale' }, times: 2 };
    sandbox.faults.add(stale);
    expect([await read(), await open()]).toEqual([0, 0]);
    expect([await read(), await open()]).toEqual([1, 1]);
    sandbox.faults.add(stale);
    await sandbox.keepAnswers();
    expect([await read(), await open()]).toEqual([1, 1]);
  });

  it('is what a second person sees too', async () => {
    const sandbox = await startSandbox();
    const [one, two] = [client(sandbox, through(sandbox)), client(sandbox, globalThis.fetch)];
    await one.graphql();
    expect((await json(await two.graphql({ query: count }))).data.repository.issues.totalCount).toBe(1);
  });
});

describe('kept answers', () => {
  it('cost nothing of any limit, and know nothing of what writes', async () => {
    const sandbox = await startSandbox({ limits: 'workflow-token' });
    const ask = client(sandbox, sandbox.fetch);
    await ask.graphql({ query: count });
    const before = structuredClone(sandbox.world.data.usage);
    for (let n = 0; n < 2000; n += 1) await sandbox.keepAnswers();
    expect(sandbox.world.data.usage).toEqual(before);
    sandbox.faults.add({ when: () => true, timing: 'before', effect: { kind: 'stale' }, times: 9 });
    expect((await json(await ask.graphql())).data.createIssue.issue.number).toBe(1);
    await sandbox.keepAnswers();
    expect((await json(await ask.graphql())).data.createIssue.issue.number).toBe(2);
  });

  it('keep their status: what was not there is not there', async () => {
    const sandbox = await startSandbox();
    const ask = client(sandbox, sandbox.fetch);
    expect((await ask.rest('/repos/octo/widget/issues/1')).status).toBe(404);
    await sandbox.keepAnswers();
    sandbox.world.openIssue({ title: 'New', by: 'octo' });
    sandbox.faults.add({ when: () => true, timing: 'before', effect: { kind: 'stale' } });
    expect((await ask.rest('/repos/octo/widget/issues/1')).status).toBe(404);
    expect((await ask.rest('/repos/octo/widget/issues/1')).status).toBe(200);
  });

  it('are those of the forty questions asked last', async () => {
    const sandbox = await startSandbox();
    const ask = client(sandbox, sandbox.fetch);
    const read = async (n: number) =>
      (await json(await ask.rest(`/repos/octo/widget/issues?state=all&per_page=${n}`))).length;
    for (let n = 1; n <= 41; n += 1) await read(n);
    await sandbox.keepAnswers();
    sandbox.world.openIssue({ title: 'New', by: 'octo' });
    sandbox.faults.add({ when: () => true, timing: 'before', effect: { kind: 'stale' }, times: 2 });
    expect([await read(1), await read(2)]).toEqual([1, 0]);
  });
});

describe('a hole', () => {
  const query = `query { repository(owner: "octo", name: "widget") { id name
    defaultBranchRef { name target { oid } } issue(number: 1) { id author { login } } theirs: owner { login }
    issues(first: 2) { totalCount nodes { number author { login } } } } }`;

  async function holesOf(text: string, seeds: number) {
    const { sandbox } = await startWithCommit();
    for (const title of ['One', 'Two']) sandbox.world.openIssue({ title, by: 'octo' });
    const ask = client(sandbox, sandbox.fetch);
    const whole = (await json(await ask.graphql({ query: text }))).data;
    const found = [];
    for (let seed = 1; seed <= seeds; seed += 1) {
      sandbox.faults.add({ when: isRead, timing: 'before', effect: { kind: 'partial', seed } });
      found.push(await json(await ask.graphql({ query: text })));
    }
    return { whole, found };
  }

  it('is one field that may be null, with its error; everything else stays', async () => {
    const { whole, found } = await holesOf(query, 80);
    const places = new Set<string>();
    for (const { data, errors } of found) {
      expect(errors).toEqual([
        {
          type: 'FORBIDDEN',
          path: expect.any(Array),
          extensions: { saml_failure: false },
          locations: [{ line: expect.any(Number), column: expect.any(Number) }],
          message: 'Resource not accessible by integration',
        },
      ]);
      const path: (string | number)[] = errors[0].path;
      places.add(path.join('.'));
      const filled = structuredClone(data);
      const parent = path.slice(0, -1).reduce((value, key) => value[key], filled);
      expect(parent[path.at(-1) as string]).toBeNull();
      parent[path.at(-1) as string] = path.reduce((value, key) => value[key], whole);
      expect(filled).toEqual(whole);
    }
    // Not an id, a name, an owner or a connection: those are never null, or have no fields of their own.
    expect([...places].sort()).toEqual([
      'repository',
      'repository.defaultBranchRef',
      'repository.defaultBranchRef.target',
      'repository.issue',
      'repository.issue.author',
      'repository.issues.nodes.0',
      'repository.issues.nodes.0.author',
      'repository.issues.nodes.1',
      'repository.issues.nodes.1.author',
    ]);
  });

  it('is at the same place for the same seed', async () => {
    const places = (answers: { errors: { path: string[] }[] }[]) => answers.map(({ errors }) => errors[0]?.path);
    expect(places((await holesOf(query, 10)).found)).toEqual(places((await holesOf(query, 10)).found));
  });

  it('leaves what cannot be null and REST untouched', async () => {
    const { sandbox } = await startWithCommit();
    const ask = client(sandbox, sandbox.fetch);
    sandbox.faults.add({ when: () => true, timing: 'before', effect: { kind: 'partial', seed: 3 }, times: 9 });
    sandbox.world.openIssue({ title: 'One', by: 'octo' });
    expect(await json(await ask.graphql({ query: '{ viewer { login } }' }))).toEqual({
      data: { viewer: { login: 'github-actions[bot]' } },
    });
    expect((await ask.rest('/repos/octo/widget/issues/1')).status).toBe(200);
  });
});

describe('the door without a socket', () => {
  it('serves nothing but its own address', async () => {
    const sandbox = await startSandbox();
    await expect(sandbox.fetch('http://127.0.0.1:9/api/graphql')).rejects.toThrow('is not served here');
  });

  it('follows the address that the world is given', async () => {
    const sandbox = await startSandbox();
    const address = 'https://github.test';
    sandbox.world.serverUrl = address;
    const headers = { authorization: `bearer ${sandbox.mintToken()}` };
    const response = await sandbox.fetch(`${address}/api/v3/repos/octo/widget`, { headers });
    expect((await json(response)).url).toBe(`${address}/api/v3/repos/octo/widget`);
  });
});

describe('a fault', () => {
  it('whose effect comes late needs an answer that comes first', async () => {
    const sandbox = await startSandbox();
    const add = () => sandbox.faults.add({ when: 1, timing: 'late', effect: { kind: 'delay', milliseconds: 1 } });
    expect(add).toThrow(RangeError);
  });
});

describe('a world that is not kept', () => {
  it('writes no file of its own, and cannot be continued', async () => {
    const sandbox = await startSandbox({ persist: false });
    const ask = client(sandbox, sandbox.fetch);
    await ask.graphql();
    await sandbox.save();
    const { existsSync } = await import('node:fs');
    const { dirname, join } = await import('node:path');
    const directory = dirname(sandbox.world.git.path);
    expect(existsSync(join(directory, 'world.json'))).toBe(false);
    await sandbox.close();
    const again = await startSandbox({ directory });
    expect(again.world.data.issues).toEqual([]);
    expect(existsSync(join(directory, 'world.json'))).toBe(true);
  });
});
