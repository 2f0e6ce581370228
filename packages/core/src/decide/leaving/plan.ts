/** How a repository is left: which issues nobody touched, which labels are Steward's own, and what stays and why. */

import { withLeavingNote } from '../../domain/leaving.ts';
import { withoutMarker } from '../../domain/marker.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { Ledger } from '../../domain/state.ts';
import { isOpen, realNumber, type Task } from '../../domain/task.ts';
import { type Hands, isMarkedLeft, touchOf } from '../../domain/touch.ts';
import { type HandledIssue, isLabelOf, type Spared } from '../../domain/undo.ts';

export interface LeaveInput extends Omit<Hands, 'tasks'> {
  ledger: Ledger;
  now: string;
  /** As just read, by number. */
  issues: ReadonlyMap<number, HandledIssue>;
}

type Of<K extends Proposal['kind']> = Extract<Proposal, { kind: K }>;

export interface LeavePlan {
  closing: Of<'close-issue'>[];
  /** Steward's labels on people's issues. */
  unlabelling: Of<'set-labels'>[];
  /** Tasks that end without a write: what was only suggested, or is closed already. */
  ending: string[];
  spared: Spared[];
}

type Step = Partial<LeavePlan>;
type Numbered = Task & { number: number };

/** Open tasks with an issue, in its order. */
export const tasksWithIssues = ({ tasks }: Ledger): Numbered[] =>
  Object.values(tasks)
    .filter((task): task is Numbered => isOpen(task) && realNumber(task.number) !== null)
    .sort((a, b) => a.number - b.number);

export function planLeaving(input: LeaveInput): LeavePlan {
  const { tasks } = input.ledger;
  const suggested = Object.values(tasks).filter(({ status }) => status === 'suggested');
  const steps = tasksWithIssues(input.ledger).map((task) => stepOf(input, task));
  const all = <K extends keyof LeavePlan>(key: K): LeavePlan[K] =>
    steps.flatMap((step): unknown[] => step[key] ?? []) as LeavePlan[K];
  return {
    closing: all('closing'),
    unlabelling: all('unlabelling'),
    ending: [...suggested.map(({ id }) => id), ...all('ending')],
    spared: all('spared'),
  };
}

function stepOf(input: LeaveInput, task: Numbered): Step {
  const { ledger, identities, label, now } = input;
  const { id: subject, number } = task;
  const issue = input.issues.get(number);
  const spare = (reason: string): Step => ({ spared: [{ what: `#${number}`, reason }] });
  if (!issue) return { ending: [subject] };
  if (!identities.includes(issue.author)) return unlabelled(task, issue, identities);
  if (!issue.open && isMarkedLeft(issue)) return { ending: [subject] };
  const lease = ledger.state.leases[subject];
  if (lease) return spare(`${lease.agent} has it in hand, and its run goes on: what comes of it is yours`);
  const touch = touchOf(issue, task, { identities, label, tasks: ledger.tasks });
  if (touch) return spare(touch);
  const text = withoutMarker(issue.body);
  const body = isMarkedLeft(issue) ? text : withLeavingNote(text, now);
  return { closing: [{ kind: 'close-issue', subject, number, issue, body, leaves: true }] };
}

/** A person's issue stays as it is, but for the labels that Steward put on it. */
function unlabelled({ id, number, labels = [] }: Numbered, issue: HandledIssue, identities: readonly string[]): Step {
  const own = labels.filter((name) => issue.labels.includes(name) && isLabelOf(issue, name, identities));
  const subject = `labels of #${number}`;
  if (own.length === 0) return { ending: [id] };
  const kept = labels.filter((name) => !own.includes(name));
  return { unlabelling: [{ kind: 'set-labels', subject, number, labels: kept, add: [], remove: own }] };
}
