/** How long work takes, in hours: what is usual for its type, moved by what this repository's own work really took. */
import type { TaskType } from './task.ts';

/** Of each type: how many were done, and how many hours they took from ready to done, each as `countedHours` has it. */
export type Durations = Partial<Record<TaskType, { count: number; hours: number }>>;

/** What is usual before anything is known. */
export const USUAL_HOURS: Record<TaskType, number> = {
  'new-project': 16,
  feature: 8,
  'bug-fix': 4,
  documentation: 3,
  testing: 3,
  security: 4,
  performance: 6,
  'code-review': 2,
  refactor: 5,
  'dependency-update': 2,
};

/** One outcome moves the estimate as far as one in six: after five, history and what is usual weigh the same. */
const PRIOR_COUNT = 5;
/** An outcome beyond so many times what is usual says that somebody was on holiday. */
const OUTLIER = 4;
const LIMITS = { least: 0.25, most: 80 };

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** The hours of one outcome as they are counted: winsorised, so that one task forgotten for a month moves nothing much. */
export function countedHours(type: TaskType, hours: number): number {
  const usual = USUAL_HOURS[type];
  return Number.isFinite(hours) ? within(hours, usual / OUTLIER, usual * OUTLIER) : usual;
}

/** Hours for one piece of work that is expected to take `draft`: moved as far as the type's history moves its mean. */
export function estimateOf(type: TaskType, draft: number, durations: Durations = {}): number {
  const usual = USUAL_HOURS[type];
  const { count, hours } = soundOf(type, durations);
  const mean = (PRIOR_COUNT * usual + hours) / (PRIOR_COUNT + count);
  return readable(within((draft * mean) / usual, LIMITS.least, LIMITS.most));
}

/** What was stored, or nothing where it cannot be: a mean beyond what a single outcome may count. */
function soundOf(type: TaskType, durations: Durations): { count: number; hours: number } {
  const { count, hours } = durations[type] ?? { count: 0, hours: 0 };
  if (!Number.isFinite(count) || !Number.isFinite(hours) || count <= 0) return { count: 0, hours: 0 };
  return { count, hours: count * countedHours(type, hours / count) };
}

/** Somebody else's estimate, no further from the known one than a quarter or four times of it. */
export const estimateWithin = (hours: number, known: number): number =>
  readable(within(within(hours, known / OUTLIER, known * OUTLIER), LIMITS.least, LIMITS.most));

/** An estimate is no measurement: quarters of an hour, from one hour halves, from four whole ones. */
function readable(hours: number): number {
  const step = hours < 1 ? 0.25 : hours < 4 ? 0.5 : 1;
  return Math.round(hours / step) * step;
}
