/** What of the world the dashboard shows. */
import type { State } from './state.ts';

type Sight = Readonly<Pick<State, 'checks' | 'deployments'>>;

/** Whether the dashboard says something else of the world than before. */
export const showsOther = (now: Sight, before: Sight): boolean =>
  now.checks !== before.checks ||
  !isWithin(now.deployments, before.deployments) ||
  !isWithin(before.deployments, now.deployments);

type Texts = Readonly<Record<string, string>>;

function isWithin(a: Texts, b: Texts): boolean {
  for (const key in a) if (a[key] !== b[key]) return false;
  return true;
}
