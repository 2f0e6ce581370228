/** What a listing of Steward's own issues means for the ledger: copies recorded, extra ones noted, a lost memory rebuilt. */
import { parseContract } from '../domain/contract.ts';
import type { LedgerEvent, Rejection } from '../domain/event.ts';
import { later, TIMES } from '../domain/intent.ts';
import { type Course, recollected } from '../domain/lesson-book.ts';
import { type Marker, parseMarker, withoutMarker } from '../domain/marker.ts';
import type { IssueDetail } from '../domain/snapshot.ts';
import type { Ledger } from '../domain/state.ts';
import { isOpen, type Status, type Task } from '../domain/task.ts';
import { isMarkedLeft, isMarkedUndone } from '../domain/touch.ts';
import type { Adopted } from './adopted.ts';
import { bodyDigest, dashboardEvents, healthEvents, rebuiltHealth, recordedHealth } from './lasting-issues.ts';

/** An issue that Steward made: its marker counts because of who wrote it. */
export interface OwnIssue extends IssueDetail {
  marker: Marker;
}

/**
 * Those of the issues by Steward's identities that the ledger has recorded or that carry a marker. Anybody else's
 * marker is ignored, and so is what a person made of the marker of a recorded issue.
 */
export function ownIssues(
  issues: readonly IssueDetail[],
  identities: readonly string[],
  ledger: Ledger | null = null,
): OwnIssue[] {
  return issues.flatMap((issue) => {
    if (!identities.includes(issue.author)) return [];
    const marker = (ledger && recordedMarker(ledger, issue)) ?? parseMarker(issue.body);
    return marker && !marker.comment && (issue.open || !marker.left) ? [{ ...issue, marker }] : [];
  });
}

/** The marker that the issue of this number was written with, as far as the ledger knows it. */
function recordedMarker({ state, tasks }: Ledger, issue: Pick<IssueDetail, 'number' | 'body'>): Marker | null {
  const { number } = issue;
  if (state.dashboard?.number === number) return { intent: state.dashboard.intent, dashboard: true };
  const task = Object.values(tasks).find((item) => item.number === number && isOpen(item));
  if (!task) return recordedHealth(state, issue);
  const { id, intent = '', fingerprints, score } = task;
  return { intent, task: id, fingerprints, score };
}

export const isOfTask = ({ marker }: OwnIssue): boolean => !marker.dashboard && !marker.health && !marker.copy;

/** The end a person gave an issue by closing it, or null while it is open. */
export function endOf(issue: { open: boolean; stateReason: string | null }): 'done' | 'rejected' | null {
  if (issue.open) return null;
  return issue.stateReason === 'NOT_PLANNED' || issue.stateReason === 'DUPLICATE' ? 'rejected' : 'done';
}

/**
 * Reconciles what is visible with what is recorded (protocol.md, 7, 9 to 11). `slot` says whether one more task may be
 * open. Reads nothing, closes nothing: closing is noted here and done by act afterwards.
 */
export function reconcile(
  ledger: Ledger,
  visible: readonly OwnIssue[],
  slot: (ledger: Ledger) => boolean,
  applied: (ledger: Ledger, event: LedgerEvent) => Ledger,
): LedgerEvent[] {
  const events: LedgerEvent[] = [];
  let current = ledger;
  const add = (event: LedgerEvent): void => {
    events.push(event);
    current = applied(current, event);
  };
  for (const seen of [...visible].sort((a, b) => a.number - b.number)) {
    const issue = { ...seen, marker: recordedMarker(current, seen) ?? seen.marker };
    if (issue.marker.copy || current.state.closings.includes(issue.number)) continue;
    for (const event of eventsOf(current, issue, slot)) add(event);
    if (!current.state.closings.includes(issue.number)) {
      add({ kind: 'wrote', key: `issue:${issue.number}`, updatedAt: issue.updatedAt });
    }
  }
  return events;
}

function eventsOf(ledger: Ledger, issue: OwnIssue, slot: (ledger: Ledger) => boolean): LedgerEvent[] {
  if (issue.marker.dashboard) return dashboardEvents(ledger, issue);
  return issue.marker.health ? healthEvents(ledger, issue) : taskEvents(ledger, issue, slot);
}

function taskEvents(ledger: Ledger, issue: OwnIssue, slot: (ledger: Ledger) => boolean): LedgerEvent[] {
  const { marker, number } = issue;
  const id = marker.task ?? '';
  const claim = ledger.state.claims[marker.intent];
  const task = ledger.tasks[id];
  const end = endOf(issue);
  const claimed = Object.values(ledger.state.claims).some((item) => item.subject === id);
  if (claim?.kind === 'open-issue') {
    const opened: LedgerEvent = { kind: 'opened', intent: claim.intent, number, task: claim.subject };
    return end ? [opened, ended(claim.subject, end)] : [opened];
  }
  if (task && isOpen(task)) {
    if (task.number === number)
      return end ? [isNotedUndone(ledger, issue) ? takenBack(id, ledger) : ended(id, end)] : [];
    return end ? [] : [{ kind: 'closing-noted', number, of: task.number ?? null }];
  }
  // Whoever holds the claim creates or finds the issue of its own intent: this one would be a second.
  if (claimed) return end ? [] : [{ kind: 'closing-noted', number, of: null }];
  if (end && isEnded(ledger, issue)) return [];
  if (end) return [{ kind: 'adopted', task: taskOf(issue) }, isUndone(issue) ? takenBack(id, ledger) : ended(id, end)];
  const reopened = Object.values(ledger.rejected).some((item) => item.number === number);
  if (!reopened && !slot(ledger)) return [{ kind: 'closing-noted', number, of: null }];
  return [{ kind: 'adopted', task: taskOf(issue) }];
}

