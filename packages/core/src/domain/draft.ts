/** A ledger while events are applied to it: what it was made of stays as it is, each part is copied when first changed. */

import { Entries } from './entries.ts';
import type { Rejection } from './event.ts';
import type { Claim } from './intent.ts';
import { LessonBook } from './lesson-book.ts';
import type { Learning } from './lessons.ts';
import { Sightings } from './sightings.ts';
import { type Ledger, type State, shardOf } from './state.ts';
import { isOpen, type Task } from './task.ts';
import type { KeptAnswer } from './thinking.ts';

/** Fields of the state that appliers replace; what they hold may be somebody else's and is never changed in place. */
type Fields = Omit<{ [K in keyof State]: Readonly<State[K]> }, 'claims' | 'seen' | 'nextDue' | keyof Learning>;

export class Draft {
  readonly state: Fields;
  readonly claims: Entries<Claim>;
  readonly seen: Sightings;
  readonly lessons: LessonBook;
  answers: Readonly<Record<string, KeptAnswer>>;
  #tasks: Entries<Task>;
  #rejected: Readonly<Record<string, Rejection>>;
  /** Rejections to be added: no event asks for one, so they wait. */
  #ended: [string, Rejection][] = [];
  #loaded: Ledger['loaded'];

  constructor({ state, tasks, rejected, answers = {}, loaded }: Ledger) {
    this.state = { ...state };
    this.claims = new Entries(state.claims);
    this.seen = new Sightings(state.seen);
    this.lessons = new LessonBook(state);
    this.answers = answers;
    this.#tasks = new Entries(tasks);
    this.#rejected = rejected;
    this.#loaded = loaded;
  }

  /** The ledger as it now is; the draft goes on without touching it. */
  ledger(): Ledger {
    if (this.#ended.length > 0) {
      this.#rejected = withEnded(this.#rejected, this.#ended);
      this.#ended = [];
    }
    const parts = { claims: this.claims.record(), seen: this.seen.record(), ...this.lessons.record() };
    const state = { ...this.state, ...parts } as State;
    const answers = Object.keys(this.answers).length > 0 && { answers: this.answers };
    return { state, tasks: this.#tasks.record(), rejected: this.#rejected, ...answers, loaded: this.#loaded };
  }

  /** What the dashboard says is another from this time on. One that a person closed is left as it is. */
  show(at: string): void {
    if (this.state.dashboard?.open) this.state.unshown ??= at;
  }

  task(id: string): Task | undefined {
    return this.#tasks.get(id);
  }

  /** The open task of this issue. */
  taskNumbered(number: number): Task | undefined {
    return this.#tasks.values().find((task) => task.number === number && isOpen(task));
  }

  putTask(task: Task): void {
    this.#requireLoaded('tasks', task.id);
    const before = this.#tasks.set(task.id, task);
    this.#count(before, task);
  }

  dropTask(id: string): void {
    this.#requireLoaded('tasks', id);
    const before = this.#tasks.delete(id);
    this.#count(before, undefined);
  }

  reject(print: string, rejection: Rejection): void {
    this.#requireLoaded('rejected', print);
    this.#ended.push([print, rejection]);
  }

  /** All work at once: whatever was known before is forgotten. */
  replaceWork(tasks: Record<string, Task>, rejected: Record<string, Rejection>): void {
    this.#tasks = new Entries(tasks);
    this.#rejected = rejected;
    this.#ended = [];
    this.#loaded = 'all';
  }

  #count(before: Task | undefined, after: Task | undefined): void {
    if (before?.status === after?.status) return;
    const open = countOf(after, isOpen) - countOf(before, isOpen);
    const suggested = countOf(after, isSuggested) - countOf(before, isSuggested);
    if (open === 0 && suggested === 0) return;
    const { counts } = this.state;
    this.state.counts = { ...counts, open: counts.open + open, suggested: counts.suggested + suggested };
  }

  #requireLoaded(kind: 'tasks' | 'rejected', id: string): void {
    if (this.#loaded === 'all' || this.#loaded[kind].includes(shardOf(id))) return;
    throw new Error(`the ${kind} shard ${shardOf(id)} was not read before it was changed`);
  }
}

function withEnded(before: Readonly<Record<string, Rejection>>, ended: readonly [string, Rejection][]) {
  const rejected = { ...before };
  for (const one of ended) rejected[one[0]] = one[1];
  return rejected;
}

const isSuggested = (task: Task): boolean => task.status === 'suggested';
const countOf = (task: Task | undefined, test: (task: Task) => boolean): number => (task && test(task) ? 1 : 0);
