/** All events applied. `state.json` holds `State`; tasks and rejected fingerprints live in shards beside it. */
import type { AgentRecord } from './agent.ts';
import type { Circuits } from './circuit.ts';
import type { Verb } from './command.ts';
import type { CommentRecord } from './comment.ts';
import type { Landed, Rejection } from './event.ts';
import type { HealthRecord } from './health.ts';
import type { Claim } from './intent.ts';
import type { Lease } from './lease.ts';
import type { Leaving } from './leaving.ts';
import { EMPTY_LEARNING, type Learning } from './lessons.ts';
import type { LimitRow } from './limits/row.ts';
import type { Account } from './money/account.ts';
import type { Plans } from './plan.ts';
import type { AllPostponed } from './postponed.ts';
import type { Task } from './task.ts';
import type { Batch, KeptAnswer, Unanswered } from './thinking.ts';
import type { Traits } from './traits.ts';
import type { Undoing } from './undo.ts';
import type { ReviewRecord } from './verdict.ts';

export const SCHEMA = 1;

export interface Intake {
  /** The backlog was looked at down to this number; null: not at all, or it begins anew. */
  below: number | null;
  /** Issues that could not be done with: read again with the daily work, or when what was put off is due. */
  again: number[];
  /** Issues that say what an older one says. */
  alike: { number: number; of: number }[];
  /** Absent: none. */
  unheeded?: Unheeded[];
}

/** An issue that somebody who may ordered to be taken up, and why it is left alone all the same. */
export interface Unheeded {
  number: number;
  by: string;
  /** When it was ordered. */
  at: string;
  reason: string;
}

export interface State extends Learning {
  schema: number;
  /** New at each rebuild, so that nothing of an older life can be mistaken for this one's. */
  epoch: string;
  /** Number of the transaction this state is the result of. 0: nothing happened yet. */
  sequence: number;
  /** The commit this transaction stands on: the ledger's chain. Null only at sequence 0. */
  parent: string | null;
  installed: { at: string; baseline: string | null } | null;
  identities: string[];
  lost: { since: string; until: string; reason: string } | null;
  paused: boolean;
  /** Server time up to which everything was seen. */
  watermark: string | null;
  /** `issue:12` → updatedAt, of what was seen or written within the overlap. */
  seen: Record<string, string>;
  head: string | null;
  checks: string;
  deployments: Record<string, string>;
  pulls: Record<string, string>;
  goals: string | null;
  /** Digest of the mode and the configuration of the last transaction that saw the world. */
  settings: string;
  /** When a write that GitHub put off, or that came too late, is to be tried again. */
  retryAt: string | null;
  /** Grows when a task opens, ends or is rejected: a reason to look for work again. */
  revision: number;
  generated: { head: string | null; goals: string | null; revision: number; day: string } | null;
  /** Since when the dashboard says something that is no longer so; it is due to be rewritten. */
  unshown: string | null;
  /** The next daily work. */
  daily: string | null;
  /** The earliest time at which something must happen although nothing changed. */
  nextDue: string | null;
  claims: Record<string, Claim>;
  /** How many intents were ever taken: part of each new one. */
  occurrence: number;
  /** Extra copies that Steward has noted to close; never recorded as a task. */
  closings: number[];
  /** Those of them that are not known to be closed yet. */
  closing: { number: number; of: number | null }[];
  windows: { day: string; opened: number; week: string; notifications: number };
  dashboard: {
    number: number;
    intent: string;
    digest: string;
    open: boolean;
    pinned: 'yes' | 'no' | 'refused';
    labels?: string[];
  } | null;
  /** Orders on the dashboard: the newest edit that was read for them, and whether others wait to be read. */
  orders: { edit: { id: string; at: string } | null; missed: boolean };
  /** The last order of somebody who may not give any; null once an order was followed. */
  denied: { verb: Verb; by: string; at: string } | null;
  /** What the last daily look found wrong with the set-up: ids of doctor's checks. */
  setUp: string[];
  /** The run that is being taken back; null: none. */
  undoing: Undoing | null;
  /** The newest runs that were taken back. */
  undone: { run: string; at: string }[];
  /** Steward is leaving the repository; null: it stays. */
  leaving: Leaving | null;
  counts: { open: number; suggested: number; done: number; rejected: number };
  /** What was seen of people's issues. */
  intake: Intake;
  /** Comments that are about no task of the ledger, by subject; the newest 50. */
  comments: Record<string, CommentRecord>;
  /** Open pull requests of tasks, and those a person asked about, by number; as many as `MOST_REVIEWS`. */
  reviews: Record<string, ReviewRecord>;
  /** Tasks that agents have in hand, by task. */
  leases: Record<string, Lease>;
  /** How many hand-offs there ever were in this epoch: the last lease's counter. */
  handOffs: number;
  /** When the next can be made, or a deadline passes, although nothing changes by then. */
  handOffDue: string | null;
  /** What was seen of the agents, by name; of those that the configuration names. */
  agents: Record<string, AgentRecord>;
  /** What the last look at Steward's health found; null: there was none. */
  health: HealthRecord | null;
  /** When pull requests of tasks were last merged: as many as decide how many may be open. */
  merges: string[];
  /** What was merged for tasks in the last month; at most 20. Absent: nothing. */
  landed?: Landed[];
  /** What is counted against limits, by client and endpoint. Absent: nothing. */
  limits?: Record<string, LimitRow>;
  /** Of what models cost. Absent: nothing was ever held for them. */
  money?: Account;
  /** Questions that are out at a vendor's batch lane, by intent. Absent: none. */
  batches?: Record<string, Batch>;
  /** Briefs that models could not answer. Absent: none. */
  unanswered?: Record<string, Unanswered>;
  /** Briefs that no vendor was well enough to answer. Absent: none. */
  postponed?: AllPostponed;
  /** Issues that are taken apart into stories, by number. Absent: none. */
  plans?: Plans;
  /** Model vendors that failed of late. Absent: none. */
  circuits?: Circuits;
  /** What models turned out not to take, by `provider/id`. Absent: nothing. */
  traits?: Traits;
  /** Shard → digest of its file. `answers` is absent where there are none. */
  shards: { tasks: Record<string, string>; rejected: Record<string, string>; answers?: Record<string, string> };
}

