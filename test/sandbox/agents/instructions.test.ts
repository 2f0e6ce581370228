import { issueIn, readInstructions } from '@steward/sandbox/agents/instructions.ts';
import { describe, expect, test } from 'vitest';
import { TOLD } from './town.ts';

describe('instructions', () => {
  test('name a branch that is not the one it goes into, the reference, the marker and paths', () => {
    expect(readInstructions([TOLD], 'main')).toEqual({
      branch: 'steward/0123456789ab-1',
      closing: 'Closes #1',
      marker: '<!-- steward:v1 {"intent":"abcdef01"} -->',
      paths: ['src/a.ts'],
    });
  });

  test('are found without the word, in the first text that has any', () => {
    const texts = ['See .github/steward/rules.md and steward/state', 'Push to steward/12ab-3.', 'branch `other/x`'];
    expect(readInstructions(texts, 'main').branch).toBe('steward/12ab-3');
    expect(readInstructions(['a marker of its own <!-- steward:v1 {} -->'], 'main')).toEqual({
      ...{ branch: null, closing: null, marker: null, paths: [] },
    });
  });

  test('name their issue by the reference, an address or a number, never by a character code', () => {
    expect(issueIn('Not #7, but fixes #12')).toBe(12);
    expect(issueIn('See https://example.com/a/b/issues/34.')).toBe(34);
    expect(issueIn('For #56')).toBe(56);
    expect(issueIn('It is &#39;quoted&#39;')).toBeNull();
  });
});
