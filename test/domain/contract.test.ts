/** The contract: that it reads as promised, and that what it says can be read back whatever it says. */
import { categoryOf } from '@steward/core/domain/category.ts';
import {
  type Contract,
  type Frame,
  leadsHome,
  parseContract,
  permalink,
  renderContract,
} from '@steward/core/domain/contract.ts';
import { type Evidence, RULES } from '@steward/core/domain/evidence.ts';
import { oneLine } from '@steward/core/domain/markdown.ts';
import { PRIORITIES, type Specification, TASK_TYPES } from '@steward/core/domain/task.ts';
import { describe, expect, test } from 'vitest';
import fc from '../support/fuzz.ts';

const FRAME: Frame = {
  branch: 'main',
  head: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
  url: 'https://github.com/octo/dur',
};

const EXAMPLE: Specification = {
  id: '0123456789ab',
  title: '`parse("1h 30m")` ignores everything after the space',
  type: 'bug-fix',
  category: 'development',
  priority: 'medium',
  score: 55,
  reasons: ['a person reported it', 'unblocks #198'],
  why: 'Reported in #212; the test for it has been skipped since 4 March. Durations with a space are read as their first part, without an error.',
  criteria: [
    {
      n: 1,
      text: '`parse("1h 30m")` returns 5400.',
      check: 'command',
      command: 'pytest tests/test_parse.py -k spaces',
    },
    { n: 2, text: 'The skip is gone and the suite passes on every supported Python.', check: 'ci', command: 'test' },
    { n: 3, text: 'The changelog has a line under Unreleased.', check: 'review' },
  ],
  evidence: [
    {
      rule: 'skipped-test',
      path: 'tests/test_parse.py',
      line: 41,
      excerpt: '@pytest.mark.skip("spaces")',
      url: permalink(FRAME, 'tests/test_parse.py', 41),
    },
    {
      rule: 'skipped-test',
      path: 'src/dur/parse.py',
      line: 18,
      excerpt: 'unit = text.split()[0]',
      url: permalink(FRAME, 'src/dur/parse.py', 18),
    },
  ],
  scope: { paths: ['src/dur/parse.py', 'tests/test_parse.py', 'CHANGELOG.md'], not: ['new units', 'other separators'] },
  assumptions: ['Tabs count as spaces'],
  dependsOn: [],
  estimate: 2,
  fingerprints: ['00000000000000000001', '00000000000000000002'],
};

const page = (path: string, at: string, excerpt: string): Evidence => ({
  ...{ rule: 'todo', path, line: 0, excerpt },
  url: `${FRAME.url}/${at}`,
});

const contractOf = ({ id: _, score: _s, dependsOn: _d, fingerprints: _f, ...contract }: Specification): Contract =>
  contract;

describe('evidence leads home', () => {
  const home = FRAME.url;
  const own = [
    ...[
      'issues/198',
      'issues/198#issuecomment-12',
      `tree/${'0a1b2c3d'.repeat(5)}`,
      `tree/${'0a1b2c3d'.repeat(5)}/docs/how%20to`,
      'pull/7/files',
      'actions',
      'actions/runs/4711/attempts/2',
      'runs/9',
    ],
    ...['actions/workflows/my%20build.yml', 'security', 'security/code-scanning/3', 'security/dependabot'],
  ];

  test.each(own)('to %s, where it cites no line', (place) => {
    expect(leadsHome({ line: 0, url: `${home}/${place}` }, home)).toBe(true);
    expect(leadsHome({ line: 1, url: `${home}/${place}` }, home)).toBe(false);
  });

  test.each([
    ...['', '/', '/wiki/x', '/issues/../../evil', '/issues/%2E%2E/x', '/issues/a%2Fb', '/issues/1?x=y', '/issues//1'],
    ...['/tree/main/docs', '/tree/0a1b2c3/../..', '/tree', '/tree/0a1b2c3/', '/tree/0a1b2c3/a%2F..'],
    ...['/issues/./1', '/issues/1#a#b', '/issues/1 "', '/issues/1)', '/settings', '/security\\x', '/blob/0a1b2c3/a#L1'],
    ...['.evil.test/issues/1', '@evil.test/issues/1', 'x/issues/1', '/pulls/1', '/issues/1\n', '/issues/%0A'],
  ])('and never to %j without a line', (rest) => {
    expect(leadsHome({ line: 0, url: home + rest }, home)).toBe(false);
  });

  test('nor to another repository, and it is quick to say so', () => {
    expect(leadsHome({ line: 0, url: 'https://github.com/evil/dur/issues/1' }, home)).toBe(false);
    expect(leadsHome({ line: 0, url: `${home}/issues${'/a%20.'.repeat(10_000)} ` }, home)).toBe(false);
  });
});

