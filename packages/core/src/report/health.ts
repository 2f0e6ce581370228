/** What can be said of the default branch and the latest deployments, in one line each. */
import { codeSpan, counted, link } from '../domain/markdown.ts';
import { circlesOf } from '../domain/queue.ts';
import type { CheckSuite, Head, Snapshot } from '../domain/snapshot.ts';
import type { Task } from '../domain/task.ts';

const FAILED = ['FAILURE', 'TIMED_OUT', 'STARTUP_FAILURE'];
/** Steward's own workflow is running while this is written: it is no news. */
const OWN = /(?:^|\/)steward(?:[-.][^/]*)?\.ya?ml$/i;
const PASSED = ['SUCCESS', 'NEUTRAL', 'SKIPPED'];

type World = Pick<Snapshot, 'repository' | 'head' | 'deployments'>;

/** One line of facts; what is not known is not said. */
export function healthLine({ repository, head, deployments }: World, tasks: readonly Task[] = []): string {
  const latest = Object.entries(deployments).sort(byName).slice(0, 10);
  return [branchLine(repository.branch, head), ...latest.map(deploymentLine), ...cycleLines(tasks)].join(' · ');
}

const MOST_CIRCLES = 3;

/** Tasks that wait for each other wait for ever: a person has to take one need away. */
function cycleLines(tasks: readonly Task[]): string[] {
  const circles = circlesOf(tasks);
  const lines = circles.slice(0, MOST_CIRCLES).map((circle) => `in a circle, so none can begin: ${circle}`);
  return circles.length > MOST_CIRCLES ? [...lines, `${circles.length - MOST_CIRCLES} more circles`] : lines;
}

const byName = ([a]: [string, string], [b]: [string, string]): number => (a < b ? -1 : 1);

function branchLine(branch: string | null, head: Head | null): string {
  if (!head) return 'No commit on the default branch yet';
  const name = branch === null ? 'Default branch' : `Default branch ${codeSpan(branch)}`;
  if (head.suites === null) return `${name}: its checks could not be read`;
  // An installed app that never reports leaves a queued suite behind for ever: it says nothing.
  const suites = head.suites.filter(
    (suite) => (suite.run !== null || suite.conclusion !== null) && !OWN.test(suite.run?.path ?? ''),
  );
  if (suites.length === 0) return `${name} has no checks`;
  const is = (wanted: readonly string[]) =>
    suites.filter((suite) => wanted.includes((suite.conclusion ?? '').toUpperCase()));
  const failed = is(FAILED);
  if (failed.length > 0) return `${name}: ${failed.slice(0, 5).map(suiteName).join(', ')} failed`;
  const passed = is(PASSED).length;
  if (passed === suites.length) return `${name} green`;
  const pending = suites.filter((suite) => suite.conclusion === null).length;
  return pending > 0
    ? `${name}: ${counted(pending, 'check')} running`
    : `${name}: ${passed} of ${counted(suites.length, 'check')} passed`;
}

const suiteName = ({ run, app }: CheckSuite): string =>
  run ? link(codeSpan(run.workflow || run.path), run.url) : codeSpan(app || 'a check');

const DEPLOYED: Record<string, string> = {
  success: 'succeeded',
  active: 'succeeded',
  failure: 'failed',
  error: 'failed',
  inactive: 'was replaced',
  in_progress: 'is running',
  pending: 'is pending',
  queued: 'is queued',
  waiting: 'waits for approval',
};

function deploymentLine([environment, text]: [string, string]): string {
  const state = /^[A-Za-z_]+/.exec(text)?.[0].toLowerCase() ?? '';
  return `last deployment (${codeSpan(environment)}) ${DEPLOYED[state] ?? `is ${state === '' ? 'unknown' : state}`}`;
}
