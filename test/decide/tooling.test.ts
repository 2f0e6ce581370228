/** Detecting a project's commands: what it shows, and nothing that it does not have. */
import { detectTooling } from '@steward/core/decide/tooling.ts';
import { testCommandFor, toolsFor } from '@steward/core/domain/tooling.ts';
import { describe, expect, it } from 'vitest';
import { projectOf } from './rules/archive.ts';

const detect = (files: Record<string, string>) => detectTooling(projectOf(new Map(Object.entries(files))));
const workflow = (...runs: string[]) =>
  `name: CI\non: [push, pull_request]\njobs:\n  test:\n    steps:\n${runs.map((run) => `      - run: ${run}\n`).join('')}`;

describe('the tools of a TypeScript project', () => {
  const manifest = JSON.stringify({
    scripts: { test: 'vitest run', lint: 'biome check .', typecheck: 'tsc', build: 'tsup' },
    devDependencies: { vitest: '3', typescript: '5' },
  });

  it('are its scripts, through its package manager', () => {
    const tooling = detect({ 'package.json': manifest, 'pnpm-lock.yaml': '', 'src/a.ts': 'a' });
    expect(tooling.tools).toEqual({
      typescript: {
        test: { run: 'pnpm test', from: 'package.json' },
        testOne: { file: 'pnpm exec vitest run {path}', name: 'pnpm exec vitest run {path} -t {name}' },
        lint: { run: 'pnpm run lint', from: 'package.json' },
        types: { run: 'pnpm run typecheck', from: 'package.json' },
        build: { run: 'pnpm run build', from: 'package.json' },
      },
    });
    expect(testCommandFor(tooling, 'test/a.test.ts', 'reads a comma')).toBe(
      "pnpm exec vitest run test/a.test.ts -t 'reads a comma'",
    );
  });

  it('keep the flags with which node runs its tests', () => {
    const tooling = detect({
      'package.json': JSON.stringify({ scripts: { test: 'node --import tsx --test "test/*.test.ts"' } }),
      'src/a.js': 'a',
    });
    expect(testCommandFor(tooling, 'test/a.test.js')).toBe('node --import tsx --test test/a.test.js');
    expect(testCommandFor(tooling, 'test/a.test.js', 'opens')).toBe(
      'node --import tsx --test --test-name-pattern opens test/a.test.js',
    );
  });

  it('are none without a script: neither a placeholder nor a broken manifest names a command', () => {
    const placeholder = { scripts: { test: 'echo "Error: no test specified" && exit 1' } };
    expect(detect({ 'package.json': JSON.stringify(placeholder), 'a.js': 'a' }).tools).toEqual({});
    expect(detect({ 'package.json': '{ "scripts": ', 'a.js': 'a' }).tools).toEqual({});
    expect(
      detect({ 'package.json': '{"scripts": {"test": 5, "__proto__": {"lint": "x"}}}', 'a.js': 'a' }).tools,
    ).toEqual({});
    expect(detect({ 'a.js': 'a' }).tools).toEqual({});
  });

  it('are called from the root when the package lies below it', () => {
    const tooling = detect({ 'web/package.json': manifest, 'web/src/a.ts': 'a' });
    expect(tooling.tools.typescript?.test).toEqual({ run: 'npm --prefix web test', from: 'web/package.json' });
    expect(tooling.tools.typescript?.testOne).toBeUndefined();
  });
});

