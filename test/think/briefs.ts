/** One brief for each shape of cause, written as decide would hand them over. */
import type { Brief } from '@steward/core/domain/brief.ts';
import { type Finding, fingerprint, type RuleName } from '@steward/core/domain/evidence.ts';
import { NO_TOOLING, type Tooling } from '@steward/core/domain/tooling.ts';

export const PYTHON: Tooling = {
  tools: {
    python: {
      test: { run: 'python -m pytest', from: 'pyproject.toml' },
      testOne: { file: 'python -m pytest {path}', name: 'python -m pytest {path} -k {name}' },
      lint: { run: 'ruff check .', from: 'pyproject.toml' },
      types: { run: 'mypy src', from: 'tox.ini' },
    },
  },
  workflows: [
    { name: 'test', path: '.github/workflows/test.yml', runsTests: true },
    { name: 'docs', path: '.github/workflows/docs.yml', runsTests: false },
  ],
  changelog: 'CHANGELOG.md',
};

export const SCRIPT: Tooling = {
  tools: {
    typescript: {
      test: { run: 'npm test', from: 'package.json' },
      testOne: { file: 'npx vitest run {path}', name: 'npx vitest run {path} -t {name}' },
      lint: { run: 'npm run lint', from: 'package.json' },
      types: { run: 'npx tsc --noEmit', from: 'tsconfig.json' },
    },
  },
  workflows: [],
  changelog: null,
};

export const GO: Tooling = {
  tools: {
    go: {
      test: { run: 'go test ./...', from: 'go.mod' },
      testOne: { file: 'go test {directory}', name: "go test {directory} -run '^{name}$'" },
      lint: { run: 'go vet ./...', from: 'go.mod' },
    },
  },
  workflows: [],
  changelog: null,
};

type Place = [path: string, line: number, excerpt: string, facts?: Finding['facts'], url?: string];

export function briefOf(rule: RuleName, places: readonly Place[], change: Partial<Brief> = {}): Brief {
  return {
    id: '0123456789ab',
    rule,
    findings: places.map(([path, line, excerpt, facts = {}, url]) => ({
      rule,
      path,
      line,
      excerpt,
      fingerprint: fingerprint(rule, path, excerpt),
      cause: `${rule}:x`,
      weight: 0.5,
      facts,
      ...(url !== undefined && { url }),
    })),
    score: 55,
    reasons: ['changed 14 times in a year'],
    tooling: PYTHON,
    branch: 'main',
    head: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
    url: 'https://github.com/octo/dur',
    since: null,
    ...change,
  };
}

const spaces: Place = [
  'tests/test_parse.py',
  41,
  '@pytest.mark.skip("spaces")',
  { kind: 'skip', reason: 'spaces', test: 'test_spaces' },
];

const HOT = { lines: 820, commits: 41, parts: 14 };
const page = (shown: string, at: string, excerpt: string, facts: Finding['facts']): Place => [
  ...([shown, 0, excerpt, facts] as const),
  `https://github.com/octo/dur/${at}`,
];

const FLAKY = { workflow: 'ci', failed: 4, runs: 60, branch: 'main' };

const JINJA = {
  ...{ number: 12, severity: 'high', manifest: 'requirements.txt', package: 'jinja2', ecosystem: 'pip' },
  ...{ scope: 'runtime', advisory: 'GHSA-2222-3333-4444', patched: '3.1.6' },
  summary: 'Sandbox breakout through an indirect reference to the format method',
};

