/** Asking the ledger: what a request is answered, and the events that count it. Pure, and on the ledger as it then is. */
import type { LedgerEvent } from '../event.ts';
import type { LimitSettings } from '../limit-settings.ts';
import type { State } from '../state.ts';
import { COUNTINGS } from './countings.ts';
import { type CallOutcome, OBSERVED_WIDTH } from './observed.ts';
import { isAdaptive, measuresIn, placesOf, planOf } from './plan.ts';
import { CATEGORY, type Found, limitsOf, ruleWords } from './resolve.ts';
import { keyOf, type LimitPlace, type LimitRow, MOST_ROWS } from './row.ts';
import { MOST_AMOUNT, type Rule } from './rule.ts';
import { type Amount, giveBack, type Joint, observeIn, type Row, takeTogether } from './together.ts';

/** What whoever asks is answered. Times are milliseconds. */
export interface LimitAnswer {
  allowed: boolean;
  remaining: number;
  reset: number;
  retryAfter: number;
  reason: string;
  /** When it was asked, by the clock that counts. */
  at: number;
}

/** A request: by whom, for what, how much. `tier`: of a client that the configuration does not name. */
export interface LimitAsk extends LimitPlace {
  amount: Amount;
  tier?: string;
}

type Rows = State['limits'];

const LETTERS = { 'token-bucket': 'b', 'sliding-window': 's', 'fixed-window': 'f', adaptive: 'a' } as const;
const nameOf = ({ of, strategy, per }: Rule): string => `${of[0]}${LETTERS[strategy]}${per[0]}`;
/** Names of the rules, such as `rsm,rbm`: requests, sliding, a minute; requests, bucket, a minute. */
export const shapeOf = (rules: readonly Rule[]): string => rules.map(nameOf).join();

/** The numbers of a kept row for these rules: those of a rule that it has are taken over, the others begin with nothing. */
export function rowFor(kept: LimitRow | undefined, rules: readonly Rule[], now: number): Row | undefined {
  if (kept === undefined) return undefined;
  const [shape, , ...row] = kept;
  if (shape === shapeOf(rules)) return row;
  const fresh = takeTogether(undefined, rules, { requests: 0, tokens: 0 }, now).row;
  const windows = new Map<string, number[]>();
  let place = 1;
  for (const name of shape.split(',')) {
    const strategy = strategyNamed(name);
    if (strategy === undefined) break;
    const { width } = COUNTINGS[strategy];
    windows.set(name, row.slice(place, place + width));
    place += width;
  }
  const places = placesOf(rules);
  const next = rules.flatMap((rule, at) => windows.get(nameOf(rule)) ?? fresh.slice(places[at], places[at + 1]));
  const observed = row.length >= place + OBSERVED_WIDTH ? row.slice(place) : fresh.slice(places.at(-1));
  return [row[0] ?? 0, ...next, ...(isAdaptive(rules) ? observed : [])];
}

const strategyNamed = (name: string): Rule['strategy'] | undefined =>
  (Object.keys(LETTERS) as Rule['strategy'][]).find((strategy) => LETTERS[strategy] === name[1]);

/** The row as it is kept. */
export function keptRow(row: Row, rules: readonly Rule[]): LimitRow {
  const plan = planOf(rules);
  const ends = measuresIn(plan, row).map((measure, at) => {
    return plan.countings[at]?.when(row, plan.places[at] ?? 1, measure, 0) ?? 0;
  });
  return [shapeOf(rules), Math.max(row[0] ?? 0, ...ends), ...row];
}

const withinWords = (as: string): string => `within the limits of ${as}`;

export function reasonOf({ allowed, retryAfter, refusedBy }: Joint, as: string): string {
  if (allowed) return withinWords(as);
  const wait = `again in ${waitWords(retryAfter)}`;
  if (refusedBy === null) return `a larger request waits before it, ${wait}`;
  return `${as} may have ${ruleWords(refusedBy)}: ${wait}`;
}

const waitWords = (milliseconds: number): string => {
  if (milliseconds < 120_000) return `${Math.ceil(milliseconds / 1_000)} s`;
  return milliseconds < 7_200_000
    ? `${Math.ceil(milliseconds / 60_000)} min`
    : `${Math.ceil(milliseconds / 3_600_000)} h`;
};

/** What is asked for has to be something that can be counted: whole numbers, and not all of them zero. */
export const isCountable = ({ requests, tokens }: Amount): boolean =>
  isWhole(requests) && isWhole(tokens) && requests + tokens > 0;
const isWhole = (part: number): boolean => Number.isInteger(part) && part >= 0 && part <= MOST_AMOUNT;

const refusal = (reason: string, at: number): LimitAnswer => ({
  ...{ allowed: false, remaining: 0, reset: at, retryAfter: 0, reason, at },
});

/** Who is bound by which rules, or what whoever asks is answered without counting. */
type Bound = Limited | { kind: 'answered'; answer: LimitAnswer };
/** `within`: what is told whenever it is allowed. */
export type Limited = Extract<Found, { kind: 'limited' }> & { within: string };

