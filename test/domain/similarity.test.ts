/** Near-duplicates among many titles: the index gives what comparing each of them would give. */
import { findSaid, saysTheSame } from '@steward/core/domain/similarity.ts';
import { expect, test } from 'vitest';
import fc from '../support/fuzz.ts';

const WORDS = [
  'parse',
  'the',
  'empty',
  'list',
  '`a.ts`',
  '`b.ts`',
  'crash',
  'crashes',
  'when',
  'input',
  'größe',
  '空',
  '3',
];
const title = fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }).map((words) => words.join(' '));

test('finds the same one as asking each in turn, first of all', () => {
  fc.assert(
    fc.property(fc.array(title, { maxLength: 30 }), title, (titles, asked) => {
      const items = titles.map((text, number) => ({ title: text, number }));
      expect(findSaid(items, asked)).toBe(items.find((item) => saysTheSame(item.title, asked)));
    }),
    { numRuns: 400 },
  );
});
