/** How many pull requests of agents may be open is governed by what people merge. */
import { agentPullCap, recentMerges } from '@steward/core/domain/review-capacity.ts';
import { expect, it } from 'vitest';
import { NOON } from '../support/memory.ts';

const day = (n: number): string => new Date(Date.parse(NOON) - n * 86_400_000).toISOString();

it.each([
  [[], 2],
  [[1, 2], 2],
  [[1, 2, 3], 3],
  [[1, 2, 3, 4, 5, 6, 7], 5],
  [[15, 16, 17, 20, 1], 2],
])('merged %j days ago: %i may be open', (days, cap) => {
  expect(agentPullCap(undefined, days.map(day), NOON)).toBe(cap);
});

it('the owner’s number wins, none included', () => {
  expect(agentPullCap(0, [1, 2, 3].map(day), NOON)).toBe(0);
  expect(agentPullCap(9, [], NOON)).toBe(9);
});

it('only as many merges are remembered as matter', () => {
  expect(recentMerges([20, 9, 8, 7, 6, 5, 4].map(day), NOON)).toEqual([8, 7, 6, 5, 4].map(day));
});
