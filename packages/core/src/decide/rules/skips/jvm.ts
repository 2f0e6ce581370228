/** Disabled tests of Java and Kotlin: JUnit 4 and 5, TestNG, kotlin.test. */
import type { SourceFile } from '../../../domain/evidence.ts';
import { enclosing, syntaxOf } from '../../syntax.ts';
import { callText, quotedIn, reasonNear, type Skip } from './skip.ts';

const MARK = /^\s*@((?:[a-z]\w*\.){0,6})(Disabled|Ignore|Ignored)\b(?!\.)/;
const IMPORTED =
  /^[ \t]*import[ \t]+(?:static[ \t]+)?(?:org\.junit\.(?:Ignore|\*|jupiter\.api\.(?:Disabled|\*))|kotlin\.test\.(?:Ignore|\*)|io\.kotest\.[\w.]*(?:Ignored|\*)|org\.testng\.annotations\.(?:Ignore|\*))/m;
const TESTNG = /^\s*@Test\s*\(/;
const OFF = /\benabled\s*=\s*false\b/;
const TYPE = /\b(?:class|interface|object|record)\s+\w/;
// A class inside a test class that its own tests give to a runner; those under `@Nested` are no such classes.
const INNER = /\b(?:static|private)\b.*\bclass\b/;

/** The declaration that an annotation stands over: past further annotations, over however many lines their arguments go. */
function declarationBelow(code: readonly string[], line: number): { at: number; text: string } {
  let at = line - 1;
  let text = code[at] ?? '';
  for (let step = 0; step < 20 && at < code.length; step += 1) {
    const annotation = /^\s*@[\w.]+\s*/.exec(text)?.[0];
    if (annotation === undefined && text.trim() !== '') break;
    const from = (code[at]?.length ?? 0) - text.length + (annotation?.length ?? 0);
    const call = code[at]?.[from] === '(' ? callText(code, at + 1, from) : '';
    const end = call.lastIndexOf('\n');
    at += call.split('\n').length - 1;
    text =
      end < 0 ? text.slice((annotation?.length ?? 0) + call.length) : (code[at]?.slice(call.length - end - 1) ?? '');
    if (text.trim() !== '') continue;
    at += 1;
    text = code[at] ?? '';
  }
  return { at, text };
}

function nameOf(line: string, text: string): string {
  const quoted = /\bfun\s+`([^`\n]{1,200})`/.exec(line)?.[1];
  const name = /\b(?:class|interface|object)\s+(\w+)/.exec(text) ?? /(\w+)\s*\(/.exec(text);
  return quoted ?? name?.[1] ?? '';
}

export function jvmSkips(file: SourceFile): Skip[] {
  const { lines, code } = syntaxOf(file);
  const imported = IMPORTED.test(file.text);
  const found: Skip[] = [];
  for (const [index, text] of code.entries()) {
    const line = index + 1;
    const mark = MARK.exec(text);
    const call = callText(lines, line, mark?.[0].length ?? text.indexOf('@Test') + 5);
    const arguments_ = call.startsWith('(') ? call : '';
    const isOff = mark === null ? TESTNG.test(text) && OFF.test(callText(code, line, text.indexOf('('))) : true;
    if (!isOff || (mark !== null && mark[1] === '' && !imported)) continue;
    const below = declarationBelow(code, line);
    const test = nameOf(lines[below.at] ?? '', below.text);
    if (test === '' || /\babstract\s+class\b/.test(below.text)) continue;
    const outer = enclosing(code, line);
    if ([below.text, ...outer].some((text) => INNER.test(text))) continue;
    const reason = (mark === null ? '' : quotedIn(arguments_)) || reasonNear(file, line);
    const unreachable = TYPE.test(below.text) || outer.filter((text) => TYPE.test(text)).length > 1;
    found.push({ line, kind: 'skip', reason, test, ...(unreachable && { unreachable }) });
  }
  return found;
}
