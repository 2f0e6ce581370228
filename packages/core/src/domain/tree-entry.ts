/** What a commit holds: its files, and where their lines are from. */

export interface TreeEntry {
  path: string;
  mode: string;
  oid: string;
  /** Bytes; null for submodules. */
  size: number | null;
}

/** A line of a file, counted from one. */
export interface SourceLine {
  path: string;
  line: number;
}

/** The commit that a line is from. */
export interface LineChange {
  oid: string;
  /** ISO 8601. */
  date: string;
}
