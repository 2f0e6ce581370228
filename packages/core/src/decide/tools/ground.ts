/** What a project shows of its commands: manifests, workflow steps and make targets, each with the file that says so. */
import type { Project, SourceFile } from '../../domain/evidence.ts';
import type { Command } from '../../domain/tooling.ts';
import { indentOf, syntaxOf } from '../syntax.ts';

/** A command that a workflow or a Makefile runs. */
export interface Step {
  run: string;
  from: string;
}

export interface Ground {
  paths: ReadonlySet<string>;
  /** Manifests and other small files by path; the text of a file that is not there is empty. */
  text(path: string): string;
  /** The manifest of this name that is nearest to the root. */
  nearest(...names: string[]): SourceFile | undefined;
  /** Every manifest of this name, by path. */
  all(name: string): SourceFile[];
  steps: readonly Step[];
  targets: ReadonlyMap<string, string>;
}

const BLOCK = /^(\s*)(?:-\s+)?run\s*:\s*[|>][+-]?\d*\s*$/;
const INLINE = /^\s*(?:-\s+)?run\s*:\s*(?![|>][+-]?\d*\s*$)(.+)$/;
const unquote = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2');

/** The `run` lines of a workflow; of a block, each line. */
export function runLines(file: SourceFile): string[] {
  const { lines } = syntaxOf(file);
  const found: string[] = [];
  let block = -1;
  for (const line of lines) {
    const text = line.trim();
    if (block >= 0 && (text === '' || indentOf(line) > block)) {
      if (text !== '' && !text.startsWith('#')) found.push(text);
      continue;
    }
    block = BLOCK.test(line) ? indentOf(line) : -1;
    const inline = INLINE.exec(line)?.[1];
    if (inline !== undefined && !text.startsWith('#')) found.push(unquote(inline.trim()));
  }
  return found;
}

export function makeTargets(file: SourceFile): Map<string, string> {
  const found = new Map<string, string>();
  let names: string[] = [];
  for (const line of file.text.split('\n')) {
    const heading = /^([A-Za-z][\w .-]*):(?!=)/.exec(line)?.[1];
    if (heading !== undefined) {
      names = heading.trim().split(/\s+/);
      for (const name of names) found.set(name, found.get(name) ?? '');
    } else if (line.startsWith('\t')) for (const name of names) found.set(name, `${found.get(name)}${line.trim()}\n`);
  }
  return found;
}

const depth = (path: string): number => path.split('/').length;

export function groundOf(project: Project): Ground {
  const files = new Map(project.files.map((file) => [file.path, file]));
  const makefile = files.get('Makefile') ?? files.get('GNUmakefile');
  const steps = project.files
    .filter(({ role }) => role === 'workflow')
    .flatMap((file) => runLines(file).map((run) => ({ run, from: file.path })));
  const targets = makefile === undefined ? new Map<string, string>() : makeTargets(makefile);
  const named = (name: string): SourceFile[] =>
    project.files.filter(({ path }) => path === name || path.endsWith(`/${name}`));
  const nearestFirst = (a: SourceFile, b: SourceFile): number =>
    depth(a.path) - depth(b.path) || (a.path < b.path ? -1 : 1);
  return {
    paths: new Set(project.paths),
    text: (path) => files.get(path)?.text ?? '',
    nearest: (...names) => names.flatMap(named).sort(nearestFirst)[0],
    all: (name) => named(name).sort((a, b) => (a.path < b.path ? -1 : 1)),
    steps: [
      ...steps,
      ...[...targets].flatMap(([name, text]) =>
        text
          .split('\n')
          .filter(Boolean)
          .map((run) => ({ run: run.replace(/^[@-]+/, ''), from: name === '' ? '' : (makefile?.path ?? '') })),
      ),
    ],
    targets,
  };
}

// What can be pasted as it stands: one command, without variables, pipes or expressions.
const PLAIN = /^[\w./:=@ +-]+$/;
// A check must not change what it checks.
const WRITES = /\s(?:--fix|--write|-w|-i|--in-place|-[aA]|--auto-?correct(?:-all)?)\b/;
// Nor may it leave out what it is there for.
const LEAVES_OUT = /-DskipTests|-Dmaven\.test\.skip|\s-x test\b/;

const isPlain = (run: string): boolean => PLAIN.test(run) && !WRITES.test(run) && !LEAVES_OUT.test(run);

/** Where a workflow changes the folder, what it runs cannot be typed at the root. */
const MOVES = /\bworking-directory\s*:|(?:^|[\s&;])cd\s/m;
const isAtRoot = (ground: Ground, from: string): boolean =>
  !from.startsWith('.github/') || !MOVES.test(ground.text(from));

/** The first step of a workflow that runs this program and can be pasted as it is: what people rely on already. */
export function stepInUse(ground: Ground, program: RegExp, not?: RegExp): Command | undefined {
  const step = ground.steps.find(
    ({ run, from }) =>
      from.startsWith('.github/') &&
      program.test(run) &&
      isPlain(run) &&
      not?.test(run) !== true &&
      isAtRoot(ground, from),
  );
  return step === undefined ? undefined : { run: step.run, from: step.from };
}

/** The first step that runs this program, as it is written there; else `fallback`, from the file that shows the program. */
export function stepLike(ground: Ground, program: RegExp, fallback: string): Command | undefined {
  const matching = ground.steps.filter(({ run }) => program.test(run));
  const plain = matching.find(({ run, from }) => isPlain(run) && isAtRoot(ground, from));
  if (plain !== undefined) return { run: plain.run, from: plain.from };
  return matching[0] === undefined ? undefined : { run: fallback, from: matching[0].from };
}

export function makeTarget(ground: Ground, ...names: string[]): Command | undefined {
  const name = names.find((one) => ground.targets.has(one));
  return name === undefined ? undefined : { run: `make ${name}`, from: 'Makefile' };
}

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** A folder that needs no quotes in a command line. */
export const isSafe = (folder: string): boolean => /^[\w./@-]*$/.test(folder) && !folder.startsWith('-');

/** A command for one folder, typed at the root. */
export const inFolder = (folder: string, run: string): string => (folder === '' ? run : `cd ${folder} && ${run}`);

/** The members that have a value: what was not found is not there. */
export function found<T extends object>(members: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
