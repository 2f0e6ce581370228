/** Detecting a project's commands: what it shows, and nothing that it does not have. */
import { detectTooling } from '@steward/core/decide/tooling.ts';
import { testCommandFor } from '@steward/core/domain/tooling.ts';
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
