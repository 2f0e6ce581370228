/** What follows from the rules of a client alone: worked out once for as long as they are the same list. */
import { COUNTINGS } from './countings.ts';
import { factorOf, adapted as limitBy, NOTHING_OBSERVED, type Observed } from './observed.ts';
import type { Counting, Measure, Numbers, OwnNumbers, Rule } from './rule.ts';
import { measureOf } from './take.ts';
import type { Joint } from './together.ts';

export interface Plan {
  rules: readonly Rule[];
  /** Where the window of each rule begins in a row, and at the end where what was observed does. */
  places: readonly number[];
  adapts: boolean;
  /** How many numbers a row has. */
  width: number;
  /** A row of which nothing is counted and nothing observed. */
  fresh: readonly number[];
  countings: readonly Counting[];
  /** As they are where nothing was observed. */
  measures: readonly Measure[];
  /** As they were when they were last asked for, and what had been observed then. */
  adapted: readonly Measure[];
  known: OwnNumbers;
  countsRequests: boolean;
  /** What was last decided: the same object each time, so that a decision leaves nothing behind. */
  decision: Joint;
}

const plans = new WeakMap<readonly Rule[], Plan>();

export function planOf(rules: readonly Rule[]): Plan {
  const known = plans.get(rules);
  if (known) return known;
  const countings = rules.map(({ strategy }) => COUNTINGS[strategy]);
  const places = [1];
  for (const { width } of countings) places.push((places.at(-1) ?? 1) + width);
  const adapts = rules.some(({ strategy }) => strategy === 'adaptive');
  const fresh = [...Array.from({ length: places.at(-1) ?? 1 }, () => 0), ...(adapts ? NOTHING_OBSERVED : [])];
  const plan: Plan = {
    ...{ rules, places, adapts, countings, fresh, width: fresh.length },
    measures: rules.map((rule) => measureOf(rule)),
    adapted: rules.map((rule) => measureOf(rule)),
    known: [...NOTHING_OBSERVED],
    countsRequests: rules.some(({ of }) => of === 'requests'),
    decision: { allowed: false, remaining: 0, reset: 0, retryAfter: 0, refusedBy: null },
  };
  plans.set(rules, plan);
  return plan;
}

export const isAdaptive = (rules: readonly Rule[]): boolean => planOf(rules).adapts;
export const placesOf = (rules: readonly Rule[]): readonly number[] => planOf(rules).places;
export const widthOf = (rules: readonly Rule[]): number => planOf(rules).width;

/** Of a row that begins at `from`. */
export function observedIn(row: Numbers | undefined, rules: readonly Rule[], from = 0): Observed {
  const { adapts, places } = planOf(rules);
  if (row === undefined || !adapts) return NOTHING_OBSERVED;
  const place = from + (places.at(-1) ?? 0);
  return [row[place] ?? 0, row[place + 1] ?? 0, row[place + 2] ?? 0, row[place + 3] ?? 0];
}

/** The measures as they are with what was observed in a row that begins at `from`; the same list until it is asked again. */
export function measuresIn(plan: Plan, row: Numbers | undefined, from = 0): readonly Measure[] {
  if (!plan.adapts || row === undefined) return plan.measures;
  const { rules, adapted } = plan;
  const place = from + (plan.places[rules.length] ?? 0);
  // Most requests come with nothing observed since, and to divide is slow.
  if (isKnown(plan.known, row, place)) return adapted;
  const factor = factorOf(row, place);
  for (let at = 0; at < rules.length; at++) {
    const rule = rules[at];
    const own = adapted[at];
    if (!rule || !own || rule.strategy !== 'adaptive') continue;
    own.limit = limitBy(rule.limit, factor);
    own.capacity = own.limit;
  }
  return adapted;
}

/** Whether this was observed when it was last asked; it is remembered. */
function isKnown(known: OwnNumbers, row: Numbers, place: number): boolean {
  const successes = row[place] ?? 0;
  const errors = row[place + 1] ?? 0;
  const usual = row[place + 2] ?? 0;
  const recent = row[place + 3] ?? 0;
  if (successes === known[0] && errors === known[1] && usual === known[2] && recent === known[3]) return true;
  known[0] = successes;
  known[1] = errors;
  known[2] = usual;
  known[3] = recent;
  return false;
}
