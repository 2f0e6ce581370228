/** Pools of tasks and agents: what belongs to which, and what is wrong in how they are described. */
import { parseConfig } from '@steward/core/domain/config.ts';
import { environmentOf } from '@steward/core/domain/environment-settings.ts';
import { describe, expect, it } from 'vitest';
import { task } from '../support/memory.ts';

const faultsOf = (value: unknown): string[] => {
  const result = parseConfig(value);
  return 'faults' in result ? result.faults.map(({ fault, remedy }) => `${fault}: ${remedy}`) : [];
};

describe('a task belongs to', () => {
  const environments = {
    deploy: { paths: ['deploy/**', '*.tf'] },
    checks: { categories: ['testing' as const], paths: ['test/**'] },
    upkeep: { categories: ['maintenance' as const] },
  };
  const belongs = (paths: string[], category: 'development' | 'testing' | 'maintenance' = 'development') =>
    environmentOf(task('a', { scope: { paths, not: [] }, category }), { environments });

  it.each([
    ['all that it may change', ['deploy/a.sh', 'infra/main.tf'], 'development', 'deploy'],
    ['a folder of it', ['deploy/'], 'development', 'deploy'],
    ['a folder of it without its slash', ['deploy'], 'development', 'deploy'],
    ['its category', ['src/a.ts'], 'maintenance', 'upkeep'],
    ['its category, where it lies nowhere', [], 'maintenance', 'upkeep'],
    ['both', ['test/a.ts'], 'testing', 'checks'],
  ] as const)('an environment by %s [PM-28]', (_, paths, category, name) => {
    expect(belongs([...paths], category)).toBe(name);
  });

  it.each([
    ['where only a part lies in one', ['deploy/a.sh', 'src/a.ts'], 'development'],
    ['where nobody knows what it changes', [], 'development'],
    ['where only one of two fits', ['src/a.ts'], 'testing'],
    ['where the other one of two fits', ['test/a.ts'], 'development'],
  ] as const)('no environment %s [PM-28]', (_, paths, category) => {
    expect(belongs([...paths], category)).toBe('default');
  });

  it('the first that fits [PM-28]', () => {
    expect(belongs(['deploy/a.sh'], 'maintenance')).toBe('deploy');
  });
});

describe('a configuration', () => {
  it('may name what is described, and what nobody has to describe', () => {
    expect(
      faultsOf({
        environments: { staging: { paths: ['deploy/**'] } },
        agents: { a: { environment: 'staging' }, b: { environment: 'default' }, c: {} },
      }),
    ).toEqual([]);
  });

  it('is told which environment was meant', () => {
    const environments = { staging: { paths: ['deploy/**'] } };
    expect(faultsOf({ environments, agents: { a: { environment: 'stagin' } } })).toEqual([
      '`agents.a.environment`: there is no environment `stagin`: write `staging`',
    ]);
    expect(faultsOf({ agents: { a: { environment: 'production' } } })).toEqual([
      '`agents.a.environment`: there is no environment `production`: describe it in `environments`, or remove it',
    ]);
  });

  it.each([
    [
      'says nothing of one',
      { staging: {} },
      /nobody knows which tasks belong to it: give `paths`, `categories` or both/,
    ],
    ['has no pattern', { staging: { paths: ['a*b*c*d*e*f*g'] } }, /`environments\.staging\.paths\[0\]`.*no pattern/],
    ['has no such category', { staging: { categories: ['develop'] } }, /"develop".*write `development`|development/],
    ['takes the name of what is left', { default: { paths: ['a'] } }, /`default` is no name.*other than `default`/],
    ['has a name that none is', { 'Prod 1': { paths: ['a'] } }, /`Prod 1` is no name/],
  ])('that %s is refused', (_, environments, said) => {
    const faults = faultsOf({ environments });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(said);
  });

  it('has a bounded number of them', () => {
    const environments = Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`e${n}`, { paths: ['a'] }]));
    expect(faultsOf({ environments })).toEqual(['`environments`: 21 are more than 20: join some of them']);
  });
});