export const BRIEFS: Record<string, Brief> = {
  'skipped-test': briefOf('skipped-test', [spaces], {
    since: '2026-03-04T10:00:00Z',
    related: [212],
  }),
  'skipped-tests': briefOf('skipped-test', [
    spaces,
    ['tests/test_parse.py', 52, '@pytest.mark.skip("spaces")', { kind: 'skip', reason: 'spaces', test: 'test_tabs' }],
  ]),
  'skipped-test-xfail': briefOf('skipped-test', [
    ['tests/test_x.py', 3, '@pytest.mark.xfail', { kind: 'xfail', reason: '', test: 'test_leap' }],
  ]),
  'skipped-test-only': briefOf(
    'skipped-test',
    [['test/parse.test.ts', 9, "it.only('reads hours', () => {", { kind: 'only', reason: '', test: 'reads hours' }]],
    { tooling: SCRIPT, score: 80 },
  ),
  'skipped-test-go': briefOf(
    'skipped-test',
    [['dur/parse_test.go', 30, 't.Skip()', { kind: 'skip', reason: '', test: 'TestLeap' }]],
    { tooling: GO },
  ),
  'failed-deployment': briefOf(
    'failed-deployment',
    [
      [
        'deployment to production',
        0,
        'failure at a1b2c3d',
        { environment: 'production', state: 'failure', commit: 'a1b2c3d', branch: 'main' },
        'https://github.com/octo/dur/deployments/production',
      ],
    ],
    { score: 95, reasons: ['a deployment failed'] },
  ),
  'failing-workflow': briefOf(
    'failing-workflow',
    [
      [
        '.github/workflows/ci.yml',
        1,
        'name: ci',
        { workflow: 'ci', conclusion: 'failure', event: 'push', branch: 'main' },
        'https://github.com/octo/dur/actions/runs/77',
      ],
    ],
    { score: 90, reasons: ['the default branch is red'] },
  ),
  'untested-source': briefOf('untested-source', [
    [
      'src/dur/session.py',
      7,
      'class Session:',
      { definition: 'Session', kind: 'class', lines: 212, commits: 14, project: false },
    ],
  ]),
  'untested-project': briefOf(
    'untested-source',
    [['src/parse.ts', 3, 'export function parse(', { definition: 'parse', lines: 90, commits: 1, project: true }]],
    { tooling: { ...SCRIPT, tools: {} } },
  ),
  'suppressed-check': briefOf(
    'suppressed-check',
    [
      ['src/x.ts', 4, '// @ts-ignore', { directive: '@ts-ignore', scope: 'line', reason: '' }],
      ['src/x.ts', 9, '// @ts-ignore', { directive: '@ts-ignore', scope: 'line', reason: '' }],
    ],
    { tooling: SCRIPT },
  ),
  'suppressed-check-file': briefOf('suppressed-check', [
    ['src/dur/old.py', 1, '# ruff: noqa', { directive: 'ruff: noqa', scope: 'file', reason: '' }],
  ]),
  todo: briefOf('todo', [
    [
      'src/dur/parse.py',
      18,
      '# FIXME: negative durations lose their sign',
      { word: 'FIXME', text: 'negative durations lose their sign' },
    ],
  ]),
  'todo-referring': briefOf(
    'todo',
    [
      [
        'dur/format.go',
        7,
        '// TODO(#12): round half to even',
        { word: 'TODO', text: 'round half to even (#12)', reference: '#12' },
      ],
    ],
    { tooling: GO, score: 15 },
  ),
  'unpinned-action': briefOf(
    'unpinned-action',
    [
      ['.github/workflows/test.yml', 18, '- uses: astral-sh/setup-uv@v5', { action: 'astral-sh/setup-uv', ref: 'v5' }],
      ['.github/workflows/docs.yml', 12, '- uses: astral-sh/setup-uv@v5', { action: 'astral-sh/setup-uv', ref: 'v5' }],
    ],
    { score: 30, reasons: [] },
  ),
  'flaky-workflow': briefOf(
    'flaky-workflow',
    [
      page('run 4711 of ci', 'actions/runs/4711', 'failed at 0a1b2c3, where attempt 2 passed', FLAKY),
      page('run 4699 of ci', 'actions/runs/4699', 'failed at 9f8e7d6, where another run passed', FLAKY),
    ],
    { reasons: ['failed by chance in 4 of 60 runs'] },
  ),
  'stale-pull-request': briefOf(
    'stale-pull-request',
    [
      page('#198', 'pull/198', 'Read weeks', {
        ...{ number: 198, days: 64, branch: 'main', review: 'APPROVED' },
        ...{ conflicting: true, failing: false },
      }),
    ],
    { score: 40, reasons: ['approved, and untouched for 64 days'] },
  ),
  'conflicting-pull-request': briefOf(
    'conflicting-pull-request',
    [page('#201', 'pull/201', 'Round half to even', { number: 201, branch: 'main', review: '' })],
    { score: 35, reasons: ['it cannot be merged as it is'] },
  ),
  'untriaged-bug-report': briefOf(
    'untriaged-bug-report',
    [page('#212', 'issues/212', 'parse("1h 30m") gives 3600', { number: 212, days: 18, others: 2 })],
    { score: 50, reasons: ['a person reported it 18 days ago'] },
  ),
  'dependency-alert': briefOf(
    'dependency-alert',
    [page('alert 12', 'security/dependabot/12', 'jinja2 < 3.1.6 in requirements.txt: high', JINJA)],
    { score: 72, reasons: ['high severity'] },
  ),
  'dependency-alert-unpatched': briefOf(
    'dependency-alert',
    [
      page('alert 13', 'security/dependabot/13', 'pickle-box >= 0 in requirements.txt: critical', {
        ...{ ...JINJA, number: 13, severity: 'critical', package: 'pickle-box', scope: 'development' },
        ...{ patched: '', summary: '', advisory: '' },
      }),
    ],
    { score: 80, reasons: ['critical severity'] },
  ),
  'dependency-alerts-counted': briefOf(
    'dependency-alert',
    [page('security tab', 'security', '', { count: 4, more: false })],
    { score: 65, reasons: ['4 open alerts'] },
  ),
  'code-scanning-alert': briefOf(
    'code-scanning-alert',
    [
      page('alert 3', 'security/code-scanning/3', 'src/dur/load.py:12 Deserialisation of user-controlled data', {
        ...{ number: 3, severity: 'high', path: 'src/dur/load.py', line: 12, check: 'py/unsafe-deserialization' },
        ...{ tool: 'CodeQL', description: 'Deserialisation of user-controlled data.' },
      }),
    ],
    { score: 70, reasons: ['high severity'] },
  ),
  'code-scanning-alerts-counted': briefOf(
    'code-scanning-alert',
    [page('security tab', 'security', '', { count: 100, more: true })],
    { score: 65, reasons: ['100 open alerts'] },
  ),
  'missing-lock-file': briefOf(
    'missing-lock-file',
    [
      [
        'package.json',
        10,
        '"dependencies": {',
        { manifest: 'package.json', lock: 'package-lock.json', command: 'npm install --package-lock-only', runs: true },
      ],
    ],
    { tooling: SCRIPT, score: 36, reasons: ['what is deployed may differ from what was tested'] },
  ),
  hotspot: briefOf(
    'hotspot',
    [
      ['src/dur/engine.py', 12, 'class Engine:', { ...HOT, part: 'Engine', kind: 'class', size: 410 }],
      ['src/dur/engine.py', 430, 'def render(', { ...HOT, part: 'render', kind: 'function', size: 180 }],
    ],
    { score: 33, reasons: ['changed in 41 commits of the last year, 820 lines of code'] },
  ),
  'undocumented-surface': briefOf(
    'undocumented-surface',
    [['src/dur/api.py', 38, 'def shift(value):', { definition: 'shift', kind: 'function', documented: 19, of: 20 }]],
    { score: 18, reasons: ['19 of 20 neighbours are described'] },
  ),
  'community-file': briefOf(
    'community-file',
    [['README.md', 1, '# Dur', { name: 'security policy', wanted: 'SECURITY.md' }]],
    {
      score: 14,
      reasons: ['there is no security policy'],
    },
  ),
  'broken-link': briefOf('broken-link', [
    [
      'README.md',
      14,
      'See [usage](docs/usage.md).',
      { target: 'docs/usage.md', missing: 'docs/usage.md', near: 'manual/usage.md' },
    ],
  ]),
  'broken-links': briefOf('broken-link', [
    ['docs/index.md', 3, '[a](a.md)', { target: 'a.md', missing: 'docs/a.md' }],
    ['docs/index.md', 9, '[b](b.md)', { target: 'b.md', missing: 'docs/b.md' }],
  ]),
  'workflow-permissions': briefOf(
    'workflow-permissions',
    [
      [
        '.github/workflows/test.yml',
        22,
        '- run: git push origin HEAD:gh-pages',
        { kind: 'undeclared', what: 'git push', writes: true, risky: false },
      ],
    ],
    { score: 35, reasons: ['git push without declared permissions'] },
  ),
  'workflow-permissions-all': briefOf(
    'workflow-permissions',
    [
      ['.github/workflows/docs.yml', 4, 'permissions: write-all', { kind: 'write-all' }],
      ['.github/workflows/release.yml', 6, 'permissions: write-all', { kind: 'write-all' }],
    ],
    { score: 48, reasons: ['its token may change anything', '2 places'] },
  ),
  'conflict-marker': briefOf(
    'conflict-marker',
    [['src/dur/parse.py', 40, `${'<'.repeat(7)} HEAD`, { ours: 'HEAD', theirs: 'feature/tabs' }]],
    { score: 95, reasons: ['both sides of a merge stand in the file'], since: '2026-03-04T10:00:00Z' },
  ),
  'debug-leftover': briefOf(
    'debug-leftover',
    [['src/dur/format.py', 7, 'breakpoint()', { statement: 'breakpoint()', effect: 'stops', test: false }]],
    { reasons: ['the program stops there and waits'] },
  ),
  goal: briefOf(
    'goal',
    [
      [
        '.github/steward/goals.md',
        7,
        '- [ ] Windows support: half of the reports come from there',
        {
          text: 'Windows support',
          section: 'Now',
          why: 'half of the reports come from there',
          place: 1,
          detail1: '`dur` installs with pip on Windows',
          detail2: 'The suite runs on windows-latest',
        },
      ],
    ],
    { score: 71, reasons: ["first of the owner's goals"] },
  ),
  'goal-bare': briefOf(
    'goal',
    [['.github/steward/goals.md', 11, '- Parse ISO 8601', { text: 'Parse ISO 8601', section: '', why: '', place: 2 }]],
    { tooling: GO, reasons: ["number 2 of the owner's goals"] },
  ),
  custom: briefOf(
    'custom',
    [
      [
        'src/http.ts',
        1,
        "import axios from 'axios';",
        {
          name: 'no-axios',
          title: 'Use `fetch` instead of axios',
          suggestion: 'The platform has it',
          type: 'refactor',
          kind: 'pattern',
          pattern: "import axios*'axios'",
        },
      ],
    ],
    { tooling: SCRIPT, priority: 'high', labels: ['cleanup'], reasons: ['your rule no-axios asks for it'] },
  ),
  'custom-missing': briefOf('custom', [
    [
      'README.md',
      1,
      '# Dur',
      { name: 'runbook', title: 'Write a runbook', type: 'documentation', kind: 'missing', pattern: 'docs/runbook.md' },
    ],
  ]),
};

export const withoutTooling = (brief: Brief): Brief => ({ ...brief, tooling: NO_TOOLING });
