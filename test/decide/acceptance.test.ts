/** Learning without a model: what people did with earlier suggestions raises and lowers later ones, within bounds. */
import { acceptanceOf, FACTOR, factorOf, weighCauses } from '@steward/core/decide/acceptance.ts';
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import type { Cause } from '@steward/core/domain/evidence.ts';
import { areaOf } from '@steward/core/domain/lesson-book.ts';
import { EMPTY_LEARNING, type Lessons, type Tally } from '@steward/core/domain/lessons.ts';
import { describe, expect, test } from 'vitest';
import fc from '../support/fuzz.ts';

const NONE = EMPTY_LEARNING.lessons;
const tally = (accepted: number, rejected: number, streak = 0): Tally => [
  accepted + rejected,
  accepted,
  rejected,
  0,
  streak,
  '2026-11-20',
];
const causeOf = (rule: Cause['rule'], score: number, path = 'src/http/client.ts'): Cause => ({
  key: `${rule} ${path}`,
  rule,
  type: rule === 'todo' ? 'refactor' : 'testing',
  category: 'development',
  findings: [{ rule, path, line: 1, excerpt: 'x', fingerprint: 'f', cause: `${rule} ${path}`, weight: 1, facts: {} }],
  score,
  reasons: ['a reason'],
});
const lessons = (change: Partial<Lessons>): Lessons => ({ ...NONE, ...change });
const weighed = (causes: Cause[], known: Lessons) => weighCauses(causes, known, DEFAULT_CONFIG);

describe('a suggestion', () => {
  test('of a rule whose suggestions are accepted rises, of one whose are rejected falls, and says why [CW-10]', () => {
    const known = lessons({ rules: { todo: tally(3, 1), 'skipped-test': tally(1, 3, 3) } });
    const { causes } = weighed([causeOf('skipped-test', 50), causeOf('todo', 50)], known);
    expect(causes.map(({ rule }) => rule)).toEqual(['todo', 'skipped-test']);
    expect(causes[0]?.score).toBeGreaterThan(50);
    expect(causes[1]?.score).toBeLessThan(50);
    expect(causes[0]?.reasons).toEqual(['a reason', '3 of 4 such were taken up']);
  });

  test('falls where its type or its part of the tree is unwanted, but less than by its own rule', () => {
    const score = (known: Partial<Lessons>) => weighed([causeOf('todo', 80)], lessons(known)).causes[0]?.score ?? 0;
    const byRule = score({ rules: { todo: tally(0, 4) } });
    const byArea = score({ areas: { [areaOf('src/http/other.ts')]: tally(0, 4) } });
    const byType = score({ types: { refactor: tally(0, 4) } });
    expect(score({})).toBe(80);
    expect([byRule, byArea, byType]).toEqual([...new Set([byRule, byArea, byType])].sort((a, b) => a - b));
    expect(byType).toBeLessThan(80);
    expect(score({ areas: { [areaOf('docs/guide/a.md')]: tally(0, 4) } })).toBe(80);
  });

  test('is left out with its reason once five of its rule were rejected in a row, until the owner wakes the rule', () => {
    const known = lessons({ rules: { todo: tally(0, 5, 5), 'skipped-test': tally(0, 4, 4) } });
    const causes = [causeOf('todo', 50), causeOf('skipped-test', 40)];
    const { causes: kept, left } = weighed(causes, known);
    expect(kept.map(({ rule }) => rule)).toEqual(['skipped-test']);
    expect(left).toEqual([
      { title: 'todo src/http/client.ts', reason: 'a quiet rule: 5 in a row were rejected (todo)' },
    ]);
    const config = { ...DEFAULT_CONFIG, rules: { custom: [], todo: { enabled: true } } };
    expect(weighCauses(causes, known, config).left).toEqual([]);
    expect(
      weighCauses(causes, known, { ...DEFAULT_CONFIG, rules: { custom: [], todo: { weight: 1 } } }).left,
    ).toHaveLength(1);
  });
});

const counts = fc.nat(10_000);
const anyTally = fc.tuple(counts, counts).map(([yes, no]) => tally(yes, no));

describe('whatever was answered', () => {
  test('the factor stays between its bounds, and grows with every acceptance', () => {
    fc.assert(
      fc.property(anyTally, anyTally, anyTally, (rule, type, area) => {
        const cause = causeOf('todo', 60);
        const known = lessons({
          rules: { todo: rule },
          types: { refactor: type },
          areas: { [areaOf('src/http/x')]: area },
        });
        const acceptance = acceptanceOf(known, cause);
        expect(factorOf(acceptance)).toBeGreaterThanOrEqual(FACTOR.least);
        expect(factorOf(acceptance)).toBeLessThanOrEqual(FACTOR.most);
        const better = { ...known, rules: { todo: tally(rule[1] + 1, rule[2]) } };
        expect(acceptanceOf(better, cause)).toBeGreaterThan(acceptance);
      }),
    );
  });

  test('nobody having answered changes nothing', () => {
    expect(factorOf(acceptanceOf(NONE, causeOf('todo', 60)))).toBe(1);
    const causes = [causeOf('todo', 60), causeOf('skipped-test', 60, 'b.ts'), causeOf('todo', 10)];
    expect(weighed(causes, NONE)).toEqual({ causes, left: [] });
  });
});
