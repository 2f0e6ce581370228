/** What the checks of the head say of it, those that count and those that do not. */
import { codeSpan, counted } from '../../domain/markdown.ts';
import type { GateFinding } from '../../domain/verdict.ts';
import { type CheckState, citeCheck, citeSuite, type JudgedSuite, stateOf } from './checks.ts';
import type { Scene } from './gate.ts';
import { isRunOf } from './workflows.ts';

const MOST_CITED = 5;

export function checkGates(scene: Scene): GateFinding[] {
  const { detail, suites } = scene;
  if (detail.suites === null)
    return [gate('checks', 'person', 'Its checks could not be read: give the job `checks: read` and `actions: read`.')];
  const counting = suites.filter(({ origin }) => origin === 'counts');
  const others = suites.filter(({ origin }) => origin !== 'counts');
  return [
    ...ownGates(counting, scene),
    ...strangeGates(others),
    ...borrowedNames(others, scene),
    ...foreignFailures(others, scene),
  ];
}

const gate = (
  name: GateFinding['gate'],
  level: GateFinding['level'],
  text: string,
  places: GateFinding['places'] = [],
): GateFinding => ({ gate: name, level, text, places: places.slice(0, MOST_CITED) });

function ownGates(counting: readonly JudgedSuite[], scene: Scene): GateFinding[] {
  const of = (state: CheckState) => counting.filter((suite) => suite.state === state);
  const failed = of('failed');
  const found: GateFinding[] = [];
  if (failed.length > 0) {
    const checks = failed.flatMap(({ suite }) => suite.checks.filter((check) => stateOf(check) === 'failed'));
    const places = checks.length > 0 ? checks.map(citeCheck) : failed.flatMap(citeSuite);
    const many = counted(Math.max(checks.length, failed.length), 'check');
    found.push(
      gate('checks', 'change', `${many} failed: see what ${checks.length === 1 ? 'it says' : 'they say'}.`, places),
    );
  }
  if (of('approval').length > 0) {
    const places = of('approval').flatMap(citeSuite);
    found.push(gate('checks', 'wait', 'Workflows wait until a person approves that they run.', places));
  }
  if (of('running').length > 0) {
    found.push(
      gate(
        'checks',
        'wait',
        `${counted(of('running').length, 'workflow')} still running.`,
        of('running').flatMap(citeSuite),
      ),
    );
  }
  if (of('unknown').length > 0) {
    found.push(gate('checks', 'person', 'How some checks ended is not known.', of('unknown').flatMap(citeSuite)));
  }
  return counting.length === 0 && scene.detail.size.files > 0 ? [...found, noneRan(scene)] : found;
}

function noneRan({ expectsChecks, fresh, suites }: Scene): GateFinding {
  const isHeld = suites.some(({ state, origin }) => state === 'approval' && origin !== 'app');
  if (expectsChecks !== false && (fresh || isHeld)) {
    return isHeld
      ? gate('checks', 'wait', 'Workflows wait until a person approves that they run.')
      : gate('checks', 'wait', 'No check has begun yet.');
  }
  return gate(
    'checks',
    'person',
    'No workflow of the default branch ran on it: nothing vouches for it but who reads it.',
  );
}

const WHY: Partial<Record<JudgedSuite['origin'], string>> = {
  invented: 'by workflows that the default branch does not have',
  changed: 'by workflows that this pull request changes',
};

/** What a pull request brings along to vouch for itself. */
const strangeGates = (others: readonly JudgedSuite[]): GateFinding[] =>
  (['invented', 'changed'] as const).flatMap((origin) => {
    const own = others.filter((suite) => suite.origin === origin && suite.suite.run?.path.startsWith('.github/'));
    if (own.length === 0) return [];
    const checks = own.flatMap(({ suite }) => suite.checks);
    return [
      gate(
        'origin',
        'person',
        `Checks made ${WHY[origin]} do not count.`,
        checks.length > 0 ? checks.map(citeCheck) : own.flatMap(citeSuite),
      ),
    ];
  });

/** Another app's checks under the names of a workflow's: nobody shall take them for its. */
function borrowedNames(others: readonly JudgedSuite[], { workflows }: Scene): GateFinding[] {
  const names = (workflows ?? []).flatMap(({ name, jobs }) => [name, ...jobs.map((job) => job.name)]);
  const borrowed = others
    .filter(({ origin }) => origin === 'app')
    .flatMap(({ suite: { app, checks } }) =>
      checks.filter(({ name }) => names.some((own) => isRunOf(name, own))).map((check) => ({ app, check })),
    );
  const [first] = borrowed;
  if (!first) return [];
  const text = `Checks by ${codeSpan(first.app)} carry the names of workflows; they are none of theirs and do not count.`;
  return [
    gate(
      'origin',
      'person',
      text,
      borrowed.map(({ check }) => citeCheck(check)),
    ),
  ];
}

/** A failure that does not count is still one that somebody should know the reason of. */
function foreignFailures(others: readonly JudgedSuite[], { detail }: Scene): GateFinding[] {
  const failed = others.filter(({ state }) => state === 'failed');
  const statuses = (detail.statuses ?? []).filter(({ state }) => ['FAILURE', 'ERROR'].includes(state.toUpperCase()));
  if (failed.length + statuses.length === 0) return [];
  const checks = failed.flatMap(({ suite }) => suite.checks.filter((check) => stateOf(check) === 'failed'));
  const places = [
    ...checks.map(citeCheck),
    ...statuses.flatMap(({ context, url }) => (url === null ? [] : [{ text: context, url }])),
  ];
  const names = [...checks.map(({ name }) => name), ...statuses.map(({ context }) => context)];
  const shown = names.slice(0, MOST_CITED).map(codeSpan).join(', ') || 'A check';
  return [
    gate(
      'checks',
      'person',
      `${shown} failed; it is none of the default branch's workflows, so a person decides.`,
      places,
    ),
  ];
}
