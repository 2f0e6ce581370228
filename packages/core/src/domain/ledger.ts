/** The ledger as files of a branch: how a head is judged, how a transaction becomes files, how shards are read. */
import { canonical, digest } from './digest.ts';
import type { LedgerEvent, RecordedEvent, Rejection } from './event.ts';
import { eventPath } from './event-files.ts';
import { answersChange, rejectedPath, shardChange, tasksPath } from './shards.ts';
import { EMPTY_STATE, type Ledger, SCHEMA, type State } from './state.ts';
import { stateOf } from './state-rows.ts';
import { stateText } from './state-text.ts';

export { answersPath, rejectedPath, tasksPath } from './shards.ts';

import type { Task } from './task.ts';
import type { KeptAnswer } from './thinking.ts';

/** The head of the state branch as it was read, nothing believed yet. */
export interface RawLedger {
  oid: string;
  /** First parent; null for the branch's root. */
  parent: string | null;
  message: string;
  author: string;
  /** GitHub signed it, as it signs all that goes through its own commit API; null where that is not known. */
  signed: boolean | null;
  /** `state.json`; null where the file is missing or is no text. */
  text: string | null;
  truncated: boolean;
}

export type LedgerReading =
  | { kind: 'absent' }
  | { kind: 'sound'; oid: string; state: State }
  | { kind: 'damaged'; oid: string; reason: string }
  | { kind: 'forged'; oid: string; reason: string }
  | { kind: 'newer'; oid: string; schema: number };

