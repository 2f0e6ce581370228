/** Tests of Go that call `t.Skip` before anything could make it conditional. */
import type { SourceFile } from '../../../domain/evidence.ts';
import { enclosing, syntaxOf } from '../../syntax.ts';
import { callText, quotedIn, type Skip } from './skip.ts';

const CALL = /^\s*\w+\.Skip(?:f|Now)?\(/;
const OPENING = /^func (?:\([^)]*\) )?((?:Test|Benchmark|Fuzz)\w*)\(\w+ \*testing\.[TBF]\) \{$/;
const SUBTEST = /^\s*\w+\.Run\(.*func\(\w+ \*testing\.[TBF]\) \{$/;
const BRANCH = /\b(?:if|else|switch|select|case|for|return|goto|defer|func)\b|\brecover\(/;
const CONDITION = /^(?:\} else\b|if\b|switch\b|case\b|default:)/;
const PLATFORM =
  /_(?:windows|linux|darwin|unix|freebsd|openbsd|netbsd|plan9|js|wasm|wasip1|android|ios|solaris|aix|amd64|arm64|386|arm)(?:_\w+)?_test\.go$/;

/** The test whose body this line belongs to, with nothing but plain statements before it. */
function testOpenedBefore(file: SourceFile, line: number): string | null {
  const { lines, code } = syntaxOf(file);
  for (let at = line - 2; at >= 0 && at > line - 40; at -= 1) {
    const text = (code[at] ?? '').trimEnd();
    const name = OPENING.exec(text)?.[1];
    if (name !== undefined) return name;
    if (SUBTEST.test(text)) return quotedIn((lines[at] ?? '').slice(text.indexOf('.Run(')));
    if (BRANCH.test(text)) return null;
  }
  return null;
}

export function goSkips(file: SourceFile): Skip[] {
  const { lines, code } = syntaxOf(file);
  // A file that is built on some platforms only says by its constraint when its tests run.
  if (PLATFORM.test(file.path) || /^\/\/(?:go:build| \+build) /m.test(file.text)) return [];
  const found: Skip[] = [];
  for (const [index, text] of code.entries()) {
    if (!CALL.test(text)) continue;
    const line = index + 1;
    const test = testOpenedBefore(file, line);
    if (test === null || enclosing(code, line).some((outer) => CONDITION.test(outer))) continue;
    found.push({ line, kind: 'skip', reason: quotedIn(callText(lines, line, text.indexOf('('))), test });
  }
  return found;
}
