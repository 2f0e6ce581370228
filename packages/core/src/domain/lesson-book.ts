/** Lessons while events are applied: each end of a suggestion is counted once, what was used longest ago is forgotten. */
import { digest } from './digest.ts';
import { Entries } from './entries.ts';
import { countedHours } from './estimate.ts';
import { type Duration, EMPTY_LEARNING, type Learning, MOST_REMEMBERED, type Month, type Tally } from './lessons.ts';
import type { Task } from './task.ts';
import { dayOf, momentOf, weekOf } from './time.ts';

/** What is counted: its type, and where its first evidence comes from. People's tasks have none, and teach about nobody's rules. */
type Subject = Pick<Task, 'type'> & { evidence: readonly { rule: string; path: string }[] };
type Ended = Subject & Pick<Task, 'status' | 'since' | 'opened'>;

const HOUR = 3_600_000;
const NOTHING: Tally = [0, 0, 0, 0, 0, ''];
const IDLE: Month = { suggested: 0, accepted: 0, rejected: 0, done: 0 };

/** The first two folders of a path. */
function foldersOf(path: string): string {
  const first = path.indexOf('/');
  const second = first < 0 ? -1 : path.indexOf('/', first + 1);
  return path.slice(0, Math.max(0, second < 0 ? first : second));
}

const digestOf = (folders: string): string => digest(folders, 8);

/** The part of the tree that a path belongs to: its first two folders. */
export const areaOf = (path: string): string => digestOf(foldersOf(path));

/** Steps by which the counts of one tally change; a streak of null begins anew. */
interface Step {
  suggested: number;
  accepted: number;
  rejected: number;
  done: number;
  streak: number | null;
}

/** All of one shape: they are read again and again. */
const stepOf = (step: Partial<Step>): Step => ({
  ...{ suggested: 0, accepted: 0, rejected: 0, done: 0, streak: 0 },
  ...step,
});

const SUGGESTED = stepOf({ suggested: 1 });
const NOT_SUGGESTED = stepOf({ suggested: -1 });
const ACCEPTED = stepOf({ accepted: 1 });
const NOT_ACCEPTED = stepOf({ accepted: -1 });
const APPROVED = stepOf({ streak: null });
const REJECTED = stepOf({ rejected: 1, streak: 1 });
const DONE = stepOf({ done: 1, streak: null });

const added = (count: number, step: number): number => Math.max(0, count + step);

export class LessonBook {
  #rules!: Entries<Tally>;
  #types!: Entries<Tally>;
  #areas!: Entries<Tally>;
  #durations!: Entries<Duration>;
  #months!: Entries<Month>;
  #weeks!: Entries<number>;
  readonly #digests = new Map<string, string>();
  /** The day that was asked for last, and its week: most ends share them. */
  #day = '';
  #week = '';

  constructor(learning: Learning) {
    this.replace(learning);
  }

  /** `from`: when it was, where that is found only later. */
  suggested(subject: Subject, at: string, from = at): void {
    this.#count(subject, SUGGESTED, at, from);
  }

  /** As if it had never been suggested: nobody accepted it, nobody rejected it. */
  withdrawn(subject: Subject & { since: string }, at: string): void {
    this.#count(subject, NOT_SUGGESTED, at, subject.since);
  }

  opened(subject: Subject, at: string, from = at): void {
    this.#count(subject, ACCEPTED, at, from);
  }

  /** A person wanted it: a rule that was rejected in a row is wanted again. */
  approved(subject: Subject, at: string): void {
    this.#count(subject, APPROVED, at);
  }

  ended(task: Ended, end: 'done' | 'rejected' | 'cancelled', at: string): void {
    const wasOpen = task.status !== 'suggested';
    if (end === 'done') {
      this.#count(task, DONE, at);
      this.#remember(task, at);
    } else if (end === 'rejected') {
      this.#count(task, REJECTED, at);
      if (wasOpen) this.#count(task, NOT_ACCEPTED, at, task.opened ?? task.since);
    } else if (wasOpen) this.#count(task, NOT_ACCEPTED, at, task.opened ?? task.since);
    else this.withdrawn(task, at);
  }

  replace({ lessons, durations, months, weeks }: Learning): void {
    this.#rules = new Entries(lessons.rules);
    this.#types = new Entries(lessons.types as Record<string, Tally>);
    this.#areas = new Entries(lessons.areas);
    this.#durations = new Entries(durations as Record<string, Duration>);
    this.#months = new Entries(months);
    this.#weeks = new Entries(weeks);
  }

