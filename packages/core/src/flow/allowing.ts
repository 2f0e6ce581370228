/** Limits on calls of models: a run takes for each vendor what it may need, as one block of its reservation, and gives back the rest. */
import type { LedgerEvent } from '../domain/event.ts';
import type { LimitSettings } from '../domain/limit-settings.ts';
import { askLimits, observedEvents, returnEvents } from '../domain/limits/count.ts';
import type { CallOutcome } from '../domain/limits/observed.ts';
import { limitsOf } from '../domain/limits/resolve.ts';
import { keyOf } from '../domain/limits/row.ts';
import type { Amount } from '../domain/limits/together.ts';
import type { Call, Provider } from '../domain/model.ts';
import { allTokens } from '../domain/money/tokens.ts';
import type { State } from '../domain/state.ts';
import { type Block, type Need as BlockNeed, type Blocks, NO_BLOCKS, NO_MORE, type Rest } from './sharing.ts';

/** What of a vendor's limits this run may use. */
export interface Allowance {
  calls: number;
  tokens: number;
  used: { calls: number; tokens: number };
  outcomes: CallOutcome[];
  /** Why there is no more. */
  reason: string;
  /** Where it was taken elsewhere; null: memory alone counts it. */
  block: Block | null;
  /** Of `calls`, what memory counted: no more is given back to it. */
  kept: number;
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

/** The same, for whoever counts it elsewhere. */
export const blockNeedsOf = (needs: ReadonlyMap<Provider, Need>): BlockNeed[] =>
  [...needs].map(([client, { calls, tokens }]) => ({ client, endpoint: ENDPOINT, requests: calls, tokens }));

/** As much of what is needed as the limits leave; vendors that nothing limits are not among them. */
export function allow(
  needs: ReadonlyMap<Provider, Need>,
  rows: State['limits'],
  settings: LimitSettings,
  now: number,
  blocks: Blocks = NO_BLOCKS,
): { allowances: Allowances; events: LedgerEvent[] } {
  const allowances = new Map<Provider, Allowance>();
  const events: LedgerEvent[] = [];
  for (const [client, { calls, tokens }] of needs) {
    if (limitsOf(client, settings).kind !== 'limited') continue;
    const block = blocks.get(keyOf({ client, endpoint: ENDPOINT }));
    if (block) {
      const { event, kept } = blockEvent(block, rows, settings, now);
      allowances.set(client, allowanceOf(block, kept));
      events.push(event);
      continue;
    }
    const { calls: most, taken, reason } = askEach(rows, { client, calls, tokens }, settings, now);
    events.push(...taken);
    const used = { calls: 0, tokens: 0 };
    allowances.set(client, { calls: most, tokens: most * tokens, used, outcomes: [], reason, block: null, kept: most });
  }
  return { allowances, events };
}

/** One call after the other, as far as they pass: together they would be one large request, which is taken as debt. */
function askEach(
  rows: State['limits'],
  { client, calls, tokens }: Need & { client: string },
  settings: LimitSettings,
  now: number,
): { calls: number; taken: LedgerEvent[]; reason: string } {
  const place = { client, endpoint: ENDPOINT };
  let [left, taken]: [State['limits'], LedgerEvent[]] = [rows, []];
  for (let count = 1; count <= calls; count++) {
    const ask = { ...place, amount: { requests: 1, tokens } };
    const { answer, events } = askLimits(left, ask, settings, now);
    if (!answer.allowed) return { calls: count - 1, taken: count === 1 ? events : taken, reason: answer.reason };
    const [event] = events;
    const row = event?.kind === 'limit-taken' ? event.row : undefined;
    left = { ...left, ...(row && { [keyOf(place)]: row }) };
    taken = [{ kind: 'limit-taken', ...place, requests: count, tokens: count * tokens, ...(row && { row }) }];
  }
  return { calls, taken, reason: NO_MORE.reason };
}

const allowanceOf = (block: Block, kept: number): Allowance => ({
  ...{ calls: block.requests, tokens: block.tokens, used: { calls: 0, tokens: 0 }, outcomes: [] },
  ...{ reason: block.reason, block, kept },
});

/** Memory does not decide here; but it goes on from this when whoever counts is lost. */
function blockEvent(
  block: Block,
  rows: State['limits'],
  settings: LimitSettings,
  now: number,
): { event: LedgerEvent; kept: number } {
  const { client, endpoint, requests, tokens } = block;
  const use = { client, endpoint, tokens };
  if (requests === 0) return { event: { kind: 'limit-refused', ...use, requests: 1, times: 1 }, kept: 0 };
  const each = { client, calls: requests, tokens: Math.floor(tokens / requests) };
  const { calls: kept, taken } = askEach(rows, each, settings, now);
  const [first] = taken;
  const row = first?.kind === 'limit-taken' ? first.row : undefined;
  return { event: { kind: 'limit-taken', ...use, requests, ...(row && { row }) }, kept };
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
  return [...allowances].flatMap(([client, allowance]): LedgerEvent[] => {
    const { outcomes } = allowance;
    const place = { client, endpoint: ENDPOINT };
    const amount = unusedOf(allowance);
    const unused = amount.requests + amount.tokens > 0;
    const own = returnEvents(rows, { ...place, amount: keptOf(allowance) }, settings, { since, now });
    const [given] = own;
    const row = given && 'row' in given ? given.row : undefined;
    const isTold = unused && (row !== undefined || allowance.block !== null);
    const returned: LedgerEvent[] = isTold
      ? [{ kind: 'limit-returned', ...place, ...amount, ...(row && { row }) }]
      : [];
    const left = row ? { ...rows, [keyOf(place)]: row } : rows;
    return [...returned, ...observedEvents(left, place, outcomes, settings, now)];
  });
}

const unusedOf = ({ calls, tokens, used }: Pick<Allowance, 'calls' | 'tokens' | 'used'>): Amount => ({
  requests: Math.max(0, calls - used.calls),
  tokens: Math.max(0, tokens - used.tokens),
});

/** What is not used of what memory counted: of a limit that was full there it counted less than was taken elsewhere. */
const keptOf = ({ calls, tokens, used, kept }: Allowance): Amount =>
  unusedOf({ calls: kept, tokens: calls === 0 ? 0 : Math.floor((tokens * kept) / calls), used });

/** What whoever counts elsewhere is told at the end: what was not used, and how calls went. */
export const restOf = (allowances: Allowances): Rest[] =>
  [...allowances.values()].flatMap((allowance) => {
    const { block, outcomes } = allowance;
    return block ? [{ ...block, ...unusedOf(allowance), outcomes }] : [];
  });
