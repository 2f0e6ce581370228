/** How much a task matters among those that wait: points for value, urgency, age, deadline, what it frees and what it costs. */
import { asRanked, PRIORITIES, type Priority, type Task, type TaskType } from './task.ts';
import { dayOf, daysBetween } from './time.ts';

export interface RankFacts {
  /** The moment up to which days count; null: none do. */
  asOf: string | null;
  /** How many tasks and issues wait for it. */
  unblocks: number;
}

const PARTS = ['priority', 'due', 'evidence', 'type', 'unblocks', 'age', 'cost', 'again'] as const;
type Part = (typeof PARTS)[number];
type Points = Record<Part, number>;

const PRIORITY: Record<Priority, number> = { urgent: 50, high: 30, medium: 15, low: 0 };

/** What goes wrong meanwhile: holes and faults before wishes, wishes before tidying. */
const SEVERITY: Record<TaskType, number> = {
  security: 10,
  'bug-fix': 8,
  'code-review': 6,
  feature: 5,
  performance: 4,
  testing: 4,
  'dependency-update': 3,
  refactor: 2,
  documentation: 1,
  'new-project': 0,
};

/** Which of two that nobody waits for yet comes first: by the priority that is shown, then by what the evidence says. */
export const byWorth = (a: Pick<Task, 'priority' | 'score'>, b: Pick<Task, 'priority' | 'score'>): number =>
  PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || b.score - a.score;

function pointsOf(task: Task, { asOf, unblocks }: RankFacts): Points {
  const { priority, type, score, estimate, status, since, deadline } = task;
  return {
    priority: PRIORITY[priority],
    due: asOf === null || deadline === undefined ? 0 : dueIn(deadline, asOf),
    evidence: Math.round(score / 5),
    type: SEVERITY[type],
    unblocks: unblocks === 0 ? 0 : Math.min(20, 5 * Math.ceil(Math.log2(unblocks + 1))),
    age: asOf === null ? 0 : Math.min(10, Math.floor(daysBetween(since, asOf) / 3)),
    cost: costOf(estimate),
    again: status === 'retrying' ? 5 : 0,
  };
}

function dueIn(deadline: string, asOf: string): number {
  const today = dayOf(asOf);
  if (deadline < today) return 30;
  const left = daysBetween(today, deadline);
  return left <= 2 ? 25 : left <= 7 ? 15 : left <= 14 ? 8 : left <= 30 ? 3 : 0;
}

/** What is quickly done comes a little earlier; no estimate says nothing. */
function costOf(hours: number): number {
  if (hours <= 0 || hours > 8) return hours > 24 ? -5 : 0;
  return hours <= 1 ? 5 : hours <= 4 ? 3 : 1;
}

/** The sum of its points. */
export function scoreOf(task: Task, facts: RankFacts): number {
  const points = pointsOf(asRanked(task), facts);
  let sum = 0;
  for (const part of PARTS) sum += points[part];
  return sum;
}

type Words = Record<Part, (task: Task, facts: RankFacts & { asOf: string }) => string>;

const days = (count: number): string => `${count} day${count === 1 ? '' : 's'}`;
const hours = (count: number): string => `${count} hour${count === 1 ? '' : 's'}`;

const WORDS: Words = {
  priority: (task) => (isLifted(task) ? `${task.priority}, raised since an attempt failed` : task.priority),
  due: ({ deadline = '' }, { asOf }) => `${deadline < dayOf(asOf) ? 'was due' : 'due'} ${deadline}`,
  evidence: ({ score }) => `evidence ${Math.round(score)} of 100`,
  type: ({ type }) => type.replaceAll('-', ' '),
  unblocks: (_, { unblocks }) => `unblocks ${unblocks}`,
  age: ({ since }, { asOf }) => `waits ${days(daysBetween(since, asOf))}`,
  cost: ({ estimate }) => (estimate < 1 ? 'under an hour' : `about ${hours(Math.round(estimate))}`),
  again: () => 'failed before',
};

/** Parts that stand out. */
const NOTABLE: readonly Part[] = ['due', 'unblocks', 'again'];

/** Its priority is what a failure made it. */
const isLifted = ({ lifted, priority }: Task): boolean => lifted?.priority === priority;

/** What the score is made of, the most first; and, without points, what of that stands out. */
export function reasonsOf(given: Task, facts: RankFacts): { reasons: string[]; notes: string[] } {
  const task = asRanked(given);
  const points = pointsOf(task, facts);
  const parts = PARTS.filter((part) => points[part] !== 0).sort((a, b) => points[b] - points[a]);
  const words = (part: Part): string => WORDS[part](task, { ...facts, asOf: facts.asOf ?? '' });
  return {
    reasons: parts.map((part) => `${words(part)} (${points[part] > 0 ? '+' : '−'}${Math.abs(points[part])})`),
    notes: parts.filter((part) => NOTABLE.includes(part) || (part === 'priority' && isLifted(task))).map(words),
  };
}
