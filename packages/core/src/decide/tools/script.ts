/** How a JavaScript or TypeScript project is checked: its package's scripts, through its own package manager. */
import type { Command, LanguageTools, RootTools } from '../../domain/tooling.ts';
import { found, type Ground, isSafe } from './ground.ts';

interface Manifest {
  scripts: Record<string, string>;
  packages: Set<string>;
  manager: string;
  isWorkspace: boolean;
}

const LOCKS: readonly [string, string][] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readManifest(text: string, folder: string, ground: Ground): Manifest | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // A manifest that npm could not read either names no command.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (!isRecord(value)) return null;
  const scripts = Object.entries(isRecord(value.scripts) ? value.scripts : {});
  const named =
    typeof value.packageManager === 'string' ? /^(npm|pnpm|yarn|bun)@/.exec(value.packageManager)?.[1] : undefined;
  const locked = lockIn(folder, ground) ?? lockIn('', ground);
  const lists = [value.dependencies, value.devDependencies].filter(isRecord);
  return {
    scripts: Object.fromEntries(scripts.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
    packages: new Set(lists.flatMap((list) => Object.keys(list))),
    manager: named ?? locked ?? 'npm',
    isWorkspace: value.workspaces !== undefined || ground.paths.has(`${folder}pnpm-workspace.yaml`),
  };
}

/** A package below the root is installed with the root's lock file, unless it has its own. */
const lockIn = (folder: string, ground: Ground): string | undefined =>
  LOCKS.find(([lock]) => ground.paths.has(`${folder}${lock}`))?.[1] ??
  (ground.paths.has(`${folder}package-lock.json`) ? 'npm' : undefined);

interface Runner {
  word: RegExp;
  package: string;
  file: string;
  name: string;
}
const RUNNERS: readonly Runner[] = [
  { word: /\bvitest\b/, package: 'vitest', file: 'vitest run {path}', name: 'vitest run {path} -t {name}' },
  { word: /\bjest\b/, package: 'jest', file: 'jest {path}', name: 'jest {path} -t {name}' },
  { word: /\bmocha\b/, package: 'mocha', file: 'mocha {path}', name: 'mocha {path} --grep {name}' },
  { word: /\bava\b/, package: 'ava', file: 'ava {path}', name: 'ava {path} --match {name}' },
];
const EXECUTE: Record<string, string> = { npm: 'npx', pnpm: 'pnpm exec', yarn: 'yarn', bun: 'bunx' };

function testOne({ scripts, packages, manager }: Manifest): LanguageTools['testOne'] {
  const script = Object.entries(scripts)
    .filter(([name]) => name === 'test' || name.startsWith('test:'))
    .map(([, text]) => text)
    .join(' && ');
  const native = /\bnode (?:--?[\w=:./@-]+ (?:[\w./@-]+ )?){0,4}?--test\b/.exec(script)?.[0];
  if (native !== undefined) return { file: `${native} {path}`, name: `${native} --test-name-pattern {name} {path}` };
  if (/\bbun test\b/.test(script)) return { file: 'bun test {path}', name: 'bun test {path} -t {name}' };
  const runner =
    RUNNERS.find(({ word }) => word.test(script)) ?? RUNNERS.find((one) => script !== '' && packages.has(one.package));
  if (runner === undefined) return undefined;
  const execute = EXECUTE[manager] ?? 'npx';
  return { file: `${execute} ${runner.file}`, name: `${execute} ${runner.name}` };
}

const within = (manager: string, folder: string): string => {
  if (folder === '') return manager;
  const option = manager === 'npm' ? '--prefix' : manager === 'pnpm' ? '--dir' : '--cwd';
  return `${manager} ${option} ${folder.slice(0, -1)}`;
};

/** A script named `format` most often rewrites; as a criterion it must only look. */
const CHECKS = /--check\b|--list-different\b|\s-[cl]\b|\bbiome (?:ci|check|format)\b(?!.*--write)/;

