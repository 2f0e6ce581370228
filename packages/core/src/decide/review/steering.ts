/** Files that say what a check runs: where a pull request changes them, its checks judge by its own measure. */

import { isRead } from '../../domain/patch.ts';
import type { PullFile } from '../../domain/pull-request.ts';
import { codeLines } from './code.ts';
import { plainWords } from './commands.ts';
import { isTest } from './paths.ts';
import { steersManifest, steersSection } from './settings.ts';

interface Steering {
  /** The programs whose runs it steers, as plain words have them. */
  programs: RegExp;
  files: RegExp;
  /** Whether these say which tests run, or how; otherwise they steer linters and the like. */
  tests: boolean;
  /** Whether this change is such a one; without it any that says something is. */
  by?: (file: PullFile) => boolean;
}

const SCRIPT = '[cm]?[jt]sx?';
const byManifest = { tests: true, by: steersManifest };
const PYTHON = /^(?:pytest|unittest|nose2?|coverage|python3?)\b/;
const NODE = /^(?:vitest|jest|mocha|ava|tap|c8|nyc|jasmine|karma|playwright|cypress|node|tsx|ts-node|bun|deno)\b/;
const GO = /^(?:go|gotestsum)\b/;
const CARGO = /^cargo\b/;
const JVM = /^(?:mvn|gradle)\b/;
const RUBY = /^(?:rspec|rake|rails|ruby|minitest|bin\/rails)\b/;
const PHP = /^(?:(?:\S*\/)?(?:phpunit|pest|paratest|codecept|behat)|php|composer)\b/;
const NATIVE = /^(?:ctest|cmake|meson|ninja|make|bazel)\b/;
const LINTERS =
  /^(?:ruff|flake8|pylint|mypy|pyright|black|isort|eslint|biome|prettier|tsc|oxlint|stylelint|golangci-lint|staticcheck|cargo clippy|clippy|rubocop|phpstan|psalm|phpcs|checkstyle|ktlint|detekt|clang-tidy|markdownlint\S*|yamllint)\b/;

