/** What went wrong with a call, whichever vendor's library threw it: the status decides, then the vendor's own code. */
import { stripHidden } from '../../domain/hidden-text.ts';
import { oneLine, shorten } from '../../domain/markdown.ts';
import { type FailureCause, NO_TOKENS } from '../../domain/model.ts';
import { redact } from '../../domain/redact.ts';
import { type CallFailure, retryAfterOf } from '../../domain/retry.ts';

/** What both libraries put on what they throw. */
interface Thrown {
  status?: unknown;
  headers?: unknown;
  error?: unknown;
  message?: unknown;
  requestID?: unknown;
}

export interface Judge {
  provider: string;
  secrets: readonly string[];
}

export type VendorFailure = { kind: 'failure'; request?: string } & CallFailure;

/** `signal`: the one that ends a call nobody answered. */
export function failureOf(thrown: unknown, signal: AbortSignal, judge: Judge): VendorFailure {
  const { status, headers, error, message, requestID } = (thrown ?? {}) as Thrown;
  if (typeof status !== 'number') return signal.aborted ? silent(judge) : disconnected(thrown, judge);
  const header = (name: string): string | null => (headers instanceof Headers ? headers.get(name) : null);
  const failure = failureOfStatus(status, { error, message }, judge);
  const retryAfter = retryAfterOf(header);
  const again = { true: true, false: false }[header('x-should-retry') ?? ''];
  return {
    ...{ kind: 'failure', ...failure },
    ...(retryAfter !== null && { retryAfter }),
    ...(again !== undefined && { again }),
    ...requestOf(requestID),
  };
}

const silent = ({ provider }: Judge): VendorFailure => ({
  ...{ kind: 'failure', cause: 'time-out', reason: `${provider} did not answer in time`, tokens: null },
});

/** Where nothing could be sent, nothing was used. */
const UNSENT: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at its address',
  ENOTFOUND: 'the host of its address is not known',
  EAI_AGAIN: 'the host of its address could not be looked up',
};

function disconnected(thrown: unknown, { provider }: Judge): VendorFailure {
  const code = codesOf(thrown).find((one) => Object.hasOwn(UNSENT, one));
  return code === undefined
    ? { kind: 'failure', cause: 'connection', reason: `${provider} gave no whole answer`, tokens: null }
    : { kind: 'failure', cause: 'connection', reason: `${provider}: ${UNSENT[code]}`, tokens: NO_TOKENS };
}

/** Libraries wrap what the system said, each in its own error. */
function codesOf(thrown: unknown): string[] {
  const codes: string[] = [];
  for (let [one, depth] = [thrown, 0]; one instanceof Error && depth < 6; [one, depth] = [one.cause, depth + 1])
    if ('code' in one) codes.push(String(one.code));
  return codes;
}

export function failureOfStatus(
  status: number,
  body: { error?: unknown; message?: unknown },
  judge: Judge,
): CallFailure {
  const { code, words } = wordsOf(body);
  const cause = causeOf(status, `${code} ${words}`);
  const said = cause === 'key' ? '' : said300(words.replace(new RegExp(`^${status} `), ''), judge.secrets);
  const reason = `${judge.provider} answered ${status}${said === '' ? '' : `: ${said}`}`;
  // What a gateway or a server broke off may have been worked on, and paid for.
  const isOpen = cause === 'server' || cause === 'time-out';
  return { cause, reason, tokens: isOpen ? null : NO_TOKENS };
}

/** Whether a call was turned away, for nothing, because of a setting that the endpoint or the model does not know. */
export function isUnknown(thrown: unknown, setting: RegExp): boolean {
  const { status, message } = (thrown ?? {}) as Thrown;
  return [400, 404, 415, 422, 501].includes(Number(status)) && setting.test(String(message));
}

/** How support finds the call. */
export const requestOf = (id: unknown): { request?: string } =>
  typeof id === 'string' && /^[\w-]{1,100}$/.test(id) ? { request: id } : {};

/** Anthropic's error stands in `error.error`, OpenAI's in `error` itself. */
function wordsOf({ error, message }: { error?: unknown; message?: unknown }): { code: string; words: string } {
  const outer = (error ?? {}) as { error?: unknown };
  const { type, code, message: own } = (outer.error ?? outer) as Record<string, unknown>;
  return { code: `${type ?? ''} ${code ?? ''}`, words: String(own ?? message ?? '') };
}

/** By what the text says, most telling first, where a status means several things. */
const BY_TEXT: readonly (readonly [statuses: readonly number[], text: RegExp, cause: FailureCause])[] = [
  [[400, 403, 429], /insufficient_quota|billing|credit balance|exceeded your current quota/i, 'payment'],
  [[400, 403], /api[ _-]?key|unauthenticated|authentication/i, 'key'],
  // Of a batch: others that are out have to end first.
  [[400], /token_limit_exceeded|enqueued token limit/i, 'limit'],
  [[400, 422], /context[ _-]?length|context window|prompt is too long|input is too long|too many tokens/i, 'too-large'],
  [
    [400, 403, 422],
    /model_not_found|unknown model|model .{1,200}(?:does not exist|not found|not supported)/i,
    'unknown-model',
  ],
  [[400], /content_filter|content_policy|policy_violation|safety/i, 'refusal'],
  [[500, 503], /overloaded/i, 'overload'],
];

const BY_STATUS: Readonly<Record<number, FailureCause>> = {
  401: 'key',
  402: 'payment',
  403: 'key',
  404: 'unknown-model',
  408: 'time-out',
  409: 'server',
  413: 'too-large',
  429: 'limit',
  503: 'overload',
  504: 'time-out',
  529: 'overload',
};

function causeOf(status: number, text: string): FailureCause {
  const told = BY_TEXT.find(([statuses, pattern]) => statuses.includes(status) && pattern.test(text));
  return told?.[2] ?? BY_STATUS[status] ?? (status >= 500 ? 'server' : 'request');
}

/** Vendors echo parts of keys between stars or dots, which no list of secrets knows. */
const MASKED = /\S*(?:\*{2,}|\.{3,}|…)\S*|\b(?:sk|key|pk)-[\w-]{4,}/gi;

const said300 = (words: string, secrets: readonly string[]): string =>
  shorten(oneLine(stripHidden(redact(words.slice(0, 5_000), { secrets }).text).text).replace(MASKED, '[…]'), 300);