describe('the tools of a Python project', () => {
  it('come from its configuration', () => {
    const tooling = detect({
      'pyproject.toml': '[tool.pytest.ini_options]\n\n[tool.ruff]\nline-length = 100\n\n[tool.mypy]\nfiles = "src"\n',
      'src/a.py': 'a',
    });
    expect(tooling.tools.python).toEqual({
      test: { run: 'pytest', from: 'pyproject.toml' },
      testOne: { file: 'pytest {path}', name: 'pytest {path} -k {name}' },
      lint: { run: 'ruff check .', from: 'pyproject.toml' },
      types: { run: 'mypy', from: 'pyproject.toml' },
    });
    expect(testCommandFor(tooling, 'tests/test_parse.py', 'test_spaces')).toBe(
      'pytest tests/test_parse.py -k test_spaces',
    );
  });

  it('are taken as the workflow writes them, unless that cannot be pasted', () => {
    const { tools } = detect({
      '.github/workflows/ci.yml': workflow(
        'uv run pytest --cov',
        'uv run mypy src tests',
        `uv run ruff check ${'$'}{{ matrix.path }}`,
      ),
      'src/a.py': 'a',
    });
    expect(tools.python?.test).toEqual({ run: 'uv run pytest', from: '.github/workflows/ci.yml' });
    expect(tools.python?.types?.run).toBe('uv run mypy src tests');
    expect(tools.python?.lint?.run).toBe('uv run ruff check .');
  });

  it('are unittest, tox or make where nothing else is shown, and none where nothing is', () => {
    expect(
      detect({ '.github/workflows/ci.yml': workflow('python -m unittest discover'), 'a.py': 'a' }).tools.python?.test
        ?.run,
    ).toBe('python -m unittest discover');
    expect(detect({ 'tox.ini': '[tox]\n', 'a.py': 'a' }).tools.python?.test?.run).toBe('tox');
    expect(detect({ Makefile: 'test:\n\tpython run_tests.py\n', 'a.py': 'a' }).tools.python?.test?.run).toBe(
      'make test',
    );
    expect(detect({ 'a.py': 'a' }).tools).toEqual({});
  });
});

describe('the tools of compiled languages', () => {
  it('are those of the Go toolchain and the configured linter', () => {
    const tooling = detect({ 'go.mod': 'module a\n', '.golangci.yml': 'run: {}\n', 'store/a.go': 'package store' });
    expect(tooling.tools.go).toEqual({
      test: { run: 'go test ./...', from: 'go.mod' },
      testOne: { file: 'go test {directory}', name: 'go test {directory} -run {name}' },
      lint: { run: 'golangci-lint run', from: '.golangci.yml' },
      build: { run: 'go build ./...', from: 'go.mod' },
    });
    expect(testCommandFor(tooling, 'store/a_test.go', 'TestClose')).toBe('go test ./store -run TestClose');
    expect(testCommandFor(tooling, 'a_test.go')).toBe('go test .');
  });

  it('are those of cargo, and clippy only where it is in use', () => {
    const files = { 'Cargo.toml': '[package]\nname = "a"\n', 'src/a.rs': 'fn a() {}' };
    expect(detect(files).tools.rust).toEqual({
      test: { run: 'cargo test', from: 'Cargo.toml' },
      testOne: { name: 'cargo test {name}' },
      build: { run: 'cargo build', from: 'Cargo.toml' },
    });
    const used = detect({
      ...files,
      '.github/workflows/ci.yml': workflow('cargo clippy --all-targets -- -D warnings'),
    });
    expect(used.tools.rust?.lint?.run).toBe('cargo clippy --all-targets -- -D warnings');
  });
});

describe('the workflows and the changelog', () => {
  it('are named as people see them, and told apart by whether they test pull requests', () => {
    const { workflows } = detect({
      '.github/workflows/ci.yml': workflow('npm ci', 'npm test').replace('name: CI', 'name: "Tests" # all'),
      '.github/workflows/docs.yml': workflow('npm run docs'),
      '.github/workflows/nightly.yml':
        'on:\n  schedule:\n    - cron: "0 3 * * *"\njobs:\n  a:\n    steps:\n      - run: npm test\n',
      '.github/workflows/block.yml':
        'name: Block\non: pull_request\njobs:\n  a:\n    steps:\n      - run: |\n          # go test\n          cargo test\n',
      '.github/workflows/install.yml': workflow('npm ci'),
    });
    expect(workflows).toEqual([
      { name: 'Tests', path: '.github/workflows/ci.yml', runsTests: true },
      { name: 'CI', path: '.github/workflows/docs.yml', runsTests: false },
      { name: 'nightly.yml', path: '.github/workflows/nightly.yml', runsTests: false },
      { name: 'Block', path: '.github/workflows/block.yml', runsTests: true },
      { name: 'CI', path: '.github/workflows/install.yml', runsTests: false },
    ]);
  });

  it('count a changelog only with a place for what is unreleased', () => {
    expect(detect({ 'CHANGELOG.md': '# Changes\n\n## [Unreleased]\n' }).changelog).toBe('CHANGELOG.md');
    expect(detect({ 'CHANGELOG.md': '# Changes\n\n## 1.0\n' }).changelog).toBeNull();
  });
});

