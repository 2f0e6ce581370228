/** A part of the ledger's state that is changed by key while events are applied. */

interface Cell<T> {
  entry: T | undefined;
}

/**
 * A record that is changed by key, in place once it is the draft's own. Its keys come and go by the thousand, which a
 * map takes better than an object; but a map that has grown old keeps alive what it once held, so cells are emptied.
 */
export class Entries<T> {
  #record: Readonly<Record<string, T>>;
  #cells: Map<string, Cell<T>> | null = null;

  constructor(record: Readonly<Record<string, T>>) {
    this.#record = record;
  }

  get(key: string): T | undefined {
    return this.#cells ? this.#cells.get(key)?.entry : this.#record[key];
  }

  /** What stands there made into something else: it is looked for once. */
  change(key: string, into: (entry: T | undefined) => T): void {
    const cells = this.#own();
    const cell = cells.get(key);
    if (cell) cell.entry = into(cell.entry);
    else cells.set(key, { entry: into(undefined) });
  }

  /** What stood there before: to look for it first would cost as much again. */
  set(key: string, entry: T): T | undefined {
    const cells = this.#own();
    const cell = cells.get(key);
    const before = cell?.entry;
    if (cell) cell.entry = entry;
    else cells.set(key, { entry });
    return before;
  }

  /** What stood there. */
  delete(key: string): T | undefined {
    const cells = this.#own();
    const cell = cells.get(key);
    if (!cell) return undefined;
    const before = cell.entry;
    cell.entry = undefined;
    cells.delete(key);
    return before;
  }

  get size(): number {
    return this.#cells?.size ?? Object.keys(this.#record).length;
  }

  keys(): string[] {
    return this.#cells ? [...this.#cells.keys()] : Object.keys(this.#record);
  }

  values(): T[] {
    if (!this.#cells) return Object.values(this.#record);
    return Array.from(this.#cells.values(), ({ entry }) => entry as T);
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
