/** What a path of the tree is for, by the conventions of its language. */
import type { Language, SourceFile } from '../domain/evidence.ts';
import { languageOf } from '../domain/tooling.ts';

const TEST_FOLDER = /(?:^|\/)(?:tests?|__tests__|specs?|e2e|integration[-_]tests?)\//i;
/** Maven and Gradle name a source set by its folder; below `src/main` a package may be called `test`. */
const JVM_TEST =
  /(?:^|\/)src\/(?!main\/)(?:\w*[tT]est(?:Fixtures)?|it|e2e)\/|^(?!(?:.*\/)?src\/main\/)(?:.*\/)?tests?\//;
const JVM_NAME = String.raw`(?:^|\/)(?:Test[A-Z]\w*|\w+(?:Tests?|TestCase)|\w*[a-z0-9](?:IT|ITCase))`;
/** A library may hold what helps to test other code: the first folder that tells decides. */
const LIBRARY_FIRST = /^(?:[^/]+\/)*?(?:(lib|app|src)|tests?|specs?|features)\//i;

const TEST_NAMES: Record<Language, RegExp> = {
  typescript: /[.-](?:test|tests|spec|e2e|cy)\.[cm]?tsx?$|(?:^|\/)tests?\.[cm]?tsx?$/i,
  javascript: /[.-](?:test|tests|spec|e2e|cy)\.[cm]?jsx?$|(?:^|\/)tests?\.[cm]?jsx?$/i,
  python: /(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests?|conftest)\.py$/,
  go: /_test\.go$/,
  rust: /(?:^|\/|_)tests?\.rs$|_test\.rs$/,
  java: new RegExp(`^(?!(?:.*/)?src/main/).*${JVM_NAME}\\.java$`),
  kotlin: new RegExp(`^(?!(?:.*/)?src/main/).*${JVM_NAME}\\.kt$`),
  c: /[-_](?:tests?|unittests?|spec|gtest)\.(?:c|cc|cpp|cxx)$|(?:^|\/)(?:tests?|unittests?|gtest)[-_][^/]*\.(?:c|cc|cpp|cxx)$|\wTests?\.(?:c|cc|cpp|cxx)$/,
  ruby: /_(?:spec|test)\.rb$/,
  php: /\w(?:Test|Cest)\.php$/,
};

const TEST_FOLDERS: Record<Language, (path: string) => boolean> = {
  typescript: (path) => TEST_FOLDER.test(path),
  javascript: (path) => TEST_FOLDER.test(path),
  python: (path) => TEST_FOLDER.test(path),
  // Go keeps its tests beside the source by name alone, so there a folder called `test` proves nothing.
  go: () => false,
  rust: (path) => TEST_FOLDER.test(path),
  java: (path) => JVM_TEST.test(path),
  kotlin: (path) => JVM_TEST.test(path),
  c: (path) => TEST_FOLDER.test(path) || /(?:^|\/)(?:testsuite|unit[-_]?tests?|gtest|t)\//i.test(path),
  ruby: (path) => /(?:^|\/)(?:tests?|specs?|features)\//.test(path) && LIBRARY_FIRST.exec(path)?.[1] === undefined,
  php: (path) =>
    /(?:^|\/)Tests\//.test(path) ||
    (/(?:^|\/)(?:tests?|specs?)\//i.test(path) && LIBRARY_FIRST.exec(path)?.[1] === undefined),
};

const MANIFEST = new RegExp(
  `(?:^|/)(?:${[
    'package\\.json|deno\\.jsonc?|pnpm-workspace\\.yaml|tsconfig[^/]*\\.json|biome\\.jsonc?',
    'pyproject\\.toml|setup\\.(?:py|cfg)|tox\\.ini|noxfile\\.py|pytest\\.ini|\\.?ruff\\.toml|mypy\\.ini|requirements[^/]*\\.txt|Pipfile',
    'go\\.mod|go\\.work|\\.golangci\\.ya?ml|Cargo\\.toml|clippy\\.toml|rustfmt\\.toml',
    'pom\\.xml|(?:build|settings)\\.gradle(?:\\.kts)?|gradle\\.properties|checkstyle\\.xml|build\\.xml',
    'Gemfile|Rakefile|[^/]+\\.gemspec|\\.rspec|\\.rubocop\\.yml|\\.standard\\.yml',
    'composer\\.json|phpunit\\.xml(?:\\.dist)?|phpstan\\.neon(?:\\.dist)?|psalm\\.xml(?:\\.dist)?',
    '\\.?phpcs\\.xml(?:\\.dist)?|\\.php-cs-fixer(?:\\.dist)?\\.php|pint\\.json',
    'CMakeLists\\.txt|CMakePresets\\.json|meson\\.build|configure\\.ac|Makefile\\.am|\\.clang-(?:tidy|format)',
    'Makefile|GNUmakefile|[Jj]ustfile',
  ].join('|')})$`,
);
const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/;
const PROSE =
  /\.(?:md|mdx|markdown|rst|txt|adoc|org|tex|html?)$|(?:^|\/)(?:README|LICEN[CS]E|CHANGELOG|CONTRIBUTING|NOTICE|AUTHORS|CODEOWNERS)[^/]*$/i;
const CODE_LIKE = /\.(?:sh|bash|ya?ml|toml)$/i;

export function roleOf(path: string): SourceFile['role'] {
  if (WORKFLOW.test(path)) return 'workflow';
  if (MANIFEST.test(path)) return 'manifest';
  const language = languageOf(path);
  if (language === null) return PROSE.test(path) && !CODE_LIKE.test(path) ? 'prose' : 'other';
  return TEST_NAMES[language].test(path) || TEST_FOLDERS[language](path) ? 'test' : 'source';
}
