/** Events put together again to the courses of tasks and pull requests; whatever came before the first event stays unknown. */
import type { EventKind, LedgerEvent, RecordedEvent } from '../../domain/event.ts';
import { HANDABLE } from '../../domain/hand-off.ts';
import { IN_HAND } from '../../domain/lease.ts';
import type { Ledger } from '../../domain/state.ts';
import { isOpen, type Status } from '../../domain/task.ts';
import { momentOf } from '../../domain/time.ts';
import {
  type Course,
  describe,
  endTry,
  enter,
  isOver,
  leave,
  newCourse,
  openTry,
  type PullCourse,
  statusOf,
} from './course.ts';

export interface Chronicle {
  courses: Course[];
  pulls: PullCourse[];
  /** When what was merged was taken back. */
  reverted: string[];
  /** Time of the first event; null: there is none. */
  first: string | null;
  /** In order, each once. */
  events: readonly RecordedEvent[];
}

/** Courses while events are read: of each task the life that goes on. */
interface Draft {
  courses: Course[];
  live: Map<string, Course>;
  pulls: Map<number, PullCourse>;
  reverted: string[];
}

type Of<K extends EventKind> = Extract<LedgerEvent, { kind: K }>;
type Readers = { [K in EventKind]?: (draft: Draft, event: Of<K>, at: string) => void };

/** The course of a task; of one that is over, a new one that knows what the old one was about. */
function courseOf({ courses, live }: Draft, id: string): Course {
  const known = live.get(id);
  if (known && !isOver(known)) return known;
  const { number, type, category, rule, own } = known ?? newCourse(id);
  const course = { ...newCourse(id), number, type, category, rule, own };
  live.set(id, course);
  courses.push(course);
  return course;
}

const ENDED: readonly Status[] = ['done', 'rejected', 'cancelled'];

function move(course: Course, status: Status, at: string): void {
  if (!IN_HAND.includes(status)) endTry(course, 'withdrawn', at);
  if (ENDED.includes(status)) {
    course.ended = { at, as: status as 'done', from: statusOf(course) };
    leave(course, at);
  } else enter(course, status, at);
}

function suggest(draft: Draft, specification: Of<'suggested'>['specification'], at: string): void {
  const course = courseOf(draft, specification.id);
  describe(course, specification);
  course.suggested ??= at;
  enter(course, 'suggested', at);
}

function open(course: Course, status: Status, at: string): void {
  course.opened ??= at;
  enter(course, status, at);
}

