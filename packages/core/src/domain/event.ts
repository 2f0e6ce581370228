/** What is remembered: a closed union. The state is these, applied in sequence, and nothing else. */
import type { Circuits } from './circuit.ts';
import type { Verb } from './command.ts';
import type { CommentPlace } from './comment.ts';
import type { FurtherEvent } from './further-event.ts';
import type { HealthCheck, HealthFinding } from './health.ts';
import type { Claim } from './intent.ts';
import type { Ending, Lease, Sign } from './lease.ts';
import type { Learning } from './lessons.ts';
import type { Refusal } from './proposal.ts';
import type { Links, Standing } from './standing.ts';
import type { Intake } from './state.ts';
import type { Priority, Specification, Status, Task, TaskType } from './task.ts';
import type { ModelFinding } from './traits.ts';
import type { UndoEvent } from './undo.ts';
import type { Overall, ReviewRecord } from './verdict.ts';

/** Why a fingerprint must not come back. `undone`: its run was taken back; it may return once there is other evidence. */
export interface Rejection {
  reason: 'rejected' | 'done' | 'cancelled' | 'undone';
  task: string;
  number?: number;
  at: string;
}

/** A pull request and the task it is for, or that a person asked about. `state`: as the one query saw it, if it did. */
interface PullLink {
  number: number;
  task: string | null;
  asked: boolean;
  agent: boolean;
  wanted: boolean;
  state: string | null;
  /** It is what the agent brought that has the task in hand. Absent: the lease is left as it is. */
  tie?: Tie;
  /** Of the lease that it is tied to. */
  counter?: number;
  /** It keeps nobody from the task. */
  aside?: true;
  draft?: true;
}

/** `branch`: on the branch that the agent was told; `draft`: still worked on. */
export type Tie = 'own' | 'branch' | 'draft';

/** What was merged for a task, so that its reverting is understood. */
export interface Landed {
  pull: number;
  task: string;
  /** Of its issue. */
  number: number;
  type: TaskType;
  at: string;
  /** It is an issue of Steward's own. */
  own: boolean;
  /** Of the attempt that brought it; absent: nobody's. */
  agent?: string;
  attempt?: number;
  from?: string;
  /** Its task counted as done by it. */
  counted?: true;
  /** The pull request that took it back. */
  reverted?: number;
}

type ReviewFacts = Omit<
  ReviewRecord,
  'task' | 'asked' | 'agent' | 'wanted' | 'stale' | 'overall' | 'counter' | 'aside' | 'draft'
> & {
  overall: Overall;
};

/** A comment as it now stands. */
export interface CommentWritten extends CommentPlace {
  subject: string;
  comment: string;
  digest: string;
}

