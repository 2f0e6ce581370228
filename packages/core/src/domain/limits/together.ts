/** One request against all rules of a client at an endpoint: all pass and all are taken, or nothing is. */
import { type CallOutcome, NOTHING_OBSERVED, OBSERVED_WIDTH, type Observed, observe } from './observed.ts';
import { type Decision, MOST_AMOUNT, type Rule, type Window } from './rule.ts';
import { COUNTINGS, measureOf, take } from './take.ts';

/** What is asked for; what a rule does not count costs it nothing. */
export interface Amount {
  requests: number;
  tokens: number;
}

/**
 * All that is kept of a client at an endpoint, as numbers: until when smaller requests wait for a larger one, the window
 * of each rule in turn, and what was observed where a rule adapts.
 */
export type Row = readonly number[];

export interface Joint extends Decision {
  /** The rule that has it wait longest; null: it was allowed, or it waits for a larger request. */
  refusedBy: Rule | null;
}

/** How long a place is kept for a large request beyond the time at which it may pass. Milliseconds. */
const PATIENCE = 30_000;

export const isAdaptive = (rules: readonly Rule[]): boolean => rules.some(({ strategy }) => strategy === 'adaptive');

/** Where the window of each rule begins in a row, and at the end where what was observed does. */
export function placesOf(rules: readonly Rule[]): number[] {
  const places = [1];
  for (const { strategy } of rules) places.push((places.at(-1) ?? 1) + COUNTINGS[strategy].width);
  return places;
}

export function observedIn(row: Row | undefined, rules: readonly Rule[]): Observed {
  if (row === undefined || !isAdaptive(rules)) return NOTHING_OBSERVED;
  const place = placesOf(rules).at(-1) ?? 0;
  return row.slice(place, place + OBSERVED_WIDTH);
}

/** A pure function of the row, the rules and the request; waiting exactly `retryAfter` is enough if nobody else takes. */
export function takeTogether(
  row: Row | undefined,
  rules: readonly Rule[],
  amount: Amount,
  now: number,
): { decision: Joint; row: Row } {
  const held = row?.[0] ?? 0;
  const observed = observedIn(row, rules);
  const windows: Window[] = [];
  const decisions: Decision[] = [];
  let place = 1;
  for (const rule of rules) {
    const { width } = COUNTINGS[rule.strategy];
    const window = row?.slice(place, place + width);
    const taken = take(window, rule, { amount: amount[rule.of], now }, observed);
    place += width;
    windows.push(taken.window);
    decisions.push(taken.decision);
  }
  const isLarge = isLargeFor(rules, amount, observed);
  const wait = Math.max(!isLarge && held > now ? held - now : 0, ...decisions.map(({ retryAfter }) => retryAfter));
  if (wait === 0) {
    const next = [0, ...windows.flat(), ...(isAdaptive(rules) ? observed : [])];
    return { decision: joint(rules, decisions, amount, 0), row: next };
  }
  // Those that were taken are not: each window stays as it was.
  const stays = rules.map(({ strategy, ...rule }, at) => {
    const start = placeOf(rules, at);
    const measure = measureOf({ strategy, ...rule }, observed);
    return COUNTINGS[strategy].at(row?.slice(start, start + COUNTINGS[strategy].width), measure, now);
  });
  const waits = isLarge ? Math.max(held, now + wait + PATIENCE) : held;
  const next = [waits, ...stays.flat(), ...(isAdaptive(rules) ? observed : [])];
  const untaken = rules.map((rule, at) => take(stays[at], rule, { amount: 0, now }, observed).decision);
  const waiting = decisions.map(({ retryAfter }, at) => ({ ...untaken[at], retryAfter }) as Decision);
  return { decision: joint(rules, waiting, amount, wait), row: next };
}

const placeOf = (rules: readonly Rule[], at: number): number => placesOf(rules)[at] ?? 1;

function isLargeFor(rules: readonly Rule[], amount: Amount, observed: Observed): boolean {
  return rules.some((rule) => amount[rule.of] > measureOf(rule, observed).capacity);
}

function joint(rules: readonly Rule[], decisions: readonly Decision[], amount: Amount, wait: number): Joint {
  // What is left is told of requests where they are counted, and of tokens where only those are.
  const told = rules.some(({ of }) => of === 'requests') && amount.requests > 0 ? 'requests' : 'tokens';
  const left = decisions.filter((_, at) => rules[at]?.of === told).map(({ remaining }) => remaining);
  const longest = decisions.findIndex(({ retryAfter }) => wait > 0 && retryAfter === wait);
  return {
    allowed: wait === 0,
    remaining: left.length === 0 ? MOST_AMOUNT : Math.min(...left),
    reset: Math.max(0, ...decisions.map(({ reset }) => reset)),
    retryAfter: wait,
    refusedBy: rules[longest] ?? null,
  };
}

/** The row without what was taken at `since` and not used. */
export function giveBack(row: Row, rules: readonly Rule[], amount: Amount, times: { since: number; now: number }): Row {
  const observed = observedIn(row, rules);
  const windows = rules.map((rule, at) => {
    const counting = COUNTINGS[rule.strategy];
    const measure = measureOf(rule, observed);
    const start = placeOf(rules, at);
    const current = counting.at(row.slice(start, start + counting.width), measure, times.now);
    return counting.giveBack(current, measure, amount[rule.of], times.since);
  });
  return [row[0] ?? 0, ...windows.flat(), ...(isAdaptive(rules) ? observed : [])];
}

/** The row with what became of a call; where no rule adapts it is the same. */
export function observeIn(row: Row | undefined, rules: readonly Rule[], outcome: CallOutcome, now: number): Row | null {
  if (!isAdaptive(rules)) return null;
  const known = row ?? takeTogether(undefined, rules, { requests: 0, tokens: 0 }, now).row;
  const place = placesOf(rules).at(-1) ?? 0;
  return [...known.slice(0, place), ...observe(known.slice(place), outcome)];
}
