/** The town on its first day: a small project in three languages, its workflows, labels and a few issues. */

import type { Dice } from '@steward/sandbox/dice.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import type { Change } from './codebase.ts';
import { agentWorkflow, type Crew } from './crew.ts';
import { DIALECT_NAMES, DIALECTS } from './dialects.ts';
import { capital, coin, complaint, errand, paragraph } from './phrases.ts';
import { CONFIGURATION, GOALS } from './settings.ts';

const MODULES = 3;

const CHECKOUT = '      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1\n';

const workflow = (name: string, on: string, run: string): string => `name: ${name}
on: ${on}
permissions:
  contents: read
jobs:
  ${name}:
    runs-on: ubuntu-24.04
    steps:
${CHECKOUT}      - run: ${run}
`;

const MANIFESTS: Readonly<Record<string, string>> = {
  'package.json': `${JSON.stringify(
    {
      name: 'metering',
      private: true,
      type: 'module',
      scripts: { test: 'vitest run', lint: 'eslint .', types: 'tsc --noEmit' },
      devDependencies: { vitest: '5.1.1' },
    },
    null,
    2,
  )}\n`,
  'tsconfig.json': '{ "compilerOptions": { "strict": true } }\n',
  'pyproject.toml':
    '[project]\nname = "metering"\nversion = "0.1.0"\n\n[tool.pytest.ini_options]\ntestpaths = ["tests"]\n',
  'go.mod': 'module example.invalid/metering\n\ngo 1.24\n',
  'metering/__init__.py': '',
  LICENSE: 'Do what you like.\n',
  '.gitignore': 'node_modules/\n__pycache__/\n',
  '.github/workflows/ci.yml': workflow('ci', '[push, pull_request]', 'npm test'),
  '.github/workflows/nightly.yml': workflow('nightly', '{ schedule: [{ cron: "11 2 * * *" }] }', 'go test ./...'),
  '.github/workflows/release.yml': workflow('release', 'workflow_dispatch', 'npm pack'),
};

export function firstChange(dice: Dice, configuration: string | null, crew: Crew | null = null): Change {
  const files: Record<string, string> = { ...MANIFESTS };
  files['README.md'] = `# Metering\n\n${paragraph(dice, 4)}\n`;
  files['CHANGELOG.md'] = `# Changes\n\n- ${capital(errand(dice))}\n`;
  files['docs/guide.md'] = `# Guide\n\n${paragraph(dice, 5)}\n`;
  files[GOALS] = `# Goals\n\n- ${capital(errand(dice))}\n`;
  if (configuration !== null) files[CONFIGURATION] = configuration;
  for (const file of crew?.workflows ?? []) {
    files[`.github/workflows/${file}`] = agentWorkflow(
      file.replace(/\.ya?ml$/, ''),
      `${CHECKOUT}      - run: npm test\n`,
    );
  }
  for (const name of DIALECT_NAMES) {
    const dialect = DIALECTS[name];
    for (let count = 0; count < MODULES; count += 1) {
      const module = coin(dice);
      const source = dialect.module(module, dice, dice.between(3, 8));
      files[dialect.source(module)] = source;
      files[dialect.test(module)] = dialect.tests(module, source, dice);
    }
  }
  return { kind: 'plain', message: 'Begin', files };
}

const LABELS = ['bug', 'question', 'wontfix', 'duplicate', 'good first issue', 'dependencies', 'стоит-подумать'];

export function firstIssues(world: InhabitedWorld, dice: Dice, authors: readonly string[]): void {
  for (const name of LABELS) world.createLabel({ name, color: dice.letters('0123456789abcdef', 6) });
  for (const by of authors) {
    world.openIssue({ title: capital(complaint(dice)), body: paragraph(dice, 3), labels: ['bug'], by });
  }
}
