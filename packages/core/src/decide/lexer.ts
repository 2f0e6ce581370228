/** Finds comments and strings in source text, so that rules never mistake one for code: linear, and total on any input. */
import { scanC } from './scanners/c.ts';
import type { Cursor, Span } from './scanners/cursor.ts';
import { scanGo } from './scanners/go.ts';
import { scanHash, scanPython } from './scanners/hash.ts';
import { scanJava, scanKotlin } from './scanners/java.ts';
import { scanPhp } from './scanners/php.ts';
import { scanRuby } from './scanners/ruby.ts';
import { scanRust } from './scanners/rust.ts';
import { scanScript } from './scanners/script.ts';

export type { Span } from './scanners/cursor.ts';

export const DIALECTS = [
  'script',
  'go',
  'rust',
  'python',
  'java',
  'kotlin',
  'c',
  'ruby',
  'php',
  'shell',
  'yaml',
] as const;
export type Dialect = (typeof DIALECTS)[number];

const SCANNERS: Record<Dialect, (cursor: Cursor) => void> = {
  script: scanScript,
  go: scanGo,
  rust: scanRust,
  python: scanPython,
  java: scanJava,
  kotlin: scanKotlin,
  c: scanC,
  ruby: scanRuby,
  php: scanPhp,
  shell: (cursor) => scanHash(cursor, false),
  yaml: (cursor) => scanHash(cursor, true),
};

/** The comments and strings of a text, in order. */
export function spansOf(text: string, dialect: Dialect): Span[] {
  const cursor: Cursor = { text, at: 0, spans: [], last: -1 };
  SCANNERS[dialect](cursor);
  return cursor.spans;
}
