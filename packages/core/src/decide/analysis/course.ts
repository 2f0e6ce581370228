/** The course of one task, and of one pull request, as events tell it. */
import type { Ending } from '../../domain/lease.ts';
import type { Category, Status, Task, TaskType } from '../../domain/task.ts';

export interface Try {
  counter: number;
  agent: string;
  at: string;
  /** Null: its price is unknown. */
  usd: number | null;
  ended: { at: string; ending: Ending } | null;
}

export interface StayRecord {
  status: Status;
  from: string;
  /** Null: it goes on. */
  to: string | null;
}

export interface Course {
  id: string;
  number: number | null;
  /** Null where nothing that was read says it. */
  type: TaskType | null;
  category: Category | null;
  rule: string | null;
  /** Steward suggested it; nobody opened an issue for it before. */
  own: boolean;
  suggested: string | null;
  approved: string | null;
  opened: string | null;
  /** First sign of whoever works on it. */
  started: string | null;
  ended: { at: string; as: 'done' | 'rejected' | 'cancelled'; from: Status | null } | null;
  withdrawn: string | null;
  /** Its run was taken back: it counts for nothing. */
  undone: boolean;
  stays: StayRecord[];
  tries: Try[];
  /** Its last event; null: only the state knows it. */
  last: string | null;
}

export interface PullCourse {
  number: number;
  task: string | null;
  linked: string;
  /** When a review first said something of it. */
  verdict: string | null;
  ended: string | null;
}

type Known = Pick<Task, 'id' | 'type' | 'category' | 'evidence'> & { adopts?: object; number?: number };

export function newCourse(id: string): Course {
  return {
    ...{ id, number: null, type: null, category: null, rule: null, own: false },
    ...{ suggested: null, approved: null, opened: null, started: null, ended: null, withdrawn: null },
    ...{ undone: false, stays: [], tries: [], last: null },
  };
}

/** What its specification says of it. */
export function describe(course: Course, task: Known): void {
  course.type = task.type;
  course.category = task.category;
  course.rule = task.evidence[0]?.rule ?? null;
  course.own = task.adopts === undefined && course.rule !== null && course.rule !== 'issue';
  if (task.number !== undefined && task.number > 0) course.number = task.number;
}

export const statusOf = ({ stays }: Course): Status | null => {
  const last = stays.at(-1);
  return last !== undefined && last.to === null ? last.status : null;
};

export function leave({ stays }: Course, at: string): void {
  const last = stays.at(-1);
  if (last !== undefined && last.to === null) last.to = at;
}

/** That it is said to be where it is already changes nothing. */
export function enter(course: Course, status: Status, at: string): void {
  if (statusOf(course) === status) return;
  leave(course, at);
  course.stays.push({ status, from: at, to: null });
}

export const openTry = ({ tries }: Course): Try | undefined => tries.find(({ ended }) => ended === null);

export function endTry(course: Course, ending: Ending, at: string): void {
  const open = openTry(course);
  if (open) open.ended = { at, ending };
}

/** Over: what is said of it from here on is of another life. */
export const isOver = ({ ended, withdrawn, undone }: Course): boolean => ended !== null || withdrawn !== null || undone;
