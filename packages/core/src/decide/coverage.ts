/** Which source files a test knows: by the test's name, by an import, or by a name that only this file defines. */
import type { Project, SourceFile } from '../domain/evidence.ts';
import { isTelling } from './declarations.ts';
import { type Definition, definitionsOf, moduleName, wordsOf } from './definitions.ts';
import { drivenFamilies, FAMILIES, isCalled, isHeader, needsName, supertypesOf } from './families.ts';
import { syntaxOf } from './syntax.ts';

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
  /** Whether the file can be told from others by a name that tests would use. */
  isKnown(file: SourceFile): boolean;
  /** The names by which other sources use this file. */
  namesOf(file: SourceFile): string[];
}

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const plain = (name: string): string => name.toLowerCase().replace(/[-_.]/g, '');

const CAMEL = /(?<=[a-z0-9])(?=[A-Z])/;

/** `test_session`, `session.test`, `session_test`, `SessionTests` are all named after `session`. */
function subjectOf({ path, language }: Pick<SourceFile, 'path' | 'language'>): string[] {
  const stem = (path.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '');
  const subject = stem
    .replace(/^tests?[-_]/i, '')
    .replace(/[-_.](?:tests?|spec|e2e|unit|integration|bench)(?:[-_.]\w+)?$/i, '')
    .replace(/(?:Tests?|Spec)$/, '');
  const parts = language !== null && needsName({ language }) ? camelPartsOf(subject) : subject.split(/[-_.]/);
  // `test_session_close` is about `session` too; the folder speaks for `session/index.test.ts`.
  return [
    ...parts.map((_, at) => plain(parts.slice(0, at + 1).join(''))),
    plain(folderOf(path).split('/').at(-1) ?? ''),
  ];
}

/** `TestSession`, `SessionIT`, `SessionCloseTest`, `t-session` and `testsession` are about `session`. */
const camelPartsOf = (subject: string): string[] =>
  subject
    .replace(/^(?:[Tt]ests?(?=[A-Z])|tests?(?=[a-z])|t[-_])/, '')
    .replace(/(?:TestCase|ITCase|IT|Cest)$/, '')
    .split(CAMEL)
    .flatMap((part) => part.split(/[-_.]/));

const testStart = (file: SourceFile): number =>
  syntaxOf(file).code.findIndex((text) => /^\s*#\[cfg\((?:all\()?test\b/.test(text)) + 1;

/** Documentation that Rust runs: a fence without a word, or with one that means code. */
const hasDocumentationTest = (file: SourceFile): boolean =>
  syntaxOf(file).comments.some(
    ({ documentation, text }) => documentation && /^```(?:rust|should_panic)?\s*$/.test(text),
  );

function testsItself(file: SourceFile): boolean {
  if (file.language === 'rust') return testStart(file) > 0 || hasDocumentationTest(file);
  if (file.language === 'c') return /^[ \t]*#[ \t]*if(?:def|[ \t]+defined)\b[^\n]*TEST/m.test(file.text);
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
      if (file.role === 'test') for (const subject of subjectOf(file)) at(key).named.add(subject);
    }
  }
  for (const path of project.paths.filter((one) => UNREAD_TEST.test(one))) {
    for (const subject of subjectOf({ path, language: 'java' })) at('jvm').named.add(subject);
    at('jvm').tests += 1;
  }
  return known;
}

/** Tests of Java that no rule reads tell by their names at least what they are about. */
const UNREAD_TEST = /(?:Spec|Tests?|Suite)\.(?:groovy|scala)$/;

/** How many source files define a name. */
function definers(project: Project, defined: Map<SourceFile, Definition[]>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const file of project.files) {
    if (file.role !== 'source' || file.language === null || isHeader(file.path)) continue;
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
  const driven = drivenFamilies(project);
  // In C several files define a name where only one of them is built: for another platform, or another program.
  const isOwn = (name: string, file: SourceFile) =>
    name.length >= 3 && (file.language === 'c' ? counts.has(name) : counts.get(name) === 1);
  const ownOf = (file: SourceFile): Definition[] =>
    (defined.get(file) ?? definitionsOf(file)).filter((one) => isOwn(one.name, file) && isTelling(one, file.language));

  function isTouched(file: SourceFile): boolean {
    if (testsItself(file)) return true;
    const near = known.get(scopeOf(file));
    const module = plain(moduleName(file.path));
    if (near?.named.has(module) || (file.language !== 'go' && near?.imported.has(module))) return true;
    const names = ownOf(file);
    if (names.some((one) => isUsed(one, near) || near?.imported.has(plain(one.name)))) return true;
    if (file.language === 'go') return names.some((one) => one.exported && isUsed(one, known.get('go')));
    if (file.language !== null && driven.has(FAMILIES[file.language]) && isCalled(file)) return true;
    return supertypesOf(file).some((name) => counts.has(name) && near?.used.has(name));
  }

  return {
    hasTests: (file) => file.language !== null && (known.get(FAMILIES[file.language])?.tests ?? 0) > 0,
    isTouched,
    isKnown: (file) => !needsName(file) || ownOf(file).length > 0,
    namesOf: (file) => {
      const isNeeded = needsName(file);
      return definitionsOf(file).flatMap(({ name, kind, exported }) =>
        exported &&
        name.length >= 4 &&
        kind !== 'method' &&
        (!isNeeded || isOwn(name, file)) &&
        (isNeeded || kind !== 'value')
          ? [name]
          : [],
      );
    },
  };
}
