/** Looking for evidence in a large tree, against only reading its bytes out of git. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { GitWorktree } from '@steward/core/adapters/worktree.ts';
import { gatherEvidence, groupFindings } from '@steward/core/decide/evidence.ts';
import { readProject } from '@steward/core/observe/tree.ts';
import { type BenchOptions, compare, cpuOfAll, milliseconds, type Row, RUNS } from './measurement.ts';

export async function trees({ quick, folder }: BenchOptions): Promise<Row[]> {
  const count = quick ? 5_000 : 50_000;
  const { repository, head, oids } = plant(count, folder);
  let round = 0;
  const worktrees: GitWorktree[] = [];
  // Fetched before, once for each round: what is measured is looking, not the way there.
  for (let number = 0; number <= RUNS; number++)
    worktrees.push(await fetched(repository, head, join(folder, `scan-${number}`)));
  const looked = await compare(
    () => cpuOfAll(() => scan(worktrees[round++] as GitWorktree, head)),
    () => cpuOfAll(() => readAll(repository, oids)),
  );
  return [
    {
      name: `evidence in ${count.toLocaleString('en-US')} files`,
      ...{ measured: milliseconds(looked.subject), ratio: looked.ratio },
      against: `git cat-file of every file (${milliseconds(looked.baseline)})`,
      anchor: '',
    },
  ];
}

async function fetched(repository: string, head: string, directory: string): Promise<GitWorktree> {
  mkdirSync(directory);
  const slash = repository.lastIndexOf('/');
  const worktree = new GitWorktree({
    ...{ directory, serverUrl: `file://${repository.slice(0, slash)}`, repository: repository.slice(slash + 1) },
    ...{ token: '', environment: process.env },
  });
  await worktree.fetch({ oid: head, branch: 'main', history: 'year' });
  await worktree.churn();
  return worktree;
}

async function scan(worktree: GitWorktree, head: string): Promise<void> {
  const project = await readProject(worktree, { head, branch: 'main', failedRuns: [] });
  const causes = groupFindings(gatherEvidence(project));
  if (causes.length === 0) throw new Error('nothing was found in the tree');
}

function readAll(repository: string, oids: string): void {
  const { status } = spawnSync('git', ['--git-dir', repository, 'cat-file', '--batch'], {
    ...{ input: oids, maxBuffer: 1 << 30, stdio: ['pipe', 'pipe', 'ignore'] },
  });
  if (status !== 0) throw new Error('git could not read the tree');
}

/** A repository of one commit, written by fast-import: sources of two languages, half of them with a test. */
function plant(count: number, folder: string): { repository: string; head: string; oids: string } {
  const repository = join(folder, 'large.git');
  const git = (args: string[], input?: string): string =>
    execFileSync('git', ['--git-dir', repository, ...args], { encoding: 'utf8', input, maxBuffer: 1 << 30 });
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', repository]);
  git(['config', 'uploadpack.allowFilter', 'true']);
  git(['config', 'uploadpack.allowAnySHA1InWant', 'true']);
  const files = Array.from({ length: count }, (_, index) => fileOf(index));
  const entries = files.map(({ path, text }) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`);
  const person = 'Maintainer <maintainer@example.org> 1767225600 +0000';
  const begin = `commit refs/heads/main\ncommitter ${person}\ndata 5\nBegin\n`;
  git(['fast-import', '--quiet'], `${begin}${entries.join('')}done\n`);
  const head = git(['rev-parse', 'main']).trim();
  const oids = git(['ls-tree', '-r', '--format=%(objectname)', 'main']);
  return { repository, head, oids };
}

function fileOf(index: number): { path: string; text: string } {
  const area = `area${index % 200}`;
  const name = `module${Math.floor(index / 2)}`;
  if (index % 2 === 1) {
    const test = `import { ${name} } from '../../src/${area}/${name}.ts';\ntest('${name} works', () => expect(${name}(1)).toBe(2));\n`;
    return {
      path: `test/${area}/${name}.test.ts`,
      text: index % 501 === 0 ? test.replace('test(', 'test.skip(') : test,
    };
  }
  const body = Array.from({ length: 30 }, (_, line) => `  const step${line} = input + ${index + line};`).join('\n');
  const todo = index % 400 === 0 ? '  // TODO: reject what is negative, it wraps around today\n' : '';
  return {
    path: `src/${area}/${name}.ts`,
    text: `/** Part ${index}. */\nexport function ${name}(input: number): number {\n${todo}${body}\n  return step29;\n}\n`,
  };
}