describe('the benchmarks of a project', () => {
  it('are those that it shows, run as its toolchain runs them', () => {
    const bench = (files: Record<string, string>) =>
      Object.values(detect(files).tools).map((tools) => tools.bench?.run)[0];
    const go = { 'go.mod': 'module x\n', 'a.go': 'package a\n' };
    expect(bench({ ...go, 'a_test.go': 'package a\nfunc BenchmarkA(b *testing.B) {}\n' })).toBe(
      "go test -run '^$' -bench . ./...",
    );
    expect(bench({ ...go, 'a_test.go': 'package a\nfunc TestA(t *testing.T) {}\n' })).toBeUndefined();
    expect(bench({ 'Cargo.toml': '[package]\n', 'src/lib.rs': 'x', 'benches/a.rs': 'x' })).toBe('cargo bench');
    expect(bench({ 'package.json': '{"scripts":{"bench":"node b.js"}}', 'src/a.js': 'a' })).toBe('npm run bench');
    expect(bench({ 'pyproject.toml': '', 'a.py': 'a', Makefile: 'bench:\n\tpython b.py\n' })).toBe('make bench');
    expect(bench({ 'pyproject.toml': '', 'a.py': 'a', Makefile: 'test:\n\tpython t.py\n' })).toBeUndefined();
  });
});

describe('the kinds of tests of a project', () => {
  it('are told by the folders that most of them lie in', () => {
    const levels = (...paths: string[]) => detect(Object.fromEntries(paths.map((path) => [path, 'x']))).levels;
    expect(levels('tests/test_a.py', 'tests/test_b.py', 'tests/integration/test_c.py', 'e2e/test_d.py')).toEqual({
      unit: 'tests',
      integration: 'tests/integration',
      'end-to-end': 'e2e',
    });
    expect(levels('src/a_test.go', 'b_test.go', 'src/c_test.go')).toEqual({ unit: 'src' });
    expect(levels('src/a.py')).toEqual({});
  });
});

describe('the packages of a workspace', () => {
  const member = (name: string) =>
    JSON.stringify({ name, scripts: { test: 'vitest run', lint: 'eslint .' }, devDependencies: { vitest: '3' } });

  it('run one test of theirs by their own script, and the whole suite by the root', () => {
    const tooling = detect({
      'package.json': JSON.stringify({ workspaces: ['packages/*'], scripts: { test: 'turbo run test' } }),
      'packages/a/package.json': member('@acme/a'),
      'packages/a/src/a.ts': 'a',
      'packages/b/package.json': JSON.stringify({ scripts: { test: 'node run.js' } }),
    });
    expect(testCommandFor(tooling, 'packages/a/test/a.test.ts', 'reads a comma')).toBe(
      "npm --prefix packages/a test -- test/a.test.ts -t 'reads a comma'",
    );
    expect(testCommandFor(tooling, 'packages/b/test/b.test.ts')).toBe('npm test');
    expect(toolsFor(tooling, 'packages/a/src/a.ts').test?.run).toBe('npm test');
    expect(toolsFor(tooling, 'packages/a/src/a.ts').lint?.run).toBe('npm --prefix packages/a run lint');
  });

  it('are called by the package manager that the lock file of the root names', () => {
    const files = {
      'package.json': '{}',
      'pnpm-workspace.yaml': 'packages: ["packages/*"]\n',
      'packages/a/package.json': member('a'),
      'packages/a/src/a.ts': 'a',
    };
    const test = (lock: string) => testCommandFor(detect({ ...files, [lock]: '' }), 'packages/a/src/a.test.ts');
    expect(test('pnpm-lock.yaml')).toBe('pnpm --dir packages/a test src/a.test.ts');
    expect(test('yarn.lock')).toBe('yarn --cwd packages/a test src/a.test.ts');
    expect(test('bun.lock')).toBe('bun --cwd packages/a run test src/a.test.ts');
  });

  it('speak for themselves where there is no root', () => {
    const tooling = detect({
      'admin/package.json': member('admin'),
      'admin/src/a.ts': 'a',
      'web/package.json': JSON.stringify({ scripts: { test: 'jest' } }),
    });
    expect(toolsFor(tooling, 'web/src/a.ts').test?.run).toBe('npm --prefix web test');
    expect(toolsFor(tooling, 'web/src/a.ts').lint).toBeUndefined();
    expect(toolsFor(tooling, 'other/a.ts')).toEqual({});
  });
});