describe('renderContract', () => {
  test('writes the example as the golden file has it', async () => {
    await expect(`${renderContract(EXAMPLE, FRAME)}\n`).toMatchFileSnapshot('../fixtures/report/contract.md');
  });

  test('keeps the order of the example: why, evidence, done when, scope, assumed, facts, small print', () => {
    const body = renderContract(EXAMPLE, FRAME);
    const places = ['**Why.**', '**Evidence**', '**Done when**', '**Scope.**', '**Assumed.**', 'Bug fix ·', '<sub>'];
    const found = places.map((place) => body.indexOf(place));
    expect(found.every((index) => index >= 0)).toBe(true);
    expect(found).toEqual([...found].sort((a, b) => a - b));
  });

  test('leaves out scope and assumptions that are empty', () => {
    const body = renderContract({ ...EXAMPLE, scope: { paths: [], not: [] }, assumptions: [] }, FRAME);
    expect(body).not.toContain('**Scope.**');
    expect(body).not.toContain('**Assumed.**');
    expect(body).not.toContain('\n\n\n');
  });

  test('says how many findings are not listed', () => {
    const body = renderContract({ ...EXAMPLE, fingerprints: Array(5).fill('0'.repeat(20)) }, FRAME);
    expect(body).toContain('- and 3 more like these');
    expect(body).toContain('from 5 findings');
  });
});

describe('parseContract', () => {
  test('reads the example back', () => {
    expect(parseContract(EXAMPLE.title, renderContract(EXAMPLE, FRAME))).toEqual(contractOf(EXAMPLE));
  });

  test('finds no contract in what people write', () => {
    expect(parseContract('Crash', '**Why.** Because.\n\nIt crashes.')).toBeNull();
    expect(parseContract('', '')).toBeNull();
    expect(parseContract('x', '**Done when**\n1. a — review')).toBeNull();
  });

  test('is not disturbed by ticked lines, added paragraphs, other line endings or a marker', () => {
    const edited = renderContract(EXAMPLE, FRAME)
      .replace('1. `parse', '1. [x] `parse')
      .replace('**Done when**', 'I looked into this: it is the split.\n\n**Done when**')
      .replace('3. The', '3. The')
      .concat('\n<!-- steward:v1 {"intent":"00"} -->\n\nThanks!\n- [`a:1`](https://example.com "todo") `not evidence`')
      .replaceAll('\n', '\r\n');
    expect(parseContract(EXAMPLE.title, edited)).toEqual(contractOf(EXAMPLE));
  });

  test('keeps a path that no code span can hold, from its address', () => {
    const path = 'docs/über `x`\n#?%.py';
    const evidence = [
      { ...EXAMPLE.evidence[0], path, url: permalink(FRAME, path, 3), line: 3 },
    ] as Specification['evidence'];
    const read = parseContract('t', renderContract({ ...EXAMPLE, evidence }, FRAME));
    expect(read?.evidence).toEqual(evidence);
  });

  test('cites a page of the repository as it is called there, with no line', () => {
    const evidence = [
      page('#198', 'issues/198', 'Durations with a space'),
      page('run 4711 of build:2', 'actions/runs/4711/attempts/2', ''),
      page('docs/runbook:2', 'tree/0a1b2c3d', ''),
    ];
    const body = renderContract({ ...EXAMPLE, evidence }, FRAME);
    expect(body).toContain('- [`#198`](https://github.com/octo/dur/issues/198 "todo") `Durations with a space`\n');
    expect(body).toContain(
      '- [`run 4711 of build:2`](https://github.com/octo/dur/actions/runs/4711/attempts/2 "todo")\n',
    );
    expect(parseContract('t', body)?.evidence).toEqual(evidence);
  });

  test('reads back every contract it renders', () => {
    fc.assert(
      fc.property(specifications(), (specification) => {
        expect(parseContract(specification.title, renderContract(specification, FRAME))).toEqual(
          contractOf(specification),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('reads whatever people made of one, and nothing that is no number, date or line', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '**Why.** ',
        '\n**Evidence**\n- [`',
        ':9',
        '`](https://x "todo") `',
        '\n**Done when**\n1. a — ',
        'CI',
      ),
      fc.constantFrom(
        '\nTesting · low (',
        ') · about 1.2.3 hours',
        ' · due @team',
        ' · on ',
        ' · about 9 minutes',
        '9'.repeat(40),
      ),
      fc.constantFrom('\n**Scope.** `', '`. Not: ', '\n**Assumed.** ', '. Say so here if not.', '\u0000', '__proto__'),
      fc.string({ maxLength: 5 }),
    );
    const bodies = fc.oneof(
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
      fc.tuple(specifications(), fc.nat(400), piece).map(([one, at, put]) => {
        const body = renderContract(one, FRAME);
        return body.slice(0, at) + put + body.slice(at);
      }),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        const read = parseContract('t', body);
        if (read === null) return;
        expect(JSON.parse(JSON.stringify(read))).toEqual(read);
        expect(Number.isFinite(read.estimate)).toBe(true);
        for (const { line } of read.evidence) expect(Number.isSafeInteger(line) && line >= 0).toBe(true);
        if (read.deadline !== undefined) expect(read.deadline).toMatch(/^\d{4}-\d\d-\d\d$/);
      }),
      { numRuns: 1_000 },
    );
  });

  test('is linear on hostile bodies', () => {
    const bodies = [
      '- [`',
      '1. — `',
      '`',
      '**Scope.** `a`, ',
      ' — command: `',
      'Bug fix · medium (',
      '1. ',
      ' — command: `a',
    ].map((piece) => `**Done when**\n**Evidence**\n1. ${piece.repeat(Math.floor(60_000 / piece.length))}`);
    for (const body of bodies) expect(parseContract('t', body)).toBeNull();
  });
});

/** Texts as guard leaves them: one line, trimmed, with all that Markdown could take amiss. */
function words(): fc.Arbitrary<string> {
  const pieces = [
    'a',
    'B',
    ' ',
    '`',
    '``',
    '*',
    '|',
    '[x] ',
    '\\',
    '\\[',
    '](',
    '— review',
    ' — CI: `x`',
    '; ',
    ') · about 2 hours',
    '. Not: ',
    '#12',
    '“',
    'é',
    '漢',
    '"',
    '<',
    '1. ',
    '- ',
  ];
  return fc
    .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 })
    .map((parts) => oneLine(parts.join('')))
    .filter((text) => text !== '' && !text.endsWith('.'));
}

