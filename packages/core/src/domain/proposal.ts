/** What somebody wants done, closed over its kinds; and what only guard can turn it into. */
import type { AgentKind } from './agent.ts';
import type { CommentPlace } from './comment.ts';
import type { Patience } from './lease.ts';
import type { LabelUse } from './leaving.ts';
import type { Marker } from './marker.ts';
import type { Reach } from './reach.ts';
import type { Specification } from './task.ts';
import type { Clean } from './text.ts';
import type { HandledIssue } from './undo.ts';

interface Labelling {
  subject: string;
  number: number;
  labels: string[];
  add: string[];
  remove: string[];
  undoes?: string;
}

/** Why an issue is closed: a run is taken back, or Steward leaves. */
interface Closing {
  undoes?: string;
  leaves?: true;
}

interface Unlabelling {
  /** Labels that come off with it. */
  remove?: string[];
}

/** That one task's issue is blocked by another's, as GitHub itself would say it. */
export interface Dependency {
  subject: string;
  task: string;
  needs: string;
  number: number;
  blockedBy: number;
}

/** That a story's issue is a part of the planned one. */
export interface Child {
  subject: string;
  /** The story's task, whose issue `number` is. */
  task: string;
  key: string;
  number: number;
  parent: number;
}

export type Proposal =
  | { kind: 'open-issue'; subject: string; specification: Specification }
  /** `placeless`: somebody ordered it, or it is taken up at once, so it needs no place among the suggestions. */
  /** `asked`: by a person, and since it was taken back, if it ever was. */
  | { kind: 'suggest'; subject: string; specification: Specification; placeless?: boolean; asked?: boolean }
  | { kind: 'open-dashboard'; subject: 'dashboard'; body: string }
  | { kind: 'update-dashboard'; subject: 'dashboard'; number: number; body: string }
  | { kind: 'pin-dashboard'; subject: 'dashboard'; number: number }
  | { kind: 'open-health'; subject: 'health'; body: string }
  | { kind: 'update-health'; subject: 'health'; number: number; body: string }
  /** `left`: Steward leaves the repository. */
  | { kind: 'close-health'; subject: 'health'; number: number; body: string; left?: true }
  | { kind: 'create-label'; subject: string; name: string; color: string; description: string }
  /** `undoes`: the run that is taken back by it; what the ledger knows of the labels stays as it is. */
  | ({ kind: 'set-labels' } & Labelling)
  | { kind: 'close-copy'; subject: string; number: number; of: number | null }
  /** An issue of the run that is taken back, as it was just read. The subject is its task. */
  /** An issue of Steward's own, whose change was taken back. The subject is its task. */
  | { kind: 'reopen-issue'; subject: string; number: number }
  | ({ kind: 'close-issue'; subject: string; number: number; issue: HandledIssue; body: string } & Closing)
  /** The last text of the dashboard, with which it is closed; `labels`: what comes off it. */
  | { kind: 'leave-dashboard'; subject: 'dashboard'; number: number; body: string; labels: string[] }
  | { kind: 'unpin-dashboard'; subject: 'dashboard'; number: number }
  /** As it was just read. */
  | { kind: 'delete-label'; subject: string; label: LabelUse }
  /** The state branch, at this commit; `exported`: where a copy of it now is. */
  | { kind: 'delete-branch'; subject: string; branch: string; oid: string; exported: string }
  | ({ kind: 'link-dependency' } & Dependency)
  | ({ kind: 'link-child' } & Child)
  /** `asked`: a person wants it, so it is not Steward's own idea. */
  | ({ kind: 'hand-off'; body: string } & HandingOver)
  | ({ kind: 'ask-person' } & Asking)
  | ({ kind: 'post-comment'; subject: string; body: string; asked: boolean } & CommentPlace)
  | ({ kind: 'edit-comment'; subject: string; comment: string; body: string; undoes?: string } & CommentPlace);
export type ProposalKind = Proposal['kind'];

/** A task for an agent: what the lease will say, how the agent is reached, and what it is told. */
interface HandingOver {
  /** The task. */
  subject: string;
  number: number;
  agent: string;
  /** Its kind, as the lease has it. */
  as: AgentKind;
  attempt: number;
  reach: Reach;
  /** Why this agent, for whoever reads of it; absent where nobody chose. */
  why?: string;
  usd: number | null;
  patience: Patience;
}

/** A person for a task that waits for one: the first of these that GitHub lets be assigned; none: nobody was found. */
export interface Asking {
  /** The task. */
  subject: string;
  number: number;
  /** That of the task's question. */
  key: string;
  people: string[];
  /** A comment says why. */
  words: boolean;
}

declare const approvedBrand: unique symbol;
interface Brand {
  readonly [approvedBrand]: true;
}

