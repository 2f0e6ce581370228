/** How much a task matters among those that wait: points for value, urgency, age, deadline, what it frees and what it costs. */
import { counted } from './markdown.ts';
import { asRanked, type Priority, type Task, type TaskType } from './task.ts';
import { dayOf, daysBetween } from './time.ts';

export interface Rank {
  score: number;
  /** What the score is made of, the most first. */
  reasons: string[];
  /** Those that stand out. */
  notes: string[];
}

interface Points {
  points: number;
  reason: string;
  isNotable?: true;
}

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

/** The points of a task. `unblocks`: how many wait for it; `asOf`: the moment up to which days count, null: none do. */
export function rankOf(given: Task, facts: { asOf: string | null; unblocks: number }): Rank {
  const task = asRanked(given);
  const all: Points[] = [
    { points: PRIORITY[task.priority], reason: task.priority },
    { points: SEVERITY[task.type], reason: task.type.replaceAll('-', ' ') },
    { points: Math.round(task.score / 5), reason: `evidence ${Math.round(task.score)} of 100` },
    ...(facts.asOf === null ? [] : [age(task, facts.asOf), ...due(task, facts.asOf)]),
    ...freed(facts.unblocks),
    cost(task.estimate),
    ...(task.status === 'retrying' ? [{ points: 5, reason: 'failed before', isNotable: true as const }] : []),
  ];
  const parts = all.filter(({ points }) => points !== 0);
  return {
    score: parts.reduce((sum, { points }) => sum + points, 0),
    reasons: parts.sort((a, b) => b.points - a.points).map(worded),
    notes: parts.filter(({ isNotable }) => isNotable).map(({ reason }) => reason),
  };
}

const worded = ({ points, reason }: Points): string => `${reason} (${points > 0 ? '+' : '−'}${Math.abs(points)})`;

/** One for three whole days, ten at most. */
function age({ since }: Task, asOf: string): Points {
  const days = daysBetween(since, asOf);
  return { points: Math.min(10, Math.floor(days / 3)), reason: `waits ${counted(days, 'day')}` };
}

const SOON = [
  { days: 2, points: 25 },
  { days: 7, points: 15 },
  { days: 14, points: 8 },
  { days: 30, points: 3 },
];

function due({ deadline }: Task, asOf: string): Points[] {
  if (deadline === undefined) return [];
  if (deadline < dayOf(asOf)) return [{ points: 30, reason: `was due ${deadline}`, isNotable: true }];
  const left = daysBetween(dayOf(asOf), deadline);
  const points = SOON.find(({ days }) => left <= days)?.points ?? 0;
  return [{ points, reason: `due ${deadline}`, isNotable: true }];
}

/** Five for one that waits, ten for three, fifteen for seven, twenty at most. */
function freed(waiting: number): Points[] {
  if (waiting === 0) return [];
  return [
    { points: Math.min(20, 5 * Math.ceil(Math.log2(waiting + 1))), reason: `unblocks ${waiting}`, isNotable: true },
  ];
}

/** What is quickly done comes a little earlier; no estimate says nothing. */
function cost(hours: number): Points {
  const points = hours <= 0 ? 0 : hours <= 1 ? 5 : hours <= 4 ? 3 : hours <= 8 ? 1 : hours <= 24 ? 0 : -5;
  return { points, reason: hours < 1 ? 'under an hour' : `about ${counted(Math.round(hours), 'hour')}` };
}
