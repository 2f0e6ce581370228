/** Skipped and exclusive tests of JavaScript and TypeScript runners: Jest, Vitest, Mocha, Jasmine, Playwright, node:test. */
import type { SourceFile } from '../../../domain/evidence.ts';
import { enclosing, syntaxOf } from '../../syntax.ts';
import { callText, quotedIn, reasonNear, type Skip } from './skip.ts';

const BASE = '(?:it|test|describe|context|suite|specify|bench|Deno\\.test)';
const CHAINED = new RegExp(
  `(?<![\\w$.])${BASE}(?:\\.(?:concurrent|sequential|serial|parallel))?\\.(skip|only|fixme|ignore)(?:\\.each|\\.concurrent|\\.sequential|\\.failing)?\\s*[(\`<]`,
);
const PREFIXED = /(?<![\w$.])(xit|xtest|xdescribe|xcontext|xspecify|fit|fdescribe|fcontext)(?:\.each)?\s*[(`]/;
const WITH_OPTIONS = new RegExp(`(?<![\\w$.])${BASE}\\s*\\(`);
const CONDITIONAL =
  /^(?:\}?\s*else\b|if\b|switch\b|case\b|default\b|for\b|while\b|\}?\s*catch\b|.*\?\s*$|.*(?:&&|\|\|)\s*\(?\{?$)/;

function isConditional(code: readonly string[], line: number, column: number): boolean {
  const before = (code[line - 1] ?? '').slice(0, column);
  if (/\?|&&|\|\||\bif\b|\belse\b|=>?\s*$|[:=]\s*$/.test(before)) return true;
  return enclosing(code, line).some((text) => CONDITIONAL.test(text));
}

/** `{ skip: true }` or `{ skip: 'why' }` between the title and the body, as node:test and Vitest read it. */
function optionIn(call: string): { kind: 'skip' | 'only'; reason: string } | null {
  const options = /^\(\s*(?:(["'`])(?:\\.|(?!\1)[^\\]){0,300}\1\s*,\s*)\{([^{}]{0,300})\}\s*,/.exec(call)?.[2];
  const match = options === undefined ? null : /(?:^|[\s,])(skip|only|ignore)\s*:\s*(true\b|["'`])/.exec(options);
  if (match === null || options === undefined) return null;
  return { kind: match[1] === 'only' ? 'only' : 'skip', reason: quotedIn(options.slice(match.index)) };
}

const TITLED = /^\(\s*(["'`])((?:\\.|(?!\1)[^\\]){0,300})\1\s*,/;

/**
 * The title of a skipped test; null where the call has none: Playwright's `test.skip(condition, why)` skips by condition,
 * and a title in a variable cannot be told from it.
 */
function titleOf(lines: readonly string[], line: number, match: RegExpExecArray): string | null {
  const from = match.index + match[0].length - 1;
  const call = callText(lines, line, from);
  if (!match[0].includes('.each')) return TITLED.exec(call)?.[2] ?? null;
  const text = [lines[line - 1]?.slice(from) ?? '', ...lines.slice(line, line + 8)].join('\n');
  return TITLED.exec(text.slice(call.length).trimStart())?.[2] ?? '';
}

export function scriptSkips(file: SourceFile): Skip[] {
  const { lines, code } = syntaxOf(file);
  const found: Skip[] = [];
  for (const [index, text] of code.entries()) {
    const line = index + 1;
    const match = CHAINED.exec(text) ?? PREFIXED.exec(text);
    if (match !== null) {
      const title = titleOf(lines, line, match);
      if (title === null || isConditional(code, line, match.index)) continue;
      const only = match[1] === 'only' || /^f(?!ixme)/.test(match[1] ?? '');
      found.push({ line, kind: only ? 'only' : 'skip', reason: reasonNear(file, line), test: title });
      continue;
    }
    const plain = WITH_OPTIONS.exec(text);
    if (plain === null) continue;
    const call = callText(lines, line, plain.index + plain[0].length - 1);
    const option = optionIn(call);
    if (option === null || isConditional(code, line, plain.index)) continue;
    found.push({ line, kind: option.kind, reason: option.reason || reasonNear(file, line), test: quotedIn(call) });
  }
  return found;
}
