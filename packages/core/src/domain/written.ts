/** What a write answers: what became of it, and what was written. */

export type WriteResult<T> =
  | { kind: 'done'; value: T }
  /** A definite no: nothing happened. `gone`: what was to be changed does not exist any more.
   * `retryAfter`: GitHub put it off for so many milliseconds. `about`: only this issue stands against it. */
  | { kind: 'refused'; reason: string; gone?: true; retryAfter?: number; about?: 'issue' }
  /** No answer, or one that leaves open whether it happened: never sent again blindly. */
  | { kind: 'ambiguous'; reason: string };

export interface Written {
  number: number;
  updatedAt: string;
  /** Of an edited body: the edit before this one, where GitHub tells of it. */
  previous?: { id: string; editor: string };
}

export type Linked = { made: false } | { made: true; issue: Written; blocker: Written };

/** `updatedAt` is that of the issue or pull request it stands on. */
export interface WrittenComment extends Written {
  comment: string;
}

export interface Label {
  name: string;
  color: string;
  description: string;
}

/** `done`: as completed; else as not planned, or as a duplicate. Labels go or come in the same request. */
export interface Closing {
  number: number;
  duplicateOf: number | null;
  done?: true;
  body: string;
  remove?: readonly string[];
  add?: readonly string[];
}