describe('runners of environments in Python', () => {
  it('run the suite where the workflow tests by them, and pytest still runs one test', () => {
    const tooling = detect({
      '.github/workflows/ci.yml': workflow('pipx run nox', 'nox -s tests'),
      'noxfile.py':
        'import nox\n\n@nox.session\ndef tests(session):\n    session.run("pytest")\n\n\ndef lint(session): ...\n',
      'pyproject.toml': '[tool.pytest.ini_options]\n',
      'src/a.py': 'a',
    });
    expect(tooling.tools.python?.test).toEqual({ run: 'pipx run nox', from: '.github/workflows/ci.yml' });
    expect(testCommandFor(tooling, 'tests/test_a.py')).toBe('pytest tests/test_a.py');
    expect(tooling.tools.python?.lint).toEqual({ run: 'nox -s lint', from: 'noxfile.py' });
  });

  it('are named by their environments and scripts', () => {
    expect(detect({ 'tox.ini': '[tox]\n[testenv:lint]\n[testenv:mypy]\n', 'a.py': 'a' }).tools.python).toEqual({
      test: { run: 'tox', from: 'tox.ini' },
      lint: { run: 'tox -e lint', from: 'tox.ini' },
      types: { run: 'tox -e mypy', from: 'tox.ini' },
    });
    const hatch = '[tool.hatch.envs.default.scripts]\ntest = "run-tests {args}"\n';
    expect(detect({ 'pyproject.toml': hatch, 'a.py': 'a' }).tools.python?.test?.run).toBe('hatch run test');
    const pdm = '[tool.pdm.scripts]\ntests = "run-tests"\n\n[tool.other]\n';
    expect(detect({ 'pyproject.toml': pdm, 'a.py': 'a' }).tools.python?.test?.run).toBe('pdm run tests');
  });

  it('stand in front of a tool as the lock file asks, unless the workflow does without', () => {
    const files = { 'pyproject.toml': '[tool.pytest.ini_options]\n', 'uv.lock': '', 'a.py': 'a' };
    expect(detect(files).tools.python?.test?.run).toBe('uv run pytest');
    const plain = { ...files, '.github/workflows/ci.yml': workflow('pip install .', 'pytest') };
    expect(detect(plain).tools.python?.test?.run).toBe('pytest');
  });
});

