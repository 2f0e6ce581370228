/** Whether people have taken an issue that is a task back into their own hands, as the issue itself shows it. */
import type { Config } from '../../domain/config.ts';
import type { IssueReport } from '../../domain/issue-report.ts';
import type { Status } from '../../domain/task.ts';
import type { Leave } from './standing.ts';

export interface Release {
  reason: Extract<Leave, 'to be ignored' | 'its label was taken off' | 'assigned'>;
  /** Who took the label off. */
  by?: string;
}

export interface Hands {
  labels: Config['labels'];
  /** Accounts that are Steward's. */
  identities: readonly string[];
  /** The ledger says that Steward has given the label and not taken it: whoever did, it was not Steward. */
  given: boolean;
  /** A person is assigned because Steward asked them: that takes nothing back. */
  asked?: boolean;
}

/** What ends a task on it, the plainest word first; null: nothing. */
export function releaseOf(report: IssueReport, hands: Hands): Release | null {
  if (report.labels.includes(hands.labels.ignore)) return { reason: 'to be ignored' };
  const by = takerOf(report, hands);
  if (by !== null) return { reason: 'its label was taken off', by };
  return report.assignees > (hands.asked ? 1 : 0) ? { reason: 'assigned' } : null;
}

/**
 * The person who took the label of tasks off, after all that put it or the label of an approval there; null: nobody. That
 * it is missing says nothing: a run may have died before putting it, and a label can be deleted from all issues at once.
 */
export function takerOf(report: IssueReport, { labels, identities, given }: Hands): string | null {
  if (report.labels.includes(labels.task)) return null;
  const taken = report.unlabelled.findLast(({ label }) => label === labels.task);
  const put = report.labelled.findLast(({ label }) => label === labels.task || label === labels.approved);
  if (!taken || Date.parse(put?.at ?? '') > Date.parse(taken.at)) return null;
  const { by } = taken;
  // A bot that sorts labels is nobody. A token of Steward's may be a person's own: then the ledger tells the two apart.
  return by.endsWith('[bot]') || (identities.includes(by) && !given) ? null : by;
}

/** Nobody works on these: whoever takes one over takes nothing from anybody. */
const WAITING: readonly Status[] = ['ready', 'blocked', 'retrying'];

/** Whether a task of this status ends by it. What is in review is seen through; what Steward handed out may be assigned. */
export const endsBy = (status: Status, { reason }: Release): boolean =>
  reason === 'assigned' ? WAITING.includes(status) : status !== 'in-review';