const READERS: Readers = {
  suggested: (draft, { specification }, at) => suggest(draft, specification, at),
  reserved: (draft, { specification }, at) => {
    if (specification) suggest(draft, specification, at);
  },
  approved: (draft, { task, given }, at) => {
    courseOf(draft, task).approved ??= given ?? at;
  },
  unapproved: (draft, { task }) => {
    courseOf(draft, task).approved = null;
  },
  withdrawn: (draft, { task }, at) => {
    const course = courseOf(draft, task);
    leave(course, at);
    course.withdrawn = at;
  },
  opened: (draft, { task, number }, at) => {
    const course = courseOf(draft, task);
    course.number = number > 0 ? number : null;
    open(course, 'ready', at);
  },
  adopted: (draft, { task }, at) => {
    const course = courseOf(draft, task.id);
    describe(course, task);
    open(course, task.status, at);
  },
  moved: (draft, { task, status }, at) => move(courseOf(draft, task), status, at),
  'taken-back': (draft, { task }, at) => {
    const course = courseOf(draft, task);
    endTry(course, 'withdrawn', at);
    leave(course, at);
    course.undone = true;
  },
  leased: (draft, { lease }, at) => {
    const course = courseOf(draft, lease.task);
    course.tries.push({ counter: lease.counter, agent: lease.agent, at, usd: lease.usd, ended: null });
    enter(course, 'leased', at);
  },
  'not-handed': (draft, { task, counter }, at) => {
    const course = courseOf(draft, task);
    course.tries = course.tries.filter((one) => one.counter !== counter);
    enter(course, 'ready', at);
  },
  started: (draft, { task }, at) => {
    const course = courseOf(draft, task);
    course.started ??= at;
    if (statusOf(course) === 'leased') enter(course, 'working', at);
  },
  'attempt-ended': (draft, { task, ending, next }, at) => {
    const course = courseOf(draft, task);
    endTry(course, ending, at);
    enter(course, next, at);
  },
  revived: (draft, { lease }, at) => {
    const course = courseOf(draft, lease.task);
    const last = course.tries.pop();
    course.tries.push({ counter: lease.counter, agent: lease.agent, at: last?.at ?? at, usd: lease.usd, ended: null });
    enter(course, 'leased', at);
  },
  answered: (draft, { task }, at) => enter(courseOf(draft, task), 'ready', at),
  taken: (draft, { task }, at) => {
    const course = courseOf(draft, task);
    endTry(course, 'taken-over', at);
    const isReviewed = [...draft.pulls.values()].some((pull) => pull.task === task && pull.ended === null);
    if (statusOf(course) !== 'in-review' || !isReviewed) enter(course, 'escalated', at);
  },
  'given-back': (draft, { task }, at) => {
    const course = courseOf(draft, task);
    if (statusOf(course) !== 'in-review') enter(course, 'ready', at);
  },
  overdue: (draft, { task }, at) => {
    const course = courseOf(draft, task);
    const status = statusOf(course);
    if (status !== null && HANDABLE.includes(status) && !openTry(course)) enter(course, 'escalated', at);
  },
  'pull-linked': (draft, { number, task, draft: isDraft }, at) => {
    const known = draft.pulls.get(number);
    if (!known || known.ended !== null)
      draft.pulls.set(number, { number, task, linked: at, verdict: null, ended: null });
    else if (known.task !== task) known.task = task;
    const course = task === null || isDraft ? undefined : draft.live.get(task);
    if (course && !isOver(course)) course.started ??= at;
  },
  reviewed: (draft, { number, overall }, at) => {
    const pull = draft.pulls.get(number);
    if (pull && overall !== 'waiting') pull.verdict ??= at;
  },
  'pull-ended': (draft, { number, landed }, at) => {
    const pull = draft.pulls.get(number);
    if (pull) pull.ended = at;
    const course = landed && (draft.live.get(landed.task) ?? courseOf(draft, landed.task));
    if (course) course.type ??= landed.type;
  },
  reverted: ({ reverted }, _, at) => void reverted.push(at),
  // Nothing is known of any task until memory is rebuilt.
  lost: ({ live }, _, at) => {
    for (const course of live.values()) {
      leave(course, at);
      course.tries = course.tries.filter(({ ended }) => ended !== null);
    }
  },
  rebuilt: (draft, { tasks }, at) => {
    for (const task of tasks) {
      const course = courseOf(draft, task.id);
      describe(course, task);
      enter(course, task.status, at);
    }
  },
};

/** The task that an event is about. */
function subjectOf(event: RecordedEvent): string | null {
  if ('lease' in event) return event.lease.task;
  if ('specification' in event && event.specification) return event.specification.id;
  if (!('task' in event) || event.task === null) return null;
  return typeof event.task === 'string' ? event.task : event.task.id;
}

export function chronicleOf(recorded: readonly RecordedEvent[], { tasks }: Pick<Ledger, 'tasks'>): Chronicle {
  const events = inOrder(recorded);
  const draft: Draft = { courses: [], live: new Map(), pulls: new Map(), reverted: [] };
  for (const task of Object.values(tasks)) describe(courseOf(draft, task.id), task);
  for (const event of events) {
    const read = READERS[event.kind] as ((draft: Draft, event: RecordedEvent, at: string) => void) | undefined;
    const subject = subjectOf(event);
    read?.(draft, event, event.at);
    const course = subject === null ? undefined : draft.live.get(subject);
    if (course) course.last = event.at;
  }
  for (const task of Object.values(tasks)) stand(draft, task);
  return { ...draft, pulls: [...draft.pulls.values()], first: events[0]?.at ?? null, events };
}

/** Where the state says it is, since when: events older than those that were read may have brought it there. */
function stand(draft: Draft, { id, status, since, opened }: Ledger['tasks'][string]): void {
  const course = courseOf(draft, id);
  if (statusOf(course) !== status) {
    leave(course, since);
    course.stays.push({ status, from: since, to: null });
  }
  if (status === 'suggested') course.suggested ??= since;
  else if (isOpen({ status })) course.opened ??= opened ?? since;
}

/** One that is in two files counts once. */
function inOrder(recorded: readonly RecordedEvent[]): RecordedEvent[] {
  const seen = new Set<string>();
  const once = recorded.filter((event) => {
    const text = JSON.stringify(event);
    return !seen.has(text) && seen.add(text);
  });
  return once.sort((a, b) => momentOf(a.at) - momentOf(b.at) || a.sequence - b.sequence);
}
