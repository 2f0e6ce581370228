/** Money that somebody held and never settled. */
import type { State } from '../state.ts';
import type { MoneyEvent } from './event.ts';

/** Charged in full by whoever comes next: nobody knows what of it was spent. */
export const expiredSpending = (
  { money, lost }: Pick<State, 'money' | 'lost'>,
  at: string,
): Extract<MoneyEvent, { kind: 'spending-expired' }>[] =>
  lost
    ? []
    : Object.entries(money?.holds ?? {})
        .filter(([, { expires }]) => Date.parse(at) >= Date.parse(expires))
        .map(([token]) => ({ kind: 'spending-expired', token }));
