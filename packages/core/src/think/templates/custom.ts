/** What an owner's own rule asks for: their title and suggestion, and how one sees that the rule is content. */
import type { Finding } from '../../domain/evidence.ts';
import { PRIORITIES, TASK_TYPES } from '../../domain/task.ts';
import {
  counted,
  type DraftCriterion,
  distinct,
  fact,
  named,
  suitePasses,
  type Template,
  withoutStop,
} from '../draft.ts';

export const custom: Template = (brief, findings) => {
  const [first] = findings;
  const name = fact(first, 'name');
  const suggestion = fact(first, 'suggestion');
  const priority = PRIORITIES.find((one) => one === fact(first, 'priority'));
  return {
    title: fact(first, 'title') ?? `A rule of this repository asks for a change`,
    type: TASK_TYPES.find((type) => type === fact(first, 'type')) ?? 'refactor',
    priority: priority === undefined ? { least: 'low', most: 'high' } : { least: priority, most: priority },
    why: `The rule ${name === undefined ? 'of this repository' : named(name)} in the configuration asks for it at ${counted(findings.length, 'place')}: ${asked(first)}.${suggestion === undefined ? '' : ` ${withoutStop(suggestion)}.`}`,
    criteria: [
      { text: content(first), check: 'review' },
      ...(suggestion === undefined
        ? []
        : [{ text: `It is done as suggested: ${withoutStop(suggestion)}.`, check: 'review' } as DraftCriterion]),
      { text: 'Nothing was renamed or moved only to escape the rule.', check: 'review' },
      ...suitePasses(brief, first.path),
    ],
    scope: { paths: pathsIn(findings), not: ['what the rule does not name', 'the rule itself'] },
    assumptions: [
      findings.length >= 20
        ? 'There may be more places than are shown; the same is wanted there'
        : 'The rule is still wanted',
    ],
    estimate: Math.min(8, 1 + Math.ceil(findings.length / 4)),
  };
};

/** Where the work is: of what is missing, the file to write, where it has one name. */
function pathsIn(findings: readonly [Finding, ...Finding[]]): string[] {
  const [first] = findings;
  const pattern = fact(first, 'pattern') ?? '';
  if (fact(first, 'kind') === 'missing')
    return pattern.includes('*') || pattern === '' ? [] : [pattern.replace(/^\//, '')];
  return distinct(findings.map((finding) => fact(finding, 'path') ?? finding.path));
}

/** What the rule looks for, as it found it. */
function asked(first: Finding): string {
  const pattern = fact(first, 'pattern');
  const shown = pattern === undefined ? 'what it looks for' : named(pattern);
  switch (fact(first, 'kind')) {
    case 'pattern':
      return `lines that hold ${shown}`;
    case 'missing':
      return `there is no ${shown}`;
    case 'lacks':
      return `${shown} has no ${named(fact(first, 'key') ?? 'such key')}`;
    default:
      return `there is ${named(fact(first, 'path') ?? first.path)}`;
  }
}

function content(first: Finding): string {
  const pattern = fact(first, 'pattern');
  const shown = pattern === undefined ? 'what the rule looks for' : named(pattern);
  switch (fact(first, 'kind')) {
    case 'pattern':
      return `No line of the files that the rule reads holds ${shown}.`;
    case 'missing':
      return `${shown} is there and serves its purpose.`;
    case 'lacks':
      return `Each file that ${shown} names has the key ${named(fact(first, 'key') ?? 'of the rule')}, with a value that is true.`;
    default:
      return `No path that ${shown} names is left, and nothing refers to one.`;
  }
}
