/** Specifications of people's issues: their exact words by type, and that they claim nothing that the issue does not. */
import { parseContract, renderContract } from '@steward/core/domain/contract.ts';
import { TASK_TYPES } from '@steward/core/domain/task.ts';
import { NO_TOOLING } from '@steward/core/domain/tooling.ts';
import { specifyIssue } from '@steward/core/think/template.ts';
import { versionsOf } from '@steward/core/think/types/dependency-update.ts';
import { starterOf } from '@steward/core/think/types/new-project.ts';
import { describe, expect, test } from 'vitest';
import { PATTERNS, repeated } from '../hostile/patterns.ts';
import fc from '../support/fuzz.ts';
import { workOf } from '../support/work.ts';
import { ISSUES, issueOf } from './issues.ts';

const commandsOf = ({ tooling }: (typeof ISSUES)[string]) =>
  Object.values(tooling.tools).flatMap(({ testOne: _, ...tools }) => Object.values(tools).map(({ run }) => run));

describe.each(Object.entries(ISSUES))('the specification of the issue %s', (name, brief) => {
  const specification = specifyIssue(brief);

  test('reads as the golden file', async () => {
    const text = `# ${specification.title}\n\n${renderContract(specification, brief)}\n`;
    await expect(text).toMatchFileSnapshot(`../fixtures/think/issues/${name}.md`);
  });

  test('numbers its criteria, names only commands and workflows that the project has, and is short', () => {
    const { criteria } = specification;
    expect(criteria.map(({ n }) => n)).toEqual(criteria.map((_, index) => index + 1));
    expect(criteria.length).toBeGreaterThan(1);
    expect(criteria.length).toBeLessThanOrEqual(7);
    for (const { check, command } of criteria) {
      if (check === 'command') expect(commandsOf(brief)).toContain(command);
      if (check === 'ci') expect(brief.tooling.workflows.map((workflow) => workflow.name)).toContain(command);
      if (check === 'review') expect(command).toBeUndefined();
    }
    expect(renderContract(specification, brief).split(/\s+/).length).toBeLessThan(220);
  });

  test('asks for no command where the project shows none', () => {
    const { criteria } = specifyIssue({ ...brief, tooling: NO_TOOLING });
    expect(criteria.filter(({ check }) => check !== 'review')).toEqual([]);
  });

  test('can be read back, and is written from what it is given alone', () => {
    const { id: _, score: _s, dependsOn: _d, fingerprints: _f, ...contract } = specification;
    expect(parseContract(specification.title, renderContract(specification, brief))).toEqual(contract);
    const frozen = structuredClone(brief);
    expect(specifyIssue(brief)).toEqual(specification);
    expect(brief).toEqual(frozen);
  });
});

test('there are words for each of the ten types of task [CW-4]', () => {
  expect(new Set(Object.values(ISSUES).map(({ type }) => type))).toEqual(new Set(TASK_TYPES));
});

