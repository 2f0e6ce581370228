/** Manifests say many things: which of their changed lines may say what a check runs. What is not known for harmless may. */
import type { PullFile } from '../../domain/pull-request.ts';
import { type CodeLine, codeHunks } from './code.ts';

/** A changed line, and the section it stands in; null where the patch does not show one. */
type Reader = (line: string, section: string | null) => boolean;

/** Longer lines are no person's, and not read. */
const MOST = 1_000;

const ONE = '(?:[~^<>=]=?|v)?\\s?\\d+(?:\\.(?:\\d+|[xX*]))*(?:[-+][\\w.+-]+)?';
const VERSION = `${ONE}(?:(?:\\s*\\|\\|?\\s*|\\s+-\\s+|\\s*,\\s*|\\s+)${ONE})*|\\*|latest|workspace:[*^~\\d.]*`;
const JSON_HARMLESS = new RegExp(
  `^(?:[{}\\]]+|"[\\w@./-]+":\\s*"(?:${VERSION})"|"(?:dev|peer|optional|bundle)?[dD]ependencies":\\s*\\{\\}?|"require(?:-dev)?":\\s*\\{|"(?:version|description|license|author|homepage|funding|keywords|repository|bugs|url|email)":\\s*"[^"]*"|"engines":\\s*\\{)$`,
);
const json: Reader = (line) => !JSON_HARMLESS.test(line.replace(/,$/, ''));

const OPTION = /^["']?--?[a-z]/i;
const PYTEST =
  /pytest|addopts|testpaths|python_(?:files|classes|functions)|norecursedirs|deselect|collect|usefixtures|filterwarnings|xfail_strict|pythonpath|confcutdir|required_plugins|test[-_](?:suite|command|loader|runner)/;
const PYTHON_SECTIONS = /pytest|tox|nose|unittest|coverage|hatch|nox|pdm\.scripts|poe|taskipy|entry[-_.]points|aliases/;
/** Settings of one tool beside those of others: what stands in another's section is that one's. */
const python: Reader = (line, section) =>
  PYTEST.test(line) || (section === null ? OPTION.test(line) : PYTHON_SECTIONS.test(section));

const TOML_DEPENDENCY = /^["']?[\w.-]+["']?\s*=\s*(?:"[\d~^<>=* ][^"]*"|\{.*\})$/;
const CARGO_ABOUT =
  /^(?:name|version|description|license(?:-file)?|authors|keywords|categories|repository|readme|homepage|documentation|edition|rust-version)(?:\.workspace)?\s*=/;
const cargo: Reader = (line, section) => {
  if (/\b(?:path|git|registry|package)\s*=/.test(line) || /\[\[|\b(?:test|harness|autotests|doctest)\b/.test(line))
    return true;
  if (/^\[(?:[\w.'"()= -]+\.)?(?:(?:dev-|build-)?dependencies|features|package)(?:\.[\w-]+)?\]$/.test(line))
    return false;
  if (section !== null && /dependencies(?:\.[\w-]+)?$|^features$/.test(section)) return false;
  if (section === null || /^(?:workspace\.)?package$/.test(section))
    return !CARGO_ABOUT.test(line) && !(section === null && TOML_DEPENDENCY.test(line));
  return true;
};

const goMod: Reader = (line) =>
  !/^(?:module\s.*|go\s+[\d.]+|toolchain\s.*|require\s*\(|require\s+\S+\s+v\S+|\)|[\w.~-]+\.[\w.~-]+\/\S+\s+v\S+)$/.test(
    line.replace(/\s*\/\/.*$/, ''),
  );

const POM =
  /^(?:<\/?(?:dependency|dependencies|dependencyManagement|properties|licenses?|developers?|scm)>|<(groupId|artifactId|version|scope|type|optional|name|description|url|[\w.-]*version)>[^<]*<\/\1>)+$/;
const pom: Reader = (line) => !POM.test(line);

const GRADLE =
  /^(?:[{}]+|(?:dependencies|repositories|plugins)\s*\{|(?:\w*[iI]mplementation|\w*[aA]pi|\w*[cC]ompileOnly|\w*[rR]untimeOnly|kapt|ksp|annotationProcessor)[\s(]+(?:platform\()?(?:["'][\w.:$@{}-]+["']|libs\.[\w.]+)\)*|(?:id|kotlin)[\s(]+["'][\w.-]+["']\)?(?:\s+version\s+["'][\w.-]+["'])?|(?:version|group|description)\s*=?\s*["'][\w .:${}-]*["']|mavenCentral\(\)|google\(\))$/;
const gradle: Reader = (line) => !GRADLE.test(line);

const gems: Reader = (line) =>
  !/^(?:gem\s+["'][\w-]+["'](?:,\s*["'][~<>= \d.]+["'])*(?:,\s*require:\s*\w+)?|\w+\.(?:add_(?:\w+_)?dependency[\s(]+["'][\w-]+["'](?:,\s*["'][~<>= \d.]+["'])*\)?|(?:version|summary|description|license|homepage|authors?|email)\s*=\s*["'][^"'#]*["'])|group\s+[\w:, ]+\bdo|end|(?:source|ruby)\s+["'][^"'#]*["'])$/.test(
    line,
  );

/** Names of files, and what a target is made of; nothing that speaks of tests. */
const cmake: Reader = (line) =>
  /test|check|return\s*\(|exclude|disabled/i.test(line) ||
  !/^(?:[\w./${}-]+\.\w+\)?|[)\]]|(?:add_library|add_executable|target_\w+|find_package|project|cmake_minimum_required|set_target_properties|install|executable|library|dependency)\s*\(.*|(?:PUBLIC|PRIVATE|INTERFACE)\b.*|['"][\w./-]+['"],?)$/.test(
    line,
  );

const READERS: readonly [RegExp, Reader][] = [
  [/(?:package|composer)\.json$/, json],
  [/(?:pyproject\.toml|\.cfg|\.ini)$/, python],
  [/Cargo\.toml$/, cargo],
  [/go\.mod$/, goMod],
  [/pom\.xml$/, pom],
  [/\.gradle(?:\.kts)?$/, gradle],
  [/(?:Gemfile|\.gemspec)$/, gems],
  [/./, cmake],
];

function sectionOf(lines: readonly CodeLine[], at: number): string | null {
  const own = lines.slice(0, at + 1).findLast(({ text }) => /^\s*\[+[\w.:"' -]+\]+\s*$/.test(text));
  return own === undefined ? null : own.text.replace(/[[\]"'\s]/g, '');
}

/** Whether a changed line of a manifest may say what a check runs. */
export function steersManifest(file: PullFile): boolean {
  const read = READERS.find(([name]) => name.test(file.path))?.[1];
  return codeHunks(file).some((hunk) =>
    hunk.some(({ kind, bare, code }, at) => {
      if (kind === 'kept' || code.trim() === '' || read === undefined) return false;
      return bare.length > MOST || read(bare.trim(), sectionOf(hunk, at));
    }),
  );
}

/** Whether a changed line stands in a section of such a name, or in one that is not shown. */
export function steersSection(file: PullFile, name: RegExp): boolean {
  const isNamed = (section: string | null): boolean => section === null || name.test(section);
  return codeHunks(file).some((hunk) =>
    hunk.some(({ kind, code }, at) => kind !== 'kept' && code.trim() !== '' && isNamed(sectionOf(hunk, at))),
  );
}
