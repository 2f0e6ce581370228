/** What can be said of the default branch and the latest deployments, in one line each. */
import type { HealthRecord } from '../../domain/health.ts';
import { codeSpan, counted, link } from '../../domain/markdown.ts';
import type { CheckSuite, Head } from '../../domain/snapshot.ts';
import { findingLine, LEVEL_WORDS } from '../health-issue.ts';
import type { Scene } from '../scene.ts';

const FAILED = ['FAILURE', 'TIMED_OUT', 'STARTUP_FAILURE'];
/** Steward's own workflow is running while this is written: it is no news. */
const OWN = /(?:^|\/)steward(?:[-.][^/]*)?\.ya?ml$/i;
const PASSED = ['SUCCESS', 'NEUTRAL', 'SKIPPED'];

const MOST_DEPLOYMENTS = 10;

/** One line of facts, then what is wrong with Steward itself; what is not known is said to be unknown, or not said. */
export function health({ snapshot, state }: HealthScene): string {
  return [worldLine({ snapshot, state }), ...ownLines(state.health ?? null)].join('\n');
}

export function worldLine({ snapshot: { repository, head, deployments }, state }: HealthScene): string {
  const latest = Object.entries(deployments).sort(byName).slice(0, MOST_DEPLOYMENTS);
  return [branchLine(repository.branch, head), ...latest.map(deploymentLine), ...setUpLine(state.setUp)].join(' · ');
}

type HealthScene = Pick<Scene, 'snapshot'> & {
  state: Pick<Scene['state'], 'setUp'> & Partial<Pick<Scene['state'], 'health'>>;
};

const setUpLine = (findings: readonly string[]): string[] =>
  findings.length === 0
    ? []
    : [`set-up: ${findings.map(codeSpan).join(', ')}; ${codeSpan('steward doctor')} says what to do`];

function ownLines(own: HealthRecord | null): string[] {
  if (own === null || own.findings.length === 0) return [];
  const where = own.issue?.open ? ` (#${own.issue.number})` : '';
  return [
    '',
    `Steward itself${where}:`,
    '',
    ...own.findings.map((finding) => `- ${LEVEL_WORDS[finding.level].toLowerCase()}: ${findingLine(finding)}`),
  ];
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