  record(): Learning {
    return {
      lessons: { rules: this.#rules.record(), types: this.#types.record(), areas: this.#areas.record() },
      durations: this.#durations.record(),
      months: this.#months.record(),
      weeks: this.#weeks.record(),
    };
  }

  /** `from`: the time whose month counts: what is taken back was counted then. */
  #count({ type, evidence }: Subject, step: Step, at: string, from = at): void {
    this.#countMonth(step, from, at);
    const first = evidence[0];
    if (!first) return;
    const day = dayOf(at);
    tally(this.#rules, first.rule, step, day);
    tally(this.#types, type, step, day);
    tally(this.#areas, this.#areaOf(first.path), step, day);
    forgetOldest(this.#rules, MOST_REMEMBERED.rules);
    forgetOldest(this.#areas, MOST_REMEMBERED.areas);
  }

  /** Long histories name few folders again and again, and a digest is dear. */
  #areaOf(path: string): string {
    const folders = foldersOf(path);
    const known = this.#digests.get(folders);
    if (known !== undefined) return known;
    if (this.#digests.size >= MOST_REMEMBERED.areas) this.#digests.clear();
    const area = digestOf(folders);
    this.#digests.set(folders, area);
    return area;
  }

  #countMonth(step: Step, from: string, at: string): void {
    const key = from.slice(0, 7);
    const month = this.#months.get(key);
    // A month that is forgotten stays so.
    if (!month && key !== at.slice(0, 7)) return;
    const { suggested, accepted, rejected, done } = month ?? IDLE;
    this.#months.set(key, {
      suggested: added(suggested, step.suggested),
      accepted: added(accepted, step.accepted),
      rejected: added(rejected, step.rejected),
      done: added(done, step.done),
    });
    forgetFirst(this.#months, MOST_REMEMBERED.months);
  }

  #weekOf(at: string): string {
    const day = dayOf(at);
    if (day !== this.#day) {
      this.#day = day;
      this.#week = weekOf(at);
    }
    return this.#week;
  }

  #remember({ type, opened, since }: Ended, at: string): void {
    const week = this.#weekOf(at);
    this.#weeks.set(week, (this.#weeks.get(week) ?? 0) + 1);
    forgetFirst(this.#weeks, MOST_REMEMBERED.weeks);
    const hours = countedHours(type, (momentOf(at) - momentOf(opened ?? since)) / HOUR);
    const { count, hours: before } = this.#durations.get(type) ?? { count: 0, hours: 0 };
    this.#durations.set(type, { count: count + 1, hours: Math.round((before + hours) * 100) / 100 });
  }
}

function tally(entries: Entries<Tally>, key: string, step: Step, day: string): void {
  entries.change(key, (known = NOTHING) => [
    added(known[0], step.suggested),
    added(known[1], step.accepted),
    added(known[2], step.rejected),
    added(known[3], step.done),
    step.streak === null ? 0 : added(known[4], step.streak),
    day,
  ]);
}

/** Of those used longest ago, the first by name. */
function forgetOldest(entries: Entries<Tally>, most: number): void {
  if (entries.size <= most) return;
  const [oldest] = Object.entries(entries.record()).sort(([nameA, a], [nameB, b]) =>
    a[5] < b[5] ? -1 : a[5] > b[5] ? 1 : nameA < nameB ? -1 : 1,
  );
  if (oldest) entries.delete(oldest[0]);
}

/** Months and weeks are in order when their names are. */
function forgetFirst(entries: Entries<unknown>, most: number): void {
  if (entries.size <= most) return;
  const [first] = entries.keys().sort();
  if (first !== undefined) entries.delete(first);
}

/** What became of a task, as far as its issue tells. */
export interface Course {
  task: Ended & Pick<Task, 'criteria'>;
  end: 'done' | 'rejected' | null;
  endedAt: string;
}

/**
 * What issues teach when memory was lost, read as if each had ended when it was last updated: later than it did, never
 * earlier. Where people made the contract unreadable, an issue teaches nothing.
 */
export function recollected(courses: readonly Course[]): Learning {
  const book = new LessonBook(EMPTY_LEARNING);
  const readable = courses.filter(({ task }) => task.criteria.length > 0);
  for (const { task } of readable) {
    book.suggested(task, task.since);
    book.opened(task, task.since);
  }
  for (const { task, end, endedAt } of [...readable].sort((a, b) => (a.endedAt < b.endedAt ? -1 : 1)))
    if (end) book.ended(task, end, endedAt);
  return book.record();
}
