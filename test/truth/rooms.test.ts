// Law 1: who may import what. A newcomer can trust that a room does only what its imports allow.
import { dirname, join } from 'node:path/posix';
import { describe, expect, test } from 'vitest';
import { readSources, type Source } from '../support/source.ts';
import { type Import, importsOf } from '../support/syntax.ts';

const verbs = ['observe', 'decide', 'think', 'work', 'guard', 'act', 'record', 'report'];
// The parts that several actions' flows share; a flow is handed its ports, so no adapters.
const joiners = ['domain', 'ports', 'runtime', 'flow', ...verbs];
const doors: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain'],
  ports: ['domain', 'ports'],
  ...Object.fromEntries(verbs.map((verb) => [verb, ['domain', 'ports', verb]])),
  adapters: ['domain', 'ports', 'adapters'],
  runtime: ['domain', 'ports', 'adapters', 'runtime'],
  flow: joiners,
};
const outside = ['adapters', 'runtime'];
const calmNodeModules = ['assert', 'buffer', 'crypto', 'path', 'path/posix', 'string_decoder', 'url', 'util', 'zlib'];
const clients =
  /^(@actions|@octokit|@secretlint|@anthropic-ai|@google|@github)\/|^(openai|octokit|undici|ioredis|redis)$/;

function targetOf(path: string, { from }: Import): string {
  if (from.startsWith('.')) return join(dirname(path), from);
  return from.replace(/^@steward\/([^/]+)\//, 'packages/$1/src/');
}

function roomOf(path: string): string | undefined {
  return /^packages\/core\/src\/([^/]+?)(\.ts)?(\/|$)/.exec(path)?.[1];
}

function isOurs(target: string): boolean {
  return target.startsWith('packages/') || target.startsWith('actions/');
}

function whyForeign(room: string, { from, names }: Import): string | undefined {
  if (room === 'domain') {
    if (from === 'valibot') return undefined;
    if (from === 'node:crypto' && names.every((name) => name === 'createHash')) return undefined;
    return `domain may use valibot and createHash only, not ${from}`;
  }
  if (outside.includes(room)) return undefined;
  if (clients.test(from)) return `only adapters and runtime talk to the outside, not ${room}: ${from}`;
  if (from.startsWith('node:') && !calmNodeModules.includes(from.slice(5))) {
    return `only adapters and runtime use ${from}, not ${room}`;
  }
  return undefined;
}

function whyInCore(path: string, one: Import): string | undefined {
  const room = roomOf(path) ?? '';
  const allowed = doors[room];
  if (!allowed) return `packages/core/src holds the rooms and ports.ts, not ${room}`;
  const target = targetOf(path, one);
  if (!isOurs(target)) return whyForeign(room, one);
  const other = roomOf(target);
  return other !== undefined && allowed.includes(other) ? undefined : `${room} may not import ${one.from}`;
}

function whyInAction(path: string, one: Import): string | undefined {
  const target = targetOf(path, one);
  const file = path.split('/').at(-1);
  const room = roomOf(target);
  if (file === 'main.ts') {
    const isAllowed = room === 'runtime' || ['./inputs.ts', './flow.ts'].includes(one.from);
    return isAllowed ? undefined : `main.ts imports the runtime, its inputs and its flow, not ${one.from}`;
  }
  if (file === 'inputs.ts') {
    const isAllowed = room === 'runtime' || room === 'domain' || /^actions\/[^/]+\/inputs\.ts$/.test(target);
    return isAllowed ? undefined : `inputs.ts imports runtime and domain, not ${one.from}`;
  }
  if (room !== undefined)
    return joiners.includes(room) ? undefined : `a flow is handed its ports, it does not import ${one.from}`;
  return /^actions\/[^/]+\/(flow|inputs)\.ts$/.test(target)
    ? undefined
    : `a flow joins rooms and flows, not ${one.from}`;
}

function whyInSandbox(path: string, one: Import): string | undefined {
  const target = targetOf(path, one);
  return isOurs(target) && !target.startsWith('packages/sandbox/')
    ? `the sandbox knows nothing of ${one.from}`
    : undefined;
}

function check(path: string): ((path: string, one: Import) => string | undefined) | undefined {
  if (path.startsWith('packages/core/src/')) return whyInCore;
  if (path.startsWith('packages/sandbox/src/')) return whyInSandbox;
  return path.startsWith('actions/') ? whyInAction : undefined;
}

function violations(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const why = check(source.path);
    if (!why) return [];
    const imports = importsOf(source);
    const bare = imports.filter(
      (one) => one.isDynamic && !one.from.startsWith('.') && !/^(node:|@steward\/)/.test(one.from),
    );
    // esbuild gives a CommonJS package no named exports behind import(); a module of our own around it has them.
    const lazy = bare.map((one) => `import(${one.from}): import a file of this repository that imports the package`);
    return [...imports.map((one) => why(source.path, one)).filter((reason) => reason !== undefined), ...lazy].map(
      (reason) => `${source.path}: ${reason}`,
    );
  });
}

