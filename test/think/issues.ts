/** One person's issue for each type of task, and those that say little, as the adoption hands them over. */
import type { IssueBrief, IssueFacts } from '@steward/core/domain/brief.ts';
import type { TaskType } from '@steward/core/domain/task.ts';
import { NO_TOOLING, type Tooling } from '@steward/core/domain/tooling.ts';
import { GO, PYTHON, SCRIPT } from './briefs.ts';

const NOTHING: IssueFacts = { steps: [], expected: null, actual: null, environment: null, excerpts: [] };

type Change = Partial<Omit<IssueBrief, 'facts'>> & { facts?: Partial<IssueFacts> };

export function issueOf(type: TaskType, title: string, { facts, ...change }: Change = {}): IssueBrief {
  return {
    kind: 'issue',
    id: '0123456789ab',
    number: 212,
    title,
    type,
    priority: 'medium',
    facts: { ...NOTHING, ...facts },
    score: 55,
    reasons: ['a person reported it'],
    tooling: PYTHON,
    branch: 'main',
    head: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
    url: 'https://github.com/octo/dur',
    ...change,
  };
}

const LEVELS: Tooling = {
  ...SCRIPT,
  levels: { unit: 'test', integration: 'test/integration', 'end-to-end': 'e2e' },
};

const MEASURED: Tooling = {
  ...GO,
  tools: { go: { ...GO.tools.go, bench: { run: "go test -run '^$' -bench . ./...", from: 'dur/parse_test.go' } } },
};

export const ISSUES: Record<string, IssueBrief> = {
  'bug-fix': issueOf('bug-fix', '`parse("1h 30m")` ignores everything after the space', {
    paths: ['src/dur/parse.py'],
    facts: {
      steps: ['open a shell', 'call `parse("1h 30m")`'],
      expected: 'it returns 5400',
      actual: 'it returns 3600, without an error',
      environment: 'dur 1.4.2, Python 3.12',
      excerpts: ['3600'],
    },
  }),
  'bug-fix-bare': issueOf('bug-fix', 'Parsing fails sometimes'),
  'bug-fix-command': issueOf('bug-fix', '`npm run lint` fails on a fresh clone', {
    tooling: SCRIPT,
    facts: { steps: ['clone the repository', 'run `npm run lint`'], expected: 'it ends with 0' },
  }),
  feature: issueOf('feature', 'Read ISO 8601 durations', {
    facts: {
      steps: ['`parse("PT1H30M")` returns 5400', 'A fraction is allowed in the last part only'],
      expected: '`parse` reads what other programs write',
      actual: 'they are refused with `ValueError`',
    },
  }),
  'feature-bare': issueOf('feature', 'Read ISO 8601 durations', { tooling: NO_TOOLING }),
  documentation: issueOf('documentation', 'A guide to migrating from 1.x', {
    facts: { steps: ['Each renamed function is named with its new name'], actual: 'the changelog is all there is' },
  }),
  'documentation-api': issueOf('documentation', '`format` is missing from the API reference'),
  testing: issueOf('testing', 'Rounding in `format` is untested', {
    tooling: LEVELS,
    paths: ['src/format.ts'],
    facts: { expected: 'halves round to even in every unit' },
  }),
  'testing-first': issueOf('testing', 'There are no tests', { tooling: NO_TOOLING }),
  performance: issueOf('performance', 'Parsing a long list is slow', {
    tooling: MEASURED,
    facts: {
      expected: 'under 100 ms for 10,000 durations',
      actual: '2.3 s for 10,000 durations',
      environment: 'Go 1.25, 4 cores',
    },
  }),
  'performance-bare': issueOf('performance', 'Startup is slow', { tooling: NO_TOOLING }),
  security: issueOf('security', 'A crafted duration makes `parse` loop for ever', {
    priority: 'urgent',
    facts: { steps: ['call `parse("9" * 10 ** 6)`'], actual: 'the process never returns', excerpts: ['CPU 100 %'] },
  }),
  'new-project': issueOf('new-project', 'A demo site from the Laravel-React starter kit', {
    tooling: NO_TOOLING,
    facts: { expected: 'a page that shows a duration as it is typed' },
  }),
  'new-project-bare': issueOf('new-project', 'A command line for dur', { tooling: NO_TOOLING }),
  'code-review': issueOf('code-review', 'Review the parser before 2.0', {
    paths: ['src/dur/parse.py', 'src/dur/units.py'],
    facts: { steps: ['overflow', 'locale'], expected: 'whether it can be made public as it is' },
  }),
  refactor: issueOf('refactor', 'Units are listed in three places', {
    tooling: SCRIPT,
    facts: { expected: 'one table of units', actual: 'three tables that must agree' },
  }),
  'dependency-update': issueOf('dependency-update', 'Bump typing-extensions from 4.9.0 to 4.12.2'),
  'dependency-update-open': issueOf('dependency-update', 'Update pytest'),
};