/** For many requests: the rules of a client are worked out once. */
export function lookUp(settings: LimitSettings, tier?: string): (client: string, amount: Amount, at: number) => Bound {
  const known = new Map<string, Limited>();
  const hasClients = Object.keys(settings.clients).length > 0;
  // All whom only the tier binds are bound alike.
  const nameOfBound = (client: string): string =>
    tier === undefined || client.startsWith(CATEGORY) || (hasClients && Object.hasOwn(settings.clients, client))
      ? client
      : '';
  return (client, amount, at) => {
    if (!isCountable(amount)) return { kind: 'answered', answer: refusal(UNCOUNTABLE, at) };
    const name = nameOfBound(client);
    const bound = known.get(name);
    if (bound !== undefined) return bound;
    const found = limitsOf(client, settings, tier);
    if (found.kind === 'unknown') return { kind: 'answered', answer: refusal(found.reason, at) };
    if (found.kind === 'off') {
      const free = { allowed: true, remaining: MOST_AMOUNT, reset: at, retryAfter: 0 };
      return { kind: 'answered', answer: { ...free, reason: found.reason, at } };
    }
    const limited = { ...found, within: withinWords(found.as) };
    known.set(name, limited);
    return limited;
  };
}

const UNCOUNTABLE = `an amount is a whole number up to ${MOST_AMOUNT.toLocaleString('en-US')}, and not nothing`;

export function answerOf(decision: Joint, { as, within }: Limited, at: number): LimitAnswer {
  const { allowed, remaining, reset, retryAfter } = decision;
  return { allowed, remaining, reset, retryAfter, reason: allowed ? within : reasonOf(decision, as), at };
}

/** The answer, and what the ledger is to remember of it; nothing where nothing is limited. */
export function askLimits(
  rows: Rows,
  { client, endpoint, amount, tier }: LimitAsk,
  settings: LimitSettings,
  now: number,
): { answer: LimitAnswer; events: LedgerEvent[] } {
  const bound = lookUp(settings, tier)(client, amount, now);
  if (bound.kind === 'answered') return { answer: bound.answer, events: [] };
  const { rules } = bound;
  const key = keyOf({ client, endpoint });
  if (!hasRoom(rows ?? {}, key, now)) return { answer: noRoom(rows ?? {}, now), events: [] };
  const before = rowFor(rows?.[key], rules, now);
  const { decision, row } = takeTogether(before, rules, amount, now);
  const use = { client, endpoint, ...amount };
  const waits = (row[0] ?? 0) !== (before?.[0] ?? 0);
  const event: LedgerEvent = decision.allowed
    ? { kind: 'limit-taken', ...use, row: keptRow(row, rules) }
    : { kind: 'limit-refused', ...use, times: 1, ...(waits && { row: keptRow(row, rules) }) };
  return { answer: answerOf(decision, bound, now), events: [event] };
}

/** Whether one more can be kept without forgetting what still limits. */
export const hasRoom = (rows: Readonly<Record<string, LimitRow>>, key: string, now: number): boolean =>
  Object.hasOwn(rows, key) ||
  Object.keys(rows).length < MOST_ROWS ||
  Object.values(rows).some(([, until]) => until <= now);

function noRoom(rows: NonNullable<Rows>, now: number): LimitAnswer {
  const until = Math.min(...Object.values(rows).map(([, end]) => end));
  const reason = 'memory counts as many clients as it can: give some of them one name';
  return { ...refusal(reason, now), reset: until, retryAfter: until - now };
}

/** Gives back what was taken at `since` and not used. */
export function returnEvents(
  rows: Rows,
  { client, endpoint, amount, tier }: LimitAsk,
  settings: LimitSettings,
  times: { since: number; now: number },
): LedgerEvent[] {
  const found = limitsOf(client, settings, tier);
  if (found.kind !== 'limited' || !isCountable(amount)) return [];
  const row = rowFor(rows?.[keyOf({ client, endpoint })], found.rules, times.now);
  if (row === undefined) return [];
  const next = keptRow(giveBack(row, found.rules, amount, times), found.rules);
  return [{ kind: 'limit-returned', client, endpoint, ...amount, row: next }];
}

/** Notes how calls went: for limits that adapt, and for whoever reads of it. */
export function observedEvents(
  rows: Rows,
  { client, endpoint, tier }: Omit<LimitAsk, 'amount'>,
  outcomes: readonly CallOutcome[],
  settings: LimitSettings,
  now: number,
): LedgerEvent[] {
  const found = limitsOf(client, settings, tier);
  if (found.kind !== 'limited' || outcomes.length === 0) return [];
  const { rules } = found;
  const key = keyOf({ client, endpoint });
  let row = rowFor(rows?.[key], rules, now);
  for (const outcome of outcomes) row = observeIn(row, rules, outcome, now) ?? row;
  const isKept = row !== undefined && isAdaptive(rules) && hasRoom(rows ?? {}, key, now);
  const kept = isKept && row !== undefined ? keptRow(row, rules) : undefined;
  return observedEvent({ client, endpoint }, outcomes, kept);
}

/** `row`: what memory keeps of it; absent where limits do not adapt, or are counted elsewhere. */
export function observedEvent(place: LimitPlace, outcomes: readonly CallOutcome[], row?: LimitRow): LedgerEvent[] {
  if (outcomes.length === 0) return [];
  const failed = outcomes.filter(({ ok }) => !ok).length;
  const milliseconds = Math.round(outcomes.reduce((sum, one) => sum + one.milliseconds, 0));
  return [{ kind: 'limit-observed', ...place, calls: outcomes.length, failed, milliseconds, ...(row && { row }) }];
}
