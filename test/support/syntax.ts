// Reads TypeScript as a tree, because a law that searches text would trip over comments and strings.
import { parseSync } from 'vite';
import type { Source } from './source.ts';

export interface Node {
  type: string;
  start: number;
  [property: string]: unknown;
}

export interface Import {
  from: string;
  // The names taken, '*' for all; empty where only the effects are wanted.
  names: string[];
  isType: boolean;
  isDynamic: boolean;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

export function parse({ path, text }: Source): Node {
  const { program, errors } = parseSync(path, text, { sourceType: 'module' });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  return program as unknown as Node;
}

export function* walk(node: Node, parent?: Node): Generator<{ node: Node; parent: Node | undefined }> {
  yield { node, parent };
  for (const child of childrenOf(node)) yield* walk(child, node);
}

export function lineOf(text: string, node: Node): number {
  return text.slice(0, node.start).split('\n').length;
}

function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (typeof node.value === 'string') return node.value;
  return typeof node.name === 'string' ? node.name : undefined;
}

function namesOf(node: Node): string[] {
  if (node.type === 'ExportAllDeclaration') return ['*'];
  const specifiers = (node.specifiers as Node[] | undefined) ?? [];
  return specifiers.map((specifier) => {
    if (specifier.type === 'ImportNamespaceSpecifier') return '*';
    return textOf(specifier.imported ?? specifier.local) ?? 'default';
  });
}

const importing = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

export function importsOf(source: Source): Import[] {
  return [...walk(parse(source))].flatMap(({ node }) => {
    if (!importing.has(node.type)) return [];
    const from = textOf(node.source);
    const isDynamic = node.type === 'ImportExpression';
    if (from === undefined) return isDynamic ? [{ from: '(computed)', names: [], isType: false, isDynamic }] : [];
    const isType = node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type';
    return [{ from, names: namesOf(node), isType, isDynamic }];
  });
}
