/** The doors to the ledger: reading it, and the one way to write it. */
import type { FileChanges, LedgerChange, RawLedger } from '../domain/ledger.ts';

/** Reads the ledger (observe, record). */
export interface LedgerReader {
  /** The head as it is now, with the server's time of the read. */
  head(): Promise<{ raw: RawLedger | null; at: string }>;
  /** Files of a commit of the ledger; null for those that it does not have. */
  files(oid: string, paths: readonly string[]): Promise<Map<string, string | null>>;
  /** Paths of the event files that a commit of the ledger has for these days (`2026-11-20`), joined ones included. */
  eventFiles(oid: string, days: readonly string[]): Promise<string[]>;
  /** Messages of the newest commits up to this head, newest first: how an unanswered commit is recognised. */
  messages(count: number): Promise<string[]>;
  /** What the next commit on this one may join of days before `before`; absent: nothing is to be joined. */
  compaction?(oid: string, before: string): Promise<Compaction>;
}

export interface Compaction extends FileChanges {
  /** Paths of event files that cannot be read, and stay where they are. */
  left: string[];
}

export type CommitResult =
  | { kind: 'committed'; oid: string }
  | { kind: 'stale' }
  | { kind: 'refused'; reason: string }
  | { kind: 'ambiguous'; reason: string };

/** Writes the state branch, and nothing else (record). Never forces. */
export interface LedgerWriter {
  /** Makes the branch with one root commit; `stale` when it exists already. */
  begin(files: Record<string, string>): Promise<CommitResult>;
  commit(change: LedgerChange & { expected: string }): Promise<CommitResult>;
}