const paths = () =>
  fc
    .array(fc.stringMatching(/^[\w `"'()#?%é漢:*|-]{1,8}$/), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join('/').trim())
    .filter((path) => path !== '');

const PAGES = [
  'issues/198',
  'pull/7',
  'actions/runs/4711',
  'runs/12',
  'security',
  'security/dependabot/3#a-b',
  'tree/0a1b2c3/docs',
];

function specifications(): fc.Arbitrary<Specification> {
  const line = fc
    .record({
      rule: fc.constantFrom(...RULES),
      path: paths(),
      line: fc.integer({ min: 1, max: 99_999 }),
      excerpt: words(),
    })
    .map((item) => ({ ...item, url: permalink(FRAME, item.path, item.line) }));
  const shown = fc.oneof(paths(), words(), fc.constantFrom('#198', 'run 7 of build:2', 'src/a.ts:3'));
  const evidence = fc.oneof(
    line,
    fc.tuple(shown, fc.constantFrom(...PAGES), words()).map((item) => page(...item)),
  );
  const criterion = fc.oneof(
    fc.record({ text: words(), check: fc.constant('review' as const) }),
    fc.record({ text: words(), check: fc.constantFrom('command' as const, 'ci' as const), command: words() }),
    fc.record({ text: words(), check: fc.constant('ci' as const) }),
  );
  return fc
    .record({
      title: words(),
      type: fc.constantFrom(...TASK_TYPES),
      priority: fc.constantFrom(...PRIORITIES),
      reasons: fc.array(words(), { maxLength: 3 }),
      why: words(),
      criteria: fc
        .array(criterion, { minLength: 1, maxLength: 5 })
        .map((list) => list.map((item, index) => ({ n: index + 1, ...item }))),
      evidence: fc.array(evidence, { maxLength: 4 }),
      scope: fc.record({ paths: fc.array(paths(), { maxLength: 3 }), not: fc.array(words(), { maxLength: 3 }) }),
      assumptions: fc.array(words(), { maxLength: 3 }),
      estimate: fc.constantFrom(0.25, 0.5, 1, 1.5, 2, 8, 1_200),
    })
    .map((record) => ({
      ...record,
      category: categoryOf(record.type, record.title),
      id: '0123456789ab',
      score: 50,
      dependsOn: [],
      fingerprints: [],
    }));
}