/** The tools of one package; `folder` ends in a slash, or is empty at the root. */
function toolsOf(manifest: Manifest, folder: string, ground: Ground): LanguageTools {
  const { scripts, packages, manager } = manifest;
  const from = `${folder}package.json`;
  const call = within(manager, folder);
  const script = (...names: string[]): Command | undefined => {
    const name = names.find((one) => scripts[one] !== undefined);
    if (name === undefined || /no test specified/.test(scripts[name] ?? '')) return undefined;
    return { run: name === 'test' && manager !== 'bun' ? `${call} test` : `${call} run ${name}`, from };
  };
  const compiled = folder === '' && packages.has('typescript') && ground.paths.has('tsconfig.json');
  const types: Command | undefined = compiled ? { run: `${EXECUTE[manager] ?? 'npx'} tsc --noEmit`, from } : undefined;
  const checksCode = /\b(?:biome|eslint|oxlint|standard|xo)\b/.test(scripts.check ?? '');
  const test = script('test', 'test:unit', 'tests');
  return found<LanguageTools>({
    test,
    testOne: folder === '' ? testOne(manifest) : oneOfPackage(manifest, test),
    lint: script('lint', 'lint:check', 'eslint', ...(checksCode ? ['check'] : [])),
    types: script('typecheck', 'type-check', 'check-types', 'check:types', 'types', 'tsc') ?? types,
    format: script(
      ...['format:check', 'check:format', 'prettier:check', 'format', 'fmt'].filter((name) =>
        CHECKS.test(scripts[name] ?? ''),
      ),
    ),
    build: script('build'),
    bench: script('bench', 'benchmark'),
  });
}

const DIRECT = /^(?:cross-env (?:\w+=\S+ )*)?(?:vitest(?: run)?|jest|mocha|ava)(?: --?[\w-]+(?:[= ][\w./-]+)?)*$/;
const BY_NAME: Record<string, string> = { vitest: '-t', jest: '-t', mocha: '--grep', ava: '--match' };

/** A package's script runs in its folder, and hands what stands behind it to the runner, if it ends in one. */
function oneOfPackage({ scripts, manager }: Manifest, test: Command | undefined): LanguageTools['testOne'] {
  const script = scripts.test ?? '';
  const runner = DIRECT.test(script) ? /\b(vitest|jest|mocha|ava)\b/.exec(script)?.[1] : undefined;
  if (test === undefined || runner === undefined) return undefined;
  const file = `${test.run}${manager === 'npm' ? ' --' : ''} {inner}`;
  return { file, name: `${file} ${BY_NAME[runner]} {name}` };
}

const MOST_PACKAGES = 200;

/** What the packages below the root offer; those of a workspace are called by its package manager. */
function packagesOf(ground: Ground, root: Manifest | null): RootTools['packages'] {
  const members = ground.all('package.json').slice(0, MOST_PACKAGES + 1);
  const found = members.flatMap(({ path, text }) => {
    const folder = path.slice(0, -'package.json'.length);
    const manifest = folder === '' || !isSafe(folder) ? null : readManifest(text, folder, ground);
    if (manifest === null) return [];
    return [[folder, toolsOf({ ...manifest, ...(root && { manager: root.manager }) }, folder, ground)] as const];
  });
  return Object.fromEntries(found);
}

export function scriptTools(ground: Ground): RootTools {
  const file = ground.nearest('package.json');
  if (file === undefined) return {};
  const folder = file.path.slice(0, -'package.json'.length);
  const manifest = readManifest(file.text, folder, ground);
  if (manifest === null || !isSafe(folder)) return {};
  if (folder === '' && !manifest.isWorkspace) return toolsOf(manifest, folder, ground);
  const packages = packagesOf(ground, folder === '' ? manifest : null) ?? {};
  // Of several packages beside each other none speaks for the others.
  const { testOne, ...tools } =
    folder === '' || Object.keys(packages).length === 1 ? toolsOf(manifest, folder, ground) : {};
  return {
    ...tools,
    ...(folder === '' && testOne && { testOne }),
    ...(Object.keys(packages).length > 0 && { packages }),
  };
}
