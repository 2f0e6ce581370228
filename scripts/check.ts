// The one gate before a change lands: every check in order, each with its time, stopping at the first that fails.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';

interface Step {
  name: string;
  command: readonly string[];
}

const root = join(import.meta.dirname, '..');
const node = process.execPath;

function bin(name: string): string {
  return join(root, 'node_modules', '.bin', name);
}

function isInstalled(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;
}

function lint(tool: string, options: readonly string[], files: readonly string[]): Step[] {
  if (files.length === 0) return [];
  if (isInstalled(tool)) return [{ name: `workflows linted by ${tool}`, command: [tool, ...options, ...files] }];
  const message = `${tool} is not installed; .ci/run installs it.`;
  if (process.env.STEWARD_TOOLS === 'required') throw new Error(message);
  console.log(`  skipped: ${message}`);
  return [];
}

function workflowSteps(): Step[] {
  const workflows = globSync(['.github/workflows/*.yml', 'workflows/*.yml'], { cwd: root }).sort();
  const actions = globSync('actions/*/action.yml', { cwd: root }).sort();
  return [
    ...lint('actionlint', ['-shellcheck=', '-pyflakes='], workflows),
    ...lint('zizmor', ['--offline', '--no-progress', '--quiet', '--persona=pedantic'], [...workflows, ...actions]),
  ];
}

function run({ name, command: [program = '', ...options] }: Step): void {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const { status, error } = spawnSync(program, options, { cwd: root, stdio: 'inherit' });
  if (status === 0) {
    // The last step's own last line, the count of the tests, is also the last line of all.
    if (name !== 'npm test') console.log(`   ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return;
  }
  console.error(`Failed: ${name}${error ? ` (${error.message})` : ''}`);
  process.exit(1);
}

const first: readonly Step[] = [
  { name: 'types', command: [bin('tsc'), '-p', root] },
  { name: 'format and lint', command: [bin('biome'), 'check', '--error-on-warnings', '.'] },
  { name: 'laws', command: [node, 'scripts/test.ts', 'test/truth'] },
  { name: 'generated documents', command: [node, 'scripts/docs.ts', '--check'] },
  { name: 'dist is what the sources give', command: [node, 'scripts/build.ts', '--check'] },
];

if (!existsSync(join(root, '.git')))
  throw new Error('The checks read the list of committed files: run them in a git checkout.');
for (const step of [...first, ...workflowSteps(), { name: 'npm test', command: ['npm', 'test'] }]) run(step);