function inFile(path: string, text: string): string[] {
  return violations([{ path, text }]);
}

describe('a room imports domain and ports only', () => {
  test('no file breaks it', () => {
    expect(violations(readSources(/^(actions|packages)\/.*\.ts$/))).toEqual([]);
  });

  test.each([
    ['packages/core/src/decide/a.ts', "import { a } from '../guard/b.ts';"],
    ['packages/core/src/decide/a.ts', "import type { A } from '@steward/core/adapters/b.ts';"],
    ['packages/core/src/domain/a.ts', "import { A } from '../ports.ts';"],
    ['packages/core/src/domain/a.ts', "import { randomUUID } from 'node:crypto';"],
    ['packages/core/src/domain/a.ts', "import { parse } from 'yaml';"],
    ['packages/core/src/observe/a.ts', "import { readFileSync } from 'node:fs';"],
    ['packages/core/src/act/a.ts', "const { a } = await import('@actions/core');"],
    ['packages/core/src/adapters/a.ts', "export * from '../act/b.ts';"],
    ['packages/core/src/adapters/a.ts', "const { parse } = await import('yaml');"],
    ['packages/core/src/adapters/a.ts', "import { serve } from '@steward/sandbox/serve.ts';"],
    ['packages/core/src/think/a.ts', "let a: import('openai').OpenAI;"],
    ['packages/core/src/flow/a.ts', "import { a } from '../adapters/b.ts';"],
    ['packages/core/src/flow/a.ts', "import { readFileSync } from 'node:fs';"],
    ['packages/core/src/act/a.ts', "import { a } from '../flow/b.ts';"],
    ['packages/core/src/tools/a.ts', "import { a } from './b.ts';"],
    ['packages/sandbox/src/a.ts', "import { a } from '@steward/core/domain/task.ts';"],
    ['actions/x/main.ts', "import { a } from '@steward/core/decide/moves.ts';"],
    ['actions/x/flow.ts', "import { a } from '@steward/core/adapters/clock.ts';"],
    ['actions/x/inputs.ts', "import { readFileSync } from 'node:fs';"],
  ])('notices in %s: %s', (path, text) => {
    expect(inFile(path, text).length).toBeGreaterThan(0);
  });

  test.each([
    [
      'packages/core/src/domain/a.ts',
      "import { createHash } from 'node:crypto'; import * as v from 'valibot'; import './b.ts';",
    ],
    ['packages/core/src/decide/a.ts', "import { a } from '../domain/b.ts'; import type { P } from '../ports.ts';"],
    ['packages/core/src/adapters/a.ts', "import { a } from 'node:fs'; import * as core from '@actions/core';"],
    ['packages/core/src/runtime/a.ts', "import { a } from '../adapters/b.ts';"],
    [
      'actions/x/main.ts',
      "import { runAction } from '@steward/core/runtime/run-action.ts'; import { flow } from './flow.ts';",
    ],
    ['packages/core/src/flow/a.ts', "import { a } from '../guard/b.ts'; import type { T } from './tick.ts';"],
    [
      'actions/x/flow.ts',
      "import { a } from '@steward/core/guard/b.ts'; import { p } from '@steward/core/flow/p.ts'; import { f } from '../y/flow.ts';",
    ],
    ['packages/core/src/decide/a.ts', "// import { a } from 'node:fs'\nconst text = \"import 'node:fs'\";"],
  ])('allows in %s: %s', (path, text) => {
    expect(inFile(path, text)).toEqual([]);
  });
});
