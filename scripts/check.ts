// The one gate before a change lands: every check in order, each with its time, stopping at the first that fails.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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

const steps: readonly Step[] = [
  { name: 'types', command: [bin('tsc'), '-p', root] },
  { name: 'format and lint', command: [bin('biome'), 'check', '--error-on-warnings', '.'] },
  { name: 'laws', command: [node, 'scripts/test.ts', 'test/truth'] },
  { name: 'generated documents', command: [node, 'scripts/docs.ts', '--check'] },
  { name: 'dist is what the sources give', command: [node, 'scripts/build.ts', '--check'] },
  { name: 'workflows and actions', command: [node, 'scripts/lint-workflows.ts'] },
  { name: 'npm test', command: ['npm', 'test'] },
];

if (!existsSync(join(root, '.git')))
  throw new Error('The checks read the list of committed files: run them in a git checkout.');
for (const step of steps) run(step);
