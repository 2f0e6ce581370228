/** Requests to GitHub: what reads is retried, what writes is sent once, and every answer is counted and classified. */
import { withCustomRequest } from '@octokit/graphql';
import { request } from '@octokit/request';
import type { Clock, Usage } from '../../ports.ts';
import { cutBody, type Failure, failureOf } from './failure.ts';
import { withPlainJson } from './plain-json.ts';

export interface ClientOptions {
  token: string;
  /** `https://api.github.com`, or the server's own. */
  apiUrl: string;
  /** `https://api.github.com/graphql`, or the server's own. */
  graphqlUrl: string;
  clock: Pick<Clock, 'now' | 'sleep'>;
  /** Is handed the `Date` header of every answer. */
  onDate?: (date: string) => void;
  fetch?: typeof globalThis.fetch;
  /** Milliseconds until a request counts as unanswered. */
  timeout?: number;
}

/** `at`: GitHub's time of the answer. */
export type Answer<T> =
  | { kind: 'answered'; data: T; at: string }
  | (Extract<Failure, { kind: 'partial' }> & { at: string })
  | Exclude<Failure, { kind: 'partial' }>;

export interface Client {
  query<T>(text: string, variables?: Variables): Promise<Answer<T>>;
  mutate<T>(text: string, variables?: Variables): Promise<Answer<T>>;
  /** A route of the REST interface, such as `POST /repos/{owner}/{repo}/git/refs`. */
  rest<T>(route: string, parameters?: Variables): Promise<Answer<T>>;
  /**
   * An answer as it arrives, redirects left to the caller: for what is too large to be held. A path is asked of the REST
   * interface with the token, a whole address without it. Throws where nothing answers.
   */
  open(address: string): Promise<Response>;
  usage(): Usage;
  /** When the token stops working, as the last answer said it; null: none said so. */
  expires(): string | null;
}

export type Variables = Record<string, unknown>;

const TIMEOUT = 20_000;
const DELAYS = [1_000, 2_000, 4_000];
const LONGEST_WAIT = 30_000;

export function createClient(options: ClientOptions): Client {
  const { token, apiUrl, graphqlUrl, clock, timeout = TIMEOUT } = options;
  const usage: Usage = { graphql: 0, rest: 0, writes: 0 };
  const told: Told = { expires: null };
  const headers = { authorization: `Bearer ${token}`, 'user-agent': 'steward' };
  const rest = request.defaults({ baseUrl: apiUrl.replace(/\/$/, ''), headers, request: { hook: withPlainJson } });
  const graphql = withCustomRequest(rest).defaults({ url: graphqlUrl });

  const send = async <T>(ask: (transport: Transport) => Promise<unknown>): Promise<Answer<T>> => {
    const heard: { date: string | null } = { date: null };
    const transport = { fetch: listening(options, heard, told), signal: AbortSignal.timeout(timeout) };
    const at = (): string => (heard.date === null ? clock.now() : new Date(heard.date).toISOString());
    try {
      const data = await ask(transport);
      if (data === null || typeof data !== 'object') return cutBody();
      return { kind: 'answered', data: data as T, at: at() };
    } catch (error) {
      const failure = failureOf(error, [token]);
      return failure.kind === 'partial' ? { ...failure, at: at() } : failure;
    }
  };

  const askGraphql = <T>(text: string, variables: Variables): Promise<Answer<T>> => {
    usage.graphql += 1;
    return send<T>((transport) => graphql(text, { ...variables, request: transport }));
  };
  const askRest = <T>(route: string, parameters: Variables): Promise<Answer<T>> => {
    usage.rest += 1;
    return send<T>(async (transport) => (await rest(route, { ...parameters, request: transport })).data);
  };

  return {
    query: (text, variables = {}) => retried(clock, () => askGraphql(text, variables)),
    mutate: (text, variables = {}) => {
      usage.writes += 1;
      return askGraphql(text, variables);
    },
    rest: (route, parameters = {}) => {
      if (route.startsWith('GET ')) return retried(clock, () => askRest(route, parameters));
      usage.writes += 1;
      return askRest(route, parameters);
    },
    open: (address) => {
      usage.rest += 1;
      const isOwn = address.startsWith('/');
      const fetch = options.fetch ?? globalThis.fetch;
      return fetch(isOwn ? `${apiUrl.replace(/\/$/, '')}${address}` : address, {
        headers: isOwn ? headers : { 'user-agent': 'steward' },
        redirect: isOwn ? 'manual' : 'error',
        signal: AbortSignal.timeout(timeout),
      });
    },
    usage: () => ({ ...usage }),
    expires: () => told.expires,
  };
}

interface Transport {
  fetch: typeof globalThis.fetch;
  signal: AbortSignal;
}

interface Told {
  expires: string | null;
}

function listening(options: ClientOptions, heard: { date: string | null }, told: Told): typeof globalThis.fetch {
  const fetch = options.fetch ?? globalThis.fetch;
  return async (input, init) => {
    const response = await fetch(input, init);
    const date = response.headers.get('date');
    if (date !== null && !Number.isNaN(Date.parse(date))) {
      heard.date = date;
      options.onDate?.(date);
    }
    told.expires = response.headers.get('github-authentication-token-expiration') ?? told.expires;
    return response;
  };
}

/** Only for what may be sent twice: three more attempts, after as long as GitHub asks for or the usual delays. */
async function retried<T>(clock: Pick<Clock, 'sleep'>, ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
  for (const delay of DELAYS) {
    const answer = await ask();
    const wait = waitBefore(answer, delay);
    if (wait === null) return answer;
    await clock.sleep(wait);
  }
  return ask();
}

function waitBefore(answer: Answer<unknown>, delay: number): number | null {
  if (answer.kind === 'ambiguous') {
    if (answer.wait === null) return delay;
    return answer.wait > LONGEST_WAIT ? null : Math.max(delay, answer.wait);
  }
  if (answer.kind === 'limited' && answer.limit === 'secondary' && answer.wait !== null) {
    return answer.wait > LONGEST_WAIT ? null : Math.max(delay, answer.wait);
  }
  return null;
}