export type LedgerEvent =
  | FurtherEvent
  | UndoEvent
  | { kind: 'installed'; epoch: string; baseline: string | null; identities: string[] }
  /** What the tick saw; merges `seen`, replaces the rest. */
  | {
      kind: 'observed';
      watermark: string;
      seen: Record<string, string>;
      head: string | null;
      checks: string;
      deployments: Record<string, string>;
      pulls: Record<string, string>;
      goals: string | null;
      /** Digest of the mode and the configuration it was seen with. */
      settings?: string;
      daily: string;
    }
  /** Steward's own write: what it touched and the time GitHub gave it. */
  | { kind: 'wrote'; key: string; updatedAt: string }
  | { kind: 'generated'; head: string | null; goals: string | null; revision: number; day: string }
  /** `again`: its task was known before. */
  | { kind: 'reserved'; claim: Claim; specification?: Specification; again?: true }
  | { kind: 'taken-over'; intent: string; token: string; claimedAt: string; expires: string }
  | { kind: 'released'; intent: string; reason: string }
  /** GitHub put writes off, or they came too late: in so many milliseconds they are due again. */
  | { kind: 'put-off'; retryAfter: number }
  | { kind: 'opened'; intent: string; number: number; task: string }
  | { kind: 'dashboard-opened'; intent: string; number: number; digest: string }
  | { kind: 'dashboard-written'; number: number; intent: string; digest: string }
  /** GitHub would not have it rewritten: it stays as it is until something changes or the day does. */
  | { kind: 'dashboard-refused'; number: number }
  | { kind: 'dashboard-pinned'; pinned: 'yes' | 'refused' }
  /** A person closed the dashboard, or opened it again: while it is closed, it is left alone. */
  | { kind: 'dashboard-seen'; open: boolean }
  /** Somebody deleted or moved it: another is opened. */
  | { kind: 'dashboard-gone'; number: number }
  /** `again`: it stood there before, and reads otherwise now. */
  | { kind: 'suggested'; specification: Specification; again?: true }
  /** `specification`: what it said, so that it can be put back. */
  | { kind: 'withdrawn'; task: string; reason: string; specification?: Specification }
  | { kind: 'adopted'; task: Task }
  /** People's issues were looked at. */
  | ({ kind: 'intake' } & Intake)
  | { kind: 'moved'; task: string; status: Status; reason: string; by?: string }
  /** What people say of its place, read from its issue; null: nothing any more. */
  | { kind: 'ranked'; task: string; standing: Standing | null }
  /** What it waits for, and which of that GitHub itself knows. */
  | { kind: 'related'; task: string; dependsOn: string[]; links: Links }
  /** Steward told GitHub of a need, or GitHub would not have it. */
  | { kind: 'linked'; task: string; needs: string; as: Links[string] }
  /** The labels that Steward has given an issue. */
  | { kind: 'labelled'; number: number; labels: string[]; added?: string[]; removed?: string[] }
  /** A comment was posted under this intent. */
  | ({ kind: 'commented'; intent: string } & CommentWritten)
  /** A comment of Steward's own was edited, or found where memory did not know it. */
  | ({ kind: 'comment-written' } & CommentWritten)
  /** Somebody deleted it. */
  | { kind: 'comment-gone'; subject: string; task: string | null }
  | ({ kind: 'pull-linked' } & PullLink)
  | ({ kind: 'reviewed'; number: number } & ReviewFacts)
  /**
   * Merged or closed: nothing is to be reviewed there any more. `verdict`, of an agent's that was merged: what the review
   * of that very head said; null: there was none.
   */
  | { kind: 'pull-ended'; number: number; merged: boolean; verdict?: Overall | null; landed?: Landed }
  /** What was merged for a task was taken back by another pull request. */
  | { kind: 'reverted'; pull: number; revert: number }
  /** Reserved, in the transaction that judged it; it is handed over next. */
  | { kind: 'leased'; lease: Lease }
  /** `ref`: the run or the comment by which it was. */
  | { kind: 'handed-over'; task: string; counter: number; ref: string }
  /** Nobody was told: GitHub refused, or it was too late. `reason`: the agent cannot be reached, and why; null: it can. */
  | { kind: 'not-handed'; task: string; counter: number; reason: string | null; resumes: string | null }
  /** When a task can next be handed over, or its deadline passes, although nothing changes by then; null: nothing waits for a time. */
  | { kind: 'hand-off-due'; due: string | null }
  /** The agent was seen. */
  | { kind: 'started'; task: string; counter: number; sign: Sign; ref: string }
  /** It was seen again: it is not silent. */
  | { kind: 'signed'; task: string; counter: number }
  /** `resumes`: before then it is not handed out again. */
  | {
      kind: 'attempt-ended';
      task: string;
      counter: number;
      ending: Ending;
      hint?: string;
      next: Status;
      resumes: string | null;
    }
  /** The last attempt is alive again: what it brought was opened again, or came late, and nobody has the task since. */
  | { kind: 'revived'; lease: Lease }
  /** Somebody who may write answered what its agent asked: it may be handed out again. */
  | { kind: 'answered'; task: string; by: string; words: string }
  /** A person takes it over: whoever had it has it no more. */
  | { kind: 'taken'; task: string; by: string }
  /** A person wants it handed out again, at once. `bystanders`: who is assigned all the same. */
  | { kind: 'given-back'; task: string; by: string; bystanders: string[] }
  /** The comments on its issue were read for orders up to this time. */
  | { kind: 'heard'; task: string; until: string }
  /** Steward looked at its own health. `red`: the run that ended red because of it. */
  | { kind: 'health-checked'; findings: HealthFinding[]; unknown: HealthCheck[]; red?: string }
  /** `found`: another run made it, so what it says may be out of date. */
  | { kind: 'health-opened'; intent: string; number: number; digest: string; found?: true }
  /** Its issue was edited, or found where memory did not know it. */
  | { kind: 'health-written'; number: number; intent: string; digest: string }
  /** GitHub would not have it edited or closed: it stays as it is until the next look. */
  | { kind: 'health-refused'; number: number }
  /** A person closed it, or opened it again. */
  | { kind: 'health-seen'; number: number; open: boolean }
  /** Steward closed it, as nothing is wrong any more. */
  | { kind: 'health-closed'; number: number }
  /** Somebody deleted or moved it. */
  | { kind: 'health-gone'; number: number }
  | { kind: 'closing-noted'; number: number; of: number | null }
  | { kind: 'closing-done'; number: number }
  | { kind: 'paused'; paused: boolean; by: string }
  /** `given`: when it was said; absent: when it was noted. */
  | { kind: 'approved'; task: string; by: string; given?: string }
  | { kind: 'unapproved'; task: string; by: string }
  | { kind: 'raised'; task: string; priority: Priority; by: string }
  /** An attempt failed, and the owner's setting raises the priority for that. */
  | { kind: 'lifted'; task: string; priority: Priority; reason: string }
  /** Its deadline passed: a person is asked, and whoever has it in hand goes on. */
  | { kind: 'overdue'; task: string; deadline: string }
  /** Who is asked was chosen, in the transaction that judged it; `key`: that of the task's question. */
  | { kind: 'asking'; task: string; key: string; people: string[] }
  /** `person`: who was assigned; null: nobody could be. */
  | { kind: 'asked'; task: string; key: string; person: string | null }
  /** Somebody without write access gave an order: it was not followed, and the dashboard says so. */
  | { kind: 'denied'; verb: Verb; by: string }
  /** The edits of the dashboard were read for orders up to this one. */
  | { kind: 'orders-read'; edit: { id: string; at: string } }
  /** A person edited the dashboard while it was being written: its edits are to be read again, at once. */
  | { kind: 'orders-missed' }
  /** What is wrong with the set-up, by the ids of doctor's checks. */
  | { kind: 'examined'; findings: string[] }
  /** A person wants Steward to leave: noted before anything is done; `issues`: those to be closed, besides those noted before. */
  | { kind: 'leaving'; issues: number[] }
  /** Which model vendors failed of late; of those that are not named nothing is remembered. */
  | { kind: 'circuits'; circuits: Circuits }
  /** What models turned out not to take, by `provider/id`. */
  | { kind: 'model-traits'; found: Record<string, ModelFinding> }
  | { kind: 'refused'; refusals: Refusal[] }
  | { kind: 'lost'; since: string; until: string; reason: string }
  | {
      kind: 'rebuilt';
      epoch: string;
      baseline: string | null;
      identities: string[];
      tasks: Task[];
      rejected: Record<string, Rejection>;
      dashboard: { number: number; intent: string; digest: string; open: boolean } | null;
      /** The open issue about health, if there is one. */
      health?: { number: number; intent: string; digest: string };
      /** Extra copies, still open: noted here, closed by whoever comes next. */
      closings: { number: number; of: number | null }[];
      /** The dashboard carries the label of a pause. */
      paused?: boolean;
      opened: number;
      notifications: number;
      /** What those issues teach, as far as they can be read. */
      learned?: Learning;
    };
export type EventKind = LedgerEvent['kind'];

/** An event as the ledger's file keeps it: with its place in the order and the server's time. */
export type RecordedEvent = LedgerEvent & { sequence: number; at: string };
