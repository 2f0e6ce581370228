// The door without a socket: the same answers as over HTTP, and connections that break as Node's own fetch tells it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, FaultEffect } from '@steward/sandbox/fault-schedule.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp, startSandbox, startWithCommit, temporaryFolder } from './sandbox-fixture.ts';

afterEach(cleanUp);

const create =
  'mutation Create($r: ID!) { createIssue(input: { repositoryId: $r, title: "Once" }) { issue { number } } }';

function question(sandbox: Sandbox, query = create, signal?: AbortSignal): RequestInit {
  return {
    method: 'POST',
    headers: { authorization: `bearer ${sandbox.mintToken()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { r: sandbox.world.repository.id } }),
    ...(signal !== undefined && { signal }),
  };
}

async function struck(effect: FaultEffect, timing: Fault['timing'] = 'before') {
  const sandbox = await startSandbox();
  sandbox.faults.add({ when: 1, timing, effect });
  const failure = await sandbox.fetch(sandbox.graphqlUrl, question(sandbox)).then(
    () => null,
    (error: unknown) => error,
  );
  return { sandbox, failure, issues: sandbox.world.data.issues.length };
}

describe('fetch without a socket', () => {
  it('answers as the HTTP door does, byte for byte and header for header', async () => {
    const { sandbox } = await startWithCommit();
    const twin = await startWithCommit();
    const told = async (response: Response) => {
      const dropped = ['connection', 'keep-alive', 'transfer-encoding'];
      const headers = [...response.headers].filter(([name]) => !dropped.includes(name));
      return { status: response.status, headers, body: await response.text() };
    };
    twin.sandbox.world.serverUrl = sandbox.serverUrl;
    const asks: [string, RequestInit][] = [
      ['/api/graphql', question(sandbox)],
      ['/api/graphql', question(sandbox, '{ repository(owner: "octo", name: "widget") { issue(number: 9) { id } } }')],
      ['/api/v3/repos/octo/widget', {}],
      ['/api/v3/repos/octo/widget/issues?per_page=1', {}],
      ['/api/v3/repos/octo/widget/nonsense', {}],
      ['/api/v3/repos/octo/widget/issues', { method: 'POST', body: '{"title":"x"}' }],
    ];
    for (let n = 0; n < 2; n += 1) twin.sandbox.mintToken();
    for (const [path, init] of asks) {
      const direct = await told(await sandbox.fetch(sandbox.serverUrl + path, init));
      const socket = await told(await fetch(twin.sandbox.serverUrl + path, init));
      expect(direct).toEqual(socket);
    }
    expect(sandbox.transcript).toEqual(twin.sandbox.transcript);
  });

  it('takes a Request as well', async () => {
    const sandbox = await startSandbox();
    const response = await sandbox.fetch(new Request(sandbox.graphqlUrl, question(sandbox)));
    expect(await response.json()).toEqual({ data: { createIssue: { issue: { number: 1 } } } });
  });

  it('refuses what is not served here, git included, and asks nothing', async () => {
    const sandbox = await startSandbox();
    for (const url of ['https://api.github.com/graphql', `${sandbox.serverUrl}/octo/widget.git/info/refs`]) {
      await expect(sandbox.fetch(url)).rejects.toThrow(`SANDBOX: ${url} is not served here`);
    }
    expect(sandbox.transcript).toEqual([]);
  });

  it.each(['before', 'after'] as const)('breaks as a reset connection does (%s the effect)', async (timing) => {
    const { failure, issues } = await struck({ kind: 'reset' }, timing);
    expect(failure).toBeInstanceOf(TypeError);
    expect(failure).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } });
    expect(issues).toBe(timing === 'after' ? 1 : 0);
  });

  it('is refused without any effect', async () => {
    const { failure, issues, sandbox } = await struck({ kind: 'refuse' });
    expect(failure).toBeInstanceOf(TypeError);
    expect(failure).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNREFUSED' } });
    expect(issues).toBe(0);
    expect(sandbox.transcript[0]?.status).toBeNull();
  });

  it('hangs in virtual time and then says that the time is out', async () => {
    const { failure, sandbox, issues } = await struck({ kind: 'hang', milliseconds: 20_000 }, 'after');
    expect(failure).toBeInstanceOf(DOMException);
    expect(failure).toMatchObject({ name: 'TimeoutError' });
    expect(sandbox.clock.now().toISOString()).toBe('2026-11-20T09:00:20.050Z');
    expect(issues).toBe(1);
  });

  it('hangs until the signal says so, and without one as long as fetch would wait', async () => {
    const sandbox = await startSandbox();
    sandbox.faults.add({ when: () => true, timing: 'before', effect: { kind: 'hang' }, times: 2 });
    const patience = new AbortController();
    const asked = sandbox.fetch(sandbox.graphqlUrl, question(sandbox, create, patience.signal));
    patience.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    await expect(sandbox.fetch(sandbox.graphqlUrl, question(sandbox))).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { code: 'UND_ERR_HEADERS_TIMEOUT' },
    });
    expect(sandbox.clock.now().toISOString()).toBe('2026-11-20T09:05:00.100Z');
    const aborted = sandbox.fetch(sandbox.graphqlUrl, question(sandbox, create, AbortSignal.abort(new Error('no'))));
    await expect(aborted).rejects.toThrow('no');
    expect(sandbox.transcript).toHaveLength(2);
  });

  it('gives status and headers of an answer that is cut, and breaks in the middle of its body', async () => {
    const sandbox = await startSandbox();
    sandbox.faults.add({ when: 1, timing: 'after', effect: { kind: 'cut' } });
    const response = await sandbox.fetch(sandbox.graphqlUrl, question(sandbox));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    const failure = await response.text().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TypeError);
    expect(failure).toMatchObject({ message: 'terminated', cause: { code: 'UND_ERR_SOCKET' } });
    expect(sandbox.world.data.issues).toHaveLength(1);
  });
});

it('keeps a world in memory when asked to, and lets the caller empty the transcript', async () => {
  const directory = temporaryFolder();
  const sandbox = await startSandbox({ directory, persist: false });
  await sandbox.fetch(sandbox.graphqlUrl, question(sandbox));
  await sandbox.save();
  expect(sandbox.transcript[0]?.responseBody).toContain('"number":1');
  sandbox.transcript.length = 0;
  await sandbox.fetch(sandbox.graphqlUrl, question(sandbox));
  expect(sandbox.transcript.map(({ n }) => n)).toEqual([2]);
  await sandbox.close();
  expect(existsSync(join(directory, 'world.json'))).toBe(false);
});
