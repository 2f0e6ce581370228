// The client: what is sent once, what is sent again, and which kind of failure each answer is.
import { createClient } from '@steward/core/adapters/github/client.ts';
import { describe, expect, test, vi } from 'vitest';
import { data, fault, loopback, NOW, type Reply } from './loopback.ts';

const WRITE = 'mutation { x }';
const READ = 'query { x }';

describe('failures', () => {
  const forbidden = 'Resource not accessible by integration';
  test.each<[string, Reply, string]>([
    ['a bad token', { status: 401, json: { message: 'Bad credentials' } }, 'refused'],
    ['a missing permission', { status: 403, json: { message: forbidden } }, 'refused'],
    ['a missing permission in GraphQL', fault('FORBIDDEN', forbidden, ['x']), 'refused'],
    ['something missing', fault('NOT_FOUND', 'Could not resolve', ['x']), 'refused'],
    ['an impossible input', fault('UNPROCESSABLE', 'Title is too long', ['x']), 'refused'],
    ['a moved head', fault('STALE_DATA', 'Expected branch to point to', ['x']), 'refused'],
    ['a query that does not parse', { json: { errors: [{ message: 'Parse error' }] } }, 'refused'],
    ['a conflict', { status: 409, json: { message: 'Git Repository is empty.' } }, 'refused'],
    ['what no server implements', { status: 501, json: { message: 'no such thing' } }, 'refused'],
    [
      'a used-up limit',
      { status: 403, headers: { 'x-ratelimit-remaining': '0' }, json: { message: 'limit' } },
      'limited',
    ],
    ['a used-up GraphQL limit', fault('RATE_LIMITED', 'API rate limit exceeded'), 'limited'],
    ['the same under its other name', fault('RATE_LIMIT', 'API rate limit already exceeded'), 'limited'],
    [
      'a secondary limit',
      { status: 403, headers: { 'retry-after': '60' }, json: { message: 'You have exceeded a secondary rate limit' } },
      'limited',
    ],
    ['a 429', { status: 429, json: { message: 'Too many requests' } }, 'limited'],
    [
      'a secondary limit of GraphQL, with status 200',
      { json: { errors: [{ type: 'RATE_LIMITED', message: 'You have exceeded a secondary rate limit.' }] } },
      'limited',
    ],
    [
      'a budget that was empty before',
      {
        json: {
          errors: [{ type: 'RATE_LIMIT', code: 'graphql_rate_limit', message: 'API rate limit already exceeded' }],
        },
      },
      'limited',
    ],
    ['content in too short a time', fault('UNPROCESSABLE', 'was submitted too quickly', ['x']), 'limited'],
    [
      'a block of content without a time to wait',
      { status: 403, json: { message: 'You have exceeded a secondary rate limit and have been temporarily blocked' } },
      'limited',
    ],
    [
      'a time-out told in the answer',
      { json: { errors: [{ message: "We couldn't respond to your request in time" }] } },
      'ambiguous',
    ],
    ['a hole below the mutation, and nothing else', fault('FORBIDDEN', forbidden, ['x', 'y']), 'partial'],
    ['a bad gateway', { status: 502, json: { message: 'Server Error' } }, 'ambiguous'],
    ['a request time-out', { status: 408, json: {} }, 'ambiguous'],
    ['an error without a type', fault(null, 'Something went wrong while executing your query.'), 'ambiguous'],
    ['the same without data', { json: { errors: [{ message: 'Something went wrong' }] } }, 'ambiguous'],
    ['an unknown type', fault('NEW_KIND', 'who knows'), 'ambiguous'],
    ['a dropped connection', 'reset', 'ambiguous'],
    ['no answer', 'silence', 'ambiguous'],
    ['a cut body', 'cut', 'ambiguous'],
    ['an answer without data', { json: {} }, 'ambiguous'],
    ['holes', fault('FORBIDDEN', forbidden, ['x', 'y'], { x: { y: null } }), 'partial'],
    ['data', data({ x: 1 }), 'answered'],
  ])('%s: a mutation is sent once and the answer is classified', async (_, reply, kind) => {
    const { client, asked, slept } = await loopback(reply);
    expect((await client.mutate(WRITE)).kind).toBe(kind);
    expect(asked).toHaveLength(1);
    expect(slept).toEqual([]);
    expect(client.usage()).toEqual({ graphql: 1, rest: 0, writes: 1 });
  });

  test('a used-up limit says when it resets, a secondary one how long to wait', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795167000' };
    const primary = await loopback({ status: 403, headers, json: { message: 'API rate limit exceeded' } });
    expect(await primary.client.mutate(WRITE)).toMatchObject({
      limit: 'primary',
      resetAt: new Date(1_795_167_000_000).toISOString(),
    });
    const secondary = await loopback({ status: 429, headers: { 'retry-after': '60' }, json: { message: 'wait' } });
    expect(await secondary.client.mutate(WRITE)).toMatchObject({ limit: 'secondary', wait: 60_000 });
    const both = { status: 403, headers, json: { message: 'You have exceeded a secondary rate limit.' } };
    const chance = await loopback(both);
    expect(await chance.client.mutate(WRITE)).toMatchObject({ limit: 'secondary', resetAt: null });
    const empty = { type: 'RATE_LIMITED', message: 'API rate limit exceeded' };
    const told = await loopback({ headers, json: { errors: [empty] } });
    expect(await told.client.mutate(WRITE)).toMatchObject({
      limit: 'primary',
      resetAt: new Date(1_795_167_000_000).toISOString(),
    });
    const quick = await loopback(fault('UNPROCESSABLE', 'was submitted too quickly', ['x']));
    expect(await quick.client.mutate(WRITE)).toMatchObject({ limit: 'secondary', wait: null });
  });
});

