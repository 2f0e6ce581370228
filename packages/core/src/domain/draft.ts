/** A ledger while events are applied to it: what it was made of stays as it is, each part is copied when first changed. */
import type { Rejection } from './event.ts';
import type { Claim } from './intent.ts';
import { Sightings } from './sightings.ts';
import { type Ledger, type State, shardOf } from './state.ts';
import { isOpen, type Task } from './task.ts';

/** Fields of the state that appliers replace; what they hold may be somebody else's and is never changed in place. */
type Fields = Omit<{ [K in keyof State]: Readonly<State[K]> }, 'claims' | 'seen' | 'nextDue'>;

interface Cell<T> {
  entry: T | undefined;
}

/**
 * A record that is changed by key, in place once it is the draft's own. Its keys come and go by the thousand, which a
 * map takes better than an object; but a map that has grown old keeps alive what it once held, so cells are emptied.
 */
class Entries<T> {
  #record: Readonly<Record<string, T>>;
  #cells: Map<string, Cell<T>> | null = null;

  constructor(record: Readonly<Record<string, T>>) {
    this.#record = record;
  }

  get(key: string): T | undefined {
    return this.#cells ? this.#cells.get(key)?.entry : this.#record[key];
  }

  set(key: string, entry: T): void {
    const cells = this.#own();
    const cell = cells.get(key);
    if (cell) cell.entry = entry;
    else cells.set(key, { entry });
  }

  delete(key: string): void {
    const cells = this.#own();
    const cell = cells.get(key);
    if (!cell) return;
    cell.entry = undefined;
    cells.delete(key);
  }

  values(): T[] {
    return Object.values(this.record());
  }

  record(): Readonly<Record<string, T>> {
    if (this.#cells) {
      this.#record = Object.fromEntries([...this.#cells].map(([key, { entry }]) => [key, entry as T]));
      this.#cells = null;
    }
    return this.#record;
  }

  #own(): Map<string, Cell<T>> {
    this.#cells ??= new Map(Object.entries(this.#record).map(([key, entry]) => [key, { entry }]));
    return this.#cells;
  }
}

export class Draft {
  readonly state: Fields;
  readonly claims: Entries<Claim>;
  readonly seen: Sightings;
  #tasks: Entries<Task>;
  #rejected: Readonly<Record<string, Rejection>>;
  /** Rejections to be added: no event asks for one, so they wait. */
  #ended: [string, Rejection][] = [];
  #loaded: Ledger['loaded'];

  constructor({ state, tasks, rejected, loaded }: Ledger) {
    this.state = { ...state };
    this.claims = new Entries(state.claims);
    this.seen = new Sightings(state.seen);
    this.#tasks = new Entries(tasks);
    this.#rejected = rejected;
    this.#loaded = loaded;
  }

  /** The ledger as it now is; the draft goes on without touching it. */
  ledger(): Ledger {
    if (this.#ended.length > 0) {
      const rejected = { ...this.#rejected };
      for (const [print, rejection] of this.#ended) rejected[print] = rejection;
      this.#rejected = rejected;
      this.#ended = [];
    }
    const state = { ...this.state, claims: this.claims.record(), seen: this.seen.record() } as State;
    return { state, tasks: this.#tasks.record(), rejected: this.#rejected, loaded: this.#loaded };
  }

  /** What the dashboard says is another from this time on. */
  show(at: string): void {
    this.state.changedAt = at;
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
    this.#count(this.#tasks.get(task.id), task);
    this.#tasks.set(task.id, task);
  }

  dropTask(id: string): void {
    this.#requireLoaded('tasks', id);
    this.#count(this.#tasks.get(id), undefined);
    this.#tasks.delete(id);
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

const isSuggested = (task: Task): boolean => task.status === 'suggested';
const countOf = (task: Task | undefined, test: (task: Task) => boolean): number => (task && test(task) ? 1 : 0);
