/** The REST interface: finds the operation of a request, checks both against the description, and lets its handler answer. */

import { Refusal, type RefusalKind } from '../refusal.ts';
import type { Caller } from '../tokens.ts';
import type { World } from '../world.ts';
import { ACTIONS } from './actions.ts';
import { ASSIGNEES } from './assignees.ts';
import { authorise } from './authorise.ts';
import { type Answer, addressOf, type Call, type Handler } from './call.ts';
import { CHECKS } from './checks.ts';
import { COMMENTS } from './comments.ts';
import type { Operation } from './description.ts';
import { Failure, failureBody, sandboxRefusal } from './failure.ts';
import { GIT } from './git.ts';
import { ISSUES } from './issues.ts';
import { LABELS } from './labels.ts';
import { META } from './meta.ts';
import type { OperationId } from './permissions.ts';
import { PULLS } from './pulls.ts';
import { REACTIONS } from './reactions.ts';
import { REFS } from './refs.ts';
import { REPOSITORY } from './repository.ts';
import { type Match, matchRoute } from './routes.ts';
import { SECURITY } from './security.ts';
import { SETTINGS } from './settings.ts';
import { readBody, readPath, readQuery, responseFaults } from './validation.ts';

export interface RestRequest {
  method: string;
  /** Below /api/v3, without the query, percent-encoding kept. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  /** Parsed JSON, or undefined when the request has no body. */
  body: unknown;
  /** Null when the request carries no token. */
  actor: Caller | null;
}

export interface RestResponse {
  status: number;
  headers: Record<string, string>;
  /** A string or bytes are sent as they are, anything else as JSON; undefined sends nothing. */
  body: unknown;
}

const HANDLERS: Readonly<Record<OperationId, Handler>> = {
  ...META,
  ...REPOSITORY,
  ...REFS,
  ...GIT,
  ...ISSUES,
  ...LABELS,
  ...COMMENTS,
  ...ASSIGNEES,
  ...REACTIONS,
  ...PULLS,
  ...ACTIONS,
  ...CHECKS,
  ...SECURITY,
  ...SETTINGS,
};

const STATUSES: Readonly<Record<RefusalKind, number>> = {
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  UNPROCESSABLE: 422,
  STALE_DATA: 409,
  MISSING_PAGINATION_BOUNDARIES: 422,
  EXCESSIVE_PAGINATION: 422,
  INVALID_CURSOR_ARGUMENTS: 422,
  MAX_NODE_LIMIT_EXCEEDED: 422,
};

const RESOURCES: Readonly<Record<string, string>> = { issues: 'Issue', pulls: 'PullRequest', git: 'Reference' };

/** What the world refuses in GraphQL's words becomes a failure in REST's. */
function asFailure(error: unknown, id: OperationId): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof Refusal)) throw error;
  if (error.kind !== 'UNPROCESSABLE') return new Failure(STATUSES[error.kind], error.message);
  const resource = RESOURCES[id.slice(0, id.indexOf('/'))] ?? 'Repository';
  return new Failure(422, 'Validation Failed', [{ resource, code: 'custom', message: error.message }]);
}

async function answer(request: RestRequest, world: World, match: Match): Promise<Answer> {
  const { operation, id, segments } = match;
  authorise({ id, segments, caller: request.actor }, world);
  const accept = request.headers.accept;
  const call: Call = {
    world,
    path: readPath(operation, segments),
    query: readQuery(operation, request.query),
    body: readBody(operation, request.body),
    address: addressOf(world, request.path, request.query),
    accept: Array.isArray(accept) ? accept.join(',') : (accept ?? ''),
    actor: request.actor?.actor ?? null,
    caller: request.actor,
  };
  return HANDLERS[id](call);
}

/** A response that breaks the description is a fault of the sandbox, and says so instead of passing. */
function checked(operation: Operation, { status, body, headers = {} }: Answer): RestResponse {
  const faults = Buffer.isBuffer(body) ? [] : responseFaults(operation, status, body);
  if (faults.length === 0) return { status, headers: { ...headers }, body };
  const message = `SANDBOX: the answer of ${operation.id} breaks GitHub's description`;
  return { status: 500, headers: {}, body: { message, errors: faults.slice(0, 20) } };
}

function failed(operation: Operation, id: OperationId, error: unknown): RestResponse {
  const failure = asFailure(error, id);
  const body = failureBody(failure, operation.documentation);
  return checked(operation, { status: failure.status, body, headers: failure.headers });
}

export async function handleRest(request: RestRequest, world: World): Promise<RestResponse | null> {
  const found = matchRoute(request.method, request.path);
  if (found === null) {
    const failure = sandboxRefusal(501, `${request.method} ${request.path} is not implemented`);
    return { status: 501, headers: {}, body: failureBody(failure, 'https://docs.github.com/rest') };
  }
  const { operation, id } = found;
  try {
    return checked(operation, await answer(request, world, found));
  } catch (error) {
    return failed(operation, id, error);
  }
}
