/** One request against all rules of a client at an endpoint: all pass and all are taken, or nothing is. */
import { type CallOutcome, NOTHING_OBSERVED, OBSERVED_WIDTH, type Observed, observe } from './observed.ts';
import { type Counting, type Decision, type Measure, MOST_AMOUNT, type Rule } from './rule.ts';
import { COUNTINGS, measureOf, waitFor } from './take.ts';

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

export const isAdaptive = (rules: readonly Rule[]): boolean => planOf(rules).adapts;

/** Where the window of each rule begins in a row, and at the end where what was observed does. */
export const placesOf = (rules: readonly Rule[]): readonly number[] => planOf(rules).places;

/** What follows from rules alone: worked out once for as long as they are the same list. */
interface Plan {
  places: readonly number[];
  adapts: boolean;
  /** A row of as many numbers as there have to be. */
  empty: readonly number[];
  countings: readonly Counting[];
  /** As they are where nothing was observed. */
  measures: readonly Measure[];
  countsRequests: boolean;
}

const plans = new WeakMap<readonly Rule[], Plan>();

function planOf(rules: readonly Rule[]): Plan {
  const known = plans.get(rules);
  if (known) return known;
  const countings = rules.map(({ strategy }) => COUNTINGS[strategy]);
  const places = [1];
  for (const { width } of countings) places.push((places.at(-1) ?? 1) + width);
  const adapts = rules.some(({ strategy }) => strategy === 'adaptive');
  const width = (places.at(-1) ?? 1) + (adapts ? OBSERVED_WIDTH : 0);
  const plan: Plan = {
    ...{ places, adapts, countings, empty: Array.from({ length: width }, () => 0) },
    measures: rules.map((rule) => measureOf(rule)),
    countsRequests: rules.some(({ of }) => of === 'requests'),
  };
  plans.set(rules, plan);
  return plan;
}

export const widthOf = (rules: readonly Rule[]): number => planOf(rules).empty.length;

export function observedIn(row: Numbers | undefined, rules: readonly Rule[], from = 0): Observed {
  if (row === undefined || !isAdaptive(rules)) return NOTHING_OBSERVED;
  const place = from + (placesOf(rules).at(-1) ?? 0);
  return [row[place] ?? 0, row[place + 1] ?? 0, row[place + 2] ?? 0, row[place + 3] ?? 0];
}

/** The row in what holds others too. */
type Numbers = ArrayLike<number>;

/**
 * A pure function of the row (which begins at `from`), the rules and the request; waiting exactly `retryAfter` is enough
 * if nobody else takes.
 */
export function takeTogether(
  row: Numbers | undefined,
  rules: readonly Rule[],
  amount: Amount,
  now: number,
  from = 0,
): { decision: Joint; row: Row } {
  const plan = planOf(rules);
  const { countings, places, adapts } = plan;
  const held = row?.[from] ?? 0;
  const observed = adapts ? observedIn(row, rules, from) : NOTHING_OBSERVED;
  const measures = adapts ? rules.map((rule) => measureOf(rule, observed)) : plan.measures;
  const next = plan.empty.slice();
  let wait = 0;
  let refusedBy = -1;
  let isLarge = false;
  for (let at = 0; at < rules.length; at++) {
    const counting = countings[at];
    const measure = measures[at];
    const rule = rules[at];
    const place = places[at] ?? 1;
    if (!counting || !measure || !rule) continue;
    counting.roll(row, from + place, measure, now, next, place);
    const wanted = amount[rule.of];
    if (wanted > measure.capacity) isLarge = true;
    const own = waitFor(counting, next, place, measure, { amount: wanted, now });
    if (own > wait) {
      wait = own;
      refusedBy = at;
    }
  }
  if (!isLarge && held - now > wait) {
    wait = held - now;
    refusedBy = -1;
  }
  if (wait === 0) take(next, rules, measures, amount);
  else next[0] = isLarge ? Math.max(held, now + wait + PATIENCE) : held;
  if (adapts) for (const [at, value] of observed.entries()) next[(places.at(-1) ?? 0) + at] = value;
  return {
    decision: joint(next, rules, measures, amount, { now, wait, refusedBy: rules[refusedBy] ?? null }),
    row: next,
  };
}

function take(next: number[], rules: readonly Rule[], measures: readonly Measure[], amount: Amount): void {
  const { countings, places } = planOf(rules);
  next[0] = 0;
  for (let at = 0; at < rules.length; at++) {
    const measure = measures[at];
    const rule = rules[at];
    if (measure && rule && amount[rule.of] > 0) countings[at]?.add(next, places[at] ?? 1, measure, amount[rule.of]);
  }
}

interface Wait {
  now: number;
  wait: number;
  refusedBy: Rule | null;
}

function joint(
  row: Row,
  rules: readonly Rule[],
  measures: readonly Measure[],
  amount: Amount,
  { now, wait, refusedBy }: Wait,
): Joint {
  const { countings, places, countsRequests } = planOf(rules);
  // What is left is told of requests where they are counted, and of tokens where only those are.
  const told = countsRequests && amount.requests > 0 ? 'requests' : 'tokens';
  let remaining: number = MOST_AMOUNT;
  let reset = now;
  for (let at = 0; at < rules.length; at++) {
    const counting = countings[at];
    const measure = measures[at];
    const place = places[at] ?? 1;
    if (!counting || !measure) continue;
    reset = Math.max(reset, counting.when(row, place, measure, 0));
    if (rules[at]?.of === told) remaining = Math.min(remaining, Math.max(0, counting.free(row, place, measure)));
  }
  return { allowed: wait === 0, remaining, reset, retryAfter: wait, refusedBy };
}

/** What is answered where it was taken, from the row as it is since. */
export function takenOf(row: Row, rules: readonly Rule[], amount: Amount, now: number): Joint {
  const { adapts, measures } = planOf(rules);
  const observed = observedIn(row, rules);
  const own = adapts ? rules.map((rule) => measureOf(rule, observed)) : measures;
  return joint(row, rules, own, amount, { now, wait: 0, refusedBy: null });
}

/** The row without what was taken at `since` and not used. */
export function giveBack(row: Row, rules: readonly Rule[], amount: Amount, times: { since: number; now: number }): Row {
  const { countings, places } = planOf(rules);
  const observed = observedIn(row, rules);
  const next = [...row];
  for (const [at, rule] of rules.entries()) {
    const [place, measure] = [places[at] ?? 1, measureOf(rule, observed)];
    countings[at]?.roll(row, place, measure, times.now, next, place);
    countings[at]?.giveBack(next, place, measure, amount[rule.of], times.since);
  }
  return next;
}

/** The row with what became of a call; where no rule adapts it is the same. */
export function observeIn(row: Row | undefined, rules: readonly Rule[], outcome: CallOutcome, now: number): Row | null {
  if (!isAdaptive(rules)) return null;
  const known = row ?? takeTogether(undefined, rules, { requests: 0, tokens: 0 }, now).row;
  const place = placesOf(rules).at(-1) ?? 0;
  return [...known.slice(0, place), ...observe(known.slice(place), outcome)];
}
