/** Check runs of the head, by where they come from: only a workflow of the default branch, unchanged here, can vouch for it. */
import type { PullCheck, PullDetail, PullSuite } from '../../domain/pull-request.ts';
import type { Citation } from '../../domain/verdict.ts';
import type { Workflow } from './workflows.ts';

export type CheckState = 'passed' | 'failed' | 'running' | 'approval' | 'skipped' | 'unknown';

export type Origin =
  | 'counts'
  /** Another app's: anybody with a token may report under any name. */
  | 'app'
  /** A workflow that the default branch does not have. */
  | 'invented'
  /** A workflow that this pull request changes. */
  | 'changed'
  /** Started by something that need not run the pull request's code. */
  | 'event'
  /** What the pull request changes, or what the default branch has, is not known. */
  | 'unknown';

export interface JudgedSuite {
  suite: PullSuite;
  origin: Origin;
  state: CheckState;
}

const BUSY = ['QUEUED', 'IN_PROGRESS', 'PENDING', 'REQUESTED'];
const STATES: Record<string, CheckState> = {
  SUCCESS: 'passed',
  FAILURE: 'failed',
  TIMED_OUT: 'failed',
  STARTUP_FAILURE: 'failed',
  CANCELLED: 'failed',
  NEUTRAL: 'skipped',
  SKIPPED: 'skipped',
  ACTION_REQUIRED: 'approval',
};

export function stateOf({ status, conclusion }: Pick<PullCheck, 'status' | 'conclusion'>): CheckState {
  if (conclusion !== null) return STATES[conclusion.toUpperCase()] ?? 'unknown';
  if (status.toUpperCase() === 'WAITING') return 'approval';
  return BUSY.includes(status.toUpperCase()) ? 'running' : 'unknown';
}

/** What counts for several together: the worst that is certain, then what is still open. */
export function worstOf(states: readonly CheckState[]): CheckState {
  const order: readonly CheckState[] = ['failed', 'approval', 'running', 'unknown', 'passed', 'skipped'];
  return order.find((state) => states.includes(state)) ?? 'unknown';
}

/** Events whose runs are of the pull request's own code. */
const EVENTS = ['pull_request', 'push', 'merge_group'];

function originOf({ run }: PullSuite, { files }: PullDetail, workflows: readonly Workflow[] | null): Origin {
  if (!run) return 'app';
  if (workflows === null || files === null) return 'unknown';
  if (!workflows.some(({ path }) => path === run.path)) return 'invented';
  if (files.some(({ path, before }) => path === run.path || before === run.path)) return 'changed';
  return EVENTS.includes(run.event) ? 'counts' : 'event';
}

/** The latest of each workflow and event, or of each other app; those that never report are nothing. */
export function judgeSuites(detail: PullDetail, workflows: readonly Workflow[] | null): JudgedSuite[] {
  const latest = new Map<string, PullSuite>();
  for (const suite of detail.suites ?? []) {
    const isSilent = suite.run === null && suite.conclusion === null && suite.checks.length === 0;
    if (isSilent) continue;
    const key = `${suite.app} ${suite.run?.path ?? ''} ${suite.run?.event ?? ''}`;
    const known = latest.get(key);
    if (!known || known.createdAt <= suite.createdAt) latest.set(key, suite);
  }
  return [...latest.values()].map((suite) => ({
    suite,
    origin: originOf(suite, detail, workflows),
    state: suiteState(suite),
  }));
}

/** A suite that waits for approval has no check run yet; one that goes on may have failed already. */
function suiteState(suite: PullSuite): CheckState {
  const own = stateOf(suite);
  const checks = suite.checks.map(stateOf);
  if (checks.includes('failed')) return 'failed';
  return own === 'unknown' || (own === 'passed' && checks.length > 0) ? worstOf(checks) : own;
}

export const citeCheck = ({ name, url }: PullCheck): Citation => ({ text: name, url });

export const citeSuite = ({ suite: { run, app, checks } }: JudgedSuite): Citation[] =>
  run
    ? [{ text: run.workflow || run.path, url: run.url }]
    : checks.slice(0, 1).map((check) => citeCheck({ ...check, name: app }));
