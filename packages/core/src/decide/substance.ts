/** Whether a file holds anything that a test could be about, or stands apart: entries, settings, types, examples. */
import type { Language, SourceFile } from '../domain/evidence.ts';
import { withoutPackages } from '../domain/tooling.ts';
import { definitionsOf } from './definitions.ts';
import { isHeader } from './families.ts';
import { syntaxOf } from './syntax.ts';

const APART =
  /(?:^|\/)(?:examples?|samples?|demos?|docs?|scripts?|tools?|hack|bench(?:es|marks?)?|migrations?|alembic|types|typings|stubs|templates?|mocks?|__mocks__|testing|test[-_]?(?:utils?|helpers?|support)|storybook|\.storybook|\.github|website|ci|config)\//i;
const ENTRY =
  /(?:^|\/)(?:__main__|__init__|setup|manage|conftest|noxfile|wsgi|asgi|version|_version|settings|constants?|config|errors?|exceptions?|main|cli|index|mod|build|doc|types|[^/]*\.config|[^/]*\.stories|[^/]*\.d)\.(?:py|[cm]?[jt]sx?|go|rs)$|\.pyi$|(?:^|\/)cmd\/[^/]+\/[^/]+\.go$|(?:^|\/)src\/bin\//i;
const APART_LATER = /(?:^|\/)(?:migrate|initializers|database|db|bin|routes|public|views|resources|fuzz(?:ing)?)\//i;
const ENTRY_LATER: Partial<Record<Language, RegExp>> = {
  java: /(?:^|\/)(?:Main|\w*Application|package-info|module-info|\w+(?:Exception|Error|Config|Configuration|Properties|Constants|Dto|DTO|Entity))\.java$/,
  kotlin:
    /(?:^|\/)(?:Main|\w*Application|\w+(?:Exception|Error|Config|Configuration|Properties|Constants|Dto|DTO|Entity))\.kt$/,
  c: /(?:^|\/)(?:main|version)\.\w+$/,
  ruby: /(?:^|\/)(?:version|railtie|engine|application|boot|environment|routes|schema|seeds)\.rb$|\.rake$/,
  php: /(?:^|\/)(?:index|bootstrap|autoload|config|functions|Kernel|\w+(?:Exception|ServiceProvider|Interface|Migration|Seeder|Factory))\.php$|\.phtml$|\.blade\.php$/,
};
/** C for another language's interpreter is tested in that language. */
const HOSTED =
  /^[ \t]*#[ \t]*include[ \t]*[<"](?:Python|ruby|php|node_api|napi|jni|lua|lauxlib|postgres|R|Rcpp|perl)\.h[>"]/m;

export function isApart({ path, language, text }: SourceFile): boolean {
  const place = withoutPackages(path) || path.slice(path.lastIndexOf('/') + 1);
  if (APART.test(place) || ENTRY.test(path)) return true;
  if (language === 'go') return /^package main$/m.test(text);
  const entry = language === null ? undefined : ENTRY_LATER[language];
  if (entry === undefined) return false;
  return APART_LATER.test(place) || entry.test(path) || (language === 'c' && (isHeader(path) || HOSTED.test(text)));
}

/** Methods that hand a value on have nothing that could break. */
const TRIVIAL =
  /\b(?:(?:get|set|is|has|with)[A-Z]\w*|equals|hashCode|toString|__construct|__get|__set|jsonSerialize)\s*\(/;
const OPENS = /\)\s*(?::\s*\??[\w\\|]+\s*)?(?:throws\s[\w.,\s]{1,200})?\{\s*$/;
const CONTROL = /^\s*(?:\}\s*)?(?:if|for|foreach|while|switch|catch|else|elseif|try|do|synchronized|when|match)\b/;
const isMethod = (line: string): boolean => OPENS.test(line) && !CONTROL.test(line) && !TRIVIAL.test(line);

const BODIES: Record<Language, (line: string) => boolean> = {
  typescript: (line) => SCRIPT_BODY.test(line),
  javascript: (line) => SCRIPT_BODY.test(line),
  python: (line) => /^\s*(?:async\s+)?def\s/.test(line),
  go: (line) => /^func\s/.test(line),
  rust: (line) => /\bfn\s/.test(line),
  java: isMethod,
  kotlin: (line) => /\bfun\s/.test(line) && !TRIVIAL.test(line),
  c: () => false,
  ruby: (line) => /^\s*def\s/.test(line),
  php: (line) => /\bfunction\b/.test(line) && !TRIVIAL.test(line),
};
const SCRIPT_BODY = /=>|\bfunction\b|^\s+(?:async\s+)?[\w$#]+\([^)]*\)\s*(?::[^{]*)?\{/;

/** Types, constants and re-exports have nothing to run. */
export function hasBehaviour(file: SourceFile): boolean {
  const { language } = file;
  if (language === null) return false;
  if (language === 'c') return definitionsOf(file).filter(({ kind }) => kind !== 'value').length >= 2;
  return syntaxOf(file).code.filter((line) => BODIES[language](line)).length >= 2;
}
