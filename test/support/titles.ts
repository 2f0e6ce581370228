// Finds the titles of tests in test files, so that the suite can be held to what it calls itself.
import type { Source } from './source.ts';
import { type Node, parse } from './syntax.ts';

export interface Title {
  path: string;
  text: string;
  // 'skip', 'only', 'todo', 'each' and the like, joined in order of writing.
  modifiers: string[];
}

const starters = new Set(['test', 'it', 'testWithTool']);

// The parts of a callee such as test.skip.each, outermost last; undefined for any other expression.
function partsOf(callee: Node): string[] | undefined {
  if (callee.type === 'Identifier') return [callee.name as string];
  if (callee.type === 'MemberExpression') {
    const before = partsOf(callee.object as Node);
    return before && [...before, (callee.property as Node).name as string];
  }
  if (callee.type === 'CallExpression') return partsOf(callee.callee as Node);
  return callee.type === 'TaggedTemplateExpression' ? partsOf(callee.tag as Node) : undefined;
}

function textOf(node: Node | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type !== 'TemplateLiteral') return undefined;
  return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('…');
}

function titleOf(source: Source, node: Node): Title[] {
  if (node.type !== 'CallExpression') return [];
  const [starter = '', ...modifiers] = partsOf(node.callee as Node) ?? [];
  if (!starters.has(starter)) return [];
  const position = starter === 'testWithTool' ? 1 : 0;
  const text = textOf((node.arguments as Node[])[position]);
  return text === undefined ? [] : [{ path: source.path, text, modifiers }];
}

// A test inside describe.skip is skipped too.
function isQuiet(node: Node): string[] {
  if (node.type !== 'CallExpression') return [];
  const [starter, ...modifiers] = partsOf(node.callee as Node) ?? [];
  return starter === 'describe'
    ? modifiers.filter((name) => name === 'skip' || name === 'todo' || name === 'only')
    : [];
}

function* collect(source: Source, node: Node, inherited: string[]): Generator<Title> {
  const modifiers = [...inherited, ...isQuiet(node)];
  for (const title of titleOf(source, node)) yield { ...title, modifiers: [...modifiers, ...title.modifiers] };
  for (const value of Object.values(node)) {
    const children = Array.isArray(value) ? value : [value];
    for (const child of children) if (typeof child?.type === 'string') yield* collect(source, child, modifiers);
  }
}

export function titlesOf(sources: readonly Source[]): Title[] {
  return sources.flatMap((source) => [...collect(source, parse(source), [])]);
}
