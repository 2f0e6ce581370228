/** The configuration: every fault at once, each at its line with what to do, and never anything but a `UserErrors`. */
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { UserErrors } from '@steward/core/domain/failure.ts';
import { readConfiguration } from '@steward/core/runtime/configuration.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';

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
    'merge: {}',
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
  expect(faults[4]).toBe('line 6: `merge` is not read by this version → remove it');
});

it.each([
  'goals',
  'templates',
  'checks',
  'intake',
  'incidents',
  'checkpoint',
  'dashboard',
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
    ['a misspelt truth', 'rules:\n  todo: { enabled: ture }', /line 2: `rules.todo.enabled`: `"ture"`/],
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
  const text = 'lables: {}\nmode: assist\nexlude: []\nmerge: {}\ncaps:\n  sugestions: 1\n  x: 2\n';
  expect(() => readConfiguration(text, 'steward.yml')).toThrow(
    expect.objectContaining({
      faults: [
        { fault: 'line 1: unknown key `lables`', remedy: 'write `labels`, or remove it' },
        { fault: 'line 3: unknown key `exlude`', remedy: 'write `exclude`, or remove it' },
        { fault: 'line 4: `merge` is not read by this version', remedy: 'remove it' },
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
      'line 3: `rules.custom[0]`: the rule `nothing` looks for nothing → give one of pattern, exists, missing, lacks',
      'line 4: `rules.custom[1].exists`: the rule `both` has pattern and exists → keep one of them, or make two rules',
      'line 5: `rules.custom[2].pattern`: it would match nearly every line → give 3 or more characters in a row besides `*`',
      'line 6: `rules.custom[3].files`: the rule `files` reads no files → give files with pattern only',
      'line 7: `rules.custom[4].lacks.file`: the keys of `a.yml` cannot be read → name a file that ends in .json or .toml',
      'line 8: `rules.custom[5].missing`: `*/*/*/*/*/*.txt` is no pattern of paths → use at most five wild cards, as in `src/**/*.ts`',
      'line 8: `rules.custom[5].name`: there are two rules `yaml` → give one another name',
      'line 10: `scopes[0].paths[0]`: `a/*/*/*/*/*/*` is no pattern of paths → use at most five wild cards, as in `src/**/*.ts`',
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
    expect(faults(wrong)).toEqual([
      'line 3: `rules.custom[0].name`: `"Big Name"` is not allowed here → give a text of 1 to 40 small letters, digits and hyphens',
      'line 4: unknown key `patern` → write `pattern`, or remove it',
      expect.stringContaining('line 4: `rules.custom[1].type`: `"chore"` is not allowed here'),
      'line 6: unknown key `todos` → write `todo`, or remove it',
      'line 6: unknown key `prioriy` → write `priority`, or remove it',
      'line 7: `scopes[1].paths`: a list of 0 is not allowed here → give a list of 1 to 50, each item a text of 1 to 200 characters',
    ]);
  });

  it('are looked at as far as they can be read, whatever else is wrong in the file', () => {
    const wrong = [
      'mode: asist',
      'rules:',
      '  custom:',
      "    - { name: wide, title: A, pattern: '*', colour: red }",
      '    - { name: both, title: A, pattern: abc, exists: a.txt, weight: 2 }',
      '    - { name: wide, exists: a.txt }',
      '    - { name: idle, title: A, files: [5] }',
      '    - { name: typing, title: A, exists: 5, files: [a] }',
      '    - just words',
      '    - [a]',
      'scopes:',
      "  - { paths: ['a/*/*/*/*/*/*', 5] }",
    ];
    expect(faults(wrong).map((fault) => fault.split(' → ')[0])).toEqual([
      'line 1: `mode`: `"asist"` is not allowed here',
      'line 4: unknown key `colour`',
      'line 4: `rules.custom[0].pattern`: it would match nearly every line',
      'line 5: `rules.custom[1].weight`: `2` is not allowed here',
      'line 5: `rules.custom[1].exists`: the rule `both` has pattern and exists',
      'line 6: `rules.custom[2].title`: it is missing',
      'line 6: `rules.custom[2].name`: there are two rules `wide`',
      'line 7: `rules.custom[3].files[0]`: `5` is not allowed here',
      'line 7: `rules.custom[3]`: the rule `idle` looks for nothing',
      'line 8: `rules.custom[4].exists`: `5` is not allowed here',
      'line 9: `rules.custom[5]`: `"just words"` is not allowed here',
      'line 10: `rules.custom[6]`: a list is not allowed here',
      'line 12: `scopes[0].paths[1]`: `5` is not allowed here',
      'line 12: `scopes[0].paths[0]`: `a/*/*/*/*/*/*` is no pattern of paths',
    ]);
  });

  it('are at most twenty', () => {
    const custom = Array.from({ length: 21 }, (_, at) => `    - { name: r${at}, title: A, exists: a }`);
    const said = faults(['rules:', '  custom:', ...custom, '    - { name: wide, title: A, pattern: a }']);
    expect(said).toEqual([
      expect.stringMatching(/^line 2: `rules.custom`: a list of 22 is not allowed here → give a list of 0 to 20/),
      expect.stringContaining('line 24: `rules.custom[21].pattern`: it would match nearly every line'),
    ]);
  });
});

describe('a remedy can be followed', () => {
  it.each([
    [
      'rules:\n  custom:\n    - { name: a, exists: b }',
      'line 3: `rules.custom[0].title`: it is missing → give a text of 1 to 100 characters',
    ],
    [
      'quiet-hours: { timezone: Europe/Belrin }',
      'line 1: `quiet-hours.timezone`: `"Europe/Belrin"` is not allowed here → give the name of a time zone such as `Europe/Berlin`',
    ],
    ...['2026-13-01', '2026-02-30', 'tomorrow', `2026-12-01${'0'.repeat(20)}`].map((day) => [
      `quiet-hours:\n  away: [{ from: 2026-01-01, to: ${day} }]`,
      `line 2: \`quiet-hours.away[0].to\`: \`"${day}"\` is not allowed here → give a day of the calendar such as \`2026-12-24\``,
    ]),
  ])('%j', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });
});

describe('settings that contradict each other are refused', () => {
  it.each([
    [
      'quiet-hours: { from: 22 }',
      ['line 1: `quiet-hours.from`: without `to` no hour is quiet → give `to` as well, or remove it'],
    ],
    [
      'quiet-hours:\n  to: 6',
      ['line 2: `quiet-hours.to`: without `from` no hour is quiet → give `from` as well, or remove it'],
    ],
    ['quiet-hours: { from: 22, to: 25 }', [expect.stringContaining('`quiet-hours.to`: `25` is not allowed here')]],
    ['quiet-hours: { from: 22, too: 6 }', ['line 1: unknown key `too` → write `to`, or remove it']],
    [
      'quiet-hours: { from: 8, to: 8 }',
      [
        'line 1: `quiet-hours.to`: it is the same hour as `from`, so no hour is quiet → give another hour, or `from: 0` and `to: 24` for the whole day',
      ],
    ],
    [
      'quiet-hours:\n  away:\n    - { from: 2026-12-24, to: 2026-12-24 }\n    - { from: 2026-12-31, to: 2026-12-24 }',
      [
        'line 4: `quiet-hours.away[1]`: its last day `2026-12-24` lies before its first day `2026-12-31` → put the earlier day into `from`',
      ],
    ],
  ])('hours: %j', (text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });

  const already = (line: number, key: string, label: string, holder: string) =>
    `line ${line}: \`${key}\`: \`${label}\` is the label of \`${holder}\` already → give each a label of its own`;

  it.each([
    ['labels:\n  task: x\n  ignore: x', [already(3, 'labels.ignore', 'x', 'labels.task')]],
    ['labels:\n  task: Steward\n  next: steward', [already(3, 'labels.next', 'steward', 'labels.task')]],
    ['labels:\n  approved: steward:paused', [already(1, 'labels.paused', 'steward:paused', 'labels.approved')]],
    [
      'labels:\n  map:\n    priority:high: bug\n    priority:low: Bug',
      [already(4, 'labels.map.priority:low', 'Bug', 'labels.map.priority:high')],
    ],
    [
      'labels:\n  map:\n    type:security: steward:ignore',
      [already(3, 'labels.map.type:security', 'steward:ignore', 'labels.ignore')],
    ],
    [
      'mode: asist\nrules:\n  custom:\n    - { name: a, title: A, missing: a.md, label: "steward:paused" }\n    - { name: b, title: A, missing: b.md, label: "Steward:Next" }\n    - { name: c, title: A, missing: c.md, label: ops }\nscopes:\n  - { paths: [a], label: "steward:approved" }',
      [
        expect.stringContaining('line 1: `mode`'),
        already(4, 'rules.custom[0].label', 'steward:paused', 'labels.paused'),
        already(5, 'rules.custom[1].label', 'Steward:Next', 'labels.next'),
        already(8, 'scopes[0].label', 'steward:approved', 'labels.approved'),
      ],
    ],
  ])('labels: %j', (text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });

  it.each([
    ['several types under one label', 'labels:\n  map:\n    type:refactor: chore\n    type:dependency-update: chore'],
    ['two rules that give one label', 'scopes:\n  - { paths: [a], label: web }\n  - { paths: [b], label: web }'],
    ["Steward's own label given by a rule", 'scopes:\n  - { paths: [a], label: steward }'],
    [
      'hours over midnight, and days that end as they begin',
      'quiet-hours: { from: 22, to: 0, away: [{ from: 2026-12-24, to: 2026-12-24 }] }',
    ],
  ])('but not %s', (_, text) => {
    expect(faultsOf(text)).toEqual([]);
  });
});

describe('agents', () => {
  const faults = (...lines: readonly string[]): string[] => faultsOf(lines.join('\n'));

  it('are read with what is said of handing off', () => {
    const config = readConfiguration('agents: { claude: { preset: claude } }\nhand-off: { at-once: 3 }', 's');
    expect(config.agents).toEqual({ claude: { preset: 'claude', enabled: true } });
    expect(config['hand-off']).toMatchObject({ 'at-once': 3, attempts: 3 });
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
      '  at-once: 121',
      '  attempt: 3',
    );
    expect(wrong).toEqual([
      'line 2: `Claude` is no name → give a name of 1 to 40 small letters, digits and hyphens that begins with a letter',
      'line 3: `agents.a.preset`: `"claud"` is not allowed here → write `claude`',
      expect.stringMatching(
        /^line 4: `agents\.b\.preset`: `"nobody"` is not allowed here → give one of claude, codex, gemini, /,
      ),
      'line 5: unknown key `skils` → write `skills`, or remove it',
      'line 5: `agents.c.capacity`: `101` is not allowed here → give a whole number from 0 to 100',
      'line 6: unknown key `bugfix` → write `bug-fix`, or remove it',
      expect.stringMatching(/^line 7: `agents\.e`: `5` is not allowed here → give a map with the keys preset, kind, /),
      'line 9: `hand-off.at-once`: `121` is not allowed here → give a whole number from 0 to 120',
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
      '  c: { kind: person, login: "@octocat" }',
    );
    expect(wrong.map((fault) => fault.slice(0, 60))).toEqual([
      'line 2: `agents.a`: nobody knows what a comment has to say t',
      'line 4: `agents.b.workflow`: `../b.yml` is no plain name of ',
      'line 5: `agents.b.capacity`: with `0` it never works → give ',
      'line 6: `agents.c.login`: `@octocat` names neither a person ',
    ]);
  });

  it.each(['__proto__', 'constructor', 'prototype', '1'])('are none by the name %s', (name) => {
    expect(faults('agents:', `  ${name}: { preset: claude }`)).toEqual([
      `line 2: \`${name}\` is no name → give a name of 1 to 40 small letters, digits and hyphens that begins with a letter`,
    ]);
  });

  it.each(['agents: []', 'agents: [claude]'])('are no list: %s', (text) => {
    expect(faultsOf(text)[0]).toBe('line 1: `agents`: a list is not allowed here → give keys and values');
  });

  it('are a map', () => {
    expect(faultsOf('agents: claude')[0]).toMatch(/→ give a map of names, each with a map with the keys preset/);
  });
});