/** Whether the memory holds the end of this issue's work. */
const isEnded = ({ rejected }: Ledger, { marker }: OwnIssue): boolean =>
  (marker.fingerprints ?? []).some((print) => print in rejected) ||
  Object.values(rejected).some((item) => item.task === marker.task);

const ended = (task: string, status: Status): LedgerEvent => ({
  kind: 'moved',
  task,
  status,
  reason: 'closed by a person',
});

/** Whoever opened it again and closed it as done has said more than the undo. */
const undoneOr = (end: 'done' | 'rejected', issue: OwnIssue): 'done' | 'rejected' | 'undone' =>
  isUndone(issue) ? 'undone' : end;

const isUndone = (issue: OwnIssue): boolean => endOf(issue) === 'rejected' && issue.marker.undone === true;

/** Closed by Steward itself: the ledger says that it was to be, and its body that it was. Of no other does the body count. */
const isNotedUndone = ({ state: { undoing, leaving } }: Ledger, issue: OwnIssue): boolean =>
  (undoing?.issues.includes(issue.number) === true && isMarkedUndone(issue)) ||
  (leaving?.issues.includes(issue.number) === true && isMarkedLeft(issue));

const takenBack = (task: string, { state }: Ledger): LedgerEvent => ({
  ...{ kind: 'taken-back', task },
  run: state.undoing?.run ?? '',
});

/** A task read back from its issue: what the marker does not say, the body does. */
export function taskOf(issue: OwnIssue): Task {
  const { marker, number, title, body, createdAt } = issue;
  const contract = parseContract(title, withoutMarker(body));
  return {
    id: marker.task ?? '',
    title,
    type: 'bug-fix',
    category: 'development',
    priority: 'medium',
    reasons: [],
    why: '',
    criteria: [],
    evidence: [],
    scope: { paths: [], not: [] },
    assumptions: [],
    dependsOn: [],
    estimate: 0,
    ...contract,
    score: marker.score ?? 0,
    fingerprints: marker.fingerprints ?? [],
    status: 'ready',
    number,
    intent: marker.intent,
    since: createdAt,
  };
}

/** Marks a loss: until every older reservation must have ended, nothing is created, leased or spent. */
export function lossEvent(at: string, reason: string): LedgerEvent {
  return { kind: 'lost', since: at, until: later(at, TIMES.lossWait), reason };
}

const courseOf = ({ issue, task }: { issue: IssueDetail; task: Task }): Course => ({
  task,
  end: endOf(issue),
  endedAt: issue.updatedAt,
});

/** The memory read back from all of Steward's issues, open and closed. Today's caps count as used up. */
export function rebuiltEvent(
  own: readonly OwnIssue[],
  facts: {
    epoch: string;
    baseline: string | null;
    identities: string[];
    at: string;
    opened: number;
    notifications: number;
    pausedLabel: string;
    /** Issues of people with criteria of Steward's. */
    adopted?: readonly Adopted[];
  },
): LedgerEvent {
  const tasks = new Map<string, Task>();
  const rejected: Record<string, Rejection> = {};
  const closings: { number: number; of: number | null }[] = [];
  const { at, pausedLabel, adopted = [], ...rest } = facts;
  const keep = (issue: IssueDetail, task: Task, reason: Rejection['reason'] | null): void => {
    if (!reason) tasks.set(task.id, task);
    else for (const print of task.fingerprints) rejected[print] = { reason, task: task.id, number: issue.number, at };
  };
  const byNumber = own.filter(({ marker }) => !marker.copy).sort((a, b) => a.number - b.number);
  for (const issue of byNumber.filter(isOfTask)) {
    const end = endOf(issue);
    const task = taskOf(issue);
    const first = tasks.get(task.id)?.number;
    if (!end && first !== undefined) closings.push({ number: issue.number, of: first });
    else keep(issue, task, end && undoneOr(end, issue));
  }
  for (const { issue, task, end } of adopted) keep(issue, task, end ?? endOf(issue));
  const takenUp = adopted.filter(({ end }) => end === null);
  const extra = new Set(closings.map(({ number }) => number));
  const taught = byNumber.filter((issue) => isOfTask(issue) && !extra.has(issue.number) && !isUndone(issue));
  for (const { fingerprints } of tasks.values()) for (const print of fingerprints) delete rejected[print];
  const boards = byNumber.filter(({ marker }) => marker.dashboard);
  const board = boards.find(({ open }) => open) ?? boards.at(-1);
  for (const { number, open } of boards)
    if (open && board && number !== board.number) closings.push({ number, of: board.number });
  const { health, copies } = rebuiltHealth(byNumber);
  closings.push(...copies);
  return {
    kind: 'rebuilt',
    ...rest,
    tasks: [...tasks.values()],
    rejected,
    dashboard: board
      ? { number: board.number, intent: board.marker.intent, digest: bodyDigest(board), open: board.open }
      : null,
    ...(health && { health }),
    closings,
    learned: recollected([...taught.map((issue) => ({ issue, task: taskOf(issue) })), ...takenUp].map(courseOf)),
    ...(board?.open && board.labels.includes(pausedLabel) && { paused: true }),
  };
}