/** The state with those shards that were read. `apply` refuses to touch one that was not. */
export interface Ledger {
  state: State;
  tasks: Record<string, Task>;
  rejected: Record<string, Rejection>;
  /** What models answered, by brief. Absent: nothing. */
  answers?: Record<string, KeptAnswer>;
  loaded: { tasks: readonly string[]; rejected: readonly string[] } | 'all';
}

export const EMPTY_STATE: State = {
  schema: SCHEMA,
  epoch: '',
  sequence: 0,
  parent: null,
  installed: null,
  identities: [],
  lost: null,
  paused: false,
  watermark: null,
  seen: {},
  head: null,
  checks: '',
  deployments: {},
  pulls: {},
  goals: null,
  settings: '',
  retryAt: null,
  revision: 0,
  generated: null,
  unshown: null,
  daily: null,
  nextDue: null,
  claims: {},
  occurrence: 0,
  closings: [],
  closing: [],
  windows: { day: '', opened: 0, week: '', notifications: 0 },
  dashboard: null,
  orders: { edit: null, missed: false },
  denied: null,
  setUp: [],
  undoing: null,
  undone: [],
  leaving: null,
  counts: { open: 0, suggested: 0, done: 0, rejected: 0 },
  intake: { below: null, again: [], alike: [] },
  comments: {},
  reviews: {},
  leases: {},
  handOffs: 0,
  handOffDue: null,
  agents: {},
  health: null,
  merges: [],
  shards: { tasks: {}, rejected: {} },
  ...EMPTY_LEARNING,
};

export const EMPTY_LEDGER: Ledger = { state: EMPTY_STATE, tasks: {}, rejected: {}, loaded: 'all' };

/** The shard of a task id or fingerprint: its first two hexadecimal digits, 256 in all. */
export const shardOf = (id: string): string => id.slice(0, 2);
