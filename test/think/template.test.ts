/** Specifications from templates: their exact words, and that they claim nothing that the brief does not hold. */
import { parseContract, renderContract } from '@steward/core/domain/contract.ts';
import { RULES } from '@steward/core/domain/evidence.ts';
import { saysTheSame } from '@steward/core/domain/similarity.ts';
import { specify } from '@steward/core/think/template.ts';
import { describe, expect, test } from 'vitest';
import fc from '../support/fuzz.ts';
import { BRIEFS, briefOf, withoutTooling } from './briefs.ts';

describe.each(Object.entries(BRIEFS))('the specification of %s', (name, brief) => {
  const specification = specify(brief);

  test('reads as the golden file', async () => {
    const text = `# ${specification.title}\n\n${renderContract(specification, brief)}\n`;
    await expect(text).toMatchFileSnapshot(`../fixtures/think/${name}.md`);
  });

  test('numbers its criteria from 1, and names only commands and workflows that the project has', () => {
    const { tools, workflows } = brief.tooling;
    const commands = Object.values(tools).flatMap(({ test, testOne, lint, types }) => [
      ...[test, lint, types].map((command) => command?.run),
      ...Object.values(testOne ?? {}).map((pattern) => pattern.split('{')[0]),
    ]);
    const facts = brief.findings.map((finding) => finding.facts.workflow);
    expect(specification.criteria.map(({ n }) => n)).toEqual(specification.criteria.map((_, index) => index + 1));
    for (const { check, command } of specification.criteria) {
      if (check === 'command') expect(commands.some((known) => known && command?.startsWith(known))).toBe(true);
      if (check === 'ci' && command !== undefined)
        expect([...workflows.map((workflow) => workflow.name), ...facts]).toContain(command);
      if (check === 'review') expect(command).toBeUndefined();
    }
  });

  test('asks for no command where the project shows none', () => {
    const { criteria } = specify(withoutTooling(brief));
    expect(criteria.length).toBeGreaterThan(0);
    expect(criteria.filter(({ check }) => check === 'command')).toEqual([]);
  });

  test('cites every finding at the commit it was read at', () => {
    expect(specification.evidence).toHaveLength(brief.findings.length);
    for (const [index, { url, path, line }] of specification.evidence.entries()) {
      if (line === 0) expect(url).toBe(brief.findings[index]?.url);
      else expect(url).toBe(`https://github.com/octo/dur/blob/${brief.head}/${path}#L${line}`);
    }
  });

  test('can be read back from its issue', () => {
    const { id: _, score: _s, dependsOn: _d, fingerprints: _f, ownerLabels: _l, ...contract } = specification;
    expect(parseContract(specification.title, renderContract(specification, brief))).toEqual(contract);
  });

  test('is written from what it is given alone', () => {
    const frozen = structuredClone(brief);
    expect(specify(brief)).toEqual(specification);
    expect(brief).toEqual(frozen);
  });
});

test('no two of these titles say the same', () => {
  const titles = Object.values(BRIEFS).map((brief) => specify(brief).title);
  const repeated = titles.flatMap((a, index) => titles.slice(index + 1).filter((b) => saysTheSame(a, b)));
  expect(repeated).toEqual([]);
});

test('a class that no runner finds by the name of a method is run by its file', () => {
  const tools = {
    java: {
      test: { run: './mvnw verify', from: 'pom.xml' },
      testOne: { file: './mvnw test -Dtest={stem}', name: './mvnw test -Dtest={stem}#{name}' },
    },
  };
  const commandOf = (facts: Record<string, string | boolean>) =>
    specify(
      briefOf(
        'skipped-test',
        [['src/test/java/a/OldTest.java', 6, '@Ignore', { kind: 'skip', reason: '', ...facts }]],
        {
          tooling: { tools, workflows: [], changelog: null },
        },
      ),
    ).criteria[0]?.command;
  expect(commandOf({ test: 'adds' })).toBe('./mvnw test -Dtest=OldTest#adds');
  expect(commandOf({ test: 'OldTest', unreachable: true })).toBe('./mvnw test -Dtest=OldTest');
});

