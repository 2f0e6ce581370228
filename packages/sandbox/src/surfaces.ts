/** Which of the sandbox's four surfaces a request is for (GraphQL, REST, git, cache), and how that surface is asked. */

import type { IncomingHttpHeaders } from 'node:http';
import { cacheOperation, changesCache, serveCache } from './cache-calls.ts';
import { isPush, serveGit } from './git-http.ts';
import { answerQuestion, type Question } from './graphql/execution.ts';
import { logAt } from './job-logs.ts';
import { limitAnswer } from './limit-answer.ts';
import { conditional } from './rest/conditional.ts';
import { handleRest, type RestResponse } from './rest/router.ts';
import { type Caller, callerOf, tokenIn } from './tokens.ts';
import type { RequestRecord } from './transcript.ts';
import { type Budget, type Haste, refund, refuseContent, refuseHaste, spend } from './usage.ts';
import type { World } from './world.ts';

export interface Target {
  kind: 'graphql' | 'rest' | 'git' | 'cache';
  method: string;
  url: URL;
  /** Below the surface's root. */
  path: string;
  write: boolean;
}

export interface Performed {
  status: number;
  headers: Record<string, string>;
  /** Undefined sends nothing, strings and bytes go as they are, anything else as JSON. */
  body: unknown;
  login: string | null;
  budget: Budget | null;
}

export interface Asked {
  target: Target;
  question: Question | null;
  body: Buffer;
  headers: IncomingHttpHeaders;
}

const restRoot = '/api/v3';

export function targetOf(world: World, request: { method: string; url: string }): Target {
  const url = new URL(request.url, 'http://127.0.0.1');
  const { method } = request;
  if (url.pathname === '/api/graphql') return { kind: 'graphql', method, url, path: '', write: false };
  const operation = cacheOperation({ method, url });
  if (operation !== null) return { kind: 'cache', method, url, path: operation, write: changesCache(operation) };
  const root = `/${world.nameWithOwner}`.toLowerCase();
  const [, repository, service] = /^(\/[^/]+\/[^/]+?)(?:\.git)?(\/.*)?$/.exec(url.pathname) ?? [];
  if (!url.pathname.startsWith('/api/') && repository?.toLowerCase() === root) {
    const path = service ?? '/';
    return { kind: 'git', method, url, path, write: method === 'POST' && isPush(path, url.searchParams) };
  }
  const path = url.pathname.startsWith(`${restRoot}/`) ? url.pathname.slice(restRoot.length) : '';
  return { kind: 'rest', method, url, path, write: !['GET', 'HEAD', 'OPTIONS'].includes(method) };
}

const LOG_HEADERS = { 'content-type': 'text/plain; charset=utf-8' };

const badCredentials = {
  status: 401,
  headers: {},
  body: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' },
  login: null,
  budget: null,
} satisfies Performed;

export async function perform(world: World, asked: Asked): Promise<Performed> {
  if (asked.target.kind === 'cache') {
    const { target, headers, body } = asked;
    return { ...serveCache(world, { ...target, headers, body }), login: null, budget: null };
  }
  const log = logAt(world, asked.target.url, asked.headers.authorization);
  if (log !== null) return { status: log.status, headers: LOG_HEADERS, body: log.text, login: null, budget: null };
  const token = tokenIn(asked.headers.authorization);
  const caller = token === null ? null : callerOf(world, token);
  if (token !== null && caller === null) return badCredentials;
  switch (asked.target.kind) {
    case 'graphql':
      return withExpiry(await performGraphql(world, asked, caller), caller);
    case 'rest':
      return withExpiry(await performRest(world, asked, caller), caller);
    case 'git': {
      const { method, path: service, url } = asked.target;
      const { headers, body } = asked;
      const served = await serveGit(world, { method, service, query: url.searchParams, headers, body, caller });
      return { ...served, login: caller?.actor.login ?? null, budget: null };
    }
  }
}

/** Answers to a person's token say when it ends, if it does. */
function withExpiry(performed: Performed, caller: Caller | null): Performed {
  if (caller?.kind !== 'personal' || caller.expiresAt === undefined) return performed;
  const ends = `${new Date(caller.expiresAt).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return { ...performed, headers: { ...performed.headers, 'github-authentication-token-expiration': ends } };
}

async function performGraphql(world: World, { target, question }: Asked, caller: Caller | null): Promise<Performed> {
  if (caller === null || question === null) {
    const message = 'This endpoint requires you to be authenticated.';
    return { ...badCredentials, body: { message, documentation_url: 'https://docs.github.com/graphql' } };
  }
  const login = caller.actor.login;
  const haste = refuseHaste(world, 'graphql', question.mutations.length > 0);
  if (haste !== null) return hasty(world, haste, { kind: 'graphql', login });
  if (target.method !== 'POST') {
    return { status: 404, headers: {}, body: { message: 'Not Found' }, login, budget: null };
  }
  const answered = await answerQuestion(world, caller, question);
  return { ...answered, login, budget: 'graphql' };
}

const contentPaths = /\/(issues|pulls|comments|reviews)$/;

const hasty = (world: World, { retryAfter }: Haste, asker: Pick<RequestRecord, 'kind' | 'login'>): Performed =>
  limitAnswer(world, { limit: 'secondary', status: 403, ...(retryAfter !== null && { retryAfter }) }, asker);

async function performRest(world: World, { target, body, headers }: Asked, caller: Caller | null): Promise<Performed> {
  const performed = (response: RestResponse): Performed => ({
    ...response,
    login: caller?.actor.login ?? null,
    budget: 'rest',
  });
  const refuse = (status: number, message: string) => performed({ status, headers: {}, body: { message } });
  if (target.path === '') return refuse(404, `SANDBOX: nothing is served at ${target.url.pathname}`);
  let parsed: unknown;
  if (body.length > 0) {
    try {
      parsed = JSON.parse(body.toString('utf8'));
    } catch {
      return refuse(400, 'Problems parsing JSON');
    }
  }
  const turnedAway = refuseRest(world, target, caller);
  if (turnedAway !== null) return turnedAway;
  const { method, path, url } = target;
  const request = { method, path, query: url.searchParams, headers, body: parsed, actor: caller };
  const handle = () => handleRest({ ...request, method: method === 'HEAD' ? 'GET' : method }, world);
  const response = target.write ? await world.exclusively(handle) : await handle();
  if (response === null) return refuse(404, 'Not Found');
  const told = conditional(request, response);
  if (told.status === 304 && caller !== null) refund(world, 'rest', 1);
  return performed(told);
}

/** Looking at the limits is free. */
const FREE = '/rate_limit';

function refuseRest(world: World, { method, path, write }: Target, caller: Caller | null): Performed | null {
  const asker = { kind: 'rest', login: caller?.actor.login ?? null } as const;
  const haste = refuseHaste(world, 'rest', write);
  if (haste !== null) return hasty(world, haste, asker);
  if (path !== FREE && !spend(world, 'rest', 1)) return limitAnswer(world, { limit: 'primary', status: 403 }, asker);
  const content = method === 'POST' && contentPaths.test(path) ? refuseContent(world) : null;
  return content === null ? null : hasty(world, content, asker);
}
