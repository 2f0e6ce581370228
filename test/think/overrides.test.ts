/** Templates of owners: what they may say, how every mistake is told with its line and remedy, and that none stops a run. */
import { parseContract, renderContract } from '@steward/core/domain/contract.ts';
import { NO_TOOLING } from '@steward/core/domain/tooling.ts';
import { parseTemplate } from '@steward/core/think/overrides/parse.ts';
import { PLACEHOLDER_NAMES } from '@steward/core/think/overrides/placeholders.ts';
import { readOverrides } from '@steward/core/think/overrides.ts';
import { specify, specifyIssue } from '@steward/core/think/template.ts';
import { describe, expect, test } from 'vitest';
import { PATTERNS, repeated } from '../hostile/patterns.ts';
import fc from '../support/fuzz.ts';
import { workOf } from '../support/work.ts';
import { BRIEFS, PYTHON, withoutTooling } from './briefs.ts';
import { ISSUES } from './issues.ts';

const FOLDER = '.github/steward/templates/';

const readFiles = (files: Record<string, string>, tooling = PYTHON) =>
  readOverrides(
    {
      paths: Object.keys(files).map((name) => FOLDER + name),
      files: Object.entries(files).map(([name, text]) => ({
        ...{ path: FOLDER + name, text, blob: '', language: null },
        role: 'prose' as const,
      })),
    },
    tooling,
  );

const customs = (files: Record<string, string>) => ({ overrides: readFiles(files), durations: {} });

const brief = BRIEFS['skipped-test'];
const issue = ISSUES['bug-fix'];
if (!brief || !issue) throw new Error('the briefs have changed');

const FULL = `# Tests that do not run

<!-- For whoever edits this:
     the second item is ours. -->

## Why
{{why}}
Skipped tests of \`{{path}}:{{line}}\` hide faults; {{environment}} was it seen with.

## Done when
1. {{criteria}}
2. \`{{path}}\` is run by {{test-command}}. — command: \`{{test-command}}\`
3. The lint check is quiet. — command: {{lint-command}} --no-cache
4. CI is green. — CI: {{test-workflow}}
5. The documentation builds. — CI: docs
6. {{bench-command}} is no slower. — review
7. Two people have read it.

## Scope
- {{paths}}
- docs/{{branch}}
- Not: {{not}}
- Not: anything in {{path}} that is not about {{title}}.

## Assumed
- {{assumptions}}
- The owner of {{path}} agrees.
`;

describe('a template of the owner', () => {
  test('is laid over the built-in one [CW-5]', async () => {
    const { overrides, ...rest } = customs({ 'testing.md': FULL });
    expect(overrides.warnings).toEqual([]);
    const specification = specify(brief, { overrides, ...rest });
    const text = `# ${specification.title}\n\n${renderContract(specification, brief)}\n`;
    await expect(text).toMatchFileSnapshot('../fixtures/think/override.md');
    const { id: _, score: _s, dependsOn: _d, fingerprints: _f, ...contract } = specification;
    expect(parseContract(specification.title, renderContract(specification, brief))).toEqual(contract);
  });

  test('serves its type, and one for a rule goes before it', () => {
    const says = (text: string) => `## Why\n${text}\n## Done when\n- It is done.\n`;
    const both = customs({ 'testing.md': says('Type.'), 'skipped-test.md': says('Rule.'), 'bug-fix.md': says('Bug.') });
    expect(specify(brief, both).why).toBe('Rule.');
    expect(specify(brief, customs({ 'testing.md': says('Type.') })).why).toBe('Type.');
    expect(specify(brief, customs({ 'bug-fix.md': says('Bug.') })).why).toBe(specify(brief).why);
    expect(specifyIssue(issue, both)).toMatchObject({ why: 'Bug.', scope: specifyIssue(issue).scope });
  });

  test('leaves out what names something unknown, and keeps the built-in part where nothing is left', () => {
    const text =
      '## Why\nSeen with {{environment}}.\n## Done when\n1. Fast. — command: {{bench-command}}\n## Assumed\n';
    const specification = specify(brief, customs({ 'testing.md': text }));
    expect(specification).toEqual({ ...specify(brief), assumptions: [] });
    const bare = withoutTooling(brief);
    const tested = customs({ 'testing.md': '## Why\nx\n## Done when\n1. a — command: {{test-command}}\n2. b\n' });
    expect(specify(bare, tested).criteria).toEqual([{ n: 1, text: 'b', check: 'review' }]);
  });

  test('cannot put a word of the repository into a command', () => {
    const text = '## Why\nx\n## Done when\n1. a — command: cat {{path}}\n2. b — command: `echo {{title}}`\n';
    expect(readFiles({ 'testing.md': text }).warnings).toHaveLength(1);
    expect(readFiles({ 'testing.md': text }).warnings[0]).toContain('line 4: `{{path}}` has no place here');
  });
});

