/** The lines of a log that say why a job failed: few, bare, and the first failure first. */
import { decisiveLines } from '@steward/core/decide/log-lines.ts';
import { describe, expect, it } from 'vitest';
import { workOf } from '../support/work.ts';

const stamp = (text: string): string =>
  text
    .split('\n')
    .map((line) => `2026-11-20T09:00:00.1234567Z ${line}`)
    .join('\r\n');

const NODE = `##[group]Run npm test
npm test
##[endgroup]
> dur@1.0.0 test
\u001b[32m✓\u001b[0m parses hours (2 ms)
\u001b[31m✗\u001b[0m parses spaces (3 ms)
  AssertionError: expected 90 to be 5400
      at test/parse.test.ts:14:22
Tests: 1 failed, 41 passed, 0 errors
##[error]Process completed with exit code 1.
Post job cleanup.
error: this stands behind the end and says nothing`;

describe('decisive lines', () => {
  it('are without times, colours and what the runner says of itself, and end with the step', () => {
    expect(decisiveLines(stamp(NODE), 9)).toEqual([
      '✗ parses spaces (3 ms)',
      'AssertionError: expected 90 to be 5400',
      'at test/parse.test.ts:14:22',
    ]);
  });

  it.each([
    ['go', '--- FAIL: TestLeap (0.00s)\n    parse_test.go:12: got 1, want 2\nFAIL', '--- FAIL: TestLeap (0.00s)'],
    ['python', 'collected 3 items\nE       assert 1 == 2\n1 failed in 0.1s', 'E       assert 1 == 2'],
    [
      'rust',
      'Compiling dur v0.1.0\nerror[E0425]: cannot find value `x` in this scope',
      'error[E0425]: cannot find value `x` in this scope',
    ],
    ['a shell', '+ make\nmake: *** No rule to make target. Stop.\nmake: not found', 'make: not found'],
    ['npm', 'npm ERR! missing script: tset\nnpm ERR! A complete log', 'npm ERR! missing script: tset'],
    [
      'a time-out',
      'building\n##[error]The job running on runner has exceeded the maximum execution time',
      'The job running on runner has exceeded the maximum execution time',
    ],
  ])('of %s lead with the failure', (_, log, first) => {
    expect(decisiveLines(stamp(log), 9)[0]).toBe(first.trim());
  });

  it('are the last ones where nothing looks like a failure, and the exit code where nothing else does', () => {
    expect(decisiveLines('one\ntwo\n\nthree\nfour\n', 9)).toEqual(['two', 'three', 'four']);
    expect(decisiveLines('##[error]Process completed with exit code 2.', 9)).toEqual([
      'Process completed with exit code 2.',
    ]);
    expect(decisiveLines('', 9)).toEqual([]);
  });

  it('are at most as many as asked for, each once', () => {
    const log = Array.from({ length: 50 }, (_, index) => `error ${index % 20}`).join('\n');
    const lines = decisiveLines(log, 9);
    expect(lines).toHaveLength(9);
    expect(new Set(lines).size).toBe(9);
  });

  it('are found in a quarter of a megabyte of one line, and of many, at once', () => {
    const work = workOf(() => {
      decisiveLines('e'.repeat(262_144), 9);
      decisiveLines('error: x E    y AError\n'.repeat(12_000), 9);
    });
    expect(work).toBeLessThan(2_000);
  });
});
