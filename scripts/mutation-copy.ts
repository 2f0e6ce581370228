// A copy of the working tree in which bugs are planted, so that the checkout itself is never touched.
import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { type Mutant, plantedTexts } from '../test/mutants/mutant.ts';

export interface Copy {
  root: string;
  /** For reports and for what tests leave behind. */
  scratch: string;
}

// In a copy with a bug planted, these would fail because of the planting itself, whatever the bug does.
const ABOUT_MUTANTS = /^test\/(?:mutants\/|truth\/mutants\.test\.ts$|scripts\/mutate\.test\.ts$)/;
// What tools keep for themselves in there must not be shared.
const OF_TOOLS = /^\.(?!bin$|package-lock\.json$)/;

export function makeHome(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'steward-mutants-')));
}

export function makeCopy(root: string, paths: readonly string[], home: string, name: string): Copy {
  const copy: Copy = { root: join(home, name), scratch: join(home, `${name}-scratch`) };
  mkdirSync(copy.scratch, { recursive: true });
  for (const path of paths.filter((path) => !ABOUT_MUTANTS.test(path))) {
    mkdirSync(dirname(join(copy.root, path)), { recursive: true });
    copyFileSync(join(root, path), join(copy.root, path));
  }
  linkPackages(root, copy.root);
  // Some tests read the list of committed files.
  const { status } = spawnSync('git', ['init', '--quiet'], { cwd: copy.root, stdio: 'ignore' });
  if (status !== 0) throw new Error(`git cannot make a repository in ${copy.root}`);
  return copy;
}

// Workspaces are links into the checkout: linked as a whole, the copy would test the checkout's own sources.
function linkPackages(root: string, to: string): void {
  const from = realpathSync(join(root, 'node_modules'));
  mkdirSync(join(to, 'node_modules'), { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (OF_TOOLS.test(entry.name)) continue;
    const inside = join(from, entry.name);
    if (entry.name.startsWith('@') && readdirSync(inside).some((name) => isWorkspace(join(inside, name), from))) {
      linkWorkspaces(inside, join(to, 'node_modules', entry.name), from, to);
    } else symlinkSync(inside, join(to, 'node_modules', entry.name));
  }
}

const isWorkspace = (path: string, packages: string): boolean => !realpathSync(path).startsWith(packages);

function linkWorkspaces(inside: string, scope: string, packages: string, to: string): void {
  mkdirSync(scope);
  for (const name of readdirSync(inside)) {
    const path = join(inside, name);
    const target = isWorkspace(path, packages) ? join(to, relative(dirname(packages), realpathSync(path))) : path;
    symlinkSync(target, join(scope, name));
  }
}

/** Plants bugs that do not stand in each other's way, and gives back what takes them out again. */
export function plant({ root }: Copy, ...mutants: readonly Mutant[]): () => void {
  const texts = plantedTexts(mutants, (path) => readFileSync(join(root, path), 'utf8'));
  const originals = [...texts.keys()].map((path): [string, string] => [path, readFileSync(join(root, path), 'utf8')]);
  const write = (entries: Iterable<[string, string]>): void => {
    for (const [path, text] of entries) writeFileSync(join(root, path), text);
  };
  write(texts);
  return () => write(originals);
}

export interface End {
  /** Null where it did not end in time, or was ended by a signal. */
  status: number | null;
  timedOut: boolean;
  output: string;
}

const running = new Set<number>();

/** Ends everything that was started and has not ended. */
export function stopAll(): void {
  for (const group of running) killGroup(group);
}

function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const MOST_OUTPUT = 200_000;

/** Runs Node in the copy, as a group of its own that is ended as a whole when its time is out. */
export function runNode({ root, scratch }: Copy, given: readonly string[], limit: number): Promise<End> {
  // What npm and the runner of tests tell their children is about the checkout, not about the copy.
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:npm_|VITEST|INIT_CWD$|NODE_OPTIONS$)/.test(name));
  const env = { ...Object.fromEntries(kept), TMPDIR: scratch, NO_COLOR: '1' };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, given, {
      cwd: root,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const group = child.pid ?? 0;
    if (group > 0) running.add(group);
    let output = '';
    let timedOut = false;
    const hear = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-MOST_OUTPUT);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup(group);
    }, limit);
    child.on('error', reject);
    // Whatever it started and left behind goes as well.
    child.on('exit', () => killGroup(group));
    child.on('close', (status) => {
      clearTimeout(timer);
      running.delete(group);
      resolve({ status: timedOut ? null : status, timedOut, output });
    });
  });
}

export const removeHome = (home: string): void => rmSync(home, { recursive: true, force: true });
