/** What a line of code declares, in each language: enough to name a file by, not a parser. */
import type { Language } from '../domain/evidence.ts';

export interface Declaration {
  name: string;
  kind: 'function' | 'class' | 'method' | 'value';
  exported: boolean;
}

/** Reads one line, `at` counted from 0; the lines around it may tell what it is. */
type Reader = (line: string, at: number, code: readonly string[]) => Declaration | null;

const SCRIPT =
  /^(export\s+)?(?:default\s+)?(?:declare\s+)?(?:async\s+)?(?:abstract\s+)?(function|class|const|let|var)\b\s*\*?\s*([\w$]+)/;
const COMMON = /^(?:module\.)?exports\.([\w$]+)\s*=/;
const PYTHON = /^(?:async\s+)?(def|class)\s+(\w+)/;
const GO = /^func\s+(\([^)]*\)\s*)?(\w+)|^type\s+(\w+)(?:\[[^\]]*\])?\s+struct\b/;
const RUST =
  /^\s{0,4}(pub(?:\([^)]*\))?\s+)?(?:(?:async|unsafe|const|extern\s+"[^"]*")\s+)*(fn|struct|enum|trait)\s+(\w+)/;

function readScript(code: string): Declaration | null {
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

function readGo(code: string): Declaration | null {
  const match = GO.exec(code);
  const name = match?.[2] ?? match?.[3];
  if (match === null || name === undefined) return null;
  const kind = match[3] !== undefined ? 'class' : match[1] === undefined ? 'function' : 'method';
  return { name, kind, exported: /^[A-Z]/.test(name) };
}

function readPython(code: string): Declaration | null {
  const [, word, name] = PYTHON.exec(code) ?? [];
  if (name === undefined) return null;
  return { name, kind: word === 'def' ? 'function' : 'class', exported: !name.startsWith('_') };
}

function readRust(code: string): Declaration | null {
  const [, exported, word, name] = RUST.exec(code) ?? [];
  if (name === undefined) return null;
  const inner = /^\s/.test(code);
  return { name, kind: word !== 'fn' ? 'class' : inner ? 'method' : 'function', exported: exported?.trim() === 'pub' };
}

const JVM_WORDS =
  '(?:public|protected|internal|abstract|final|static|sealed|non-sealed|strictfp|open|data|inline|value)';
const JVM_TYPE = new RegExp(
  `^(?:@[\\w.]+\\s+)*(?:${JVM_WORDS}\\s+)*(?:annotation\\s+|enum\\s+)?(?:fun\\s+)?(class|interface|enum|record|object)\\s+(\\w+)`,
);
const JAVA_METHOD =
  /^(?: {2,8}|\t)(?:(?:public|protected|static|final|synchronized|abstract|default|native)\s+)*(?:<[\w ,?&]+>\s+)?([\w.]+)(?:<[\w ,?&<>.[\]]*>)?(?:\[\])*\s+(\w+)\s*\(/;
const KOTLIN_FUNCTION =
  /^(\s*)(?:(?:public|internal|protected|open|override|suspend|inline|operator|infix|tailrec|final|abstract)\s+)*fun\s+(?:<[^>]*>\s*)?(?:[\w.<>?]+\.)?(\w+)\s*\(/;
const NO_TYPE = /^(?:return|new|throw|else|case|assert|private|class|do|yield)$/;

function readJava(code: string): Declaration | null {
  const type = JVM_TYPE.exec(code)?.[2];
  if (type !== undefined) return { name: type, kind: 'class', exported: true };
  const [, result = '', name] = JAVA_METHOD.exec(code) ?? [];
  return name === undefined || NO_TYPE.test(result) ? null : { name, kind: 'method', exported: true };
}

function readKotlin(code: string): Declaration | null {
  const type = JVM_TYPE.exec(code)?.[2];
  if (type !== undefined) return { name: type, kind: 'class', exported: true };
  const [, indent = '', name] = KOTLIN_FUNCTION.exec(code) ?? [];
  return name === undefined ? null : { name, kind: indent === '' ? 'function' : 'method', exported: true };
}

const C_FUNCTION =
  /^(?!(?:typedef|return|else|if|for|while|switch|using|case|do|goto|extern\s+"C")\b)[\w*&:<>,\s]*?\b([A-Za-z_~][\w:~]*)\s*\(/;
const C_VALUE =
  /^(static\s+)?(?:(?:const|volatile|extern|unsigned|struct|enum)\s+)*\w+[\s*]+(\w+)(?:\[[^\]]*\])*\s*=\s*\{?/;
const MACRO = /^[A-Z][A-Z0-9_]*$/;

/** Whether a body follows rather than the end of a declaration. */
function hasBody(code: readonly string[], at: number): boolean {
  for (let line = at; line < Math.min(code.length, at + 15); line += 1) {
    const mark = /[;{]/.exec(code[line] ?? '')?.[0];
    if (mark !== undefined) return mark === '{';
  }
  return false;
}

function readC(line: string, at: number, code: readonly string[]): Declaration | null {
  if (!/^[A-Za-z_]/.test(line)) return null;
  const text = line.slice(0, 300);
  const called = C_FUNCTION.exec(text)?.[1];
  if (called !== undefined) {
    const parts = called.split('::').filter(Boolean);
    const name = parts.at(-1) ?? '';
    if (MACRO.test(name) || name === 'main' || !hasBody(code, at)) return null;
    // A member is found under its class, which the header defines.
    const type = parts.at(-2);
    if (type !== undefined) return { name: type, kind: 'class', exported: true };
    const isStatic = /\bstatic\b/.test(text) || /^static\b[^;{}()]*$/.test(code[at - 1] ?? '');
    return { name, kind: 'function', exported: !isStatic };
  }
  const [, isStatic, value] = C_VALUE.exec(text) ?? [];
  return value === undefined ? null : { name: value, kind: 'value', exported: isStatic === undefined };
}

const RUBY_TYPE =
  /^\s*(?:class|module)\s+(?:[A-Z]\w*::)*([A-Z]\w*)|^\s*([A-Z]\w*)\s*=\s*(?:Struct|Class|Module|Data)\.(?:new|define)\b/;
const RUBY_METHOD = /^(\s*)def\s+(?:self\.)?([a-z_]\w*)/;

function readRuby(code: string): Declaration | null {
  const type = RUBY_TYPE.exec(code);
  const name = type?.[1] ?? type?.[2];
  if (name !== undefined) return { name, kind: 'class', exported: true };
  const [, indent = '', method] = RUBY_METHOD.exec(code) ?? [];
  return method === undefined ? null : { name: method, kind: indent === '' ? 'function' : 'method', exported: true };
}

const PHP_TYPE = /^\s*(?:(?:abstract|final|readonly)\s+)*(?:class|interface|trait|enum)\s+([A-Za-z_]\w*)/;
const PHP_FUNCTION = /^\s*((?:(?:public|protected|private|static|final|abstract)\s+)*)function\s+&?([A-Za-z_]\w*)/;

function readPhp(code: string): Declaration | null {
  const type = PHP_TYPE.exec(code)?.[1];
  if (type !== undefined) return { name: type, kind: 'class', exported: true };
  const [, words = '', name] = PHP_FUNCTION.exec(code) ?? [];
  if (name === undefined || /\b(?:private|protected)\b/.test(words)) return null;
  return { name, kind: /^\s/.test(code) || words !== '' ? 'method' : 'function', exported: true };
}

export const READERS: Record<Language, Reader> = {
  typescript: readScript,
  javascript: readScript,
  python: readPython,
  go: readGo,
  rust: readRust,
  java: readJava,
  kotlin: readKotlin,
  c: readC,
  ruby: readRuby,
  php: readPhp,
};

// Every type may have these, so a test that calls one says nothing of the file that defines it.
const OBJECT_METHODS = new Set(
  (
    'accept add all apply build call check clear clone close compare configure contains count create current delete each empty ' +
    'equals execute exists filter find first format from get handle has hash hashCode id index init initialize inspect invoke ' +
    'isEmpty iterator join key keys last length list load log main make map merge name new next of open parse perform print ' +
    'process put read register remove render reset resolve run save send set setUp setup show size start stop store test to_a ' +
    'to_h to_json to_s toArray toJson toString transform update valid validate value values visit with write'
  ).split(' '),
);

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
  java: OBJECT_METHODS,
  kotlin: OBJECT_METHODS,
  ruby: OBJECT_METHODS,
  php: OBJECT_METHODS,
};

/** Whether using the name shows which file is meant: methods that many types have do not. */
export const isTelling = ({ kind, name }: Declaration, language: Language | null): boolean =>
  kind !== 'method' || language === null || !COMMON_METHODS[language]?.has(name);