describe('mistakes', () => {
  test('are told together, each with its line and remedy, and the built-in words stand in', () => {
    const text = [
      'Hello',
      '## Wy',
      'x',
      '## Done when',
      '1. {{tset-command}} passes — comand: make test',
      '2. {{why',
      'loose',
      '3. Green — CI: tests',
      '4. All of {{criteria}} and more',
      '5. — review',
      '## Done when',
      '## Scope',
      `- ${'x'.repeat(501)}`,
    ].join('\n');
    const { templates, warnings } = readFiles({ 'bug-fix.md': text });
    expect(templates.size).toBe(0);
    expect(warnings[0]?.split(/(?<=[:;]) (?=line \d+:|and \d+ more)/)).toMatchInlineSnapshot(`
      [
        "\`.github/steward/templates/bug-fix.md\` is not used, and the built-in words stand in for it:",
        "line 1: this stands in no section: put it under \`## Why\` or \`## Done when\`;",
        "line 1: the section Why is missing: add \`## Why\`;",
        "line 2: there is no section \`Wy\`: write \`## Why\`;",
        "line 5: nothing is checked by \`comand\`: write command, CI or review;",
        "line 5: there is no placeholder \`{{tset-command}}\`: write \`{{test-command}}\`;",
        "line 6: a placeholder is not closed: write it as \`{{name}}\`, on one line;",
        "line 7: this is no item of the list: begin it with \`- \`, or set it in;",
        "line 8: no workflow is called \`tests\`: name one of \`test\`, \`docs\`;",
        "line 9: \`{{criteria}}\` is a list: give it a line of its own: \`- {{criteria}}\`;",
        "line 10: the criterion says nothing: say what must hold;",
        "and 2 more.",
      ]
    `);
    expect(specifyIssue(issue, customs({ 'bug-fix.md': text }))).toEqual(specifyIssue(issue));
  });

  test.each([
    ['bugfix.md', 'call it `bug-fix.md`'],
    ['zebra.md', 'name it after a type or a rule'],
    ['bug-fix.txt', 'call it `bug-fix.md`'],
    ['sub/bug-fix.md', 'name it after a type or a rule'],
  ])('of the name %s are told as well', (name, remedy) => {
    expect(readFiles({ [name]: FULL }).warnings.join()).toContain(remedy);
  });

  test('a file that is too long, or that could not be read, is told in one word', () => {
    expect(readFiles({ 'feature.md': 'x'.repeat(8_001) }).warnings[0]).toContain('line 1: it has 8001 characters');
    const unread = readOverrides({ paths: [`${FOLDER}feature.md`], files: [] }, NO_TOOLING);
    expect(unread.warnings[0]).toContain('it could not be read');
  });

  test('a readme beside the templates, and templates elsewhere, are none', () => {
    expect(readFiles({ 'README.md': 'x' })).toEqual({ templates: new Map(), warnings: [] });
    expect(readOverrides({ paths: ['docs/bug-fix.md'], files: [] }, NO_TOOLING).warnings).toEqual([]);
  });
});

const pieces = fc.constantFrom(
  ...['## Why\n', '## Done when\n', '## Scope\n', '## Assumed\n', '# x\n', '\n', '- ', '1. ', '  ', 'Not: ', '`', '``'],
  ...[
    ' — command: ',
    ' — CI: test',
    ' — review',
    ' — CI',
    '{{',
    '}}',
    '<!--',
    '-->',
    'a',
    '; ',
    '\\',
    '. ',
    '[x] ',
    '漢',
  ],
  ...PLACEHOLDER_NAMES.map((name) => `{{${name}}}`),
);
const LEAST = '## Why\n{{why}} {{excerpt}}\n## Done when\n- {{title}} \n';

test('any text is a template or a list of faults with lines, and what it fills in can be read back', () => {
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
    fc.array(pieces, { maxLength: 20 }).map((parts) => LEAST + parts.join('')),
  );
  let used = 0;
  fc.assert(
    fc.property(texts, fc.constantFrom(...Object.values(BRIEFS)), (text, one) => {
      const result = parseTemplate(text, ['test']);
      if ('faults' in result) {
        const last = text.split('\n').length;
        expect(result.faults.length).toBeGreaterThan(0);
        for (const { line, fault, remedy } of result.faults) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(last);
          expect(fault && remedy).toBeTruthy();
        }
        return;
      }
      used++;
      const templates = new Map([[one.rule as string, result.template]]);
      const specification = specify(one, { overrides: { templates, warnings: [] }, durations: {} });
      const { id: _, score: _s, dependsOn: _d, fingerprints: _f, ownerLabels: _l, ...contract } = specification;
      expect(parseContract(specification.title, renderContract(specification, one))).toEqual(contract);
      expect(specification.criteria.length).toBeGreaterThan(0);
    }),
    { numRuns: 1_000 },
  );
  expect(used).toBeGreaterThan(50);
});

test('is linear on hostile templates, also on those just short enough to be read', () => {
  for (const unit of [...PATTERNS, '{{', '}}', '{{a', '{{why}}', '- ', '\n- a', '\n## Why', ' — command: ', '<!--'])
    for (const size of [65_536, 7_900]) {
      const text = repeated(unit, size).slice(0, size);
      expect(workOf(() => parseTemplate(text, ['test']))).toBeLessThan(1_000);
      expect(workOf(() => parseTemplate(`${LEAST}${text}`, ['test']))).toBeLessThan(1_000);
    }
});
