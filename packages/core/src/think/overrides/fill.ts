/** An owner's template laid over the built-in specification. What it fills in is cleaned later, as everything is. */
import { codeSpan, oneLine } from '../../domain/markdown.ts';
import type { Criterion, Specification } from '../../domain/task.ts';
import { formOf, type Ground, type Line, type Piece, type TaskTemplate, type Values } from './placeholders.ts';

/** A line that names what is not known here is left out; a section of which nothing is left is the built-in one. */
export function fillTemplate(template: TaskTemplate, { specification, values }: Ground): Specification {
  const { scope, assumptions } = template;
  const why = template.why.flatMap((line) => filled(line, values)).join(' ');
  const criteria = template.criteria.flatMap((criterion) => criteriaFrom(criterion, specification.criteria, values));
  return {
    ...specification,
    why: why === '' ? specification.why : why,
    criteria: criteria.length === 0 ? specification.criteria : criteria.map((item, at) => ({ ...item, n: at + 1 })),
    scope:
      scope === null
        ? specification.scope
        : {
            paths: scope.paths.flatMap((line) => itemsFrom(line, specification.scope.paths, values, rawText)),
            not: scope.not.flatMap((line) => itemsFrom(line, specification.scope.not, values)).map(asItem),
          },
    assumptions:
      assumptions === null
        ? specification.assumptions
        : assumptions.flatMap((line) => itemsFrom(line, specification.assumptions, values)).map(asItem),
  };
}

type Writer = (line: Line, values: Values) => string | null;

/** The line as Markdown; null where it names what is not known. */
const markdownOf: Writer = (line, values) => join(line.map((piece) => written(piece, values)));

/** The line as bare text: a path or a command is no Markdown. */
const rawText: Writer = (line, values) => join(line.map((piece) => bare(piece, values)));

function join(parts: readonly (string | null)[]): string | null {
  const known = parts.filter((part) => part !== null);
  const text = oneLine(known.join(''));
  return known.length < parts.length || text === '' ? null : text;
}

function written(piece: Piece, values: Values): string | null {
  if (piece.kind === 'text') return piece.text;
  if (piece.kind === 'value') {
    const value = bare(piece, values);
    return value === null || formOf(piece.name) === 'prose' ? value : codeSpan(value);
  }
  const content = rawText(piece.pieces, values);
  return content === null ? null : codeSpan(content);
}

function bare(piece: Piece, values: Values): string | null {
  if (piece.kind === 'text') return piece.text;
  if (piece.kind === 'code') return rawText(piece.pieces, values);
  const value = (values as Partial<Record<string, string | null>>)[piece.name] ?? null;
  return value === null || oneLine(value) === '' ? null : value;
}

/** Nothing for a line that names what is not known. */
export const filled = (line: Line, values: Values): string[] => {
  const text = markdownOf(line, values);
  return text === null ? [] : [text];
};

const isList = ([piece]: Line): boolean => {
  const only = piece?.kind === 'code' ? piece.pieces[0] : piece;
  return only?.kind === 'value' && formOf(only.name) === 'list';
};

function itemsFrom(line: Line, all: readonly string[], values: Values, write: Writer = markdownOf): string[] {
  if (isList(line)) return [...all];
  const text = write(line, values);
  return text === null ? [] : [text];
}

/** What ends an item, the contract writes itself. */
const asItem = (text: string): string => text.replace(/(?<=[^.\s])[.;\\\s]+$/, '');

function criteriaFrom(
  { text, check, command }: TaskTemplate['criteria'][number],
  all: readonly Criterion[],
  values: Values,
): Omit<Criterion, 'n'>[] {
  if (isList(text)) return all.map(({ n: _, ...criterion }) => criterion);
  const words = markdownOf(text, values);
  if (words === null) return [];
  if (command === null) return [{ text: words, check }];
  const run = rawText(command, values);
  return run === null ? [] : [{ text: words, check, command: run }];
}