test('what PHPStan was told to ignore is checked by PHPStan', () => {
  const tools = {
    php: {
      lint: { run: 'vendor/bin/phpcs', from: 'phpcs.xml' },
      types: { run: 'vendor/bin/phpstan analyse', from: 'phpstan.neon' },
    },
  };
  const place = [
    'src/A.php',
    3,
    '// @phpstan-ignore-line',
    { directive: '@phpstan-ignore-line', scope: 'line' },
  ] as const;
  const { criteria } = specify(
    briefOf('suppressed-check', [[...place]], { tooling: { tools, workflows: [], changelog: null } }),
  );
  expect(criteria.flatMap(({ command }) => command ?? [])).toEqual(['vendor/bin/phpstan analyse']);
});

test('every rule has a template that bears any facts, and none at all', () => {
  const value = fc.oneof(fc.string({ maxLength: 400 }), fc.integer(), fc.boolean());
  const names = [
    'kind',
    'reason',
    'test',
    'directive',
    'scope',
    'word',
    'text',
    'reference',
    'action',
    'ref',
    'workflow',
    'conclusion',
    'event',
    'definition',
    'lines',
    'commits',
    'project',
    ...['lock', 'command', 'runs', 'part', 'size', 'documented', 'of', 'name', 'wanted', 'missing', 'near', 'target'],
    ...['what', 'risky', 'ours', 'theirs', 'statement', 'effect', 'section', 'why', 'detail1', 'title', 'suggestion'],
    ...['type', 'priority', 'pattern', 'path', 'key'],
  ];
  const facts = fc.dictionary(fc.constantFrom(...names), value);
  const place = fc.record({ path: fc.string({ minLength: 1 }), line: fc.nat(), excerpt: fc.string(), facts });
  fc.assert(
    fc.property(fc.constantFrom(...RULES), fc.array(place, { minLength: 1, maxLength: 30 }), (rule, places) => {
      const brief = briefOf(
        rule,
        places.map(({ path, line, excerpt, facts: said }) => [path, line, excerpt, said]),
      );
      const { title, why, criteria, evidence, estimate, scope } = specify(brief);
      expect(title).not.toMatch(/[\r\n]/);
      expect([...title].length).toBeLessThanOrEqual(120);
      expect(why).not.toMatch(/undefined|NaN|null|\[object/);
      expect(criteria.length).toBeGreaterThan(1);
      expect(evidence.length).toBeLessThanOrEqual(10);
      expect(scope.paths.length).toBeLessThanOrEqual(11);
      expect(estimate).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

test('the score decides the priority, within what the rule allows', () => {
  const priority = (name: string, score: number) =>
    specify({ ...(BRIEFS[name] as never as object), score } as never).priority;
  expect([10, 40, 70].map((score) => priority('skipped-test', score))).toEqual(['low', 'medium', 'high']);
  expect([10, 100].map((score) => priority('failing-workflow', score))).toEqual(['high', 'high']);
  expect([10, 100].map((score) => priority('unpinned-action', score))).toEqual(['low', 'medium']);
});

test('a name or a path that is not safe to paste never reaches a command', () => {
  const hostile = briefOf('skipped-test', [
    ['tests/test_x.py', 1, 'skip', { kind: 'skip', reason: '', test: '$(touch x); `id`' }],
    ['tests/$(id).py', 1, 'skip', { kind: 'skip', reason: '', test: 'test_a' }],
    ['-rf.py', 1, 'skip', { kind: 'skip', reason: '', test: 'test_b' }],
  ]);
  const commands = specify(hostile).criteria.flatMap(({ check, command }) => (check === 'command' ? [command] : []));
  expect(commands.toSorted()).toEqual(['python -m pytest', 'python -m pytest', 'python -m pytest tests/test_x.py']);
});
