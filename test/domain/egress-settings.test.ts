/** What an owner lets models see, and what is wrong with how that is written. */
import { DEFAULT_CONFIG, parseConfig } from '@steward/core/domain/config.ts';
import { isShownTo, isWithinLevel } from '@steward/core/domain/egress.ts';
import { EGRESS_LEVELS } from '@steward/core/domain/egress-settings.ts';
import { describe, expect, it } from 'vitest';

const faultsOf = (egress: unknown): string[] => {
  const result = parseConfig({ egress });
  return 'faults' in result
    ? result.faults.map(({ path, fault, remedy }) => `${path.join('.')}: ${fault}: ${remedy}`)
    : [];
};

it('excerpts are sent unless an owner says otherwise, and nothing is excluded', () => {
  expect(DEFAULT_CONFIG.egress).toEqual({ level: 'excerpts', exclude: [] });
});

it('each level sees what the ones before it see', () => {
  for (const [at, level] of EGRESS_LEVELS.entries())
    expect(EGRESS_LEVELS.filter((kind) => isWithinLevel(kind, level))).toEqual(EGRESS_LEVELS.slice(0, at + 1));
});

describe('a path is kept back', () => {
  it.each([
    ['legal/**', 'legal/a/b.md', 'src/legal.md'],
    ['legal/', 'legal/a.md', 'src/a.md'],
    ['*.sql', 'db/dump.sql', 'db/dump.sql.md'],
    ['src/key.ts', 'src/key.ts', 'lib/src/key.ts'],
    ['legal', 'legal/a/b.md', 'src/illegal/b.md'],
    ['/legal', 'legal/a.md', 'src/legal/a.md'],
    ['docs/legal', 'docs/legal/a/b.md', 'docs/legal.md'],
    ['legal/*', 'legal/a/b.md', 'src/a.md'],
    ['legal/**', 'Legal/A.md', 'src/a.md'],
    ['LEGAL/', 'legal/a.md', 'src/a.md'],
    ['vertr\u00e4ge/**', 'vertra\u0308ge/a.md', 'vertrage/a.md'],
    ['vertra\u0308ge/**', 'Vertr\u00c4ge/a.md', 'vertrage/a.md'],
    ['app/[id]/', 'app/[id]/page.ts', 'app/i/page.ts'],
  ])('by %s: %s, not %s', (pattern, hidden, shown) => {
    const isShown = isShownTo({ exclude: [pattern] });
    expect([isShown(hidden), isShown(shown)]).toEqual([false, true]);
  });

  it('where it usually holds secrets, whatever is set', () => {
    const isShown = isShownTo({ exclude: [] });
    expect(['.env', 'a/.env.local', 'b/server.key', '.netrc'].filter(isShown)).toEqual([]);
    expect(['.env.example', 'src/key.ts', 'environment.md'].every(isShown)).toBe(true);
  });

  it('where a pattern cannot be read: it protects everything', () => {
    expect(isShownTo({ exclude: ['**/*a*b*c*d*'] })('src/a.ts')).toBe(false);
  });
});

it.each<[string, unknown, RegExp]>([
  ['another level', { level: 'all' }, /egress\.level: .*metadata, excerpts, files/],
  ['a list', ['legal/**'], /list/],
  ['a pattern with too many asterisks', { exclude: ['ok/', '**/*a*b*c*d*'] }, /egress\.exclude\.1: .*few asterisks/],
  ['a path from here', { exclude: ['./legal/**'] }, /egress\.exclude\.0: .*from the root/],
  ['a path from above', { exclude: ['../legal/**'] }, /egress\.exclude\.0: /],
  ['another stroke', { exclude: ['legal\\**'] }, /egress\.exclude\.0: /],
  ['braces', { exclude: ['{legal,private}/**'] }, /egress\.exclude\.0: .*no braces/],
  ['a blank behind it', { exclude: ['legal/** '] }, /egress\.exclude\.0: /],
  ['another key', { exlude: [] }, /exclude/],
])('%s is refused with what to do', (_, value, words) => {
  expect(faultsOf(value).join('\n')).toMatch(words);
});
