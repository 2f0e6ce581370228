/** What a source file defines at its top level, and which words a file uses: enough to see whether a test knows a file. */
import type { Language, SourceFile } from '../domain/evidence.ts';
import { syntaxOf } from './syntax.ts';

export interface Definition {
  name: string;
  /** Counts from 1. */
  line: number;
  kind: 'function' | 'class' | 'method' | 'value';
  exported: boolean;
  /** Lines of code up to the next definition. */
  size: number;
}

type Reader = (code: string) => Omit<Definition, 'line' | 'size'> | null;

const SCRIPT =
  /^(export\s+)?(?:default\s+)?(?:declare\s+)?(?:async\s+)?(?:abstract\s+)?(function|class|const|let|var)\b\s*\*?\s*([\w$]+)/;
const COMMON = /^(?:module\.)?exports\.([\w$]+)\s*=/;
const PYTHON = /^(?:async\s+)?(def|class)\s+(\w+)/;
const GO = /^func\s+(\([^)]*\)\s*)?(\w+)|^type\s+(\w+)(?:\[[^\]]*\])?\s+struct\b/;
const RUST =
  /^\s{0,4}(pub(?:\([^)]*\))?\s+)?(?:(?:async|unsafe|const|extern\s+"[^"]*")\s+)*(fn|struct|enum|trait)\s+(\w+)/;

function readScript(code: string): ReturnType<Reader> {
  const match = SCRIPT.exec(code);
  if (match === null) {
    const name = COMMON.exec(code)?.[1];
    return name === undefined ? null : { name, kind: 'value', exported: true };
  }
  const [, exported, word, name = ''] = match;
  const kind =
    word === 'class'
      ? 'class'
      : word === 'function' || /=>|=\s*(?:async\s*)?\(?|function/.test(code)
        ? 'function'
        : 'value';
  return { name, kind, exported: exported !== undefined };
}

function readGo(code: string): ReturnType<Reader> {
  const match = GO.exec(code);
  const name = match?.[2] ?? match?.[3];
  if (match === null || name === undefined) return null;
  const kind = match[3] !== undefined ? 'class' : match[1] === undefined ? 'function' : 'method';
  return { name, kind, exported: /^[A-Z]/.test(name) };
}

function readPython(code: string): ReturnType<Reader> {
  const [, word, name] = PYTHON.exec(code) ?? [];
  if (name === undefined) return null;
  return { name, kind: word === 'def' ? 'function' : 'class', exported: !name.startsWith('_') };
}

function readRust(code: string): ReturnType<Reader> {
  const [, exported, word, name] = RUST.exec(code) ?? [];
  if (name === undefined) return null;
  const inner = /^\s/.test(code);
  return { name, kind: word !== 'fn' ? 'class' : inner ? 'method' : 'function', exported: exported?.trim() === 'pub' };
}

const READERS: Record<Language, Reader> = {
  typescript: readScript,
  javascript: readScript,
  python: readPython,
  go: readGo,
  rust: readRust,
};

export function definitionsOf(file: SourceFile): Definition[] {
  if (file.language === null) return [];
  const read = READERS[file.language];
  const { code } = syntaxOf(file);
  const found: Definition[] = [];
  for (const [index, text] of code.entries()) {
    const definition = read(text);
    if (definition !== null) found.push({ ...definition, line: index + 1, size: 0 });
    const last = found.at(-1);
    if (last !== undefined && text.trim() !== '') last.size += 1;
  }
  return found;
}

// Every type may have these, so a test that calls one says nothing of the file that defines it.
const COMMON_METHODS: Partial<Record<Language, ReadonlySet<string>>> = {
  go: new Set(
    (
      'Add As Close Done Err Error Flush Format Get Is Len Less Lock Name Next Pop Push Read ReadAt ReadFrom Reset Run Scan Seek ' +
      'ServeHTTP Set Start Stop String Swap Unlock Unwrap Value Wait Write WriteAt WriteString WriteTo MarshalJSON MarshalText ' +
      'UnmarshalJSON UnmarshalText'
    ).split(' '),
  ),
  rust: new Set(
    (
      'add as_bytes as_mut as_ref as_str borrow build clone cmp default deref drop eq extend finish flush fmt from from_str get hash ' +
      'index insert into is_empty iter into_iter join len name new next parse partial_cmp pop push read remove run start to_string ' +
      'try_from value with_capacity write'
    ).split(' '),
  ),
};

/** Whether using the name shows which file is meant: methods that many types have do not. */
export const isTelling = ({ kind, name }: Definition, language: Language | null): boolean =>
  kind !== 'method' || language === null || !COMMON_METHODS[language]?.has(name);

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

export interface Words {
  /** Of the code, not of its strings. */
  used: Set<string>;
  /** Those behind a dot or two colons: a method is never used otherwise. */
  called: Set<string>;
  /** Of the imports, paths taken apart. */
  imported: Set<string>;
}

export function wordsOf(file: SourceFile, fromLine = 1): Words {
  const { lines, code } = syntaxOf(file);
  const used = new Set<string>();
  const called = new Set<string>();
  const imported = new Set<string>();
  for (let at = fromLine - 1; at < code.length; at += 1) {
    for (const word of code[at]?.match(/[A-Za-z_$][\w$]*/g) ?? []) used.add(word);
    for (const [, word = ''] of code[at]?.matchAll(/(?:\.|::)([A-Za-z_]\w*)/g) ?? []) called.add(word);
    const line = lines[at] ?? '';
    if (!IMPORTING.test(line)) continue;
    for (const word of line.match(/[\w$-]+/g) ?? []) imported.add(word.replace(/\.[cm]?[jt]sx?$/, ''));
  }
  return { used, called, imported };
}
