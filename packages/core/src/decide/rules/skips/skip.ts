/** What the readers of skipped tests share. */
import type { SourceFile } from '../../../domain/evidence.ts';
import { syntaxOf } from '../../syntax.ts';

/** A test that does not run, as each language's reader tells of it. */
export interface Skip {
  /** Counts from 1. */
  line: number;
  /** `only` switches every other test of its file off; `xfail` still runs, but its failure counts as success. */
  kind: 'skip' | 'xfail' | 'only';
  reason: string;
  /** Name of the test, as its source spells it; empty where it has none. */
  test: string;
  /** One case of a test that else runs. */
  partial?: boolean;
  /** The name is of a class, or lies within an inner one: a runner that takes names of methods finds nothing by it. */
  unreachable?: boolean;
}

/** The first quoted text of a source text, without its quotes; empty where there is none. */
export function quotedIn(text: string): string {
  const match = /(["'`])((?:\\.|(?!\1)[^\\\n]){0,300})\1/.exec(text);
  return match?.[2]?.replace(/\\(["'`])/g, '$1') ?? '';
}

/** The text of a call from its line on, up to the closing bracket or a few lines: arguments are rarely far away. */
export function callText(lines: readonly string[], line: number, from: number): string {
  const text = [lines[line - 1]?.slice(from) ?? '', ...lines.slice(line, line + 5)].join('\n').slice(0, 1200);
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') {
      depth -= 1;
      if (depth <= 0) return text.slice(0, at + 1);
    }
  }
  return text;
}

/** A comment on the line before, or at its end, is where people say why. */
export function reasonNear(file: SourceFile, line: number): string {
  const { comments } = syntaxOf(file);
  const near = comments.filter((comment) => comment.line === line || (comment.line === line - 1 && comment.alone));
  const text = near
    .map((comment) => comment.text)
    .join(' ')
    .replace(/^(?:eslint|biome|ts|@ts|prettier)-\S+.*$/, '');
  return text.replace(/^(?:TODO|FIXME|SKIP(?:PED)?)\b\s*(?:\([^)]*\))?[:\s-]*/i, '').trim();
}
