// Law 2: domain, decide, guard and report compute the same from the same; time, chance and waiting are arguments.
import { describe, expect, test } from 'vitest';
import { readSources, type Source } from '../support/source.ts';
import { lineOf, type Node, parse, walk } from '../support/syntax.ts';

const pureRooms = /^packages\/core\/src\/(domain|decide|guard|report)\//;
const impureNames = new Set(
  'process Promise setTimeout setInterval setImmediate queueMicrotask performance fetch console globalThis crypto WebSocket'.split(
    ' ',
  ),
);
// These read the machine's time zone or language; a language that is written down is none of the machine's.
const local = /^(get|set)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)$|^toLocale\w+$/;
const impureMembers = new Set(['Date.now', 'Math.random', 'Intl.DateTimeFormat']);

function nameOf(node: unknown): string {
  return ((node as Node | undefined)?.name as string | undefined) ?? '';
}

function isReference(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'MemberExpression') return parent.object === node || parent.computed === true;
  const isKey = parent !== undefined && parent.key === node && parent.computed !== true && parent.shorthand !== true;
  return !isKey && parent?.type !== 'ImportSpecifier';
}

function namesItsLanguage(member: Node, call: Node | undefined): boolean {
  const first = call?.callee === member ? (call.arguments as Node[])[0] : undefined;
  return first?.type === 'Literal' && typeof first.value === 'string';
}

/** A language by name and a time zone that is given: nothing is taken from the machine but its tables. */
function namesItsPlace(member: Node, made: Node | undefined): boolean {
  if (made?.type !== 'NewExpression' || made.callee !== member) return false;
  const [language, options] = made.arguments as Node[];
  const keys = (options?.properties as Node[] | undefined) ?? [];
  return typeof language?.value === 'string' && keys.some((property) => nameOf(property.key) === 'timeZone');
}

function impurity(node: Node, parent: Node | undefined): string | undefined {
  if (node.async === true) return 'async';
  if (node.type === 'AwaitExpression' || node.await === true) return 'await';
  if (node.type === 'ImportExpression') return 'import()';
  if (node.type === 'Identifier' && impureNames.has(nameOf(node)) && isReference(node, parent)) return nameOf(node);
  if (node.type === 'MemberExpression') {
    if (nameOf(node.property) === 'toLocaleString' && namesItsLanguage(node, parent)) return undefined;
    if (nameOf(node.property) === 'DateTimeFormat' && namesItsPlace(node, parent)) return undefined;
    const member = `${nameOf(node.object)}.${nameOf(node.property)}`;
    return impureMembers.has(member) || local.test(nameOf(node.property)) ? member : undefined;
  }
  const isDate = nameOf(node.callee) === 'Date';
  if (node.type === 'NewExpression' && isDate && (node.arguments as Node[]).length === 0) return 'new Date()';
  return node.type === 'CallExpression' && isDate ? 'Date()' : undefined;
}

function violations(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => pureRooms.test(path))
    .flatMap((source) =>
      [...walk(parse(source))].flatMap(({ node, parent }) => {
        const found = impurity(node, parent);
        return found === undefined ? [] : [`${source.path}:${lineOf(source.text, node)}: ${found}`];
      }),
    );
}

function dryRuns(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    [...walk(parse(source))]
      .filter(({ node }) => node.type === 'Identifier' && /^(is)?dry_?run$/i.test(nameOf(node)))
      .map(({ node }) => `${source.path}:${lineOf(source.text, node)}`),
  );
}

describe('pure rooms', () => {
  test('no file waits, reads a clock, chance or the environment', () => {
    expect(violations(readSources(/^packages\/core\/src\/.*\.ts$/))).toEqual([]);
  });

  test.each([
    'export async function f() {}',
    'const f = async () => 1;',
    'for await (const x of y) g(x);',
    'let p: Promise<number>;',
    'const home = process.env.HOME;',
    'const now = Date.now();',
    'const now = new Date();',
    'const now = Date();',
    'const x = Math.random();',
    'setTimeout(f, 1);',
    'const t = performance.now();',
    "const m = import('./b.ts');",
    'const hour = date.getHours();',
    'const text = count.toLocaleString();',
    'const id = crypto.randomUUID();',
    'const { env } = process;',
    'const a = { process };',
  ])('notices %s', (text) => {
    expect(violations([{ path: 'packages/core/src/decide/a.ts', text }]).length).toBeGreaterThan(0);
  });

  test.each([
    'const day = new Date(time).getUTCDay();',
    'const a = { process: 1 }; const b = a.process;',
    '// await process.env Date.now()',
    "const text = 'async Math.random()';",
    "const text = count.toLocaleString('en-US');",
  ])('allows %s', (text) => {
    expect(violations([{ path: 'packages/core/src/decide/a.ts', text }])).toEqual([]);
  });

  test('other rooms may wait', () => {
    expect(violations([{ path: 'packages/core/src/act/a.ts', text: 'await f(new Date());' }])).toEqual([]);
  });
});

describe('observing is another writer, not a condition', () => {
  test('no code asks whether it is a dry run', () => {
    expect(dryRuns(readSources(/^(actions|packages\/core\/src)\/.*\.ts$/))).toEqual([]);
  });

  test.each(['if (dryRun) f();', 'g({ isDryRun: true });', 'if (inputs.dry_run) f();'])('notices %s', (text) => {
    expect(dryRuns([{ path: 'actions/x/flow.ts', text }])).toHaveLength(1);
  });
});
