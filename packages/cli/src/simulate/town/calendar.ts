/** When people are at work: days of the week, two time zones, quiet weeks, busy days, and a few occasions on each day. */

import type { Dice } from '@steward/sandbox/dice.ts';

export const ACTIVITIES = ['calm', 'usual', 'lively'] as const;
export type Activity = (typeof ACTIVITIES)[number];

export const DAY_LENGTH = 86_400_000;
const HOUR_LENGTH = 3_600_000;
const MINUTE_LENGTH = 60_000;

const PACE: Record<Activity, number> = { calm: 0.45, usual: 1, lively: 3 };
const WEEKEND = 0.08;
const QUIET_WEEK = 0.12;
const BUSY_DAY = 2.2;

/** Hours in UTC between which people of a zone work: Central Europe and the American West, whose evening is cut at midnight. */
export const ZONES = { east: [7, 16], west: [16, 24] } as const;
export type Zone = keyof typeof ZONES;

export const dayOf = (time: number): number => Math.floor(time / DAY_LENGTH);

/** 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => (day + 4) % 7;
const isWeekend = (day: number): boolean => [0, 6].includes(weekdayOf(day));
/** Weeks begin on Monday. */
const weekOf = (day: number): number => Math.floor((day + 3) / 7);

export interface DayPlan {
  /** How much happens on this day, 1 being a usual weekday. */
  pace: number;
  /** Moments at which somebody sits down to do something, in milliseconds since the epoch. */
  occasions: readonly number[];
}

/** The same for the same dice: nothing of the world is asked. */
export function planDay(dice: Dice, day: number, activity: Activity): DayPlan {
  const quiet = dice.of(`week ${weekOf(day)}`).happens(0.13) ? QUIET_WEEK : 1;
  const own = dice.of(`day ${day}`);
  const busy = own.happens(0.07) ? BUSY_DAY : 1;
  const pace = PACE[activity] * quiet * busy * (isWeekend(day) ? WEEKEND : 1);
  const count = activity === 'lively' ? own.between(5, 9) : own.between(2, 4);
  const occasions = Array.from({ length: count }, () => day * DAY_LENGTH + Math.floor(momentOf(own)));
  return { pace, occasions };
}

function momentOf(dice: Dice): number {
  const hour = dice.number();
  if (dice.happens(0.1)) return hour * DAY_LENGTH;
  const [from, to] = ZONES[dice.happens(0.6) ? 'east' : 'west'];
  return (from + hour * (to - from)) * HOUR_LENGTH;
}

/** When the things happen that one custom wants on a day: each within minutes of an occasion, so that they come in bursts. */
export function momentsOf(dice: Dice, plan: DayPlan, rate: number): number[] {
  const count = dice.count(rate * plan.pace);
  return Array.from({ length: count }, () => dice.pick(plan.occasions) + Math.floor(dice.number() * 9 * MINUTE_LENGTH));
}
