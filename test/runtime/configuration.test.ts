/** The configuration: every fault at once, each at its line with what to do, and never anything but a `UserErrors`. */
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { UserErrors } from '@steward/core/domain/failure.ts';
import { readConfiguration } from '@steward/core/runtime/configuration.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

function faultsOf(text: string): string[] {
  try {
    readConfiguration(text, 'steward.yml');
  } catch (error) {
    if (error instanceof UserErrors) return error.faults.map(({ fault, remedy }) => `${fault} → ${remedy}`);
    throw error;
  }
  return [];
}

it.each([null, '', '  \n', '# only words\n', 'null\n', '{}'])('%j is the defaults', (text) => {
  expect(readConfiguration(text, 'steward.yml')).toEqual(DEFAULT_CONFIG);
});

it('reads what is set and keeps the defaults of the rest', () => {
  const config = readConfiguration('mode: assist\ncaps:\n  open-tasks: 2\nrules:\n  todo: { enabled: false }\n', 's');
  expect(config).toMatchObject({ mode: 'assist', caps: { 'open-tasks': 2, suggestions: 5 } });
  expect(config.rules.todo).toEqual({ enabled: false });
});

it('reports every fault in the order of the lines', () => {
  const text = [
    'mdoe: assist',
    'caps:',
    '  sugestions: 2',
    '  open-tasks: many',
    '  new-issues-a-day: -1',
    'models: {}',
    'exclude: [ok, 1]',
    'rules:',
    '  todos: {}',
    '  todo: { enabled: yes, weigth: 1 }',
    'daily-hour: 24',
  ].join('\n');
  const faults = faultsOf(text);
  expect(faults.map((fault) => /^line (\d+)/.exec(fault)?.[1])).toEqual([
    '1',
    '3',
    '4',
    '5',
    '6',
    '7',
    '9',
    '10',
    '10',
    '11',
  ]);
  expect(faults[0]).toBe('line 1: unknown key `mdoe` → write `mode`, or remove it');
  expect(faults[1]).toContain('write `suggestions`');
  expect(faults[4]).toBe('line 6: `models` is not read by this version → remove it');
});

it.each([
  'goals',
  'templates',
  'models',
  'prices',
  'budgets',
  'limits',
  'environments',
  'checks',
  'intake',
  'incidents',
  'health',
  'checkpoint',
  'dashboard',
  'visibility',
  'egress',
  'ledger',
  'logging',
  'merge',
])('says of `%s` that it comes later', (key) => {
  expect(faultsOf(`${key}: x`)).toEqual([`line 1: \`${key}\` is not read by this version → remove it`]);
});

it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('`%s` is a key like any other', (key) => {
  expect(faultsOf(`${key}: 1`)).toHaveLength(1);
  expect(faultsOf(`mode: assist\ncaps:\n  ${key}: { suggestions: 1 }`)[0]).toMatch(/^line 3: unknown key/);
});

describe('refuses, in one message and without a stack', () => {
  it.each([
    ['a list', '[]', /list is not allowed/],
    ['a list where keys belong', 'caps: []', /list is not allowed/],
    ['a word', 'hello', /"hello"/],
    ['nothing where keys belong', 'caps:', /null/],
    ['a misspelt truth', 'rules:\n  todo: { enabled: ture }', /line 2: `"ture"`/],
    ['no number', 'daily-hour: .nan', /NaN/],
    ['a key twice', 'mode: assist\nmode: observe', /line 2: Map keys must be unique → /],
    ['two documents', 'mode: assist\n---\nmode: observe', /line 2:/],
    ['a tab', 'caps:\n\tsuggestions: 1', /line 2:/],
    ['an alias of nothing', 'mode: *x', /alias/],
    ['a value that holds itself', 'mode: &m [*m]', /list/],
    [
      'aliases that multiply',
      `a: &a [x,x,x,x,x,x,x,x]\n${'bcdef'.replace(/./g, (n) => `${n}: &${n} [${Array(8).fill(`*${String.fromCharCode(n.charCodeAt(0) - 1)}`)}]\n`)}`,
      /alias/,
    ],
    ['brackets without end', '['.repeat(50_000), /line 1/],
    ['a huge file', `# ${'x'.repeat(100_000)}`, /too large/],
  ])('%s', (_, text, words) => {
    const faults = faultsOf(text);
    expect(faults.join('\n')).toMatch(words);
    expect(faults.length).toBeLessThanOrEqual(10);
    expect(faults.join()).not.toMatch(/node_modules|at line \d+, column/);
  });

  it('whatever the text', () => {
    const piece = fc.constantFrom(
      'mode',
      'caps',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a',
      '"',
      '? ',
      '!!set',
      '<<',
      '|',
      '#',
      '1',
      '~',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 30 }), (pieces) => {
        expect(() => faultsOf(pieces.join(''))).not.toThrow();
      }),
      { numRuns: 400 },
    );
  });
});

it('names every unknown key of a mapping, not only the first, in the order of the lines', () => {
  const text = 'lables: {}\nmode: assist\nexlude: []\nmodels: {}\ncaps:\n  sugestions: 1\n  x: 2\n';
  expect(() => readConfiguration(text, 'steward.yml')).toThrow(
    expect.objectContaining({
      faults: [
        { fault: 'line 1: unknown key `lables`', remedy: 'write `labels`, or remove it' },
        { fault: 'line 3: unknown key `exlude`', remedy: 'write `exclude`, or remove it' },
        { fault: 'line 4: `models` is not read by this version', remedy: 'remove it' },
        { fault: 'line 6: unknown key `sugestions`', remedy: 'write `suggestions`, or remove it' },
        { fault: 'line 7: unknown key `x`', remedy: expect.stringContaining('use one of suggestions') },
      ],
    }),
  );
});

