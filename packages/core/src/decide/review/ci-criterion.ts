/** A criterion that names a workflow, or one of its jobs: judged by the runs of it on this head. */
import { codeSpan } from '../../domain/markdown.ts';
import type { Criterion } from '../../domain/task.ts';
import { citeSuite, type JudgedSuite, stateOf, worstOf } from './checks.ts';
import type { Case, Verdict } from './criteria.ts';
import { unknown, verdictOfRun } from './run-verdict.ts';
import { isRunOf, type Workflow, type WorkflowJob } from './workflows.ts';

export function judgeCi({ command }: Criterion, matter: Case): Verdict {
  const { workflows, detail } = matter;
  if (detail.suites === null) return unknown('the checks could not be read');
  if (workflows === null) return unknown('the workflows of the default branch could not be read');
  if (command === undefined) return judgeAll(matter);
  const found = workflows.flatMap((workflow) => targetsOf(workflow, command));
  const shown = codeSpan(command);
  if (found.length === 0) {
    const isClaimed = hasForeign(matter, command);
    return unknown(
      isClaimed
        ? `a check called ${shown} is there, but no workflow of the default branch made it`
        : `no workflow of the default branch is called ${shown}`,
    );
  }
  const verdicts = found.map((target) => judgeTarget(target, shown, matter));
  return (
    verdicts.find(({ ruling }) => ruling === 'not-met') ??
    verdicts.find(({ ruling }) => ruling === 'unknown') ??
    verdicts[0] ??
    unknown('it did not run')
  );
}

interface Target {
  workflow: Workflow;
  /** Null: all of the workflow's jobs. */
  job: WorkflowJob | null;
}

const baseOf = (path: string): string => (path.split('/').at(-1) ?? path).replace(/\.ya?ml$/, '');

/** A name means a workflow first; a job only where no workflow is called so. */
function targetsOf(workflow: Workflow, name: string): Target[] {
  if ([workflow.name, workflow.path, baseOf(workflow.path)].includes(name)) return [{ workflow, job: null }];
  return workflow.jobs.filter((job) => job.id === name || job.name === name).map((job) => ({ workflow, job }));
}

function judgeTarget({ workflow, job }: Target, shown: string, { suites, fresh }: Case): Verdict {
  const own = suites.filter(({ suite }) => suite.run?.path === workflow.path);
  const counting = own.filter(({ origin }) => origin === 'counts');
  if (counting.length === 0) return absent(own, workflow, shown, fresh);
  const checks = counting
    .flatMap(({ suite }) => suite.checks)
    .filter(({ name }) => job === null || isRunOf(name, job.name));
  const waiting = counting.map(({ state }) => state).filter((state) => state === 'approval' || state === 'running');
  const states = job === null ? counting.map(({ state }) => state) : [...checks.map(stateOf), ...waiting];
  return verdictOfRun({ what: shown, state: worstOf(states), checks, evidence: counting.flatMap(citeSuite) });
}

function absent(own: readonly JudgedSuite[], { events, path }: Workflow, shown: string, fresh: boolean): Verdict {
  if (own.some(({ origin }) => origin === 'changed')) {
    return unknown(`this pull request changes ${codeSpan(path)}, so its run proves nothing`, {
      evidence: own.flatMap(citeSuite),
    });
  }
  const runsHere = events === null || events.some((event) => event === 'pull_request' || event === 'push');
  if (!runsHere) return unknown(`${shown} does not run for pull requests`);
  return unknown(`${shown} did not run on this head`, fresh ? { waits: true } : {});
}

const hasForeign = ({ suites }: Case, name: string): boolean =>
  suites.some(
    ({ suite, origin }) =>
      origin !== 'counts' && (suite.run?.workflow === name || suite.checks.some((check) => isRunOf(check.name, name))),
  );

/** `The checks of the pull request succeed.` */
function judgeAll({ suites, fresh }: Case): Verdict {
  const counting = suites.filter(({ origin }) => origin === 'counts');
  if (counting.length === 0) {
    return unknown('no workflow of the default branch ran on this head', fresh ? { waits: true } : {});
  }
  const checks = counting.flatMap(({ suite }) => suite.checks);
  const state = worstOf(counting.map((judged) => judged.state));
  return verdictOfRun({ what: 'every workflow', state, checks, evidence: counting.flatMap(citeSuite) });
}