/** Judges a head. Damaged is rebuilt; forged or newer stops Steward. `trusted`: accounts whose commits count. */
export function readLedger(raw: RawLedger | null, trusted: readonly string[]): LedgerReading {
  if (!raw) return { kind: 'absent' };
  const { oid } = raw;
  if (raw.text === null) return { kind: 'damaged', oid, reason: 'state.json is missing' };
  if (raw.truncated) return { kind: 'damaged', oid, reason: 'state.json is too large to be read whole' };
  const value = parsed(raw.text);
  if (!isState(value)) return { kind: 'damaged', oid, reason: 'state.json is cut short or is no state' };
  if (value.schema > SCHEMA) return { kind: 'newer', oid, schema: value.schema };
  const fault = forgery(raw, value, raw.text, trusted);
  if (fault) return { kind: 'forged', oid, reason: fault };
  return { kind: 'sound', oid, state: { ...EMPTY_STATE, ...stateOf(value) } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A state that somebody keeps as a file, believed as it stands; null where it is none that this version reads. */
export function readState(text: string): State | null {
  const value = parsed(text);
  return isState(value) && value.schema <= SCHEMA ? { ...EMPTY_STATE, ...stateOf(value) } : null;
}

function isState(value: unknown): value is State {
  if (value === null || typeof value !== 'object') return false;
  const { schema, sequence, claims, shards } = value as Partial<State>;
  if (typeof schema !== 'number') return false;
  if (schema > SCHEMA) return true;
  return (
    Number.isInteger(sequence) &&
    isRecord(claims) &&
    isRecord(shards) &&
    isRecord((shards as { tasks?: unknown }).tasks)
  );
}

const isRecord = (value: unknown): boolean => value !== null && typeof value === 'object' && !Array.isArray(value);

function forgery(raw: RawLedger, state: State, text: string, trusted: readonly string[]): string | null {
  if (state.sequence === 0) {
    if (raw.parent !== null) return 'its first state is not the first commit';
    const begun = canonical({ ...EMPTY_STATE, ...state }) === canonical(EMPTY_STATE);
    return begun ? null : 'its first state says that something happened already';
  }
  if (!trusted.includes(raw.author)) return `its last commit is by ${raw.author}, not by Steward`;
  if (raw.signed === false) return 'its last commit was not made through GitHub';
  if (state.parent !== raw.parent) return 'its last commit does not stand on the one it was written for';
  if (trailer(raw.message, DIGEST) !== digest(text, 40))
    return 'its state is not the one its last commit was written with';
  return null;
}

const DIGEST = 'Steward-Digest';
const TRANSACTION = 'Steward-Transaction';

function trailer(message: string, name: string): string | null {
  return (
    message
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2)
      .trim() ?? null
  );
}

/** The token of the transaction a commit message belongs to, or null. */
export const transactionOf = (message: string): string | null => trailer(message, TRANSACTION);

/** The most that `state.json` is to have, in bytes. */
export const MOST_STATE = 65_536;

/** Files of a commit. Paths are relative to its root; contents are text. */
export interface FileChanges {
  additions: Record<string, string>;
  deletions: string[];
}

/** A commit of the state branch. */
export interface LedgerChange extends FileChanges {
  headline: string;
  body: string;
}

export interface Transaction {
  before: Ledger;
  after: Ledger;
  events: readonly LedgerEvent[];
  /** Oid of the commit the transaction stands on. */
  parent: string;
  at: string;
  /** Unique to this attempt: how an unanswered commit is recognised. */
  token: string;
  run: string;
}

/** The files of one transaction, and the state as it will be read back. */
export function changeOf(transaction: Transaction): { change: LedgerChange; ledger: Ledger } {
  const { before, after, events, parent, at, token, run } = transaction;
  const sequence = before.state.sequence + 1;
  const tasks = shardChange(
    before.state.shards.tasks,
    after.loaded === 'all' ? 'all' : after.loaded.tasks,
    after.tasks,
    tasksPath,
  );
  const rejected = shardChange(
    before.state.shards.rejected,
    after.loaded === 'all' ? 'all' : after.loaded.rejected,
    after.rejected,
    rejectedPath,
  );
  const { answers, index: kept } = answersChange(before, after);
  const shards = { tasks: tasks.index, rejected: rejected.index, ...kept };
  const state: State = { ...after.state, sequence, parent, shards };
  const text = stateText(state);
  const recorded: RecordedEvent[] = events.map((event) => ({ ...event, sequence, at }));
  return {
    ledger: { ...after, state },
    change: {
      headline: `${sequence}: ${headline(events)} [skip ci]`,
      body: `${TRANSACTION}: ${token}\n${DIGEST}: ${digest(text, 40)}`,
      additions: {
        ...tasks.files,
        ...rejected.files,
        ...answers.files,
        'state.json': text,
        [eventPath(at, sequence, run)]: recorded.map((event) => `${JSON.stringify(event)}\n`).join(''),
      },
      deletions: [...tasks.deletions, ...rejected.deletions, ...answers.deletions],
    },
  };
}

function headline(events: readonly LedgerEvent[]): string {
  const counts = new Map<string, number>();
  for (const event of events) counts.set(event.kind, (counts.get(event.kind) ?? 0) + 1);
  return [...counts]
    .map(([kind, n]) => (n > 1 ? `${n} ${kind}` : kind))
    .join(', ')
    .slice(0, 120);
}

/** The entries of a shard's file; null where the file is not what the index says: damage. */
export function readShard<T extends Task | Rejection | KeptAnswer>(
  text: string | null,
  hash: string,
): Record<string, T> | null {
  if (text === null || digest(text, 12) !== hash) return null;
  const value = parsed(text);
  return isRecord(value) ? (value as Record<string, T>) : null;
}

/** What the branch starts with: a note to whoever opens it, and a state to which nothing has happened. */
export function rootFiles(): Record<string, string> {
  return {
    'README.md': README,
    'state.json': stateText(EMPTY_STATE),
  };
}

const README = `# Steward's memory

This branch is written by Steward, one commit a transaction, and by nobody else.

- \`state.json\`: where things stand
- \`tasks/\`, \`rejected/\`: open tasks, and what must not be suggested again
- \`answers/\`: what models answered in the last two weeks
- \`events/\`: what happened, one file a transaction, never rewritten
- \`archive/\`: the same of days more than a month ago, joined in order: \`2026/08/03-00000120-00000188.ndjson\` holds what
  transactions 120 to 188 did on 3 August. An empty one stands for a file under \`events/\` that could not be read

Do not edit it: a commit by anybody else stops Steward. To start over, delete the branch; Steward rebuilds its memory
from its own issues.
`;
