/** The checkout that is to be tried: found, looked over and described; never changed. */
import { spawn } from 'node:child_process';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { WrongUse } from './failure.ts';

export interface Checkout {
  /** Top of the working tree, or the bare repository itself. */
  path: string;
  /** What the repository is called in the sandbox: letters, digits, `.`, `_` and `-`. */
  name: string;
  /** Null before the first commit. */
  head: string | null;
  /** Null when HEAD is detached. */
  branch: string | null;
  /** Files at HEAD. */
  files: number;
  /** Commits that are here, when history was cut off; null where it is whole. */
  shallow: number | null;
  /** Paths that differ from HEAD: they are named and not read. */
  uncommitted: string[];
  /** Without a working tree. */
  isBare: boolean;
}

/**
 * `explicit`: the person named this very folder, so an enclosing repository is not what they mean. `option`: what stands
 * before the path on the command line.
 */
export async function findCheckout(path: string, explicit: boolean, option = '--repo '): Promise<Checkout> {
  const give = `Give ${option}`;
  if (!existsSync(path)) throw new WrongUse(`There is no folder ${path}.`, `${give}the path of a git checkout.`);
  if (!statSync(path).isDirectory()) throw new WrongUse(`${path} is a file.`, `${give}the folder of a checkout.`);
  const top = (await ask(path, 'rev-parse', '--show-toplevel')) ?? (await ask(path, 'rev-parse', '--absolute-git-dir'));
  if (top === null) throw new WrongUse(`${path} is not a git repository.`, remedyFor(path, option));
  if (explicit && realpathSync(path) !== realpathSync(top)) {
    throw new WrongUse(`${path} lies inside the git repository ${top}.`, `${give}${JSON.stringify(top)}.`);
  }
  return describe(top);
}

const remedyFor = (path: string, option: string): string =>
  `Run "git init" there and commit something, or give another one: ${option}PATH (here: ${JSON.stringify(basename(path))}).`;

async function describe(path: string): Promise<Checkout> {
  const [head, branch, shallow] = await Promise.all([
    ask(path, 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}'),
    ask(path, 'symbolic-ref', '--short', '--quiet', 'HEAD'),
    ask(path, 'rev-parse', '--is-shallow-repository'),
  ]);
  const isBare = (await ask(path, 'rev-parse', '--is-bare-repository')) === 'true';
  const listed = head === null ? '' : ((await ask(path, 'ls-tree', '-r', '-z', '--name-only', 'HEAD')) ?? '');
  const commits = shallow === 'true' ? await ask(path, 'rev-list', '--count', 'HEAD') : null;
  return {
    path,
    name: nameOf(path),
    head,
    branch,
    files: split(listed).length,
    shallow: commits === null ? null : Number(commits),
    uncommitted: isBare ? [] : await uncommittedIn(path),
    isBare,
  };
}

const GITHUB =
  /^(?:https:\/\/(?:[^@/\s]+@)?github\.com\/|(?:ssh:\/\/)?git@github\.com[:/])([\w.-]{1,100}\/[\w.-]{1,100}?)(?:\.git)?\/?$/;

/** `OWNER/REPO` where the checkout comes from github.com; null otherwise. */
export async function remoteOf({ path }: Pick<Checkout, 'path'>): Promise<string | null> {
  const url = await ask(path, 'remote', 'get-url', 'origin');
  return url === null ? null : (GITHUB.exec(url)?.[1] ?? null);
}

/** GitHub allows nothing else in names; leading dots would make hidden folders. */
export const nameOf = (path: string): string =>
  basename(path)
    .replace(/\.git$/, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^\.+/, '') || 'repository';

async function uncommittedIn(path: string): Promise<string[]> {
  const status = await ask(path, 'status', '--porcelain', '-z', '--no-renames', '--ignore-submodules=dirty');
  return split(status ?? '').map((entry) => entry.slice(3));
}

/** Whether git would ignore a path that is to be made in the folder; null outside of any working tree. */
export async function isIgnored(folder: string, path: string): Promise<boolean | null> {
  if ((await ask(folder, 'rev-parse', '--is-inside-work-tree')) !== 'true') return null;
  return (await ask(folder, 'check-ignore', '--quiet', '--no-index', '--', path)) !== null;
}

/** A file as a commit has it; null where there is none. */
export const fileAt = ({ path }: Pick<Checkout, 'path'>, revision: string, file: string): Promise<string | null> =>
  ask(path, 'show', `${revision}:${file}`);

/** Files of a folder as a commit has them. */
export const filesAt = async ({ path }: Pick<Checkout, 'path'>, revision: string, folder: string): Promise<string[]> =>
  split((await ask(path, 'ls-tree', '-z', '--name-only', revision, `${folder}/`)) ?? '');

/** Where it was cloned from; null where nothing says so. */
export const originOf = ({ path }: Pick<Checkout, 'path'>): Promise<string | null> =>
  ask(path, 'remote', 'get-url', 'origin');

const split = (text: string): string[] => text.split('\0').filter((part) => part !== '');

/** What git answers, or null where it declines: a question that has no answer here, such as the head of no commits. */
function ask(folder: string, ...args: string[]): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: folder, env: gitEnvironment(), stdio: ['ignore', 'pipe', 'ignore'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      reject(missing ? new WrongUse('git was not found.', 'Install git and start again.') : error);
    });
    child.once('close', (code) => {
      resolve(code === 0 ? Buffer.concat(chunks).toString('utf8').replace(/\n$/, '') : null);
    });
  });
}

/** The person's own settings, so that their global excludes count; but no other repository, no hook, no prompt. */
function gitEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const settings = [
    ['safe.directory', '*'],
    ['core.fsmonitor', 'false'],
    ['core.quotePath', 'false'],
  ];
  return {
    ...Object.fromEntries(own),
    ...Object.fromEntries(settings.map(([key], index) => [`GIT_CONFIG_KEY_${index}`, key])),
    ...Object.fromEntries(settings.map(([, value], index) => [`GIT_CONFIG_VALUE_${index}`, value])),
    GIT_CONFIG_COUNT: String(settings.length),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}
