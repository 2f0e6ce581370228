/** Limits on calls of models: a run takes for each vendor what it may need, as one block of its reservation, and gives back the rest. */
import type { LedgerEvent } from '../domain/event.ts';
import type { LimitSettings } from '../domain/limit-settings.ts';
import { askLimits, observedEvents, returnEvents } from '../domain/limits/count.ts';
import type { CallOutcome } from '../domain/limits/observed.ts';
import { limitsOf } from '../domain/limits/resolve.ts';
import { keyOf } from '../domain/limits/row.ts';
import type { Call, Provider } from '../domain/model.ts';
import { allTokens } from '../domain/money/tokens.ts';
import type { State } from '../domain/state.ts';

/** What of a vendor's limits this run may use. */
export interface Allowance {
  calls: number;
  tokens: number;
  used: { calls: number; tokens: number };
  outcomes: CallOutcome[];
  /** Why there is no more. */
  reason: string;
}

export type Allowances = ReadonlyMap<Provider, Allowance>;

/** What a run may need of a vendor. */
export interface Need {
  calls: number;
  /** Of one call, at most. */
  tokens: number;
}

/** Any vendor's calls, whatever they are for. */
const ENDPOINT = 'model';

/** As much of what is needed as the limits leave; vendors that nothing limits are not among them. */
export function allow(
  needs: ReadonlyMap<Provider, Need>,
  rows: State['limits'],
  settings: LimitSettings,
  now: number,
): { allowances: Allowances; events: LedgerEvent[] } {
  const allowances = new Map<Provider, Allowance>();
  const events: LedgerEvent[] = [];
  for (const [client, { calls, tokens }] of needs) {
    if (limitsOf(client, settings).kind !== 'limited') continue;
    const ask = (requests: number) =>
      askLimits(rows, { client, endpoint: ENDPOINT, amount: { requests, tokens: requests * tokens } }, settings, now);
    const counts = Array.from({ length: calls }, (_, index) => calls - index);
    const most = counts.find((requests) => ask(requests).answer.allowed) ?? 0;
    const counted = ask(Math.max(1, most));
    events.push(...counted.events);
    allowances.set(client, {
      ...{ calls: most, tokens: most * tokens, used: { calls: 0, tokens: 0 }, outcomes: [] },
      reason: counted.answer.allowed ? 'this run took no more of its limits' : counted.answer.reason,
    });
  }
  return { allowances, events };
}

/** Before a call is sent; null: it may be. `unheard`: tokens of what this run will not hear the end of. */
export function overLimit(allowances: Allowances, provider: Provider, unheard = 0): string | null {
  const allowance = allowances.get(provider);
  if (!allowance) return null;
  if (allowance.used.calls >= allowance.calls) return allowance.reason;
  allowance.used.calls += 1;
  allowance.used.tokens += unheard;
  return null;
}

/** Nobody asked: what stood against it was not the limit. */
const UNSENT: readonly Call['result'][] = ['budget', 'rate', 'circuit'];

/** After a call: how it went is what limits that adapt follow. Where nobody knows what it used, as much as it can have counts. */
export function noteCall(allowances: Allowances, { model, tokens, result, milliseconds }: Call): void {
  const allowance = allowances.get(model.provider);
  if (!allowance || UNSENT.includes(result)) return;
  allowance.used.tokens += tokens ? allTokens(tokens) : Math.ceil(allowance.tokens / Math.max(1, allowance.calls));
  allowance.outcomes.push({ ok: result === 'answered', milliseconds });
}

/** What was not used goes back; `since`: when it was taken. */
export function settleAllowances(
  allowances: Allowances,
  rows: State['limits'],
  settings: LimitSettings,
  { since, now }: { since: number; now: number },
): LedgerEvent[] {
  return [...allowances].flatMap(([client, { calls, tokens, used, outcomes }]): LedgerEvent[] => {
    const place = { client, endpoint: ENDPOINT };
    const amount = { requests: calls - used.calls, tokens: Math.max(0, tokens - used.tokens) };
    const unused = amount.requests + amount.tokens > 0;
    const returned = unused ? returnEvents(rows, { ...place, amount }, settings, { since, now }) : [];
    const [given] = returned;
    const left = given && 'row' in given && given.row ? { ...rows, [keyOf(place)]: given.row } : rows;
    return [...returned, ...observedEvents(left, place, outcomes, settings, now)];
  });
}
