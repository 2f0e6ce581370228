// A test's title is a sentence about the product; a test that never runs proves nothing.
import { describe, expect, test } from 'vitest';
import { readSources, type Source } from '../support/source.ts';
import { titlesOf } from '../support/titles.ts';

function faults(sources: readonly Source[]): string[] {
  return titlesOf(sources).flatMap(({ path, text, modifiers }) => {
    const found: string[] = [];
    if (/\bshould\b/i.test(text)) found.push('says "should"');
    for (const name of ['skip', 'only', 'todo']) if (modifiers.includes(name)) found.push(`is marked ${name}`);
    return found.map((fault) => `${path}: "${text}" ${fault}`);
  });
}

describe('titles of tests', () => {
  test('state what is, and every test runs [AR-23]', () => {
    expect(faults(readSources(/^test\/(?!fixtures\/).*\.test\.ts$/))).toEqual([]);
  });

  test.each([
    "test('it should work', () => {});",
    "it.skip('works', () => {});",
    "describe.skip('a', () => { test('works', () => {}); });",
    "test.only.each([1])('works', () => {});",
    'test.todo(`works`);',
    "testWithTool('git', 'should work', () => {});",
  ])('are noticed in %s', (text) => {
    expect(faults([{ path: 'test/a.test.ts', text }])).toHaveLength(1);
  });

  test('are read where they are sentences', () => {
    expect(faults([{ path: 'test/a.test.ts', text: "test.each([1])('refuses a label', () => {});" }])).toEqual([]);
  });
});
