import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp, startWithCommit } from './sandbox-fixture.ts';

afterEach(cleanUp);

async function start() {
  const { sandbox } = await startWithCommit();
  sandbox.world.openIssue({ title: 'One', by: 'octo' });
  const token = sandbox.mintToken();
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET', by = token) =>
    fetch(`${sandbox.apiUrl}/repos/octo/widget${path}`, {
      method,
      headers: { authorization: `bearer ${by}`, ...headers },
    });
  const used = () => sandbox.world.data.usage.rest;
  return { sandbox, ask, used };
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers as they come
const json = async (response: Response): Promise<any> => response.json();

const tagOf = (response: Response): string => response.headers.get('etag') ?? '';

describe('an answer of REST', () => {
  it('carries a weak tag, and is not sent again to whoever has it: that costs nothing', async () => {
    const { sandbox, ask, used } = await start();
    const first = await ask('/issues');
    expect(tagOf(first)).toMatch(/^W\/"[0-9a-f]{64}"$/);
    expect(used()).toBe(1);
    for (const known of [tagOf(first), tagOf(first).slice(2), `"other", ${tagOf(first)}`, '*']) {
      const again = await ask('/issues', { 'if-none-match': known });
      expect([again.status, await again.text(), tagOf(again)]).toEqual([304, '', tagOf(first)]);
      expect(again.headers.get('x-ratelimit-used')).toBe('1');
    }
    expect(used()).toBe(1);
    sandbox.world.comment(1, 'More', 'octo');
    const changed = await ask('/issues', { 'if-none-match': tagOf(first) });
    expect([changed.status, (await json(changed))[0].comments]).toEqual([200, 1]);
    expect(tagOf(changed)).not.toBe(tagOf(first));
    expect(used()).toBe(2);
  });

  it('is another one for another token or another form', async () => {
    const { sandbox, ask } = await start();
    const tag = tagOf(await ask('/contents/README.md'));
    expect(tagOf(await ask('/contents/README.md'))).toBe(tag);
    expect(tagOf(await ask('/contents/README.md', {}, 'GET', sandbox.mintToken()))).not.toBe(tag);
    const raw = await ask('/contents/README.md', { accept: 'application/vnd.github.raw+json', 'if-none-match': tag });
    expect([raw.status, await raw.text()]).toEqual([200, '# Widget\n']);
  });

  it('tells of a single thing when it changed', async () => {
    const { sandbox, ask, used } = await start();
    const first = await ask('/issues/1');
    const modified = first.headers.get('last-modified') ?? '';
    expect(Date.parse(modified)).toBe(Date.parse((await json(first)).updated_at));
    expect((await ask('/issues')).headers.get('last-modified')).toBeNull();
    const spent = used();
    expect((await ask('/issues/1', { 'if-modified-since': modified })).status).toBe(304);
    expect(used()).toBe(spent);
    const other = { 'if-modified-since': modified, 'if-none-match': '"other"' };
    expect((await ask('/issues/1', other)).status).toBe(200);
    sandbox.clock.advance(5000);
    sandbox.world.retitle(1, 'Other');
    expect((await ask('/issues/1', { 'if-modified-since': modified })).status).toBe(200);
  });

  it('costs what it always costs without a token, and when it is a refusal', async () => {
    const { sandbox, ask, used } = await start();
    const bare = (headers: Record<string, string>) => fetch(`${sandbox.apiUrl}/repos/octo/widget`, { headers });
    const tag = tagOf(await bare({}));
    const spent = used();
    expect((await bare({ 'if-none-match': tag })).status).toBe(304);
    expect(used()).toBe(spent + 1);
    const absent = await ask('/issues/9', { 'if-none-match': '*' });
    expect([absent.status, absent.headers.get('etag')]).toEqual([404, null]);
    expect(used()).toBe(spent + 2);
  });

  it('comes without its body when only the head is asked for, by either door', async () => {
    const { sandbox, ask } = await start();
    const whole = await ask('/issues/1');
    const length = String((await whole.arrayBuffer()).byteLength);
    for (const get of [fetch, sandbox.fetch]) {
      const headers = { authorization: `bearer ${sandbox.mintToken()}` };
      const head = await get(`${sandbox.apiUrl}/repos/octo/widget/issues/1`, { method: 'HEAD', headers });
      expect([head.status, await head.text(), head.headers.get('content-length')]).toEqual([200, '', length]);
      expect(head.headers.get('last-modified')).toBe(whole.headers.get('last-modified'));
      expect(tagOf(head)).toMatch(/^W\//);
      const none = await get(`${sandbox.apiUrl}/repos/octo/widget/issues/9`, { method: 'HEAD', headers });
      expect([none.status, await none.text()]).toEqual([404, '']);
    }
  });

  it('of GraphQL has no tag', async () => {
    const { sandbox } = await start();
    const response = await fetch(sandbox.graphqlUrl, {
      method: 'POST',
      headers: { authorization: `bearer ${sandbox.mintToken()}`, 'if-none-match': '*' },
      body: '{"query":"{ viewer { login } }"}',
    });
    expect([response.status, response.headers.get('etag')]).toEqual([200, null]);
  });
});
