/** Trouble with models on order: which request fails and how; by number, by predicate, or scattered from a seed. */

import { seededNumbers } from '../fault-schedule.ts';
import type { ModelRequest } from './model-log.ts';

export type ModelFaultEffect =
  | StatusEffect
  /** The connection breaks without an answer. */
  | { kind: 'reset' }
  /** Nobody listens: nothing happens. */
  | { kind: 'refuse' }
  /** No answer ever comes; so much virtual time passes meanwhile, or the caller says how long. */
  | { kind: 'hang'; milliseconds?: number }
  /** The answer comes, but virtual time passes first. */
  | { kind: 'delay'; milliseconds: number }
  /** The answer begins, and breaks off in the middle. */
  | { kind: 'cut' }
  /** A stream says in the middle that it ends here; what is not streamed is that status at once. */
  | { kind: 'interrupted'; status: 500 | 529 }
  /** What the model says instead: nothing at all, less than was asked for, no JSON, JSON of another form, or what an attacker would like. */
  | { kind: 'refusal' | 'truncated' | 'malformed' | 'misfit' | 'hostile' };

export interface StatusEffect {
  kind: 'status';
  status: 400 | 401 | 402 | 403 | 404 | 408 | 409 | 413 | 429 | 500 | 502 | 503 | 504 | 529;
  /** Seconds; absent: the vendor does not say. */
  retryAfter?: number;
  retryAfterMilliseconds?: number;
  /** `x-should-retry`, which SDKs obey. */
  shouldRetry?: boolean;
  message?: string;
  /** OpenAI's; `insufficient_quota` is how it says that there is no money left. */
  code?: string;
  /** Whatever stands before the vendor answers with a page. */
  page?: boolean;
}

export const SPOKEN: readonly ModelFaultEffect['kind'][] = ['refusal', 'truncated', 'malformed', 'misfit', 'hostile'];

export interface ModelFault {
  /** Number of the request, from 1, or a predicate over what is asked. */
  when: number | ((request: ModelRequest) => boolean);
  /** Before: nothing is done, nothing counted. After: the batch is there and the tokens are spent, but nobody is told. */
  timing?: 'before' | 'after';
  effect: ModelFaultEffect;
  /** How often it strikes; once when left out. */
  times?: number;
}

export interface ModelScatter {
  seed: number;
  /** Share of requests struck, from 0 to 1. */
  rate: number;
  effects: readonly ModelFaultEffect[];
  only?: (request: ModelRequest) => boolean;
}

export const describeModelFault = ({ effect, timing = 'before' }: ModelFault): string =>
  `${timing} ${effect.kind === 'status' ? `status ${effect.status}` : effect.kind}`;

export class ModelFaults {
  #pending: { fault: ModelFault; left: number }[] = [];
  #scatters: ModelScatter[] = [];

  add(fault: ModelFault): void {
    if (fault.timing === 'after' && (fault.effect.kind === 'refuse' || SPOKEN.includes(fault.effect.kind))) {
      throw new RangeError(`The fault ${fault.effect.kind} strikes before the effect only.`);
    }
    this.#pending.push({ fault, left: fault.times ?? 1 });
  }

  /** The same seed strikes the same requests in the same way. */
  scatter(scatter: ModelScatter): void {
    this.#scatters.push(scatter);
  }

  clear(): void {
    this.#pending = [];
    this.#scatters = [];
  }

  take(request: ModelRequest): ModelFault | null {
    const strikes = ({ when }: ModelFault): boolean => (typeof when === 'number' ? when === request.n : when(request));
    const found = this.#pending.find(({ fault, left }) => left > 0 && strikes(fault));
    if (found !== undefined) {
      found.left -= 1;
      return found.fault;
    }
    for (const { seed, rate, effects, only } of this.#scatters) {
      if (only?.(request) === false) continue;
      const draw = seededNumbers(seed, request.n);
      if (draw() >= rate) continue;
      const effect = effects[Math.floor(draw() * effects.length)];
      if (effect !== undefined) return { when: request.n, effect };
    }
    return null;
  }
}
