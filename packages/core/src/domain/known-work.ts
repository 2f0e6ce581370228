/** Whether the ledger knows a piece of work already: asked before any model, and again by guard on fresh state. */
import type { Rejection } from './event.ts';
import { findSaid, saysTheSame } from './similarity.ts';
import type { Stub } from './snapshot.ts';
import type { Ledger } from './state.ts';
import { isOpen, type Specification, type Task } from './task.ts';

/** What identifies work over time: its task's id and the fingerprints of its evidence. */
export interface Work {
  id: string;
  fingerprints: readonly string[];
}

/** What the ledger knows, arranged so that each of many questions is answered at once. */
export class KnownWork {
  readonly #rejected: Ledger['rejected'];
  readonly #undone: Record<string, Rejection> = {};
  readonly #endedTasks = new Map<string, Rejection>();
  readonly #openTasks = new Map<string, Task>();
  readonly #openPrints = new Map<string, Task>();

  constructor({ tasks, rejected }: Ledger) {
    this.#rejected = rejected;
    // A long history has a hundred thousand of them: looked through once, and never copied.
    for (const print in rejected) {
      const item = rejected[print];
      if (item?.reason === 'undone') this.#undone[print] = item;
      else if (item && !this.#endedTasks.has(item.task)) this.#endedTasks.set(item.task, item);
    }
    for (const task of Object.values(tasks)) {
      if (!isOpen(task)) continue;
      this.#openTasks.set(task.id, task);
      for (const print of task.fingerprints) if (!this.#openPrints.has(print)) this.#openPrints.set(print, task);
    }
  }

  /** How this work ended before, by any of its fingerprints or, where those moved, by its task; null: it never did. */
  ended(work: Work): Rejection | null {
    const { id, fingerprints } = work;
    const undone = this.#takenBack(work);
    if (undone) return undone;
    const byPrint = fingerprints.map((print) => this.#rejected[print]).find((item) => item && item.reason !== 'undone');
    return byPrint ?? this.#endedTasks.get(id) ?? null;
  }

  /** Only the same evidence as ever: what a person wanted undone is not what a person rejected. */
  #takenBack({ fingerprints }: Work): Rejection | null {
    const all = fingerprints.map((print) => this.#undone[print]);
    return all.includes(undefined) ? null : (all[0] ?? null);
  }

  /** The open task that is this work, or shares evidence with it. */
  open({ id, fingerprints }: Work): Task | null {
    const byPrint = fingerprints.map((print) => this.#openPrints.get(print)).find(Boolean);
    return this.#openTasks.get(id) ?? byPrint ?? null;
  }
}

type Titled = Pick<Specification, 'title' | 'evidence'>;

/** What a title says of the work itself: the words that it quotes from the page it is about are that page's. */
const ownWords = ({ title, evidence }: Titled): string =>
  evidence[0]?.line === 0 ? title.replace(/: “[^“”]*”$/, '') : title;

export const isSameWork = (one: Titled, other: Titled): boolean => saysTheSame(ownWords(one), ownWords(other));

/** The issue or pull request that says the same already. What the work cites is no repetition: the work is about it; nor are
 * those `besides`. */
export function reportedAs(
  titles: readonly Stub[],
  work: Titled,
  besides: ReadonlySet<number> = new Set(),
): Stub | undefined {
  const cited = new Set(work.evidence.flatMap(({ line, path }) => (line === 0 ? [path] : [])));
  return findSaid(titles, ownWords(work), ({ number }) => !cited.has(`#${number}`) && !besides.has(number));
}

export const endedBefore = (ledger: Ledger, work: Work): Rejection | null => new KnownWork(ledger).ended(work);

export const openTaskOf = (ledger: Ledger, work: Work): Task | null => new KnownWork(ledger).open(work);
