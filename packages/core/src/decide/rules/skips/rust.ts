/** Tests of Rust under `#[ignore]`. */
import type { SourceFile } from '../../../domain/evidence.ts';
import { syntaxOf } from '../../syntax.ts';
import { quotedIn, type Skip } from './skip.ts';

const IGNORE = /^\s*#\[ignore\s*(?:=\s*"[^\]]*)?\]/;

/** The attributes around a line, and the function below them. */
function around(code: readonly string[], line: number): { attributes: string[]; test: string } {
  const attributes: string[] = [];
  for (let at = line - 2; at >= 0 && /^\s*(?:#\[.*)?$/.test(code[at] ?? '') && at > line - 12; at -= 1)
    attributes.push(code[at] ?? '');
  for (let at = line; at < Math.min(code.length, line + 12); at += 1) {
    const text = code[at] ?? '';
    const name = /\bfn\s+(\w+)/.exec(text)?.[1];
    if (name !== undefined) return { attributes, test: name };
    attributes.push(text);
  }
  return { attributes, test: '' };
}

export function rustSkips(file: SourceFile): Skip[] {
  const { lines, code } = syntaxOf(file);
  const found: Skip[] = [];
  for (const [index, text] of code.entries()) {
    if (!IGNORE.test(text)) continue;
    const { attributes, test } = around(code, index + 1);
    if (test === '' || attributes.some((attribute) => /#\[cfg\(/.test(attribute))) continue;
    if (!attributes.some((attribute) => /\btest\b|rstest|test_case|proptest/.test(attribute))) continue;
    const inline = /\/\/+\s*(.*)$/.exec(lines[index] ?? '')?.[1] ?? '';
    found.push({ line: index + 1, kind: 'skip', reason: quotedIn(lines[index] ?? '') || inline, test });
  }
  return found;
}