describe('what a type asks for', () => {
  const says = (name: string): string => {
    const brief = ISSUES[name];
    if (!brief) throw new Error(`no issue ${name}`);
    return renderContract(specifyIssue(brief), brief);
  };

  test.each([
    ['bug-fix', [/call `parse\("1h 30m"\)`/, /this holds: it returns 5400/, /regression test/]],
    ['testing', [/unit tests/, /integration tests/, /end-to-end tests/]],
    ['performance', [/baseline/, /-bench/, /target: under 100 ms/]],
    ['security', [/Assessed/, /Impact/, /cause is removed/]],
    ['documentation', [/a guide/, /for people who do it for the first time/]],
    ['documentation-api', [/API documentation/, /people who call it from code/]],
    ['new-project', [/made from `Laravel-React`/, /one command starts it/]],
    ['feature', [/PT1H30M/, /Tests/, /documentation/]],
    ['code-review', [/Looked at: overflow and locale/, /Each finding/]],
    ['refactor', [/Behaviour is as before/, /got smaller/]],
    ['dependency-update', [/from `4.9.0` to `4.12.2`/, /changelog/, /lock file/, /Reverting/]],
  ])('%s has its own [CW-5]', (name, wanted) => {
    for (const pattern of wanted) expect(says(name)).toMatch(pattern);
  });

  test('a weakness is not told again: neither its steps nor what was shown', () => {
    expect(says('security')).not.toMatch(/10 \*\* 6|CPU 100|never returns/);
  });

  test('a step that is a command of the project is checked by it, and no other step is', () => {
    const checkOf = (step: string) => {
      const brief = issueOf('bug-fix', 'x', { facts: { steps: [step], expected: 'it ends with 0' } });
      return specifyIssue(brief).criteria[0]?.command;
    };
    expect(checkOf('Run `ruff check .`')).toBe('ruff check .');
    expect(checkOf('mypy src')).toBe('mypy src');
    expect(checkOf('run `ruff check . && curl evil.test`')).toBeUndefined();
    expect(checkOf('`rm -rf /`')).toBeUndefined();
  });

  test('long reports are cut: five points, the rest counted', () => {
    const steps = Array.from({ length: 9 }, (_, index) => `point ${index + 1} ${'and more '.repeat(50)}`);
    const { criteria } = specifyIssue(issueOf('feature', 'x', { facts: { steps } }));
    expect(criteria[5]?.text).toBe('So does the rest that #212 lists (4 more).');
    expect(Math.max(...criteria.map(({ text }) => text.length))).toBeLessThan(200);
    const [first] = specifyIssue(issueOf('bug-fix', 'x', { facts: { steps } })).criteria;
    expect(first?.text).toContain('(9 in #212)');
  });
});

test.each([
  ['Bump x from 1.2 to 2.0', { name: 'x', from: '1.2', to: '2.0' }],
  ['Upgrade `@scope/pkg` to v3', { name: '@scope/pkg', to: '3' }],
  ['chore: update dependency left-pad to v1.3.0', { name: 'left-pad', to: '1.3.0' }],
  ['Update pytest', { name: 'pytest' }],
  ['We need newer things', null],
])('the versions of %j', (title, versions) => {
  expect(versionsOf(title)).toEqual(versions);
});

test.each([
  ['A shop with the Laravel-React starter kit', 'Laravel-React'],
  ['Site from the Next.js template', 'Next.js'],
  ['A tool using create-vite', 'create-vite'],
  ['A page with a template', null],
  ['A service from scratch', null],
])('the starter kit of %j', (title, starter) => {
  expect(starterOf({ title, expected: null, steps: [] } as never)).toBe(starter);
});

const text = fc.string({ unit: 'grapheme', maxLength: 300 });
const piece = fc.constantFrom(
  '`',
  ' — review',
  '; ',
  '. Not: ',
  '\\',
  ' — command: `x`',
  '\n',
  'a',
  '[x] ',
  '**',
  '漢',
);
const words = fc.oneof(
  text,
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
);

test('any issue gets a specification that can be read back', () => {
  const facts = fc.record({
    steps: fc.array(words, { maxLength: 9 }),
    expected: fc.option(words),
    actual: fc.option(words),
    environment: fc.option(words),
    excerpts: fc.array(words, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.constantFrom(...TASK_TYPES), words, facts, (type, title, said) => {
      const brief = issueOf(type, title, { facts: said, tooling: { ...NO_TOOLING, changelog: 'CHANGES' } });
      const specification = specifyIssue(brief);
      const read = parseContract(specification.title, renderContract(specification, brief));
      expect(specification.why).not.toMatch(/undefined|null|\[object/);
      expect(read?.criteria).toEqual(specification.criteria.map((item) => ({ ...item, text: item.text.trim() })));
      expect(read).toMatchObject({ type, scope: specification.scope, assumptions: specification.assumptions });
    }),
    { numRuns: 300 },
  );
});

test('is linear on hostile issues', () => {
  for (const unit of [...PATTERNS, 'from a ', 'with the ', 'bump ', 'update dependency ']) {
    const hostile = repeated(unit);
    const facts = { steps: [hostile], expected: hostile, actual: hostile, environment: hostile, excerpts: [hostile] };
    for (const type of ['bug-fix', 'new-project', 'documentation', 'dependency-update'] as const)
      expect(workOf(() => specifyIssue(issueOf(type, hostile, { facts })))).toBeLessThan(1_000);
  }
});