describe('the tools of a Java project', () => {
  const pom = '<project><artifactId>a</artifactId></project>';

  it('are those of Maven, through its wrapper, as the workflow calls it', () => {
    const tooling = detect({
      'pom.xml': '<project><build><artifactId>maven-checkstyle-plugin</artifactId></build></project>',
      mvnw: '',
      'src/main/java/a/A.java': 'class A {}',
      '.github/workflows/ci.yml': workflow('./mvnw -B -DskipTests package', './mvnw -B verify'),
    });
    expect(tooling.tools.java).toEqual({
      test: { run: './mvnw -B verify', from: '.github/workflows/ci.yml' },
      testOne: { file: './mvnw test -Dtest={stem}', name: './mvnw test -Dtest={stem}#{name}' },
      lint: { run: './mvnw checkstyle:check', from: 'pom.xml' },
      build: { run: './mvnw package', from: 'pom.xml' },
    });
    expect(testCommandFor(tooling, 'src/test/java/a/ATest.java', 'adds')).toBe('./mvnw test -Dtest=ATest#adds');
    expect(tooling.workflows[0]?.runsTests).toBe(true);
  });

  it('are mvn without a wrapper, and name the module of a test where there are several', () => {
    const tooling = detect({
      'pom.xml': '<project><modules><module>core</module></modules></project>',
      'core/src/main/java/A.java': 'class A {}',
    });
    expect(tooling.tools.java?.test).toEqual({ run: 'mvn test', from: 'pom.xml' });
    expect(testCommandFor(tooling, 'core/src/test/java/ATest.java')).toBe(
      'mvn test -pl core -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest=ATest',
    );
    expect(detect({ 'old/pom.xml': pom, 'old/src/A.java': 'a' }).tools.java?.test?.run).toBe('mvn -f old/pom.xml test');
  });

  it('are those of Gradle, by project and source set, and serve Kotlin as well', () => {
    const tooling = detect({
      'settings.gradle.kts': 'include(":app")\n',
      'app/build.gradle.kts': 'plugins { id("com.diffplug.spotless") }\n',
      gradlew: '',
      'app/src/main/kotlin/A.kt': 'class A',
    });
    expect(tooling.tools).toEqual({
      kotlin: {
        test: { run: './gradlew test', from: 'settings.gradle.kts' },
        testOne: {
          file: './gradlew {project}{set} --tests {stem}',
          name: './gradlew {project}{set} --tests {stem}.{name}',
        },
        format: { run: './gradlew spotlessCheck', from: 'app/build.gradle.kts' },
        build: { run: './gradlew build', from: 'settings.gradle.kts' },
      },
    });
    expect(testCommandFor(tooling, 'app/src/test/kotlin/ATest.kt', 'reads a comma')).toBe(
      "./gradlew :app:test --tests ATest.'reads a comma'",
    );
    expect(testCommandFor(tooling, 'src/integrationTest/java/AIT.java')).toBe('./gradlew :integrationTest --tests AIT');
    expect(testCommandFor(tooling, 'app/src/androidTest/java/ATest.java')).toBe('./gradlew test');
  });

  it('are those of Ant or make where nothing else is shown, and none where nothing is', () => {
    const ant = '<project><target name="test" depends="compile"/></project>';
    expect(detect({ 'build.xml': ant, 'src/A.java': 'a' }).tools.java?.test?.run).toBe('ant test');
    expect(detect({ Makefile: 'test:\n\tjavac A.java\n', 'A.java': 'a' }).tools.java?.test?.run).toBe('make test');
    expect(detect({ 'A.java': 'a' }).tools).toEqual({});
  });
});

describe('the tools of a C project', () => {
  it('are what the workflow runs, else the targets of its Makefile', () => {
    const files = { Makefile: 'all:\n\tcc a.c\ncheck: all\n\t./a\n', 'a.c': 'int a;' };
    expect(detect(files).tools.c).toEqual({
      test: { run: 'make check', from: 'Makefile' },
      build: { run: 'make all', from: 'Makefile' },
    });
    const used = { ...files, '.github/workflows/ci.yml': workflow('make -C build check VERBOSE=1', 'cppcheck src') };
    expect(detect(used).tools.c?.test?.run).toBe('make -C build check VERBOSE=1');
    expect(detect(used).tools.c?.lint?.run).toBe('cppcheck src');
    expect(detect({ 'native/Makefile': 'test:\n\t./a\n', 'native/a.c': 'a' }).tools.c?.test?.run).toBe(
      'make -C native test',
    );
  });

  it('are CMake or Meson only where these have tests', () => {
    const plain = { 'CMakeLists.txt': 'project(a)\n', 'a.cpp': 'a' };
    expect(detect(plain).tools.c?.test).toBeUndefined();
    expect(detect({ ...plain, 'tests/CMakeLists.txt': 'add_test(NAME a COMMAND a)\n' }).tools.c?.test).toEqual({
      run: 'cmake -S . -B build && cmake --build build && ctest --test-dir build',
      from: 'tests/CMakeLists.txt',
    });
    expect(detect({ 'meson.build': "project('a')\ntest('a', a)\n", 'a.c': 'a' }).tools.c?.test?.run).toBe(
      'meson setup build && meson test -C build',
    );
    expect(detect({ 'a.c': 'a' }).tools).toEqual({});
  });
});