const STEERING: readonly Steering[] = [
  { programs: /^make\b/, files: /(?:^|\/)(?:GNU)?[Mm]akefile(?:\.\w+)?$|\.mk$/, tests: true },
  { programs: /^just\b/, files: /(?:^|\/)\.?[Jj]ustfile$|\.just$/, tests: true },
  { programs: /^task\b/, files: /(?:^|\/)[Tt]askfile(?:\.dist)?\.ya?ml$/, tests: true },
  { programs: /^mise\b/, files: /(?:^|\/)\.?mise(?:\.\w+)?\.toml$/, tests: true },
  { programs: /^tox\b/, files: /(?:^|\/)tox\.ini$/, tests: true },
  { programs: /^tox\b/, files: /(?:^|\/)(?:pyproject\.toml|setup\.cfg)$/, ...byManifest },
  { programs: /^nox\b/, files: /(?:^|\/)noxfile\.py$/, tests: true },
  { programs: /^(?:turbo|nx|lerna|lage|wireit)\b/, files: /(?:^|\/)(?:turbo|nx|lerna|project)\.json$/, tests: true },
  {
    programs: /^(?:docker|podman)\b/,
    files: /(?:^|\/)(?:Dockerfile[\w.-]*|(?:docker-)?compose[\w.-]*\.ya?ml)$/,
    tests: false,
  },
  { programs: /^pants\b/, files: /(?:^|\/)(?:pants[\w.]*\.toml|BUILD)$/, tests: true },
  {
    programs: PYTHON,
    files:
      /(?:^|\/)(?:\.?pytest\.ini|\.?pytest\.toml|conftest\.py|(?:site|user)customize\.py|_?pytest(?:\.py$|\/.*)|unittest(?:\.py$|\/.*))$|\.pth$/,
    tests: true,
  },
  { programs: PYTHON, files: /(?:^|\/)(?:tox\.ini|setup\.cfg|pyproject\.toml)$/, ...byManifest },
  { programs: PYTHON, files: /(?:^|\/)__init__\.py$/, tests: true, by: ({ path }) => isTest(path) },
  {
    programs: NODE,
    files: new RegExp(
      `(?:^|/)(?:vitest|vite|jest|ava|karma|jasmine|playwright|cypress|mocha|tap|babel|wtr|web-test-runner|nyc|swc)(?:[.-][\\w-]+)*\\.(?:config|workspace|projects|setup|preset)(?:[.-][\\w-]+)*\\.(?:${SCRIPT}|json)$`,
    ),
    tests: true,
  },
  {
    programs: NODE,
    files:
      /(?:^|\/)(?:\.(?:mocharc|taprc|jestrc|babelrc|swcrc|nycrc|c8rc)(?:\.\w+)?|mocha\.opts|jasmine\.json|bunfig\.toml|deno\.jsonc?)$|(?:^|\/)__mocks__\//,
    tests: true,
  },
  {
    programs: NODE,
    files: new RegExp(
      `(?:^|/)(?:(?:vitest|jest|mocha|tests?|global|tap)[.-]?)?(?:setup|teardown|environment|preset|reporter|globals?)(?:[.-]?(?:vitest|jest|mocha|tests?|files?|env))?\\.${SCRIPT}$`,
      'i',
    ),
    tests: true,
    by: ({ path }) => isTest(path) || !path.includes('/') || /(?:test|jest|mocha)[^/]*$/i.test(path),
  },
  { programs: NODE, files: /(?:^|\/)package\.json$/, ...byManifest },
  { programs: /^(?:npm|pnpm|yarn)\b/, files: /(?:^|\/)package\.json$/, ...byManifest },
  { programs: GO, files: /(?:^|\/)(?:go\.work|vendor\/modules\.txt|go\.env)$/, tests: true },
  { programs: GO, files: /(?:^|\/)go\.mod$/, ...byManifest },
  {
    programs: CARGO,
    files:
      /(?:^|\/)(?:\.cargo\/config(?:\.toml)?|build\.rs|rust-toolchain(?:\.toml)?|\.config\/nextest\.toml|nextest\.toml)$/,
    tests: true,
  },
  { programs: CARGO, files: /(?:^|\/)Cargo\.toml$/, ...byManifest },
  {
    programs: JVM,
    files:
      /(?:^|\/)(?:\.mvn\/.*|mvnw(?:\.cmd)?|gradlew(?:\.bat)?|gradle\.properties|init\.gradle(?:\.kts)?|gradle\/.*(?<!\.versions\.toml)|buildSrc\/.*|junit-platform\.properties|META-INF\/services\/.*|testng[\w-]*\.xml|kotest\.properties)$/,
    tests: true,
  },
  { programs: JVM, files: /(?:^|\/)(?:pom\.xml|(?:build|settings)\.gradle(?:\.kts)?)$/, ...byManifest },
  {
    programs: RUBY,
    files:
      /(?:^|\/)(?:\.rspec(?:-local)?|(?:spec|rails|test)_helper\.rb|[Rr]akefile(?:\.rb)?|\.minitest\.rb|config\/environments\/test\.rb|\.simplecov)$|\.rake$|(?:^|\/)(?:spec|test)\/support\/.*\.rb$/,
    tests: true,
  },
  { programs: RUBY, files: /(?:^|\/)(?:Gemfile|[^/]+\.gemspec)$/, ...byManifest },
  {
    programs: PHP,
    files:
      /(?:^|\/)(?:phpunit[\w.-]*\.xml(?:\.dist)?|tests?\/(?:bootstrap|Pest|TestCase)\.php|codeception[\w.-]*\.ya?ml|behat[\w.-]*\.ya?ml)$/,
    tests: true,
  },
  { programs: PHP, files: /(?:^|\/)composer\.json$/, ...byManifest },
  {
    programs: NATIVE,
    files: /(?:^|\/)(?:CTest\w*\.cmake|CMakePresets\.json|CMakeUserPresets\.json|\.bazelrc|configure\.ac)$/,
    tests: true,
  },
  {
    programs: NATIVE,
    files: /(?:^|\/)(?:CMakeLists\.txt|[\w.-]+\.cmake|meson\.build|BUILD(?:\.bazel)?)$/,
    ...byManifest,
  },
  {
    programs: LINTERS,
    files:
      /(?:^|\/)(?:\.?ruff\.toml|\.flake8|\.pylintrc|pylintrc|\.?mypy\.ini|pyrightconfig\.json|\.isort\.cfg|\.?eslint[\w.-]*|\.eslintignore|biome\.jsonc?|\.?prettier[\w.-]*|tsconfig[\w.-]*\.json|\.?oxlint[\w.-]*|\.?stylelint[\w.-]*|\.golangci\.\w+|staticcheck\.conf|\.?clippy\.toml|\.rubocop[\w.-]*|phpstan[\w.-]*|psalm[\w.-]*|phpcs\.xml[\w.]*|checkstyle\.xml|\.editorconfig|detekt\.yml|\.clang-tidy|\.markdownlint[\w.-]*|\.yamllint[\w.]*)$/,
    tests: false,
  },
  {
    programs: LINTERS,
    files: /(?:^|\/)(?:pyproject\.toml|setup\.cfg|tox\.ini)$/,
    tests: false,
    by: (file) => steersSection(file, /ruff|flake8|pylint|mypy|pyright|black|isort|pycodestyle/),
  },
];

