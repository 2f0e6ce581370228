/** A criterion that names a command: judged by a job of the default branch that plainly runs it, else not known. */
import { codeSpan } from '../../domain/markdown.ts';
import { patchLines } from '../../domain/patch.ts';
import type { PullCheck, PullFile } from '../../domain/pull-request.ts';
import type { Criterion } from '../../domain/task.ts';
import { type CheckState, citeCheck, stateOf, worstOf } from './checks.ts';
import { declaredTests } from './code.ts';
import { chained, choicesOf, type Relation, relationOf } from './commands.ts';
import type { Case, Verdict } from './criteria.ts';
import { isAltered, isCited, isSkip } from './marks.ts';
import { isTest, isWithin } from './paths.ts';
import { unknown, verdictOfRun } from './run-verdict.ts';
import { redefinedBy } from './steering.ts';
import { isRunOf, type Workflow, type WorkflowJob } from './workflows.ts';

/** A job whose steps run the command. */
interface Runner {
  workflow: Workflow;
  job: WorkflowJob;
  /** The step's own words. */
  ran: string;
  relation: Relation;
}

export function judgeCommand({ command }: Criterion, matter: Case): Verdict {
  const { workflows, detail } = matter;
  if (command === undefined) return unknown('it names no command');
  if (detail.suites === null) return unknown('the checks could not be read');
  if (workflows === null) return unknown('the workflows of the default branch could not be read');
  const runners = workflows.flatMap((workflow) => runnersIn(workflow, command, matter));
  if (runners.length === 0) return unknown('not run by any check of the default branch');
  const exact = runners.filter(({ relation }) => relation === 'same');
  const verdicts = (exact.length > 0 ? exact : runners).map((runner) => judgeRunner(runner, command, matter));
  return (
    verdicts.find(({ ruling }) => ruling === 'not-met') ??
    verdicts.find(({ ruling }) => ruling === 'met') ??
    verdicts.find(({ waits }) => waits) ??
    verdicts[0] ??
    unknown('it did not run')
  );
}

function runnersIn(workflow: Workflow, command: string, { scripts }: Case): Runner[] {
  return workflow.jobs
    .filter(({ plain }) => plain)
    .flatMap((job) => {
      const lines = job.steps.filter(({ plain }) => plain).flatMap((step) => step.lines);
      const found = lines.flatMap((line) => chained(line).flatMap((part) => relatedTo(part, command, scripts)));
      const best = found.find(({ relation }) => relation === 'same') ?? found[0];
      return best ? [{ workflow, job, ...best }] : [];
    });
}

/** The part itself, or what the script it calls runs. */
function relatedTo(part: string, command: string, scripts: Case['scripts']): Pick<Runner, 'ran' | 'relation'>[] {
  const ran = part.trim();
  const called = scripts.get(ran) ?? [];
  return [ran, ...called.flatMap(chained)].flatMap((text) => {
    const relation = relationOf(text, command);
    return relation ? [{ ran, relation }] : [];
  });
}

function judgeRunner({ workflow, job, ran, relation }: Runner, command: string, matter: Case): Verdict {
  const changed = redefined([command, ran], matter);
  if (changed)
    return unknown(`this pull request changes ${codeSpan(changed)}, which says what ${codeSpan(command)} does`);
  const includes = relation === 'same' ? null : missingIn(command, matter);
  if (includes) return unknown(`${codeSpan(ran)} ran, but ${includes}`);
  const runs = runsOf(workflow, job, matter);
  const name = codeSpan(workflow.name);
  if (runs.changed) return unknown(`this pull request changes ${codeSpan(workflow.path)}, so its run proves nothing`);
  if (runs.states.length === 0) {
    return unknown(`${codeSpan(ran)} in ${name} did not run on this head`, matter.fresh ? { waits: true } : {});
  }
  const evidence = runs.checks.slice(0, 3).map(citeCheck);
  const state = worstOf(runs.states);
  const verdict = verdictOfRun({ what: `${codeSpan(ran)} in ${name}`, state, checks: runs.checks, evidence });
  if (verdict.ruling !== 'met') return verdict;
  const altered = alteredIn(command, matter);
  if (altered) return unknown(`${verdict.reason}, but ${altered}`, { evidence: verdict.evidence });
  return relation === 'includes' ? { ...verdict, reason: `${verdict.reason}, this among the rest` } : verdict;
}

