/** Which pull requests are to be looked at now, those first that a person asked for. */
import { isDueAgain } from '../../domain/postponed.ts';
import type { State } from '../../domain/state.ts';
import type { ReviewRecord } from '../../domain/verdict.ts';

export function reviewable({ reviews, postponed }: Pick<State, 'reviews' | 'postponed'>, now: string): number[] {
  const mayAskAgain = isDueAgain(postponed, ['review'], now);
  const isDue = ({ stale, due, overall }: ReviewRecord): boolean =>
    stale || (due !== null && Date.parse(due) <= Date.parse(now)) || (mayAskAgain && overall === 'needs-person');
  return Object.entries(reviews)
    .filter(([, review]) => review.wanted && isDue(review))
    .sort(([a, one], [b, other]) => Number(other.asked) - Number(one.asked) || Number(a) - Number(b))
    .map(([number]) => Number(number));
}
