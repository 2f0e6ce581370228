/** What makes an agent the right one for a task: six factors from 0 to 1, and their words. */
import type { Agent, AgentRecord, Wanted } from '../../domain/agent.ts';
import { costOf, hoursOf, successOf } from '../../domain/agent-figures.ts';
import type { Priority, TaskType } from '../../domain/task.ts';

export interface Factors {
  skill: number;
  success: number;
  /** Tasks it has, and how many it takes. */
  load: number;
  capacity: number;
  /** US dollars of an attempt; null: unknown. */
  cost: number | null;
  hours: number;
}

export interface Seen {
  agent: Agent;
  record: AgentRecord;
  skill: number;
  load: number;
  type: TaskType;
  now: string;
}

export const factorsOf = ({ agent, record, skill, load, type, now }: Seen): Factors => ({
  ...{ skill, load, capacity: agent.capacity },
  success: successOf(record, type, now),
  cost: costOf(record, agent.cost),
  hours: hoursOf(record, now),
});

/** An attempt of which nobody knows the price counts as one of so many US dollars: neither free nor dear. */
const UNKNOWN_COST = 1;
/** At so many US dollars, and after so many hours, half is left. */
const HALF = { cost: 4, hours: 24 };

/**
 * How much each factor counts, as its exponent. A weight that is the same for all agents would choose none of them, so
 * this is what a priority does: what is urgent goes to who is quick and reliable, what is not to who is cheap.
 */
const WEIGHTS: Record<Priority, { success: number; cost: number; speed: number }> = {
  urgent: { success: 1.5, cost: 0.25, speed: 2 },
  high: { success: 1.25, cost: 0.5, speed: 1.5 },
  medium: { success: 1, cost: 1, speed: 1 },
  low: { success: 0.75, cost: 1.5, speed: 0.5 },
};

/** Above 0 for whoever is able. */
export function scoreOf({ skill, success, load, capacity, cost, hours }: Factors, priority: Priority): number {
  const weight = WEIGHTS[priority];
  // Half of it is left to the last place: load spreads over equals, and does not drive work to who fails.
  const free = 0.5 + (capacity - load) / capacity / 2;
  const cheap = HALF.cost / (HALF.cost + (cost ?? UNKNOWN_COST));
  const quick = HALF.hours / (HALF.hours + hours);
  return skill * success ** weight.success * free * cheap ** weight.cost * quick ** weight.speed;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

export const wordsOf = ({ skill, success, load, capacity, cost, hours }: Factors, { type }: Wanted): string[] => [
  `suits ${type} to ${percent(skill)}`,
  `likely to succeed to ${percent(success)}`,
  `${capacity - load} of ${capacity} places free`,
  cost === null ? 'of unknown cost' : `about ${cost.toFixed(2)} USD`,
  `about ${hours < 1.5 ? 'an hour' : `${Math.round(hours)} hours`} to a pull request`,
];
