/** What can go wrong between a request and its answer, as one closed union: everything above decides by its kind. */
import { GraphqlResponseError } from '@octokit/graphql';
import { stripHidden } from '../../domain/hidden-text.ts';
import { oneLine, shorten } from '../../domain/markdown.ts';
import { redact } from '../../domain/redact.ts';

/** One entry of GraphQL's `errors`. */
export interface Fault {
  type: string | null;
  message: string;
  path: (string | number)[];
}

export type Failure =
  /** A definite no: nothing happened. */
  | { kind: 'refused'; status: number; type: string; message: string }
  /** A limit turned the request away before it did anything. `wait` in milliseconds. */
  | { kind: 'limited'; limit: 'primary' | 'secondary'; message: string; wait: number | null; resetAt: string | null }
  /** No answer, half an answer, or a server's error: whether it happened is open. */
  | { kind: 'ambiguous'; message: string; wait: number | null }
  /** Data with holes, and why each hole is there. */
  | { kind: 'partial'; data: unknown; faults: Fault[] };

type Headers = Record<string, string | number | undefined>;

/** GraphQL's error types that say for certain that nothing was done. Any other type leaves it open. */
const DEFINITE = new Set([
  'FORBIDDEN',
  'NOT_FOUND',
  'UNPROCESSABLE',
  'STALE_DATA',
  'INSUFFICIENT_SCOPES',
  'UNAUTHENTICATED',
  'INVALID',
  'MAX_NODE_LIMIT_EXCEEDED',
  'EXCESSIVE_PAGINATION',
  'MISSING_PAGINATION_BOUNDARIES',
  'INVALID_CURSOR_ARGUMENTS',
]);
/** GitHub writes both: https://github.com/yanyongyu/githubkit/issues/271 */
const LIMITED = new Set(['RATE_LIMITED', 'RATE_LIMIT']);
/** The last is how GraphQL refuses what creates content too fast: https://github.com/cli/cli/issues/4801 */
const SECONDARY = /secondary rate limit|abuse detection|submitted too quickly/i;
const UNFINISHED = /something went wrong|timed? ?out|respond to your request in time/i;

/**
 * Turns what the client threw into a failure; what is no failure of a request is thrown on, as a defect. `secrets` must not
 * be told, whatever an answer says.
 */
export function failureOf(error: unknown, secrets: readonly string[] = []): Failure {
  const say: Say = (message) => shown(message, secrets);
  if (error instanceof GraphqlResponseError) {
    return failureOfFaults(error.response as unknown as Body, error.headers as Headers, say);
  }
  if (isHttpError(error)) return failureOfStatus(error, say);
  throw error;
}

/** An answer's words as they may be told. */
type Say = (message: string) => string;

/** What a successful status may still hide: a body that was cut off parses as text, or not at all. */
export const cutBody = () => ({ kind: 'ambiguous' as const, message: 'the answer was cut off', wait: null });

interface HttpError extends Error {
  status: number;
  response?: { headers: Headers; data: unknown };
}

const isHttpError = (error: unknown): error is HttpError =>
  error instanceof Error && typeof (error as { status?: unknown }).status === 'number';

function failureOfStatus(error: HttpError, say: Say): Failure {
  const { status, response } = error;
  const message = say(wordsOf(error));
  if (!response) return { kind: 'ambiguous', message: `no answer: ${message}`, wait: null };
  const { headers } = response;
  if ((status >= 500 && status !== 501) || status === 408) {
    return { kind: 'ambiguous', message: `GitHub answered ${status}`, wait: waitOf(headers) };
  }
  if (status === 429 || status === 403) {
    const limit = limitOf(headers, message) ?? (status === 429 ? 'secondary' : null);
    if (limit) return limited(limit, message, headers);
  }
  return { kind: 'refused', status, type: TYPES[status] ?? 'REFUSED', message };
}

/** GitHub's own words; the client adds the address of a manual page to them. */
function wordsOf({ message, response }: HttpError): string {
  const said = (response?.data as { message?: unknown } | null | undefined)?.message;
  return typeof said === 'string' && message.startsWith(said) ? said : message;
}

const TYPES: Record<number, string> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  410: 'GONE',
  422: 'UNPROCESSABLE',
  501: 'NOT_IMPLEMENTED',
};

interface Body {
  data?: unknown;
  errors: { type?: unknown; message?: unknown; path?: unknown; extensions?: { code?: unknown } }[];
}

function failureOfFaults(body: Body, headers: Headers, say: Say): Failure {
  const faults = body.errors.map((error) => faultOf(error, !('data' in body), say));
  const message = shorten([...new Set(faults.map((fault) => fault.message))].join('; '), 300);
  if (faults.some((fault) => LIMITED.has(fault.type ?? '') || SECONDARY.test(fault.message))) {
    return limited(SECONDARY.test(message) ? 'secondary' : 'primary', message, headers);
  }
  if (!faults.every((fault) => fault.type !== null && DEFINITE.has(fault.type))) {
    return { kind: 'ambiguous', message, wait: waitOf(headers) };
  }
  if (holdsSomething(body.data) || isDeep(faults)) return { kind: 'partial', data: body.data ?? {}, faults };
  return { kind: 'refused', status: 200, type: faults[0]?.type ?? 'REFUSED', message };
}

/** An answer without `data` was turned away before it was carried out, unless it says that it was broken off. */
function faultOf(error: Body['errors'][number], rejected: boolean, say: Say): Fault {
  const message = typeof error.message === 'string' ? say(error.message) : 'unknown error';
  const unfit = error.extensions?.code !== undefined || (rejected && !UNFINISHED.test(message));
  return {
    type: typeof error.type === 'string' ? error.type : unfit ? 'INVALID' : null,
    message,
    path: Array.isArray(error.path) ? error.path : [],
  };
}

/** A fault below what was asked for: that was carried out, and only its answer cannot be shown. */
const isDeep = (faults: readonly Fault[]): boolean => faults.some(({ path }) => path.length > 1);

const holdsSomething = (data: unknown): boolean =>
  data !== null && typeof data === 'object' && Object.values(data).some((value) => value !== null);

/** The words tell most: a budget may be used up by chance when another limit strikes. */
function limitOf(headers: Headers, message: string): 'primary' | 'secondary' | null {
  if (SECONDARY.test(message)) return 'secondary';
  if (String(headers['x-ratelimit-remaining']) === '0') return 'primary';
  return headers['retry-after'] !== undefined ? 'secondary' : null;
}

function limited(limit: 'primary' | 'secondary', message: string, headers: Headers): Failure {
  const reset = Number(headers['x-ratelimit-reset']);
  const resetAt = limit === 'primary' && reset > 0 ? new Date(reset * 1000).toISOString() : null;
  return { kind: 'limited', limit, message, wait: waitOf(headers), resetAt };
}

function waitOf(headers: Headers): number | null {
  const seconds = Number(headers['retry-after']);
  return headers['retry-after'] !== undefined && Number.isFinite(seconds) ? seconds * 1000 : null;
}

/** Answers may quote anything: secrets go, what is hidden goes, lines become one, and a reason stays short. */
const shown = (message: string, secrets: readonly string[]): string =>
  shorten(oneLine(stripHidden(redact(message.slice(0, 10_000), { secrets }).text).text), 300);
