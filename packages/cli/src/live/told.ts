/** What somebody simulated did between two cycles. */
export interface Told {
  /** ISO, whole seconds. */
  at: string;
  /** An agent's name, a person's login, or `checks`. */
  who: string;
  what:
    | 'started'
    | 'asked'
    | 'opened-pull'
    | 'pushed'
    | 'left-branch'
    | 'claimed'
    | 'failed'
    | 'out-of-quota'
    | 'checked'
    | 'passed'
    | 'waits'
    | 'answered'
    | 'let-run'
    | 'merged'
    | 'looked-and-merged'
    | 'closed';
  issue?: number;
  pull?: number;
}

const WORDS: Record<Told['what'], string> = {
  started: 'took {issue}',
  asked: 'asked a question on {issue}',
  'opened-pull': 'opened pull request {pull} for {issue}',
  pushed: 'pushed to pull request {pull}',
  'left-branch': 'left a branch for {issue}',
  claimed: 'says that {issue} is done, and changed nothing',
  failed: 'failed at {issue}',
  'out-of-quota': 'has no quota left for {issue}',
  checked: 'checked {pull}',
  passed: 'passed on {pull}',
  waits: 'wait on {pull} for consent',
  answered: 'answered the question on {issue}',
  'let-run': 'let the checks of {pull} run, and they passed',
  merged: 'merged {pull}',
  'looked-and-merged': 'looked at {pull} and merged it',
  closed: 'closed {pull} unmerged, since changes were asked for',
};

const numbered = (number: number | undefined): string => (number === undefined ? 'a task' : `#${number}`);

export const toldWords = ({ what, issue, pull }: Told): string =>
  WORDS[what].replace('{issue}', numbered(issue)).replace('{pull}', numbered(pull));
