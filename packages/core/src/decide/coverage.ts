/** Which source files a test knows: by the test's name, by an import, or by a name that only this file defines. */
import type { Language, Project, SourceFile } from '../domain/evidence.ts';
import { type Definition, definitionsOf, isTelling, moduleName, wordsOf } from './definitions.ts';
import { syntaxOf } from './syntax.ts';

/** Languages whose files import each other. */
type Family = 'script' | 'python' | 'go' | 'rust';
const FAMILIES: Record<Language, Family> = {
  typescript: 'script',
  javascript: 'script',
  python: 'python',
  go: 'go',
  rust: 'rust',
};

interface Known {
  /** Modules that a test is named after. */
  named: Set<string>;
  used: Set<string>;
  called: Set<string>;
  imported: Set<string>;
  tests: number;
}

export interface Coverage {
  /** Whether any test of the file's language family exists. */
  hasTests(file: SourceFile): boolean;
  isTouched(file: SourceFile): boolean;
}

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const plain = (name: string): string => name.toLowerCase().replace(/[-_.]/g, '');

/** `test_session`, `session.test`, `session_test`, `SessionTests` are all named after `session`. */
function subjectOf(path: string): string[] {
  const stem = (path.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '');
  const subject = stem
    .replace(/^tests?[-_]/i, '')
    .replace(/[-_.](?:tests?|spec|e2e|unit|integration|bench)(?:[-_.]\w+)?$/i, '')
    .replace(/(?:Tests?|Spec)$/, '');
  const parts = subject.split(/[-_.]/);
  // `test_session_close` is about `session` too; the folder speaks for `session/index.test.ts`.
  return [
    ...parts.map((_, at) => plain(parts.slice(0, at + 1).join(''))),
    plain(folderOf(path).split('/').at(-1) ?? ''),
  ];
}

const testStart = (file: SourceFile): number =>
  syntaxOf(file).code.findIndex((text) => /^\s*#\[cfg\((?:all\()?test\b/.test(text)) + 1;

/** Documentation that Rust runs: a fence without a word, or with one that means code. */
const hasDocumentationTest = (file: SourceFile): boolean =>
  syntaxOf(file).comments.some(
    ({ documentation, text }) => documentation && /^```(?:rust|should_panic)?\s*$/.test(text),
  );

function testsItself(file: SourceFile): boolean {
  if (file.language === 'rust') return testStart(file) > 0 || hasDocumentationTest(file);
  return file.text.includes('import.meta.vitest');
}

const emptyKnown = (): Known => ({
  named: new Set(),
  used: new Set(),
  called: new Set(),
  imported: new Set(),
  tests: 0,
});

const isUsed = ({ kind, name }: Definition, known: Known | undefined): boolean =>
  (kind === 'method' ? known?.called : known?.used)?.has(name) ?? false;

function learn(known: Known, file: SourceFile, fromLine = 1): void {
  const { used, called, imported } = wordsOf(file, fromLine);
  for (const word of used) known.used.add(word);
  for (const word of called) known.called.add(word);
  for (const word of imported) known.imported.add(plain(word));
  known.tests += 1;
}

/** In Go a test sees the names of its own package, and only the exported ones of others. */
const scopeOf = (file: SourceFile): string =>
  file.language === 'go' ? `go:${folderOf(file.path)}` : FAMILIES[file.language ?? 'python'];

function collect(project: Project): Map<string, Known> {
  const known = new Map<string, Known>();
  const at = (key: string): Known => {
    const one = known.get(key) ?? emptyKnown();
    known.set(key, one);
    return one;
  };
  for (const file of project.files) {
    if (file.language === null) continue;
    const keys = file.language === 'go' ? [scopeOf(file), 'go'] : [scopeOf(file)];
    const start = file.role === 'test' ? 1 : file.language === 'rust' ? testStart(file) : 0;
    if (start === 0) continue;
    for (const key of keys) {
      learn(at(key), file, start);
      if (file.role === 'test') for (const subject of subjectOf(file.path)) at(key).named.add(subject);
    }
  }
  return known;
}

/** How many source files define a name. */
function definers(project: Project, defined: Map<SourceFile, Definition[]>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const file of project.files) {
    if (file.role !== 'source' || file.language === null) continue;
    const found = definitionsOf(file);
    defined.set(file, found);
    for (const name of new Set(found.map((definition) => definition.name)))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

export function coverageOf(project: Project): Coverage {
  const known = collect(project);
  const defined = new Map<SourceFile, Definition[]>();
  const counts = definers(project, defined);
  const isOwn = (name: string) => name.length >= 3 && counts.get(name) === 1;

  function isTouched(file: SourceFile): boolean {
    if (testsItself(file)) return true;
    const near = known.get(scopeOf(file));
    const module = plain(moduleName(file.path));
    if (near?.named.has(module) || (file.language !== 'go' && near?.imported.has(module))) return true;
    const names = (defined.get(file) ?? definitionsOf(file)).filter(
      (one) => isOwn(one.name) && isTelling(one, file.language),
    );
    if (names.some((one) => isUsed(one, near) || near?.imported.has(plain(one.name)))) return true;
    return file.language === 'go' && names.some((one) => one.exported && isUsed(one, known.get('go')));
  }

  return {
    hasTests: (file) => file.language !== null && (known.get(FAMILIES[file.language])?.tests ?? 0) > 0,
    isTouched,
  };
}
