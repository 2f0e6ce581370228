/** Learning without a model: what became of earlier suggestions of the same rule, type and area raises or lowers a cause. */
import type { Config } from '../domain/config.ts';
import type { Cause } from '../domain/evidence.ts';
import { areaOf } from '../domain/lesson-book.ts';
import { type Lessons, QUIET_AFTER, quietRules, type Tally } from '../domain/lessons.ts';
import type { Left } from '../domain/tick.ts';

/** How much an answer counts that was given to another rule of the same type, or elsewhere in the same area. */
const WEIGHTS = { rule: 1, type: 0.25, area: 0.5 } as const;
/** As if so many had been accepted and so many rejected before anybody answered: few answers say little. */
const PRIOR = 2;

/** The bounds of the factor: acceptance raises by a quarter at most, rejection halves at most. */
export const FACTOR = { least: 0.5, most: 1.25 } as const;

/** 0 to 1: how likely people are to accept such a cause; exactly a half where nobody has answered yet. */
export function acceptanceOf(lessons: Lessons, cause: Pick<Cause, 'rule' | 'type' | 'findings'>): number {
  const tallies: [Tally | undefined, number][] = [
    [lessons.rules[cause.rule], WEIGHTS.rule],
    [lessons.types[cause.type], WEIGHTS.type],
    [lessons.areas[areaOf(cause.findings[0].path)], WEIGHTS.area],
  ];
  let [yes, no] = [PRIOR, PRIOR];
  for (const [tally, weight] of tallies) {
    if (!tally) continue;
    const [, accepted, rejected] = tally;
    yes += weight * accepted;
    no += weight * rejected;
  }
  return yes / (yes + no);
}

/** 1 where nothing is known; a straight line from each bound to it. */
export const factorOf = (acceptance: number): number =>
  acceptance < 0.5
    ? FACTOR.least + acceptance * 2 * (1 - FACTOR.least)
    : 1 + (acceptance - 0.5) * 2 * (FACTOR.most - 1);

/** The causes with what was learned in score and reasons, best first, without those of rules that went quiet. */
export function weighCauses(
  causes: readonly Cause[],
  lessons: Lessons,
  config: Pick<Config, 'rules'>,
): { causes: Cause[]; left: Left[] } {
  const quiet = new Set(quietRules(lessons, config.rules));
  const left = causes
    .filter(({ rule }) => quiet.has(rule))
    .map(({ key, rule }) => ({ title: key, reason: `a quiet rule: ${QUIET_AFTER} in a row were rejected (${rule})` }));
  const weighed = causes.filter(({ rule }) => !quiet.has(rule)).map((cause) => weigh(cause, lessons));
  // The order among equals stays the one they came in.
  return { causes: weighed.sort((a, b) => b.score - a.score), left };
}

function weigh(cause: Cause, lessons: Lessons): Cause {
  const score = Math.round(Math.min(100, cause.score * factorOf(acceptanceOf(lessons, cause))));
  const [, accepted = 0, rejected = 0] = lessons.rules[cause.rule] ?? [];
  if (accepted + rejected === 0) return { ...cause, score };
  return { ...cause, score, reasons: [...cause.reasons, `${accepted} of ${accepted + rejected} such were taken up`] };
}
