/** How a C or C++ project is checked: as its workflow does it, by its Makefile, or by CMake, Meson or Autotools. */
import type { Command, LanguageTools } from '../../domain/tooling.ts';
import { folderOf, found, type Ground, isSafe, makeTargets, stepInUse } from './ground.ts';

const TEST_STEP =
  /^(?:ctest\b|make\b.*\s(?:check|tests?)\b|meson test\b|ninja\b.*\stest\b|cmake --build\b.*--target (?:check|test)\b)/;

/** A target of the Makefile that is nearest to the root. */
function target(ground: Ground, ...names: string[]): Command | undefined {
  const makefile = ground.nearest('Makefile', 'GNUmakefile');
  const folder = makefile === undefined ? '' : folderOf(makefile.path);
  if (makefile === undefined || !isSafe(folder)) return undefined;
  const targets = makeTargets(makefile);
  const name = names.find((one) => targets.has(one));
  const place = folder === '' ? '' : `-C ${folder} `;
  return name === undefined ? undefined : { run: `make ${place}${name}`, from: makefile.path };
}

function cmake(ground: Ground): Pick<LanguageTools, 'test' | 'build'> {
  const root = ground.text('CMakeLists.txt');
  if (root === '') return {};
  const from = 'CMakeLists.txt';
  const build = 'cmake -S . -B build && cmake --build build';
  const listing = ground
    .all('CMakeLists.txt')
    .find(({ text }) =>
      /^[ \t]*(?:enable_testing|add_test|gtest_discover_tests|catch_discover_tests)\s*\(|\bCTest\b/im.test(text),
    );
  return found<LanguageTools>({
    test: listing === undefined ? undefined : { run: `${build} && ctest --test-dir build`, from: listing.path },
    build: { run: build, from },
  });
}

function meson(ground: Ground): Pick<LanguageTools, 'test' | 'build'> {
  if (ground.text('meson.build') === '') return {};
  const listing = ground.all('meson.build').find(({ text }) => /^[ \t]*test[ \t]*\(/m.test(text));
  const build = 'meson setup build && meson compile -C build';
  return found<LanguageTools>({
    test: listing === undefined ? undefined : { run: 'meson setup build && meson test -C build', from: listing.path },
    build: { run: build, from: 'meson.build' },
  });
}

function autotools(ground: Ground): Pick<LanguageTools, 'test' | 'build'> {
  const listing = ground.all('Makefile.am').find(({ text }) => /^(?:TESTS|check_PROGRAMS)\s*\+?=/m.test(text));
  return listing === undefined ? {} : { test: { run: 'make check', from: listing.path } };
}

export function cTools(ground: Ground): LanguageTools {
  const system = { ...autotools(ground), ...meson(ground), ...cmake(ground) };
  return found<LanguageTools>({
    test: stepInUse(ground, TEST_STEP) ?? target(ground, 'check', 'test', 'tests', 'unittest') ?? system.test,
    lint:
      stepInUse(ground, /^(?:run-clang-tidy|clang-tidy|cppcheck|cpplint)\b/) ??
      target(ground, 'lint', 'tidy', 'clang-tidy', 'cppcheck'),
    format:
      stepInUse(ground, /^clang-format\b.*(?:--dry-run|-n\b).*/) ??
      target(ground, 'format-check', 'check-format', 'clang-format-check'),
    build: target(ground, 'all', 'build') ?? system.build,
  });
}
