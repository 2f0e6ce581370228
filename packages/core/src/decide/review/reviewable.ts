/** Which pull requests are to be looked at now, those first that a person asked for. */
import type { State } from '../../domain/state.ts';

export const reviewable = ({ reviews }: Pick<State, 'reviews'>, now: string): number[] =>
  Object.entries(reviews)
    .filter(([, { wanted, stale, due }]) => wanted && (stale || (due !== null && Date.parse(due) <= Date.parse(now))))
    .sort(([a, one], [b, other]) => Number(other.asked) - Number(one.asked) || Number(a) - Number(b))
    .map(([number]) => Number(number));
