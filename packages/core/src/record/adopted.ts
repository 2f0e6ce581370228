/** Tasks on people's issues, read back from the criteria that Steward wrote there. */

import { ADOPTION_SCORES, adoptionId, adoptionPrint } from '../domain/adoption.ts';
import { categoryOf } from '../domain/category.ts';
import { type CommentRecord, commentSubject } from '../domain/comment.ts';
import { parseCriteria } from '../domain/contract.ts';
import { digest } from '../domain/digest.ts';
import type { IssueReport } from '../domain/issue-report.ts';
import { withoutMarker } from '../domain/marker.ts';
import type { CommentDetail, IssueDetail } from '../domain/snapshot.ts';
import type { Task } from '../domain/task.ts';
import { type OwnComment, ownComments } from './comments.ts';

/** A person's issue with criteria of Steward's. `end`: why it is no task although it may be open; null: nothing is known. */
export interface Adopted {
  issue: IssueDetail;
  task: Task;
  end: 'undone' | 'cancelled' | null;
}

/** The criteria of Steward's own on this issue: whose marker names its task. */
export const criteriaOn = (report: IssueReport, identities: readonly string[]): OwnComment | null =>
  criteriaIn(
    report.remarks.map((remark): CommentDetail => ({ ...remark, number: report.number })),
    identities,
  )[0] ?? null;

/** All criteria among these comments that count, the oldest of each issue. */
export const criteriaIn = (comments: readonly CommentDetail[], identities: readonly string[]): OwnComment[] =>
  criteriaAmong(comments, identities, false);

/** Criteria that were taken back, and no others stand beside them. */
export function undoneCriteriaIn(comments: readonly CommentDetail[], identities: readonly string[]): OwnComment[] {
  const standing = new Set(criteriaIn(comments, identities).map(({ number }) => number));
  return criteriaAmong(comments, identities, true).filter(({ number }) => !standing.has(number));
}

function criteriaAmong(
  comments: readonly CommentDetail[],
  identities: readonly string[],
  isUndone: boolean,
): OwnComment[] {
  const found = new Map<number, OwnComment>();
  for (const comment of ownComments(comments, identities)) {
    const { marker, number } = comment;
    if (marker.comment !== 'criteria' || marker.task !== adoptionId(number) || found.has(number)) continue;
    if ((marker.undone === true) !== isUndone) continue;
    found.set(number, comment);
  }
  return [...found.values()];
}

/** `own`: labels that are Steward's to put and to take. What the comment does not say, the issue does; what neither says is said at the next change. */
export function adoptedTask({ number, title, labels }: IssueDetail, comment: OwnComment, own: readonly string[]): Task {
  const body = withoutMarker(comment.body);
  const contract = parseCriteria(title, body);
  const subject = commentSubject({ purpose: 'criteria', number });
  const record: CommentRecord = {
    purpose: 'criteria',
    on: 'issue',
    number,
    comment: comment.id,
    digest: digest(body, 16),
  };
  const task = {
    ...{
      title,
      type: 'bug-fix' as const,
      priority: 'medium' as const,
      reasons: [],
      why: '',
      criteria: [],
      evidence: [],
    },
    ...{ scope: { paths: [], not: [] }, assumptions: [], dependsOn: [], estimate: 0 },
    ...contract,
  };
  return {
    ...task,
    id: adoptionId(number),
    category: categoryOf(task.type, title),
    score: ADOPTION_SCORES[task.priority],
    fingerprints: [adoptionPrint(number)],
    adopts: { number, said: '' },
    status: 'ready',
    number,
    intent: comment.marker.intent,
    labels: labels.filter((label) => own.includes(label)),
    comments: { [subject]: record },
    since: comment.createdAt,
  };
}
