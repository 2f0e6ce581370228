/** What a source file defines at its top level, and which words a file uses: enough to see whether a test knows a file. */
import type { Language, SourceFile } from '../domain/evidence.ts';
import { type Declaration, READERS } from './declarations.ts';
import { syntaxOf } from './syntax.ts';

export interface Definition extends Declaration {
  /** Counts from 1. */
  line: number;
  /** Lines of code up to the next definition. */
  size: number;
}

export function definitionsOf(file: SourceFile): Definition[] {
  if (file.language === null) return [];
  const read = READERS[file.language];
  const { code } = syntaxOf(file);
  const found: Definition[] = [];
  for (const [index, text] of code.entries()) {
    const definition = read(text, index, code);
    if (definition !== null) found.push({ ...definition, line: index + 1, size: 0 });
    const last = found.at(-1);
    if (last !== undefined && text.trim() !== '') last.size += 1;
  }
  return found;
}

/** Lines that hold code. */
export const codeSize = (file: SourceFile): number => syntaxOf(file).code.filter((text) => text.trim() !== '').length;

/** The name by which others import a file: its stem, or its folder where the stem says nothing. */
export function moduleName(path: string): string {
  const parts = path.split('/');
  const stem = (parts.at(-1) ?? '').replace(/\.[^.]+$/, '');
  return /^(?:index|mod|__init__|lib)$/.test(stem) ? (parts.at(-2) ?? stem) : stem;
}

const IMPORTING =
  /^\s*(?:import|from|use|pub use|mod|export)\b|\brequire\(|\bimport\(|\bmock\(|\bpatch\(|^\s*\}\s*from\b|^\s*(?:[\w.]+\s+)?"[\w./-]+"$/;
const IMPORTS: Partial<Record<Language, RegExp>> = {
  java: /^\s*import\b/,
  kotlin: /^\s*import\b/,
  c: /^\s*#\s*include\b/,
  ruby: /^\s*(?:require|require_relative|load|autoload)\b/,
  php: /^\s*use\s|\b(?:require|include)(?:_once)?\b/,
};

export interface Words {
  /** Of the code, not of its strings. */
  used: Set<string>;
  /** Those behind a dot or two colons: a method is never used otherwise. */
  called: Set<string>;
  /** Of the imports, paths taken apart. */
  imported: Set<string>;
}

// Whoever looks for the users of several files asks the same file again and again.
const known = new WeakMap<SourceFile, Words>();

export function wordsOf(file: SourceFile, fromLine = 1): Words {
  const before = fromLine === 1 ? known.get(file) : undefined;
  const words = before ?? readWords(file, fromLine);
  if (fromLine === 1) known.set(file, words);
  return words;
}

function readWords(file: SourceFile, fromLine: number): Words {
  const { lines, code } = syntaxOf(file);
  const importing = (file.language === null ? undefined : IMPORTS[file.language]) ?? IMPORTING;
  const used = new Set<string>();
  const called = new Set<string>();
  const imported = new Set<string>();
  for (let at = fromLine - 1; at < code.length; at += 1) {
    for (const word of code[at]?.match(/[A-Za-z_$][\w$]*/g) ?? []) used.add(word);
    for (const [, word = ''] of code[at]?.matchAll(/(?:\.|::|->)([A-Za-z_]\w*)/g) ?? []) called.add(word);
    const line = lines[at] ?? '';
    if (!importing.test(line)) continue;
    for (const word of line.match(/[\w$-]+/g) ?? []) imported.add(word.replace(/\.[cm]?[jt]sx?$/, ''));
  }
  return { used, called, imported };
}
