/** Skipped and incomplete tests of PHP: PHPUnit and Pest. */
import type { SourceFile } from '../../../domain/evidence.ts';
import { enclosing, indentOf, syntaxOf } from '../../syntax.ts';
import { callText, quotedIn, reasonNear, type Skip } from './skip.ts';

const CALL = /^\s*(?:\$this->|self::|static::|parent::)markTest(?:Skipped|Incomplete)\s*\(/;
const METHOD = /^\s*(?:(?:public|protected|final|static)\s+)*function\s+(\w+)\s*\(/;
const BRANCH = /\b(?:if|else|elseif|switch|case|foreach|for|while|return|try|catch|finally|match|fn)\b|\?\s/;
const CONDITION =
  /^(?:\}?\s*(?:else|elseif|catch|finally)\b|if\b|switch\b|case\b|default:|foreach\b|for\b|while\b|try\b)/;
const PEST = /->(skip|todo)\s*\(/;
const PEST_TEST = /^\s*(?:test|it|describe)\s*\(/;

/** The method whose first statements stand before this line: a test's name, an empty one for what runs before each. */
function openedBefore(file: SourceFile, line: number): string | null {
  const { code, comments } = syntaxOf(file);
  for (let at = line - 2; at >= 0 && at > line - 40; at -= 1) {
    const text = code[at] ?? '';
    const name = METHOD.exec(text)?.[1];
    if (name === undefined) {
      if (BRANCH.test(text) || /\bfunction\b/.test(text)) return null;
      continue;
    }
    if (/^test/.test(name)) return name;
    if (/^setUp(?:BeforeClass)?$/.test(name)) return '';
    const above = code.slice(Math.max(0, at - 4), at).some((one) => /#\[(?:\w*\\)*Test\b/.test(one));
    const noted = comments.some(
      (comment) => comment.line > at - 8 && comment.line <= at && /^@test\b/.test(comment.text),
    );
    return above || noted ? name : null;
  }
  return null;
}

/** The title of the Pest test that ends on this line. */
function pestTitle(lines: readonly string[], code: readonly string[], line: number): string | null {
  const width = indentOf(code[line - 1] ?? '');
  for (let at = line - 1; at >= 0 && at > line - 200; at -= 1) {
    if (indentOf(code[at] ?? '') !== width || !PEST_TEST.test(code[at] ?? '')) continue;
    return quotedIn(lines[at] ?? '');
  }
  return null;
}

/** Pest skips by condition too: only no argument, or nothing but a reason, is unconditional. */
function pestSkip(file: SourceFile, line: number): Skip | null {
  const { lines, code } = syntaxOf(file);
  const text = code[line - 1] ?? '';
  const match = PEST.exec(text);
  if (match === null || match[1] !== 'skip' || !/^\s*(?:\}\)|test\s*\(|it\s*\()/.test(text)) return null;
  const call = callText(lines, line, match.index + match[0].length - 1);
  if (!/^\(\s*(?:(["'])(?:\\.|(?!\1)[^\\]){0,300}\1\s*)?\)$/.test(call)) return null;
  const test = pestTitle(lines, code, line);
  if (test === null || enclosing(code, line).some((outer) => CONDITION.test(outer))) return null;
  return { line, kind: 'skip', reason: quotedIn(call) || reasonNear(file, line), test };
}

export function phpSkips(file: SourceFile): Skip[] {
  const { lines, code } = syntaxOf(file);
  return code.flatMap((text, index): Skip[] => {
    const line = index + 1;
    const pest = text.includes('->skip') ? pestSkip(file, line) : null;
    if (pest !== null) return [pest];
    if (!CALL.test(text)) return [];
    const test = openedBefore(file, line);
    if (test === null || enclosing(code, line).some((outer) => CONDITION.test(outer))) return [];
    const reason = quotedIn(callText(lines, line, text.indexOf('('))) || reasonNear(file, line);
    return [{ line, kind: 'skip', reason, test }];
  });
}
