/** What a run did, read from its events: for each kind of event, whether an undo takes it back or why it stays. */
import type { CommentPlace } from '../../domain/comment.ts';
import type { EventKind, LedgerEvent } from '../../domain/event.ts';
import type { Priority, Specification } from '../../domain/task.ts';
import type { Spared } from '../../domain/undo.ts';

/** A comment that the run posted, by the intent it was posted under. */
export type PostedComment = CommentPlace & { subject: string; intent: string };

export interface Relabelling {
  /** The labels that were given with it. */
  labels: readonly string[];
  added: readonly string[];
  removed: readonly string[];
}

export interface Deeds {
  /** Everything the run was to create; another may have recorded it, if this one died. */
  intents: Set<string>;
  /** Issues it opened, by the task they are of. */
  opened: Map<string, number>;
  /** How urgent a task was when it was opened. */
  priorities: Map<string, Priority>;
  /** Tasks that nobody knew before. */
  suggested: Set<string>;
  withdrawn: Specification[];
  relabelled: Map<number, Relabelling>;
  comments: Map<string, PostedComment>;
  /** What it did and cannot be taken back. */
  stays: Spared[];
  /** It took another run back itself. */
  undid: string | null;
}

type Reader<K extends EventKind> = ((deeds: Deeds, event: Extract<LedgerEvent, { kind: K }>) => void) | null;

/** Null: what was seen of the world, what people said or decided, and the ledger's own affairs. Those stay as they are. */
const READERS: { [K in EventKind]: Reader<K> } = {
  installed: null,
  observed: null,
  wrote: null,
  generated: null,
  reserved: (deeds, { claim, specification, again }) => {
    if (claim.kind === 'open-dashboard' || claim.kind === 'open-health') return;
    deeds.intents.add(claim.intent);
    if (claim.comment) {
      deeds.comments.set(claim.subject, { ...claim.comment, subject: claim.subject, intent: claim.intent });
    }
    if (!specification) return;
    deeds.priorities.set(specification.id, specification.priority);
    if (!again) deeds.suggested.add(specification.id);
  },
  'taken-over': null,
  // What was seen of pull requests is the world's; what was said of them is a comment.
  'pull-linked': null,
  'pull-ended': null,
  reverted: null,
  reviewed: null,
  intake: null,
  leased: (deeds, { lease: { number, agent } }) => {
    deeds.stays.push({
      what: `#${number}`,
      reason: `${agent} was asked to do it: close the issue, and its work is not taken`,
    });
  },
  'hand-off-due': null,
  'not-handed': null,
  'handed-over': null,
  started: null,
  signed: null,
  'attempt-ended': null,
  revived: null,
  answered: null,
  taken: null,
  'given-back': null,
  heard: null,
  lifted: null,
  overdue: null,
  asking: null,
  asked: (deeds, { person }) => {
    if (person === null) return;
    deeds.stays.push({ what: 'an assignment', reason: `${person} was asked, and may unassign themselves` });
  },
  // What was asked of models was paid for, and answers are only used or not.
  'answered-by-model': null,
  unanswered: null,
  postponed: null,
  'batch-reserved': null,
  'batch-taken': null,
  'batch-sent': null,
  'batch-unseen': null,
  'batch-ended': null,
  'put-off': null,
  released: null,
  opened: (deeds, { intent, number, task }) => {
    deeds.intents.add(intent);
    deeds.opened.set(task, number);
  },
  'dashboard-opened': (deeds, { number }) => {
    deeds.stays.push({ what: `#${number}`, reason: 'the dashboard stays: it is where Steward is told what to do' });
  },
  'health-checked': null,
  'health-opened': (deeds, { number }) => {
    deeds.stays.push({ what: `#${number}`, reason: 'it tells of what is wrong now, and is closed when nothing is' });
  },
  'health-written': null,
  'health-refused': null,
  'health-seen': null,
  'health-closed': null,
  'health-gone': null,
  'limit-taken': null,
  'limit-returned': null,
  'limit-refused': null,
  'limit-observed': null,
  'dashboard-written': null,
  'dashboard-refused': null,
  'dashboard-pinned': null,
  'dashboard-seen': null,
  'dashboard-gone': null,
  suggested: (deeds, { specification: { id }, again }) => {
    if (!again) deeds.suggested.add(id);
  },
  withdrawn: (deeds, { specification }) => {
    if (specification) deeds.withdrawn.push(specification);
    else
      deeds.stays.push({ what: 'a suggestion', reason: 'it was withdrawn, and the record does not say what it was' });
  },
  adopted: null,
  moved: null,
  ranked: null,
  related: null,
  linked: (deeds, { as }) => {
    if (as !== 'own') return;
    deeds.stays.push({ what: 'a dependency', reason: 'it stays between the two issues, where anybody may remove it' });
  },
  'plan-wanted': null,
  planned: null,
  'plan-approved': null,
  'plan-ended': null,
  'child-linked': (deeds, { as }) => {
    if (as !== 'own') return;
    deeds.stays.push({ what: 'a sub-issue', reason: 'it stays below the planned one, where anybody may remove it' });
  },
  labelled: (deeds, { number, labels, added = [], removed = [] }) => {
    if (added.length + removed.length === 0) return;
    const before = deeds.relabelled.get(number) ?? { added: [], removed: [] };
    deeds.relabelled.set(number, {
      labels,
      added: [...without(before.added, removed), ...without(added, before.removed)],
      removed: [...without(before.removed, added), ...without(removed, before.added)],
    });
  },
  commented: (deeds, { intent, subject, purpose, on, number, task }) => {
    deeds.intents.add(intent);
    deeds.comments.set(subject, { subject, intent, purpose, on, number, task });
  },
  'comment-written': (deeds, { number, subject }) => {
    if (deeds.comments.has(subject)) return;
    const reason = 'it was there before, and what it said is in its edits';
    deeds.stays.push({ what: `a comment on #${number}`, reason });
  },
  'comment-gone': null,
  'closing-noted': null,
  'closing-done': (deeds, { number }) => {
    deeds.stays.push({ what: `#${number}`, reason: 'it was an extra copy: it stays closed' });
  },
  paused: null,
  approved: null,
  unapproved: null,
  raised: null,
  denied: null,
  'orders-read': null,
  'orders-missed': null,
  examined: null,
  'undo-begun': (deeds, { run }) => {
    deeds.undid = run;
  },
  'taken-back': null,
  undone: null,
  leaving: null,
  circuits: null,
  'model-traits': null,
  refused: null,
  ...{ spending: null, spent: null, 'spending-expired': null, 'money-warned': null },
  lost: null,
  rebuilt: null,
};

const without = (some: readonly string[], others: readonly string[]): string[] =>
  some.filter((name) => !others.includes(name));

export function deedsOf(events: readonly LedgerEvent[]): Deeds {
  const deeds: Deeds = {
    intents: new Set(),
    opened: new Map(),
    priorities: new Map(),
    suggested: new Set(),
    withdrawn: [],
    relabelled: new Map(),
    comments: new Map(),
    stays: [],
    undid: null,
  };
  for (const event of events) {
    // A kind of a newer version, or of none, says nothing here.
    const read = Object.hasOwn(READERS, event.kind) ? READERS[event.kind] : null;
    (read as Reader<EventKind>)?.(deeds, event as never);
  }
  return deeds;
}

/** Whether anything of it could be taken back; an undo itself cannot. */
export const didSomething = ({ undid, ...deeds }: Deeds): boolean =>
  undid === null &&
  deeds.intents.size + deeds.suggested.size + deeds.withdrawn.length + deeds.relabelled.size + deeds.comments.size > 0;
