/** GitHub's limits in virtual time: the primary budget of an hour, and the secondary one on creating content. */

import { timestamp } from './virtual-clock.ts';
import type { World } from './world.ts';

export type Budget = 'graphql' | 'rest';

export interface BudgetState {
  limit: number;
  used: number;
  remaining: number;
  resetAt: string;
}

const hour = 3_600_000;
/** Shown where the world sets no limit; GitHub always shows one. */
const shownWithoutLimit = 5000;

const hourStart = (world: World): string => timestamp(new Date(Math.floor(world.clock.now().getTime() / hour) * hour));

export function budgetState(world: World, budget: Budget): BudgetState {
  const start = hourStart(world);
  const { usage, limits } = world.data;
  const used = usage.hour === start ? usage[budget] : 0;
  const limit = (budget === 'graphql' ? limits.graphqlPerHour : limits.restPerHour) ?? shownWithoutLimit;
  return {
    limit,
    used,
    remaining: Math.max(0, limit - used),
    resetAt: timestamp(new Date(Date.parse(start) + hour)),
  };
}

/** True if the budget allows the spending, which is then booked. */
export function spend(world: World, budget: Budget, points: number): boolean {
  const start = hourStart(world);
  const { usage, limits } = world.data;
  if (usage.hour !== start) Object.assign(usage, { hour: start, graphql: 0, rest: 0 });
  const limit = budget === 'graphql' ? limits.graphqlPerHour : limits.restPerHour;
  if (limit !== null && usage[budget] + points > limit) return false;
  usage[budget] += points;
  return true;
}

/** True if content may be created now; it is then counted. */
export function admitContent(world: World): boolean {
  const { usage, limits } = world.data;
  if (limits.contentPerMinute === null && limits.contentPerHour === null) return true;
  const now = world.clock.now().getTime();
  usage.content = usage.content.filter((time) => Date.parse(time) > now - hour);
  const lastMinute = usage.content.filter((time) => Date.parse(time) > now - 60_000).length;
  const full =
    (limits.contentPerMinute !== null && lastMinute >= limits.contentPerMinute) ||
    (limits.contentPerHour !== null && usage.content.length >= limits.contentPerHour);
  if (!full) usage.content.push(world.clock.now().toISOString());
  return !full;
}
