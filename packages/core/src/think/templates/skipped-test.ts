/** Tests that do not run: the words of a task that brings them back. */
import type { Brief } from '../../domain/brief.ts';
import type { Finding } from '../../domain/evidence.ts';
import { testCommandFor } from '../../domain/tooling.ts';
import {
  changedOn,
  changelogSays,
  codeSpan,
  counted,
  type DraftCriterion,
  fact,
  list,
  named,
  pathsOf,
  shared,
  suitePasses,
  type Template,
  titlePath,
  titleQuoting,
  withChangelog,
  withoutStop,
} from '../draft.ts';

export const skippedTest: Template = (brief, findings) => {
  const [first] = findings;
  const paths = pathsOf(findings);
  const only = fact(first, 'kind') === 'only';
  return {
    title: only ? onlyTitle(first) : title(brief, findings),
    type: 'testing',
    priority: { least: 'low', most: 'high' },
    why: only ? onlyWhy(brief, first) : why(brief, findings),
    criteria: [
      ...(only ? onlyCriteria(brief, first) : runs(brief, findings)),
      ...suitePasses(brief, first.path),
      ...(only ? [] : changelogSays(brief)),
    ],
    scope: {
      paths: only ? paths : withChangelog(brief, paths),
      not: only
        ? ['changes to what the tests check']
        : ['deleting the test or weakening what it checks', 'other skips'],
    },
    assumptions: only
      ? []
      : [`What the ${findings.length === 1 ? 'test describes' : 'tests describe'} is still wanted`],
    estimate: only ? 0.5 : Math.min(8, 1 + findings.length),
  };
};

const expectsFailure = (findings: readonly Finding[]): boolean => shared(findings, 'kind') === 'xfail';

function title(brief: Brief, findings: readonly [Finding, ...Finding[]]): string {
  const reason = shared(findings, 'reason');
  const since = findings.length === 1 ? changedOn(brief) : undefined;
  const one = findings.length === 1;
  const state = expectsFailure(findings)
    ? `${one ? 'is' : 'are'} expected to fail`
    : since === undefined
      ? `${one ? 'is' : 'are'} skipped`
      : `has been skipped since ${since}`;
  const plain = `${subject(findings)} ${state}`;
  return (reason === undefined ? undefined : titleQuoting(reason, { before: `${plain}: ` })) ?? plain;
}

function subject(findings: readonly [Finding, ...Finding[]]): string {
  const [first, ...others] = findings;
  const test = fact(first, 'test');
  const paths = pathsOf(findings);
  const place = paths.length === 1 ? ` in ${titlePath(first.path)}` : ` in ${paths.length} files`;
  if (others.length > 0) return `${counted(findings.length, 'test')}${place}`;
  return test === undefined ? `A test${place}` : named(test);
}

function why(brief: Brief, findings: readonly [Finding, ...Finding[]]): string {
  const many = findings.length > 1;
  const reason = shared(findings, 'reason');
  const said = reason === undefined ? 'without a stated reason' : `with the reason ${codeSpan(withoutStop(reason))}`;
  const names = findings.map((finding) => fact(finding, 'test')).filter((name) => name !== undefined);
  const tests =
    names.length === findings.length
      ? `${list(names.map((name) => named(name)))} in ${list(pathsOf(findings).map(codeSpan))}`
      : `${counted(findings.length, 'test')} in ${list(pathsOf(findings).map(codeSpan))}`;
  const verb = many ? 'are' : 'is';
  const since = changedOn(brief);
  const dated = since === undefined || many ? '' : `; the line is unchanged since ${since}`;
  return expectsFailure(findings)
    ? `${tests} ${verb} marked as expected to fail, ${said}${dated}. The suite is green while what is checked there is not expected to work.`
    : `${tests} ${verb} skipped ${said}${dated}. The suite is green whether or not what is checked there works.`;
}

function runs(brief: Brief, findings: readonly [Finding, ...Finding[]]): DraftCriterion[] {
  const places = list(
    findings.map(({ path, line }) => codeSpan(`${path}:${line}`)),
    3,
  );
  const shown = findings.slice(0, 5);
  const each = shown.map((finding): DraftCriterion => {
    const test = fact(finding, 'test');
    const text = `${test === undefined ? `The test at ${codeSpan(`${finding.path}:${finding.line}`)}` : named(test)} runs and passes.`;
    const command = testCommandFor(brief.tooling, finding.path, finding.facts.unreachable === true ? undefined : test);
    return command === undefined ? { text, check: 'review' } : { text, check: 'command', command };
  });
  const rest = findings.length - shown.length;
  return [
    ...each,
    ...(rest > 0 ? [{ text: `So do the other ${rest} of this cause.`, check: 'review' } as const] : []),
    {
      text: `${findings.length > 1 ? `The marks at ${places} are` : `The mark at ${places} is`} gone, and no other skip or exclusion takes ${findings.length > 1 ? 'their' : 'its'} place.`,
      check: 'review',
    },
  ];
}

const onlyTitle = (first: Finding): string => `Only a part of the tests in ${titlePath(first.path, 80)} runs`;

function onlyWhy(brief: Brief, first: Finding): string {
  const since = changedOn(brief);
  const dated = since === undefined ? '' : `, unchanged since ${since}`;
  return `The mark at ${codeSpan(`${first.path}:${first.line}`)}${dated} makes the runner leave out every other test of the file. The suite is green whether or not they pass.`;
}

function onlyCriteria(brief: Brief, first: Finding): DraftCriterion[] {
  const command = testCommandFor(brief.tooling, first.path);
  const text = `All tests of ${codeSpan(first.path)} run and pass.`;
  return [
    command === undefined ? { text, check: 'review' } : { text, check: 'command', command },
    { text: 'The mark is gone, and tests that fail now are mended, not skipped.', check: 'review' },
  ];
}
