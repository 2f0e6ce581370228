/** What a comment must pass, by what it is for: a total record, so that a new purpose without a rule does not compile. */
import { type CommentPurpose, recordedComment } from '../domain/comment.ts';
import type { Proposal } from '../domain/proposal.ts';
import { calledFor, callsNobody } from './ask-policies.ts';
import { no, type Policy, roomForTask } from './policy.ts';

type Post = Extract<Proposal, { kind: 'post-comment' }>;
type Edit = Extract<Proposal, { kind: 'edit-comment' }>;
type Comment = Post | Edit;

/** What GitHub takes is 65,536 characters; act adds the marker. */
const COMMENT_LIMIT = 60_000;

const sizedBody: Policy<Comment> = ({ body }) => {
  if (body.trim() === '') return no('size', 'it says nothing');
  return body.length <= COMMENT_LIMIT ? null : no('size', 'it is longer than a comment may be');
};

/** In `suggest` only what a person asked for is said anywhere but on the dashboard. */
const wanted: Policy<Comment> = (proposal, { mode }) =>
  mode === 'suggest' && proposal.kind === 'post-comment' && !proposal.asked
    ? no('mode', 'mode `suggest` comments only where a person asked for it')
    : null;

const aboutTask: Policy<Comment> = ({ task }, { ledger }) =>
  task !== null && ledger.tasks[task] ? null : no('ownership', 'it is about no task that is known');

/** Where a task is a person's issue, its criteria stand there and nowhere else. */
const onItsIssue: Policy<Comment> = ({ task, number }, { ledger }) => {
  const known = task === null ? undefined : ledger.tasks[task];
  return (known?.adopts?.number ?? known?.number) === number
    ? null
    : no('ownership', `#${number} is not the issue of that task`);
};

/** With its criteria a suggestion becomes an open task. */
const takesUp: Policy<Comment> = (proposal, bench) =>
  proposal.kind === 'post-comment' && bench.ledger.tasks[proposal.task ?? '']?.status === 'suggested'
    ? roomForTask(proposal, bench)
    : null;

const onIssues: Policy<Comment> = ({ on }) => (on === 'issue' ? null : no('scope', 'it belongs on an issue'));

const onPulls: Policy<Comment> = ({ on }) => (on === 'pull' ? null : no('scope', 'it belongs on a pull request'));

const PURPOSES: Record<CommentPurpose, readonly Policy<Comment>[]> = {
  criteria: [onIssues, aboutTask, onItsIssue, wanted, takesUp],
  question: [onIssues, wanted],
  review: [onPulls, wanted],
  note: [wanted],
  plan: [onIssues, wanted],
  escalation: [onIssues, aboutTask, onItsIssue, wanted, calledFor, callsNobody],
};

export const forPurpose: Policy<Comment> = (proposal, bench) => {
  for (const policy of [sizedBody, ...PURPOSES[proposal.purpose]]) {
    const verdict = policy(proposal, bench);
    if (verdict) return verdict;
  }
  return null;
};

export const saidOnce: Policy<Post> = ({ subject, task, number }, { ledger }) =>
  recordedComment(ledger, subject, task) ? no('duplicate', `#${number} has that comment`) : null;

/** People's words are never edited: only a comment that the ledger knows as Steward's own, where it stands. */
export const ownComment: Policy<Edit> = ({ subject, task, comment, number, on }, { ledger }) => {
  const known = recordedComment(ledger, subject, task);
  return known?.comment === comment && known.number === number && known.on === on
    ? null
    : no('ownership', `that comment on #${number} is not known as Steward's own`);
};
