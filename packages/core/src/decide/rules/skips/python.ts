/** Unconditional skips of pytest and unittest. */
import type { SourceFile } from '../../../domain/evidence.ts';
import { enclosing, indentOf, syntaxOf } from '../../syntax.ts';
import { callText, quotedIn, type Skip } from './skip.ts';

const MARK = /^\s*@(?:pytest\.)?mark\.(skip|xfail)\b(?!\w)/;
const UNITTEST = /^\s*@(?:unittest\.)?(skip|expectedFailure)\b(?!\w)/;
const MODULE_MARK = /^pytestmark\s*(?::[^=]+)?=\s*\[?\s*(?:pytest\.)?mark\.skip\b/;
const PARAMETER = /\bmarks\s*=\s*\[?\s*(?:pytest\.)?mark\.(skip|xfail)\b/;
const CALL = /^\s*(?:pytest\.skip|raise (?:unittest\.)?SkipTest|self\.skipTest)\s*\(/;
const CONDITIONAL = /^(?:if|elif|else|try|except|finally|for|while|with|match|case)\b/;
// A test inside a function is made for another test to run.
const FUNCTION = /^(?:async\s+)?def\b/;

/** Whether the arguments hold a condition: `xfail(sys.platform == 'win32', …)`. */
function hasCondition(call: string): boolean {
  const inside = /^[^(]*\(([\s\S]*)\)$/.exec(call)?.[1]?.trim() ?? '';
  return (
    inside !== '' &&
    (/\bcondition\s*=/.test(inside) ||
      !/^(?:["'rfbRFB]{1,2}["']?|reason\s*=|raises\s*=|strict\s*=|run\s*=)/.test(inside))
  );
}

/** Name of the function or class that a decorator line stands over. */
function decorated(code: readonly string[], line: number): string {
  for (let at = line; at < Math.min(code.length, line + 40); at += 1) {
    const match = /^\s*(?:async\s+def|def|class)\s+(\w+)/.exec(code[at] ?? '');
    if (match !== null) return match[1] ?? '';
  }
  return '';
}

const isConditional = (code: readonly string[], line: number): boolean =>
  enclosing(code, line).some((text) => CONDITIONAL.test(text));

/** The test whose first statement stands on this line; null where something comes before it. */
function testOpenedBefore(code: readonly string[], line: number): string | null {
  const width = indentOf(code[line - 1] ?? '');
  for (let at = line - 2; at >= 0 && at > line - 60; at -= 1) {
    const text = code[at] ?? '';
    // A documentation string or a signature over several lines may stand between.
    if (/^\s*(?:["'].*|[\w*=,:. [\]|"']*,|\)[^:]*:)?\s*$/.test(text)) continue;
    const match = /^\s*(?:async\s+def|def)\s+(test\w*)/.exec(text);
    return match !== null && indentOf(text) < width ? (match[1] ?? '') : null;
  }
  return null;
}

function markedIn(file: SourceFile, line: number): Skip | null {
  const { lines, code } = syntaxOf(file);
  const text = code[line - 1] ?? '';
  const match = MARK.exec(text) ?? UNITTEST.exec(text);
  if (match === null) return null;
  if (/^\s*@skip\b/.test(text) && !/\bimport\b[^#\n]*\bskip\b/.test(file.text)) return null;
  const kind = match[1] === 'skip' ? 'skip' : 'xfail';
  const rest = text.slice(match[0].length).trimStart();
  if (rest !== '' && !rest.startsWith('(')) return null;
  const call = rest === '' ? '' : callText(lines, line, match[0].length);
  if (kind === 'xfail' && hasCondition(call)) return null;
  if (isConditional(code, line) || enclosing(code, line).some((outer) => FUNCTION.test(outer))) return null;
  const never = kind === 'xfail' && /\brun\s*=\s*False\b/.test(call);
  const named = /\breason\s*=\s*([\s\S]*)/.exec(call)?.[1] ?? (/\b(?:raises|strict|run)\s*=/.test(call) ? '' : call);
  return { line, kind: never ? 'skip' : kind, reason: quotedIn(named), test: decorated(code, line) };
}

export function pythonSkips(file: SourceFile): Skip[] {
  const { lines, code } = syntaxOf(file);
  const found: Skip[] = [];
  for (const [index, text] of code.entries()) {
    if (!/skip|Skip|xfail|expectedFailure/.test(text)) continue;
    const line = index + 1;
    const marked = markedIn(file, line);
    if (marked !== null) found.push(marked);
    else if (MODULE_MARK.test(text)) {
      found.push({ line, kind: 'skip', reason: quotedIn(callText(lines, line, 0)), test: '' });
    } else if (PARAMETER.test(text)) {
      const from = text.search(PARAMETER);
      const kind = PARAMETER.exec(text)?.[1] === 'skip' ? 'skip' : 'xfail';
      const call = callText(lines, line, from);
      if (kind === 'xfail' && hasCondition(call.replace(/^[^(]*/, ''))) continue;
      found.push({ line, kind, reason: quotedIn(call), test: '', partial: true });
    } else if (CALL.test(text)) {
      const call = callText(lines, line, text.indexOf('('));
      const whole = /allow_module_level\s*=\s*True/.test(call) && indentOf(text) === 0;
      const test = whole ? '' : testOpenedBefore(code, line);
      const nested = enclosing(code, line).filter((outer) => FUNCTION.test(outer)).length > 1;
      if (test !== null && !nested && !isConditional(code, line))
        found.push({ line, kind: 'skip', reason: quotedIn(call), test });
    }
  }
  return found;
}
