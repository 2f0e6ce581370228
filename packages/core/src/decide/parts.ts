/** What a file could be taken apart into: its functions, methods and classes, those for its own use included. */
import type { Language, SourceFile } from '../domain/evidence.ts';
import { READERS } from './declarations.ts';
import { indentOf, syntaxOf } from './syntax.ts';

export interface Part {
  name: string;
  kind: 'function' | 'class' | 'method';
  /** Counts from 1. */
  line: number;
  /** Lines of code. */
  size: number;
}

/** Where readers pass over what others cannot name, since they look for what a test could. */
const WITH_PRIVATE: ReadonlySet<Language> = new Set(['java', 'kotlin', 'php']);

/** What may stand at the indentation of a part and still belongs to it: its end, or the rest of its head. */
const REST = /^\s*(?:[{})\]]|end\b|else\b|elif\b|except\b|finally\b|rescue\b|ensure\b|where\b)/;

/** Lines of code from the head to the last that is indented below it. */
function extentOf(code: readonly string[], at: number): { last: number; size: number } {
  const width = indentOf(code[at] ?? '');
  let last = at;
  let size = 1;
  for (let line = at + 1; line < code.length; line += 1) {
    const text = code[line] ?? '';
    if (text.trim() === '') continue;
    if (indentOf(text) <= width && !REST.test(text)) break;
    last = line;
    size += 1;
  }
  return { last, size };
}

/** The largest first. A type whose methods are parts themselves is no part, nor is what makes one of it. */
export function partsOf(file: SourceFile): Part[] {
  const { language } = file;
  if (language === null) return [];
  const { code } = syntaxOf(file);
  const read = READERS[language];
  const found: (Part & { last: number })[] = [];
  const types: string[] = [];
  for (const [index, text] of code.entries()) {
    const shown = WITH_PRIVATE.has(language) ? text.replace(/\bprivate\s/, 'public ') : text;
    const declared = read(shown, index, code);
    if (declared === null || declared.kind === 'value') continue;
    const { name, kind } = declared;
    const holder = found.at(-1);
    if (kind === 'method' && holder?.kind === 'class' && holder.last > index) types.push(found.pop()?.name ?? '');
    if (!types.includes(name)) found.push({ name, kind, line: index + 1, ...extentOf(code, index) });
  }
  return found.map(({ last: _, ...part }) => part).sort((a, b) => b.size - a.size || a.line - b.line);
}
