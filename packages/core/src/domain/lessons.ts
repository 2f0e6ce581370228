/** What became of what Steward suggested, in bounded counts: from these, and no model, later suggestions are judged. */
import type { TaskType } from './task.ts';

/**
 * Of one rule, type or area. Suggested: on the dashboard or as an issue, and not withdrawn. Accepted: opened, and not
 * rejected since. Streak: rejected in a row, none done in between. Day: when any of these last changed.
 */
export type Tally = readonly [
  suggested: number,
  accepted: number,
  rejected: number,
  done: number,
  streak: number,
  day: string,
];

export interface Lessons {
  rules: Record<string, Tally>;
  types: Partial<Record<TaskType, Tally>>;
  /** By a digest of the first two folders of a path: names of folders are anybody's words, and what is remembered is published. */
  areas: Record<string, Tally>;
}

/** Tasks done, and the hours in all that they took from ready to done, each as `countedHours` has it. */
export interface Duration {
  count: number;
  hours: number;
}

export interface Month {
  suggested: number;
  accepted: number;
  rejected: number;
  done: number;
}

/** The part of the state that is learned; nothing in it grows beyond the bounds below. */
export interface Learning {
  lessons: Lessons;
  durations: Partial<Record<TaskType, Duration>>;
  /** The last months in which anything happened: `2026-11`. */
  months: Record<string, Month>;
  /** Tasks done in the last weeks in which any was: `2026-W47`. */
  weeks: Record<string, number>;
}

export const MOST_REMEMBERED = { rules: 64, areas: 200, months: 12, weeks: 8 } as const;

export const EMPTY_LEARNING: Learning = {
  lessons: { rules: {}, types: {}, areas: {} },
  durations: {},
  months: {},
  weeks: {},
};

/** So many in a row, and the rule goes quiet. */
export const QUIET_AFTER = 5;

/** The owner's own rules are a list there, and never switched on by name. */
const isWoken = (setting: object | undefined): boolean =>
  setting !== undefined && 'enabled' in setting && setting.enabled === true;

/** Rules of which the last suggestions were all rejected; those that the owner switched on by name are none of them. */
export const quietRules = ({ rules }: Lessons, settings: Readonly<Record<string, object | undefined>>): string[] =>
  Object.entries(rules)
    .filter(([name, [, , , , streak]]) => streak >= QUIET_AFTER && !isWoken(settings[name]))
    .map(([name]) => name)
    .sort();