describe('the tools of a Ruby project', () => {
  it('are RSpec and RuboCop through Bundler', () => {
    const tooling = detect({ Gemfile: 'gem "rspec"\n', '.rubocop.yml': '', 'lib/a.rb': 'a' });
    expect(tooling.tools.ruby).toEqual({
      test: { run: 'bundle exec rspec', from: 'Gemfile' },
      testOne: { file: 'bundle exec rspec {path}', name: 'bundle exec rspec {path} -e {name}' },
      lint: { run: 'bundle exec rubocop', from: '.rubocop.yml' },
    });
    expect(testCommandFor(tooling, 'spec/a_spec.rb', 'reads a comma')).toBe(
      "bundle exec rspec spec/a_spec.rb -e 'reads a comma'",
    );
  });

  it('are the task of a Rakefile or the runner of Rails', () => {
    const rake = detect({ Rakefile: 'require "rake/testtask"\nRake::TestTask.new\n', 'lib/a.rb': 'a' });
    expect(rake.tools.ruby?.test?.run).toBe('rake test');
    expect(testCommandFor(rake, 'test/a_test.rb', 'test_a')).toBe('rake test TEST=test/a_test.rb');
    const rails = detect({ Gemfile: '', 'bin/rails': '', 'app/a.rb': 'a' });
    expect(testCommandFor(rails, 'test/a_test.rb')).toBe('bin/rails test test/a_test.rb');
    expect(detect({ 'a.rb': 'a' }).tools).toEqual({});
  });
});

describe('the tools of a PHP project', () => {
  it('are the scripts of its composer.json, and those it requires and configures', () => {
    const tooling = detect({
      'composer.json': JSON.stringify({
        'require-dev': { 'phpunit/phpunit': '^11', 'phpstan/phpstan': '^2' },
        scripts: { test: ['@lint', 'phpunit'], lint: 'phpcs', cs: 'phpcbf' },
      }),
      'phpunit.xml.dist': '',
      'phpstan.neon': '',
      'src/A.php': '<?php',
    });
    expect(tooling.tools.php).toEqual({
      test: { run: 'composer test', from: 'composer.json' },
      testOne: { file: 'vendor/bin/phpunit {path}', name: 'vendor/bin/phpunit {path} --filter {name}' },
      lint: { run: 'composer run lint', from: 'composer.json' },
      types: { run: 'vendor/bin/phpstan analyse', from: 'phpstan.neon' },
    });
    expect(testCommandFor(tooling, 'tests/ATest.php', 'testAdds')).toBe(
      'vendor/bin/phpunit tests/ATest.php --filter testAdds',
    );
  });

  it('never rewrite, and are none where nothing is required', () => {
    const composer = { scripts: { lint: 'php-cs-fixer fix', phpcs: 'phpcs --report=full' } };
    const { tools } = detect({ 'composer.json': JSON.stringify(composer), 'phpunit.xml': '', 'a.php': '<?php' });
    expect(tools.php).toEqual({ lint: { run: 'composer run phpcs', from: 'composer.json' } });
    expect(detect({ 'composer.json': '{"scripts": ', 'a.php': '<?php' }).tools).toEqual({});
    expect(detect({ 'a.php': '<?php' }).tools).toEqual({});
  });
});

describe('a workflow', () => {
  it.each([
    ['mvn -B verify', true],
    ['mvn -B -DskipTests package', false],
    ['./gradlew build', true],
    ['./gradlew assemble', false],
    ['bundle exec rspec', true],
    ['bundle exec rake', true],
    ['bundle exec rubocop', false],
    ['vendor/bin/phpunit --coverage', true],
    ['composer install', false],
    ['composer run test', true],
    ['ctest --test-dir build', true],
    ['meson test -C build', true],
    ['cmake --build build', false],
  ])('that runs `%s` tests: %s', (run, expected) => {
    expect(detect({ '.github/workflows/ci.yml': workflow(run) }).workflows[0]?.runsTests).toBe(expected);
  });
});
