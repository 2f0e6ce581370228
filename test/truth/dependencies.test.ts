// A package imports only what its own package.json names; workspaces hoist, and would hide a missing line until somebody moves it.
import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSources, root, type Source } from '../support/source.ts';
import { importsOf } from '../support/syntax.ts';

type Declared = Readonly<Record<string, readonly string[]>>;

// The workspace that a file belongs to: its folder, or '' for the root.
function workspaceOf(path: string): string {
  return /^packages\/[^/]+/.exec(path)?.[0] ?? '';
}

function declaredBy(manifests: readonly Source[]): Declared {
  const entries = manifests.map(({ path, text }) => {
    const { dependencies, devDependencies } = JSON.parse(text);
    return [workspaceOf(path), Object.keys({ ...dependencies, ...devDependencies })] as const;
  });
  // Scripts, tests and actions belong to the root, whose workspaces are at hand for all of them.
  const all = entries.flatMap(([, names]) => names);
  return { ...Object.fromEntries(entries), '': [...all, '@steward/core', '@steward/sandbox', '@steward/cli'] };
}

function packageOf(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

function violations(sources: readonly Source[], declared: Declared): string[] {
  return sources.flatMap((source) => {
    const workspace = workspaceOf(source.path);
    const own = `@steward/${workspace.split('/')[1]}`;
    const bare = importsOf(source).filter(({ from }) => !from.startsWith('.') && from !== '(computed)');
    return bare.flatMap(({ from, isType }) => {
      const name = packageOf(from);
      if (from.startsWith('node:') || name === own || declared[workspace]?.includes(name)) return [];
      if (isBuiltin(from)) return [`${source.path}: write node:${from}`];
      const isTypesOnly = isType && declared['']?.includes(`@types/${name}`) === true;
      return isTypesOnly ? [] : [`${source.path}: ${name} is not in ${workspace || '.'}/package.json`];
    });
  });
}

function missingScripts(text: string, exists: (path: string) => boolean): string[] {
  const commands = Object.values<string>(JSON.parse(text).scripts ?? {});
  const files = commands.flatMap((command) =>
    command.split(' ').filter((word) => /^scripts\/\S+\.(js|ts)$/.test(word)),
  );
  return files.filter((file) => !exists(file));
}

describe('packages', () => {
  const declared = declaredBy([
    { path: 'package.json', text: '{"devDependencies":{"vitest":"1.0.0"}}' },
    { path: 'packages/core/package.json', text: '{"dependencies":{"yaml":"1.0.0","@a/b":"1.0.0"}}' },
  ]);

  test('import only what they declare', () => {
    const manifests = readSources(/^(packages\/[^/]+\/)?package\.json$/);
    const sources = readSources(/^(actions|packages|scripts|test)\/(?!.*fixtures\/).*\.ts$/);
    expect(violations(sources, declaredBy(manifests))).toEqual([]);
  });

  test.each([
    ['packages/core/src/a.ts', "import { test } from 'vitest';"],
    ['packages/core/src/a.ts', "import { readFileSync } from 'fs';"],
    ['packages/core/src/a.ts', "import { a } from '@steward/sandbox/a.ts';"],
    ['packages/core/src/a.ts', "import type { A } from '@a/c/d.ts';"],
    ['scripts/a.ts', "await import('left-pad');"],
  ])('that import in %s with %s are noticed', (path, text) => {
    expect(violations([{ path, text }], declared)).toHaveLength(1);
  });

  test.each([
    [
      'packages/core/src/a.ts',
      "import { a } from '@a/b/c'; import { b } from './b.ts'; import { c } from '@steward/core/c.ts';",
    ],
    ['scripts/a.ts', "import { parse } from 'yaml'; import { test } from 'vitest'; import fs from 'node:fs';"],
  ])('that import in %s with %s are sound', (path, text) => {
    expect(violations([{ path, text }], declared)).toEqual([]);
  });
});

test('every npm script names a file that exists', () => {
  const [manifest] = readSources(/^package\.json$/);
  expect(missingScripts(manifest?.text ?? '{}', (path) => existsSync(join(root, path)))).toEqual([]);
  expect(missingScripts('{"scripts":{"a":"node scripts/a.ts"}}', () => false)).toEqual(['scripts/a.ts']);
});