/** Scripts that a command calls count by what they run, too. */
function redefined(commands: readonly string[], { detail, scripts }: Case): string | null {
  const called = commands.flatMap((command) => scripts.get(command.trim()) ?? []).flatMap(partsOf);
  return redefinedBy([...commands, ...called], detail.files ?? []);
}

const partsOf = (line: string): string[] => line.split(/&&|\|\||[;|&]/).map((part) => part.trim());

/** Check runs of this job, or of a job that calls its workflow, in runs that count. */
function runsOf(
  workflow: Workflow,
  job: WorkflowJob,
  { suites, workflows }: Case,
): { checks: PullCheck[]; states: CheckState[]; changed: boolean } {
  const callers = (workflows ?? []).flatMap((caller) =>
    caller.jobs
      .filter(({ calls, plain }) => plain && calls === workflow.path)
      .map((calling) => ({ path: caller.path, name: `${calling.name} / ${job.name}` })),
  );
  const places = [{ path: workflow.path, name: job.name }, ...callers];
  const own = suites.filter(({ suite }) => places.some(({ path }) => path === suite.run?.path));
  const counting = own.filter(({ origin }) => origin === 'counts');
  const checks = counting.flatMap(({ suite }) =>
    suite.checks.filter((check) =>
      places.some(({ path, name }) => path === suite.run?.path && isRunOf(check.name, name)),
    ),
  );
  const open = counting.map(({ state }) => state).filter((state) => state === 'approval' || state === 'running');
  const states = checks.length > 0 ? checks.map(stateOf) : open;
  return { checks, states, changed: counting.length === 0 && own.some(({ origin }) => origin === 'changed') };
}

/** Why the whole may not include what the command chooses; null: it was seen to. */
function missingIn(command: string, { detail, task }: Case): string | null {
  const { paths, names } = choicesOf(command);
  const files = detail.files ?? [];
  const known = new Set([...task.evidence.map(({ path }) => path), ...task.scope.paths]);
  for (const path of paths) {
    const changed = files.find((file) => file.path === path || file.before === path);
    const isThere = changed ? changed.path === path && changed.status !== 'removed' : known.has(path);
    const isFolder = files.some(
      (file) => file.path.startsWith(`${path.replace(/\/$/, '')}/`) && file.status !== 'removed',
    );
    if (!isThere && !isFolder) return `it is not seen that ${codeSpan(path)} is part of it`;
  }
  const tests = files.filter(({ path }) => (paths.length > 0 ? paths.includes(path) : isTest(path)));
  const lines = tests.flatMap((file) => patchLines(file).filter(({ kind }) => kind !== 'removed'));
  // What is skipped is part of a suite that passes, and says nothing.
  if (lines.some(({ text }) => isSkip(text))) return 'a test there is skipped';
  const declared = tests.flatMap((file) => declaredTests(file).map((test) => ({ ...test, file })));
  const missing = names.find((name) => !declared.some((test) => test.kind !== 'removed' && test.name.includes(name)));
  return missing === undefined ? null : `it is not seen that ${codeSpan(missing)} is part of it`;
}

/** A test that stood there before proves something where only its mark is taken away; null: it is left as it was. */
function alteredIn(command: string, { detail, task }: Case): string | null {
  const { paths, names } = choicesOf(command);
  if (paths.length + names.length === 0) return null;
  const isChosen = ({ path, before }: PullFile): boolean =>
    paths.length === 0 || paths.some((entry) => isWithin(path, entry) || isWithin(before ?? path, entry));
  const stoodThere = (file: PullFile): boolean =>
    declaredTests(file).some(({ kind, name }) => kind !== 'added' && names.some((one) => name.includes(one)));
  const altered = (detail.files ?? []).find(
    (file) => isTest(file.path) && isChosen(file) && (isCited(task, file) || stoodThere(file)) && isAltered(file),
  );
  return altered ? `${codeSpan(altered.path)} is changed beyond what lets the test run` : null;
}
