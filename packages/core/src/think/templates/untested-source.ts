/** Source that no test names: the words of a task that gives it a first test. */
import type { Finding } from '../../domain/evidence.ts';
import { toolsFor } from '../../domain/tooling.ts';
import {
  amount,
  codeSpan,
  counted,
  type DraftCriterion,
  fact,
  named,
  suitePasses,
  type Template,
  titlePath,
} from '../draft.ts';

export const untestedSource: Template = (brief, [first]) => {
  const name = fact(first, 'definition') ?? fact(first, 'name');
  const nothing = first.facts.project === true;
  const what = name === undefined ? codeSpan(first.path) : named(name, 40);
  return {
    title: nothing ? `Nothing is tested yet; begin with ${inFile(what, first)}` : title(inFile(what, first), first),
    type: 'testing',
    priority: { least: 'low', most: 'high' },
    why: why(what, first, nothing),
    criteria: [
      {
        text: `${firstTest(what, first)}, once as meant and once with wrong input.`,
        check: 'review',
      },
      {
        text: 'Each new test was seen to fail when the code it tests is broken on purpose; the pull request says how.',
        check: 'review',
      },
      ...tests(toolsFor(brief.tooling, first.path).test?.run, nothing),
      ...(nothing ? [] : suitePasses(brief, first.path).filter(({ check }) => check === 'ci')),
    ],
    scope: {
      paths: [first.path],
      not: ['changes of behaviour', 'a figure of coverage for its own sake'],
    },
    assumptions: ['New test files go where the language or the project puts its tests'],
    estimate: Math.min(8, Math.max(2, Math.ceil((amount(first, 'lines') ?? 0) / 100) + 1)),
  };
};

const firstTest = (what: string, first: Finding): string =>
  fact(first, 'kind') === 'class'
    ? `A test uses ${what} and checks what its methods return or change`
    : `A test calls ${what} and checks what it returns or changes`;

const inFile = (what: string, { path }: Finding): string =>
  what === codeSpan(path) ? titlePath(path, 80) : `${what} in ${titlePath(path, 50)}`;

function title(subject: string, first: Finding): string {
  return (amount(first, 'commits') ?? 0) > 1
    ? `${subject} is changed often and no test reaches it`
    : `${subject} has no test`;
}

function why(what: string, first: Finding, nothing: boolean): string {
  const lines = amount(first, 'lines');
  const commits = amount(first, 'commits');
  const facts = [
    ...(lines === undefined ? [] : [`${counted(lines, 'line')} of code`]),
    ...(commits === undefined || commits < 2 ? [] : [`${counted(commits, 'commit')} in the last year`]),
  ];
  const size = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
  const file = `${codeSpan(first.path)}${size}`;
  return nothing
    ? `No test was found in the project. Of its files ${file} weighs most by changes and size. A change that breaks ${what} is noticed by whoever runs it.`
    : `No test imports or names ${file}, nor any file that uses it, while other files have tests. A change that breaks ${what} turns no test red.`;
}

function tests(command: string | undefined, nothing: boolean): DraftCriterion[] {
  if (command !== undefined)
    return [{ text: 'The new tests run with the others and pass.', check: 'command', command }];
  return [
    {
      text: nothing
        ? 'One command runs the tests; the readme or the manifest names it.'
        : 'The new tests run with the others and pass.',
      check: 'review',
    },
  ];
}