describe('reading', () => {
  test('is tried four times, waiting 1, 2 and 4 seconds', async () => {
    const { client, asked, slept } = await loopback({ status: 502, json: {} });
    expect((await client.query(READ)).kind).toBe('ambiguous');
    expect(asked).toHaveLength(4);
    expect(slept).toEqual([1000, 2000, 4000]);
    expect(client.usage()).toEqual({ graphql: 4, rest: 0, writes: 0 });
  });

  test('stops at the first answer', async () => {
    const { client, asked } = await loopback('reset', 'cut', data({ x: 1 }));
    expect(await client.query(READ)).toEqual({ kind: 'answered', data: { x: 1 }, at: NOW });
    expect(asked).toHaveLength(3);
  });

  test('waits as long as GitHub asks for, up to 30 seconds', async () => {
    const reply = (seconds: string): Reply => ({ status: 503, headers: { 'retry-after': seconds }, json: {} });
    const short = await loopback(reply('12'), data({ x: 1 }));
    await short.client.query(READ);
    expect(short.slept).toEqual([12_000]);
    const long = await loopback(reply('31'), data({ x: 1 }));
    expect((await long.client.query(READ)).kind).toBe('ambiguous');
    expect(long.slept).toEqual([]);
  });

  test('a limit without a time to wait is not asked for again', async () => {
    const message = 'You have exceeded a secondary rate limit.';
    const { client, asked, slept } = await loopback({ status: 403, json: { message } });
    expect(await client.query(READ)).toMatchObject({ kind: 'limited', limit: 'secondary', wait: null });
    expect([asked.length, slept]).toEqual([1, []]);
  });

  test('a refusal is not asked for again', async () => {
    const { client, asked } = await loopback(fault('NOT_FOUND', 'no', ['repository']));
    expect((await client.query(READ)).kind).toBe('refused');
    expect(asked).toHaveLength(1);
  });
});

describe('an answer', () => {
  test('is read in one go, by no function that is called for each of its values', async () => {
    const issues = Array.from({ length: 100 }, (_, number) => ({ number, id: 4_321_000_000 + number }));
    const { client } = await loopback(data({ issues }), { json: issues });
    const read = vi.spyOn(JSON, 'parse');
    try {
      expect(await client.query(READ)).toMatchObject({ kind: 'answered', data: { issues } });
      expect(await client.rest('GET /issues')).toMatchObject({ kind: 'answered', data: issues });
      // The server reads what it is asked by the same function.
      expect(read.mock.calls.filter(([text]) => text.includes('4321000042'))).toHaveLength(2);
      expect(read.mock.calls.filter(([, reviver]) => reviver !== undefined)).toEqual([]);
    } finally {
      read.mockRestore();
    }
  });

  test('that is no JSON has an unknown outcome', async () => {
    const { client } = await loopback({ headers: { 'content-type': 'text/html' }, json: {} });
    expect((await client.rest('POST /repos/octo/dur/labels')).kind).toBe('ambiguous');
  });
});

describe('what an answer says', () => {
  test.each<[string, (message: string) => Reply]>([
    ['by its status', (message) => ({ status: 422, json: { message } })],
    ['as a fault of GraphQL', (message) => fault('UNPROCESSABLE', message, ['x'])],
  ])('is told %s without the token, secrets, hidden characters and line breaks that it quotes', async (_, reply) => {
    const key = `ghp_${'aB3dE5gH7jK9mN1pQ2sT'.repeat(2).slice(0, 36)}`;
    const token = 'an-unusual-token-of-this-run-1234567890';
    const { url, clock } = await loopback(reply(`Body "${token}"\nwith ${key}\u202e is too long`));
    const on = createClient({ token, apiUrl: `${url}/api`, graphqlUrl: `${url}/graphql`, clock });
    const answer = await on.mutate(WRITE);
    const told = JSON.stringify(answer);
    expect(answer).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/^Body ".*" with .* is too long$/),
    });
    expect(told).not.toContain(token.slice(0, 20));
    expect(told).not.toContain(key.slice(0, 20));
    expect(told).not.toContain('\u202e');
  });
});

describe('REST', () => {
  test('retries what reads and sends once what writes', async () => {
    const { client, asked } = await loopback({ status: 502, json: {} });
    await client.rest('POST /repos/{owner}/{repo}/labels', { owner: 'octo', repo: 'dur', name: 'steward' });
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/repos/octo/dur/labels']);
    expect(asked[0]?.body).toEqual({ name: 'steward' });
    await client.rest('GET /repos/{owner}/{repo}', { owner: 'octo', repo: 'dur' });
    expect(asked).toHaveLength(5);
    expect(client.usage()).toEqual({ graphql: 0, rest: 5, writes: 1 });
  });
});

test('the token goes into the header, and every answer tells the time', async () => {
  const { client, asked, dates } = await loopback({ status: 502, json: {} }, data({ x: 1 }));
  await client.query(READ, { since: NOW });
  expect(asked[1]).toMatchObject({ path: '/graphql', authorization: 'Bearer a-token' });
  expect(asked[1]?.body.variables).toEqual({ since: NOW });
  expect(dates).toHaveLength(2);
});