/** What act carries out. The texts are clean; the marker with the intent is added by act. */
export type Approved = Brand &
  (
    | { kind: 'open-issue'; subject: string; specification: Specification; title: Clean; body: Clean; labels: string[] }
    | { kind: 'suggest'; subject: string; specification: Specification }
    | { kind: 'open-dashboard'; subject: 'dashboard'; title: Clean; body: Clean; labels: string[] }
    | { kind: 'update-dashboard'; subject: 'dashboard'; number: number; body: Clean }
    | { kind: 'pin-dashboard'; subject: 'dashboard'; number: number }
    | { kind: 'open-health'; subject: 'health'; title: Clean; body: Clean; labels: string[] }
    | { kind: 'update-health'; subject: 'health'; number: number; body: Clean; intent: string }
    | {
        kind: 'close-health';
        subject: 'health';
        number: number;
        body: Clean;
        intent: string;
        label: string;
        left?: true;
      }
    | { kind: 'create-label'; subject: string; name: string; color: string; description: string }
    | ({ kind: 'set-labels' } & Labelling)
    | { kind: 'close-copy'; subject: string; number: number; of: number | null }
    | { kind: 'reopen-issue'; subject: string; number: number }
    | ({ kind: 'close-issue'; subject: string; number: number; body: Clean; marker: Marker } & Closing & Unlabelling)
    | ({ kind: 'leave-dashboard'; subject: 'dashboard'; number: number; body: Clean } & Unlabelling)
    | { kind: 'unpin-dashboard'; subject: 'dashboard'; number: number }
    | { kind: 'delete-label'; subject: string; name: string }
    | { kind: 'delete-branch'; subject: string; branch: string; oid: string }
    | ({ kind: 'link-dependency' } & Dependency)
    | ({ kind: 'link-child' } & Child)
    | ({ kind: 'hand-off'; body: Clean } & HandingOver)
    | ({ kind: 'ask-person' } & Asking)
    | ({ kind: 'post-comment'; subject: string; body: Clean } & CommentPlace)
    | ({ kind: 'edit-comment'; subject: string; comment: string; body: Clean; undoes?: string } & CommentPlace)
  );
export type ApprovedOf<K extends ProposalKind> = Extract<Approved, { kind: K }>;
type Unbranded<T> = T extends Brand ? Omit<T, keyof Brand> : never;

/** Mints an approval. Only `guard` calls this; a truth test holds every other room to that. */
export const mintApproved = <K extends ProposalKind>(effect: Unbranded<ApprovedOf<K>>): ApprovedOf<K> =>
  effect as unknown as ApprovedOf<K>;

export const POLICIES = [
  'mode',
  'loss',
  'pause',
  'leaving',
  'cap-open-tasks',
  'cap-new-issues',
  'cap-suggestions',
  'cap-notifications',
  'cap-hand-offs',
  'limit',
  'quiet-hours',
  'duplicate',
  'rejected',
  'label',
  'repository',
  'evidence',
  'size',
  'scope',
  'ownership',
  'visibility',
] as const;
export type PolicyName = (typeof POLICIES)[number];

/** A proposal that was not approved, as data: recorded and shown, never thrown. */
export interface Refusal {
  kind: ProposalKind;
  subject: string;
  title: string;
  policy: PolicyName;
  reason: string;
}

/** Which effect an outcome is of, with what the ledger keeps of it. Every `Approved` is one. */
export interface EffectName extends Partial<CommentPlace> {
  kind: ProposalKind;
  subject: string;
  name?: string;
  body?: string;
  key?: string;
  needs?: string;
  parent?: number;
  labels?: string[];
  add?: string[];
  remove?: string[];
  comment?: string;
  undoes?: string;
  leaves?: true;
  why?: string;
  agent?: string;
}

/**
 * What became of an effect. `ambiguous`: nobody knows yet whether it happened. `late`: it was never sent; `inherited`: by
 * another run, which reserved it.
 */
export type Outcome =
  | {
      kind: 'done';
      effect: EffectName;
      number?: number;
      updatedAt?: string;
      comment?: string;
      /** Of a hand-off: the run or the comment it was made by, or who was assigned. */
      ref?: string;
      changed: boolean;
      /** Of an edited body: the edit before Steward's own. */
      previous?: { id: string; editor: string };
      /** Another issue that the same write touched. */
      also?: { number: number; updatedAt: string };
    }
  | {
      kind: 'refused';
      effect: EffectName;
      reason: string;
      gone?: true;
      retryAfter?: number;
      /** Only its issue stands against it, not how anything is set up. */
      about?: 'issue';
    }
  | { kind: 'ambiguous'; effect: EffectName; reason: string }
  | { kind: 'late'; effect: EffectName; reason: string; inherited?: true };
