/** Which command a criterion may name. */
import { NO_TOOLING, type Tooling, testCommandFor, toolsFor } from '@steward/core/domain/tooling.ts';
import { expect, test } from 'vitest';

const TOOLING: Tooling = {
  ...NO_TOOLING,
  tools: {
    go: {
      test: { run: 'go test ./...', from: 'go.mod' },
      testOne: { file: 'go test {directory}', name: "go test {directory} -run '^{name}$'" },
    },
    javascript: {
      test: { run: 'npm test', from: 'package.json' },
      testOne: { file: 'npx vitest run {path}', name: 'npx vitest run {path} -t {name}' },
    },
    rust: { test: { run: 'cargo test', from: 'Cargo.toml' } },
  },
};

test('the narrowest command the project shows is chosen', () => {
  expect(testCommandFor(TOOLING, 'a/b_test.go', 'TestX')).toBe("go test ./a -run '^TestX$'");
  expect(testCommandFor(TOOLING, 'b_test.go')).toBe('go test .');
  expect(testCommandFor(TOOLING, 'test/a.test.js', 'reads hours')).toBe(
    "npx vitest run test/a.test.js -t 'reads hours'",
  );
  expect(testCommandFor(TOOLING, 'src/lib.rs', 'reads')).toBe('cargo test');
  expect(testCommandFor(TOOLING, 'test/x.py', 'reads')).toBeUndefined();
});

test('TypeScript is tested as JavaScript where only that is known', () => {
  expect(toolsFor(TOOLING, 'src/x.tsx').test?.run).toBe('npm test');
  expect(toolsFor(TOOLING, 'README.md')).toEqual({});
});

test('what is not safe to paste widens the command instead', () => {
  expect(testCommandFor(TOOLING, 'a/b_test.go', "x'; rm")).toBe('go test ./a');
  expect(testCommandFor(TOOLING, 'a/$(b)_test.go', 'TestX')).toBe('go test ./...');
  expect(testCommandFor(TOOLING, '-a.test.js')).toBe('npm test');
  expect(testCommandFor(TOOLING, 'test/a\nb.test.js', 'x')).toBe('npm test');
});
