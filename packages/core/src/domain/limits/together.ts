/** One request against all rules of a client at an endpoint: all pass and all are taken, or nothing is. */
import { add, free, roll, when } from './countings.ts';
import { type CallOutcome, observe } from './observed.ts';
import { isAdaptive, measuresIn, type Plan, placesOf, planOf } from './plan.ts';
import { type Decision, type Measure, MOST_AMOUNT, type Numbers, type OwnNumbers, type Rule } from './rule.ts';
import { waitFor } from './take.ts';

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

const wantedOf = ({ of }: Rule, { requests, tokens }: Amount): number => (of === 'requests' ? requests : tokens);

/** How long a place is kept for a large request beyond the time at which it may pass. Milliseconds. */
const PATIENCE = 30_000;

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
  const next = plan.fresh.slice();
  const decision = takeInto(next, plan, row, from, amount, now);
  const seen = plan.places[rules.length] ?? 0;
  if (row !== undefined) for (let at = seen; at < plan.width; at++) next[at] = row[from + at] ?? 0;
  return { decision: { ...decision }, row: next };
}

/**
 * The same, with the row as it is since written into `next`, but for what was observed: whoever asks often keeps one for it.
 * The decision stands until the next one is asked for.
 */
export function takeInto(
  next: OwnNumbers,
  plan: Plan,
  row: Numbers | undefined,
  from: number,
  amount: Amount,
  now: number,
): Joint {
  const { rules, countings, places } = plan;
  const measures = measuresIn(plan, row, from);
  let wait = 0;
  let refusedBy: Rule | null = null;
  let isLarge = false;
  for (let at = 0; at < rules.length; at++) {
    const counting = countings[at];
    const measure = measures[at];
    const rule = rules[at];
    const place = places[at] ?? 1;
    if (!counting || !measure || !rule) continue;
    roll(counting, row, from + place, measure, now, next, place);
    const wanted = wantedOf(rule, amount);
    if (wanted > measure.capacity) isLarge = true;
    const own = waitFor(counting, next, place, measure, wanted, now);
    if (own > wait) {
      wait = own;
      refusedBy = rule;
    }
  }
  const held = row?.[from] ?? 0;
  if (!isLarge && held - now > wait) {
    wait = held - now;
    refusedBy = null;
  }
  if (wait === 0) take(next, plan, measures, amount);
  else next[0] = isLarge ? Math.max(held, now + wait + PATIENCE) : held;
  return joint(next, plan, measures, amount, now, wait, refusedBy);
}

function take(
  next: OwnNumbers,
  { rules, countings, places }: Plan,
  measures: readonly Measure[],
  amount: Amount,
): void {
  next[0] = 0;
  for (let at = 0; at < rules.length; at++) {
    const counting = countings[at];
    const measure = measures[at];
    const rule = rules[at];
    if (!counting || !measure || !rule) continue;
    const wanted = wantedOf(rule, amount);
    if (wanted > 0) add(counting, next, places[at] ?? 1, measure, wanted);
  }
}

function joint(
  row: Numbers,
  { countings, places, rules, countsRequests, decision }: Plan,
  measures: readonly Measure[],
  amount: Amount,
  now: number,
  wait: number,
  refusedBy: Rule | null,
): Joint {
  // What is left is told of requests where they are counted, and of tokens where only those are.
  const told = countsRequests && amount.requests > 0 ? 'requests' : 'tokens';
  let remaining: number = MOST_AMOUNT;
  let reset = now;
  for (let at = 0; at < rules.length; at++) {
    const counting = countings[at];
    const measure = measures[at];
    const place = places[at] ?? 1;
    if (!counting || !measure) continue;
    reset = Math.max(reset, when(counting, row, place, measure, 0));
    if (rules[at]?.of === told) remaining = Math.min(remaining, Math.max(0, free(counting, row, place, measure)));
  }
  decision.allowed = wait === 0;
  decision.remaining = remaining;
  decision.reset = reset;
  decision.retryAfter = wait;
  decision.refusedBy = refusedBy;
  return decision;
}

/** What is answered where it was taken, from the row as it is since. */
export function takenOf(row: Row, rules: readonly Rule[], amount: Amount, now: number): Joint {
  const plan = planOf(rules);
  return { ...joint(row, plan, measuresIn(plan, row), amount, now, 0, null) };
}

/** The row without what was taken at `since` and not used. */
export function giveBack(row: Row, rules: readonly Rule[], amount: Amount, times: { since: number; now: number }): Row {
  const plan = planOf(rules);
  const next = [...row];
  for (const [at, measure] of measuresIn(plan, row).entries()) {
    const place = plan.places[at] ?? 1;
    const rule = rules[at];
    plan.countings[at]?.roll(row, place, measure, times.now, next, place);
    plan.countings[at]?.giveBack(next, place, measure, rule ? wantedOf(rule, amount) : 0, times.since);
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