/** Blanks, comments and a line of documentation say nothing. */
function saysSomething(file: PullFile): boolean {
  if (!isRead(file) || file.status === 'renamed' || file.status === 'removed') return true;
  return codeLines(file).some(({ kind, code }) => kind !== 'kept' && /[^\s"']/.test(code));
}

const applies = ({ files, by }: Steering, file: PullFile): boolean =>
  [file.path, file.before ?? ''].some((path) => files.test(path)) &&
  saysSomething(file) &&
  (by === undefined || !isRead(file) || by(file));

/** Whether a file of this name is there to steer tests, whatever it says. */
export const isSteering = (path: string): boolean =>
  STEERING.some(({ files, tests, by }) => tests && by === undefined && files.test(path));

/** Whether a pull request changes by this file which tests run, or how. */
export const steersTests = (file: PullFile): boolean =>
  STEERING.some((steering) => steering.tests && applies(steering, file));

/** What may start any program, where it is not known what it starts. */
const STARTERS =
  /^(?:npm|pnpm|yarn|bun|composer|make|just|task|mise|tox|nox|turbo|nx|lerna|lage|hatch|pdm|poe|docker|podman|sh|bash|\.\/\S+|\S+\.(?:sh|bash))(?:\s|$)/;
/** Programs of the project itself that a command starts. */
const OWN =
  /\.(?:sh|bash|js|mjs|cjs|rb|pl)$|(?:^|\/)(?:scripts?|tools?|bin|ci|\.ci|hack|build|dev)\/.*\.(?:py|[cm]?ts|php|go)$/;
const TEST_FILE = /(?:^|\/)(?:tests?|spec|__tests__)\/|[._-](?:test|spec)\./;

/** The changed file that says what one of these commands does; null where the pull request leaves that alone. */
export function redefinedBy(commands: readonly string[], files: readonly PullFile[]): string | null {
  const plain = commands.map((command) => plainWords(command).join(' ')).filter((words) => words !== '');
  // Of a script that is known, what it starts is among these.
  const isOpen = plain.every((words) => STARTERS.test(words));
  const words = new Set(plain.flatMap((line) => line.split(' ')).map((word) => word.replace(/^\.\//, '')));
  const found = files.find(
    (file) =>
      (words.has(file.path) && OWN.test(file.path) && !TEST_FILE.test(file.path)) ||
      STEERING.some(
        (steering) =>
          (plain.some((line) => steering.programs.test(line)) || (isOpen && steering.tests)) && applies(steering, file),
      ),
  );
  return found?.path ?? null;
}
