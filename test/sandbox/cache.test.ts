/** The sandbox's Actions cache, asked by the library that every action uses. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { restoreCache, saveCache } from '@actions/cache';
import type { CacheTokenOptions } from '@steward/sandbox/actions-cache.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import { afterEach, expect, it, vi } from 'vitest';
import { enterJob } from '../support/actions-cache.ts';
import { cleanUp, startSandbox, temporaryFolder } from './sandbox-fixture.ts';

afterEach(cleanUp);

const DAY = 86_400_000;

async function job(options: CacheTokenOptions & { cacheMode?: string } = {}) {
  const sandbox = await startSandbox();
  const folder = temporaryFolder();
  return { sandbox, folder, ...enterJob(sandbox, folder, options) };
}

const enter = (sandbox: Sandbox, options: CacheTokenOptions) =>
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', sandbox.mintCacheToken(options));

function keep(workspace: string, text: string | Buffer): void {
  mkdirSync(join(workspace, 'kept'), { recursive: true });
  writeFileSync(join(workspace, 'kept', 'file'), text);
}

const read = (workspace: string): string => readFileSync(join(workspace, 'kept', 'file'), 'utf8');
const save = (key: string): Promise<number> => saveCache(['kept/file'], key);
const restore = (key: string, more: string[] = []): Promise<string | undefined> =>
  restoreCache(['kept/file'], key, more);

it('gives back what was saved, by its key or the beginning of one, the newest first', async () => {
  const { sandbox, workspace } = await job();
  for (const name of ['one', 'two']) {
    keep(workspace, name);
    expect(await save(`a-${name}`)).toBeGreaterThan(0);
  }
  rmSync(join(workspace, 'kept'), { recursive: true });
  expect(await restore('a-one')).toBe('a-one');
  expect(read(workspace)).toBe('one');
  expect(await restore('b', ['a-'])).toBe('a-two');
  expect(read(workspace)).toBe('two');
  expect(await restore('b')).toBeUndefined();
  const asked = sandbox.transcript
    .filter(({ kind }) => kind === 'cache')
    .map(({ operation, write }) => [operation, write]);
  expect(asked.slice(0, 3)).toEqual([
    ['CreateCacheEntry', true],
    ['PUT blob', true],
    ['FinalizeCacheEntryUpload', true],
  ]);
});

it('takes each key once', async () => {
  const { workspace } = await job();
  keep(workspace, 'one');
  expect(await save('a')).toBeGreaterThan(0);
  keep(workspace, 'two');
  expect(await save('a')).toBe(-1);
  expect(await restore('a')).toBe('a');
  expect(read(workspace)).toBe('one');
});

it('keeps a branch to itself: its entries are seen there first, those of the default branch everywhere', async () => {
  const { sandbox, workspace } = await job();
  keep(workspace, 'main');
  await save('a');
  enter(sandbox, { ref: 'refs/heads/wish' });
  expect(await restore('a')).toBe('a');
  keep(workspace, 'wish');
  expect(await save('a')).toBeGreaterThan(0);
  expect(await save('b')).toBeGreaterThan(0);
  await restore('a');
  expect(read(workspace)).toBe('wish');
  enter(sandbox, {});
  await restore('a');
  expect(read(workspace)).toBe('main');
  expect(await restore('b')).toBeUndefined();
});

it('may be read only, or not at all', async () => {
  const { sandbox, workspace } = await job();
  keep(workspace, 'one');
  await save('a');
  enter(sandbox, { mode: 'read' });
  expect(await save('b')).toBe(-1);
  expect(await restore('a')).toBe('a');
  enter(sandbox, { mode: 'none' });
  expect(await restore('a')).toBeUndefined();
});

it('forgets what nobody reads for seven days, and what is too much, the longest unread first', async () => {
  const { sandbox, workspace } = await job();
  keep(workspace, 'one');
  for (const key of ['a', 'b']) await save(key);
  sandbox.clock.advance(6 * DAY);
  expect(await restore('a')).toBe('a');
  sandbox.clock.advance(2 * DAY);
  expect(await restore('a')).toBe('a');
  expect(await restore('b')).toBeUndefined();
  await save('c');
  sandbox.world.cache.mostBytes = (sandbox.world.cache.entries[0]?.blob?.length ?? 0) + 20;
  expect(await restore('c')).toBe('c');
  expect(await restore('a')).toBeUndefined();
});

it('keeps a key that was reserved and never saved, for a day', async () => {
  const { sandbox, workspace } = await job();
  keep(workspace, 'one');
  const upload = { when: ({ operation }: { operation: string | null }) => operation === 'PUT blob', times: 1 };
  sandbox.faults.add({ ...upload, timing: 'before', effect: { kind: 'status', status: 403 } });
  expect(await save('a')).toBe(-1);
  expect(await restore('a')).toBeUndefined();
  expect(await save('a')).toBe(-1);
  sandbox.clock.advance(DAY);
  expect(await save('a')).toBeGreaterThan(0);
});

it('tells nothing to who has no token or no signature', async () => {
  const { sandbox } = await job();
  const call = `${sandbox.serverUrl}/twirp/github.actions.results.api.v1.CacheService/GetCacheEntryDownloadURL`;
  expect((await fetch(call, { method: 'POST', body: '{}' })).status).toBe(401);
  expect((await fetch(`${sandbox.serverUrl}/cacheaccount/entries/1?sig=0`)).status).toBe(403);
});