describe('rules of the owner and scopes', () => {
  const faults = (lines: readonly string[]): string[] => faultsOf(lines.join('\n'));

  it('are refused with the line and what to do, all at once', () => {
    const wrong = [
      'rules:',
      '  custom:',
      '    - { name: nothing, title: A }',
      '    - { name: both, title: A, pattern: abc, exists: a.txt }',
      '    - { name: wide, title: A, pattern: "*a*" }',
      '    - { name: files, title: A, exists: a.txt, files: [b.txt] }',
      '    - { name: yaml, title: A, lacks: { file: a.yml, key: b } }',
      '    - { name: yaml, title: A, missing: "*/*/*/*/*/*.txt" }',
      'scopes:',
      '  - paths: ["a/*/*/*/*/*/*"]',
    ];
    expect(faults(wrong)).toEqual([
      'line 3: the rule `nothing` looks for nothing → give one of pattern, exists, missing, lacks',
      'line 4: the rule `both` has pattern and exists → keep one of them, or make two rules',
      'line 5: it would match nearly every line → give 3 or more characters in a row besides `*`',
      'line 6: `files` reads no files → give files with pattern only',
      'line 7: the keys of `a.yml` cannot be read → name a file that ends in .json or .toml',
      'line 8: `*/*/*/*/*/*.txt` is no pattern of paths → use at most five wild cards, as in `src/**/*.ts`',
      'line 8: there are two rules `yaml` → give one another name',
      'line 10: `a/*/*/*/*/*/*` is no pattern of paths → use at most five wild cards, as in `src/**/*.ts`',
    ]);
  });

  it('with keys or values that nobody knows are refused like any other', () => {
    const wrong = [
      'rules:',
      '  custom:',
      '    - { name: Big Name, title: A, pattern: abc }',
      '    - { name: a, title: A, patern: abc, type: chore }',
      'scopes:',
      '  - { paths: [a], rules: { todos: {} }, prioriy: low }',
      '  - { paths: [] }',
    ];
    expect(faults(wrong).map((fault) => fault.slice(0, 70))).toEqual([
      'line 3: `"Big Name"` is not allowed here → give a text of 1 to 40 char',
      'line 4: unknown key `patern` → write `pattern`, or remove it',
      expect.stringContaining('line 4: `"chore"` is not allowed here'),
      'line 6: unknown key `todos` → write `todo`, or remove it',
      'line 6: unknown key `prioriy` → write `priority`, or remove it',
      expect.stringContaining('line 7: a list is not allowed here'),
    ]);
  });

  it('are at most twenty', () => {
    const custom = Array.from({ length: 21 }, (_, at) => `    - { name: r${at}, title: A, exists: a }`);
    expect(faults(['rules:', '  custom:', ...custom])[0]).toContain('a list of 0 to 20');
  });
});

describe('agents', () => {
  const faults = (...lines: readonly string[]): string[] => faultsOf(lines.join('\n'));

  it('are read with what is said of handing off', () => {
    const config = readConfiguration('agents: { claude: { preset: claude } }\nhand-off: { at-once: 3 }', 's');
    expect(config.agents).toEqual({ claude: { preset: 'claude', enabled: true } });
    expect(config['hand-off']).toMatchObject({ 'at-once': 3, attempts: 3, person: 'code-owners' });
  });

  it('are refused with the line and what to do, all at once', () => {
    const wrong = faults(
      'agents:',
      '  Claude: {}',
      '  a: { preset: claud }',
      '  b: { preset: nobody }',
      '  c: { skils: {}, capacity: 101 }',
      '  d: { skills: { bugfix: 1 } }',
      '  e: 5',
      'hand-off:',
      '  at-once: 201',
      '  attempt: 3',
    );
    expect(wrong).toEqual([
      'line 2: `Claude` is no name → give a text of 1 to 40 characters: small letters, digits, hyphens',
      'line 3: `"claud"` is not allowed here → write `claude`',
      expect.stringMatching(/^line 4: `"nobody"` is not allowed here → give one of claude, codex, gemini, /),
      'line 5: unknown key `skils` → write `skills`, or remove it',
      'line 5: `101` is not allowed here → give a whole number from 0 to 100',
      'line 6: unknown key `bugfix` → write `bug-fix`, or remove it',
      expect.stringMatching(/^line 7: `5` is not allowed here → give a map with the keys preset, kind, /),
      'line 9: `201` is not allowed here → give a whole number from 0 to 200',
      'line 10: unknown key `attempt` → write `attempts`, or remove it',
    ]);
  });

  it('are refused for what no schema can say, each at its line', () => {
    const wrong = faults(
      'agents:',
      '  a: { kind: mention }',
      '  b:',
      '    workflow: ../b.yml',
      '    capacity: 0',
      'hand-off: { person: "@octocat" }',
    );
    expect(wrong.map((fault) => fault.slice(0, 40))).toEqual([
      'line 2: nobody knows what a comment has ',
      'line 4: `../b.yml` is no plain name of a',
      'line 5: with `0` it never works → give 1',
      'line 6: `@octocat` names neither a perso',
    ]);
  });

  it.each(['__proto__', 'constructor', 'prototype', '1'])('are none by the name %s', (name) => {
    expect(faults('agents:', `  ${name}: { preset: claude }`)).toEqual([
      `line 2: \`${name}\` is no name → give a text of 1 to 40 characters: small letters, digits, hyphens`,
    ]);
  });

  it.each(['agents: []', 'agents: [claude]'])('are no list: %s', (text) => {
    expect(faultsOf(text)[0]).toBe('line 1: a list is not allowed here → give keys and values');
  });

  it('are a map', () => {
    expect(faultsOf('agents: claude')[0]).toMatch(/→ give a map of names, each with a map with the keys preset/);
  });
});
