/** Manifests and settings that a pull request changes: which of them say what a check runs. */
import { describe, expect, it } from 'vitest';
import { CI, changed, check, criterion, pull, review, suite, taskWith } from '../../support/pulls.ts';

describe('a manifest is read line by line: what is required may change, what a check runs may not', () => {
  const task = (path: string, command: string) =>
    taskWith([criterion('command', 'The whole suite passes.', command), criterion('ci', 'It passes.', 'ci')], {
      scope: { paths: [path], not: [] },
    });
  const judged = (path: string, before: string, after: string, run: string) =>
    review(pull({ files: [changed(path, before, after)], suites: [suite({ checks: [check('test')] })] }), {
      task: task(path, run),
      files: [{ ...CI, text: CI.text.replace(/- run: \|[\s\S]*pytest\n/, `- run: ${run}\n`) }],
    });

  const PACKAGE =
    '{\n  "scripts": {\n    "test": "vitest run"\n  },\n  "devDependencies": {\n    "left": "^1.0.0"\n  }\n}\n';
  const CARGO = '[package]\nname = "dur"\nversion = "1.0.0"\n\n[dependencies]\nserde = "1.0"\n\n[lib]\nname = "dur"\n';
  const POM =
    '<project>\n  <dependency>\n    <version>1.0</version>\n  </dependency>\n  <build>\n  </build>\n</project>\n';
  const GRADLE =
    'dependencies {\n    testImplementation("org.junit:junit:5.0")\n}\n\ntasks.test {\n    useJUnitPlatform()\n}\n';
  const PROJECT =
    '[project]\nname = "dur"\nversion = "1.0"\n\n[tool.ruff]\nline-length = 100\n\n[tool.pytest.ini_options]\nminversion = "8"\n';
  const MODULE = 'module example.org/dur\n\ngo 1.22\n\nrequire github.com/a/b v1.0.0 // indirect\n';
  const GEMS = "source 'https://rubygems.org'\ngem 'rspec', '~> 3.0'\n";
  const CMAKE = 'project(dur)\nadd_library(dur\n  src/a.cpp\n)\nenable_testing()\nadd_test(NAME parse COMMAND parse)\n';

  it.each<[string, string, string, string, string]>([
    ['a version', 'package.json', PACKAGE, PACKAGE.replace('^1.0.0', '^2.0.0 || ^3.1.0-rc.1'), 'npm test'],
    [
      'a crate',
      'Cargo.toml',
      CARGO,
      CARGO.replace('serde = "1.0"', 'serde = { version = "1.1", features = ["derive"] }'),
      'cargo test',
    ],
    ['a dependency', 'pom.xml', POM, POM.replace('1.0', '1.1'), 'mvn test'],
    ['a library', 'build.gradle.kts', GRADLE, GRADLE.replace('5.0', '5.1'), './gradlew test'],
    ['another tool', 'pyproject.toml', PROJECT, PROJECT.replace('100', '140'), 'pytest'],
    ['a module', 'go.mod', MODULE, MODULE.replace('v1.0.0', 'v1.1.0'), 'go test ./...'],
    ['a gem', 'Gemfile', GEMS, GEMS.replace('3.0', '3.1'), 'bundle exec rspec'],
    ['a source file', 'CMakeLists.txt', CMAKE, CMAKE.replace('  src/a.cpp\n', '  src/a.cpp\n  src/b.cpp\n'), 'ctest'],
  ])('%s may change', (_, path, before, after, run) => {
    expect(judged(path, before, after, run).overall).toBe('accepted');
  });

  it.each<[string, string, string, string, string]>([
    ['a script', 'package.json', PACKAGE, PACKAGE.replace('vitest run', 'true'), 'npm test'],
    ['scripts on one line', 'package.json', PACKAGE, '{ "scripts": { "test": "true" } }\n', 'npm test'],
    [
      'a script beside what is harmless',
      'package.json',
      PACKAGE,
      PACKAGE.replace('  },\n  "dev', '  }, "license": "MIT", "scripts": { "test": "true" },\n  "dev'),
      'npm test',
    ],
    [
      'a script that looks like a version',
      'package.json',
      PACKAGE,
      PACKAGE.replace('vitest run', '1 || true'),
      'npm test',
    ],
    [
      'settings of Jest',
      'package.json',
      PACKAGE,
      PACKAGE.replace('{\n', '{\n  "jest": { "testMatch": ["none"] },\n'),
      'npx jest',
    ],
    [
      'settings of Mocha',
      'package.json',
      PACKAGE,
      PACKAGE.replace('{\n', '{\n  "mocha": { "spec": "none" },\n'),
      'npx mocha',
    ],
    [
      'settings of AVA',
      'package.json',
      PACKAGE,
      PACKAGE.replace('{\n', '{\n  "ava": { "files": ["none"] },\n'),
      'npx ava',
    ],
    ['another package of the name', 'package.json', PACKAGE, PACKAGE.replace('^1.0.0', 'file:./fake'), 'npm test'],
    ['what is built', 'Cargo.toml', CARGO, CARGO.replace('[lib]\n', '[lib]\ntest = false\n'), 'cargo test'],
    [
      'another crate of the name',
      'Cargo.toml',
      CARGO,
      CARGO.replace('serde = "1.0"', 'serde = { path = "fake" }'),
      'cargo test',
    ],
    ['settings of Cargo', '.cargo/config.toml', '', '[alias]\ntest = "version"\n', 'cargo test'],
    [
      'tests are skipped',
      'pom.xml',
      POM,
      POM.replace('<build>\n', '<build>\n    <skipTests>true</skipTests>\n'),
      'mvn test',
    ],
    ['settings of Maven', '.mvn/maven.config', '', '-DskipTests\n', 'mvn test'],
    [
      'a task is switched off',
      'build.gradle.kts',
      GRADLE,
      GRADLE.replace('useJUnitPlatform()', 'enabled = false'),
      './gradlew test',
    ],
    [
      'settings of pytest',
      'pyproject.toml',
      PROJECT,
      PROJECT.replace('minversion = "8"', 'minversion = "7"'),
      'pytest',
    ],
    ['options of pytest', 'tox.ini', '[pytest]\n', '[pytest]\naddopts = --deselect tests\n', 'pytest'],
    ['tox', 'tox.ini', '[testenv]\ncommands = pytest\n', '[testenv]\ncommands = true\n', 'tox'],
    ['another module of the name', 'go.mod', MODULE, `${MODULE}replace github.com/a/b => ./fake\n`, 'go test ./...'],
    ['another gem of the name', 'Gemfile', GEMS, GEMS.replace("'~> 3.0'", "path: 'fake'"), 'bundle exec rspec'],
    [
      'a test that is not registered',
      'CMakeLists.txt',
      CMAKE,
      CMAKE.replace('add_test(NAME parse COMMAND parse)\n', ''),
      'ctest',
    ],
    ['a program of the project', 'scripts/test.sh', 'pytest\n', 'true\n', './scripts/test.sh'],
  ])('%s is for a person to look at', (_, path, before, after, run) => {
    const { overall, criteria, gates } = judged(path, before, after, run);
    expect(overall).toBe('needs-person');
    expect(gates.map(({ gate }) => gate)).toEqual(path.endsWith('.sh') ? [] : ['tests']);
    expect(criteria[0]).toMatchObject({ ruling: 'unknown', reason: expect.stringContaining(path) });
  });
});
