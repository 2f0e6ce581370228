/** Old debt: what stood there before Steward came is told after what came since, and never left out for that. */
import type { Cause, RuleName } from '../domain/evidence.ts';
import type { State } from '../domain/state.ts';
import { RULE_TABLE } from './evidence.ts';

const YEAR = 365 * 86_400_000;

interface Age {
  rule: RuleName;
  /** When the cited line was last changed; null where the history that was read, a year of it, does not reach so far. */
  since: string | null;
  installed: State['installed'];
  at: string;
}

/** Whether the line is as old as the installation. Unknown is not old. */
export function isOldDebt({ rule, since, installed, at }: Age): boolean {
  if (installed === null || RULE_TABLE[rule].ages !== true) return false;
  if (since !== null) return Date.parse(since) <= Date.parse(installed.at);
  return Date.parse(at) - Date.parse(installed.at) < YEAR;
}

const SHARE = 0.9;

export const ranked = (cause: Cause, old: boolean): Cause =>
  old
    ? { ...cause, score: Math.round(cause.score * SHARE), reasons: [...cause.reasons, 'older than Steward here'] }
    : cause;
