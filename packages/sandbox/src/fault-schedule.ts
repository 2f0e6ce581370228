/** Trouble on order: which request fails, how, and whether its effect happens first; by number, by predicate, or scattered from a seed. */

import type { RequestRecord } from './transcript.ts';

/** Where in the data of a GraphQL answer: names of fields, places in lists. */
export type AnswerPath = readonly (string | number)[];

export type FaultEffect =
  | { kind: 'status'; status: 500 | 502 | 503 | 504 | 403 | 429 }
  /** The connection breaks without an answer. */
  | { kind: 'reset' }
  /** No answer ever comes; virtual time passes meanwhile, and the connection breaks when the client gives up. */
  | { kind: 'hang'; milliseconds?: number }
  /** The answer comes, but virtual time passes first. */
  | { kind: 'delay'; milliseconds: number }
  /** Nobody listens: nothing happens. */
  | { kind: 'refuse' }
  /** The effect happens, the answer begins, and breaks off in the middle. */
  | { kind: 'cut' }
  | LimitEffect
  /** The real answer, with one field that the token may not read: at this path, or drawn from the seed. GraphQL only. */
  | { kind: 'partial'; seed: number }
  | { kind: 'partial'; path: AnswerPath }
  /** What the same question would have been answered when answers were last kept. Reads only. */
  | { kind: 'stale' };

/** Turned away by a limit, in GitHub's words; nothing happens. Status 200 is GraphQL's way. */
export interface LimitEffect {
  kind: 'limit';
  limit: 'primary' | 'secondary';
  status: 200 | 403 | 429;
  /** Seconds; absent: GitHub does not say. */
  retryAfter?: number;
}

export const describeEffect = (effect: FaultEffect): string => {
  if (effect.kind === 'status') return `status ${effect.status}`;
  return effect.kind === 'limit' ? `${effect.limit} limit ${effect.status}` : effect.kind;
};

/** What is known of a request before it has an effect. */
export type RequestFacts = Pick<
  RequestRecord,
  'n' | 'kind' | 'method' | 'path' | 'operation' | 'mutations' | 'write' | 'requestBody'
>;

export interface Fault {
  /** Number of the request, from 1, or a predicate over what is asked. */
  when: number | ((request: RequestFacts) => boolean);
  /** Whether the request is struck before its effect, after it, or at once while the effect still comes `lateBy` later. */
  timing: 'before' | 'after' | 'late';
  effect: FaultEffect;
  /** Milliseconds of virtual time until a late effect; it happens before the first request that arrives after that. */
  lateBy?: number;
  /** How often it strikes; once when left out. */
  times?: number;
}

export interface Scatter {
  seed: number;
  /** Share of requests struck, from 0 to 1. */
  rate: number;
  effects: readonly FaultEffect[];
  /** Before and after when left out; each effect takes only those that it can have. */
  timings?: readonly Fault['timing'][];
  /** Milliseconds until an effect that comes late. */
  lateBy?: number;
  only?: (request: RequestFacts) => boolean;
}

type Timing = Fault['timing'];

/** When each effect can strike: what is turned away has no effect, what breaks off in the middle had it, and only who is told nothing true can meet it later. */
const TIMINGS: Readonly<Record<FaultEffect['kind'], readonly Timing[]>> = {
  status: ['before', 'after', 'late'],
  reset: ['before', 'after', 'late'],
  hang: ['before', 'after', 'late'],
  delay: ['before', 'after'],
  refuse: ['before'],
  cut: ['after'],
  limit: ['before'],
  partial: ['before', 'after'],
  stale: ['before', 'after'],
};

export class FaultSchedule {
  #pending: { fault: Fault; left: number }[] = [];
  #scatters: Scatter[] = [];

  add(fault: Fault): void {
    const { kind } = fault.effect;
    if (!TIMINGS[kind].includes(fault.timing)) {
      throw new RangeError(`The fault ${kind} strikes ${TIMINGS[kind].join(' or ')} the effect, not ${fault.timing}.`);
    }
    this.#pending.push({ fault, left: fault.times ?? 1 });
  }

  /** The same seed strikes the same requests in the same way. */
  scatter(scatter: Scatter): void {
    this.#scatters.push(scatter);
  }

  clear(): void {
    this.#pending = [];
    this.#scatters = [];
  }

  take(request: RequestFacts): Fault | null {
    const found = this.#pending.find(({ fault, left }) => left > 0 && strikes(fault.when, request));
    if (found !== undefined) {
      found.left -= 1;
      return found.fault;
    }
    for (const scatter of this.#scatters) {
      const fault = drawFault(scatter, request);
      if (fault !== null) return fault;
    }
    return null;
  }
}

const strikes = (when: Fault['when'], request: RequestFacts): boolean =>
  typeof when === 'number' ? when === request.n : when(request);

function drawFault(scatter: Scatter, request: RequestFacts): Fault | null {
  if (scatter.only?.(request) === false) return null;
  const draw = seededNumbers(scatter.seed, request.n);
  if (draw() >= scatter.rate) return null;
  const effect = scatter.effects[Math.floor(draw() * scatter.effects.length)];
  if (effect === undefined) return null;
  const possible = (scatter.timings ?? ['before', 'after']).filter((timing) => TIMINGS[effect.kind].includes(timing));
  const timing = possible[Math.floor(draw() * possible.length)];
  if (timing === undefined) return null;
  return { when: request.n, timing, effect, ...(timing === 'late' && { lateBy: scatter.lateBy ?? 0 }) };
}

/** Mulberry32: small, well mixed, the same everywhere. */
export function seededNumbers(seed: number, stream: number): () => number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream, 0x85ebca6b)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
