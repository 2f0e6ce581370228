/** GitHub's limits in virtual time: the primary budget of an hour, and the secondary ones on haste and on creating content. */

import { timestamp } from './virtual-clock.ts';
import type { World } from './world.ts';
import type { LimitsData } from './world-data.ts';

export type Budget = 'graphql' | 'rest';

/** `workflow-token`: what a workflow's own token has, with every secondary limit that GitHub publishes and that can be counted. */
export type LimitsPreset = 'none' | 'workflow-token';

export interface BudgetState {
  limit: number;
  used: number;
  remaining: number;
  resetAt: string;
}

/** What a secondary limit tells whoever it turns away. */
export interface Haste {
  /** Seconds to wait, or null: GitHub does not say. */
  retryAfter: number | null;
}

const hour = 3_600_000;
const minute = 60_000;
/** Shown where the world sets no limit; GitHub always shows one. */
const shownWithoutLimit = 5000;

const unlimited: LimitsData = {
  graphqlPerHour: null,
  restPerHour: null,
  contentPerMinute: null,
  contentPerHour: null,
  graphqlPointsPerMinute: null,
  restPointsPerMinute: null,
  concurrent: null,
};

export const limitsOf: Readonly<Record<LimitsPreset, LimitsData>> = {
  none: unlimited,
  'workflow-token': {
    graphqlPerHour: 1000,
    restPerHour: 1000,
    contentPerMinute: 80,
    contentPerHour: 500,
    graphqlPointsPerMinute: 2000,
    restPointsPerMinute: 900,
    concurrent: 100,
  },
};

const hourStart = (world: World): string => timestamp(new Date(Math.floor(world.clock.now().getTime() / hour) * hour));

const limitOf = ({ data }: World, budget: Budget): number | null =>
  budget === 'graphql' ? data.limits.graphqlPerHour : data.limits.restPerHour;

export function budgetState(world: World, budget: Budget): BudgetState {
  const start = hourStart(world);
  const { usage } = world.data;
  const used = usage.hour === start ? usage[budget] : 0;
  const limit = limitOf(world, budget) ?? shownWithoutLimit;
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
  const { usage } = world.data;
  if (usage.hour !== start) Object.assign(usage, { hour: start, graphql: 0, rest: 0 });
  const limit = limitOf(world, budget);
  if (limit !== null && usage[budget] + points > limit) return false;
  usage[budget] += points;
  return true;
}

/** An answer that turned out to cost nothing. */
export function refund(world: World, budget: Budget, points: number): void {
  const { usage } = world.data;
  usage[budget] = Math.max(0, usage[budget] - points);
}

/** Null if the request does not come in haste; its points then count: one for what reads, five for what writes. */
export function refuseHaste(world: World, budget: Budget, isWrite: boolean): Haste | null {
  const { usage, limits } = world.data;
  const most = (budget === 'graphql' ? limits.graphqlPointsPerMinute : limits.restPointsPerMinute) ?? null;
  if (most === null) return null;
  const points = isWrite ? 5 : 1;
  const now = world.clock.now().getTime();
  const recent = (usage.points?.[budget] ?? []).filter(({ at }) => at > now - minute);
  usage.points = { graphql: [], rest: [], ...usage.points, [budget]: recent };
  if (recent.reduce((sum, spent) => sum + spent.points, points) > most) return { retryAfter: 60 };
  recent.push({ at: now, points });
  return null;
}

/** Null if content may be created now; it is then counted. */
export function refuseContent(world: World): Haste | null {
  const { usage, limits } = world.data;
  if (limits.contentPerMinute === null && limits.contentPerHour === null) return null;
  const now = world.clock.now().getTime();
  usage.content = usage.content.filter((time) => Date.parse(time) > now - hour);
  const lastMinute = usage.content.filter((time) => Date.parse(time) > now - minute).length;
  if (limits.contentPerHour !== null && usage.content.length >= limits.contentPerHour) return { retryAfter: null };
  if (limits.contentPerMinute !== null && lastMinute >= limits.contentPerMinute) return { retryAfter: 60 };
  usage.content.push(world.clock.now().toISOString());
  return null;
}

/** What is looked at without counting against anything. */
export async function unmetered<T>(world: World, look: () => Promise<T>): Promise<T> {
  const { limits, usage } = world.data;
  Object.assign(world.data, { limits: unlimited, usage: structuredClone(usage) });
  try {
    return await look();
  } finally {
    Object.assign(world.data, { limits, usage });
  }
}
