/** What an owner sets of limits, what the presets say, and whom the rules bind. */
import { parseConfig } from '@steward/core/domain/config.ts';
import { clientOfCategory, limitsOf, ruleWords } from '@steward/core/domain/limits/resolve.ts';
import type { Rule } from '@steward/core/domain/limits/rule.ts';
import { takeTogether } from '@steward/core/domain/limits/together.ts';
import { describe, expect, it } from 'vitest';
import { limitSettings } from '../../support/limits.ts';

const faultsOf = (limits: unknown): string[] => {
  const result = parseConfig({ limits });
  return 'faults' in result ? result.faults.map(({ fault, remedy }) => `${fault}: ${remedy}`) : [];
};
const rulesOf = (client: string, limits: object, tier?: string): readonly Rule[] => {
  const found = limitsOf(client, limitSettings(limits), tier);
  if (found.kind !== 'limited') throw new Error(found.reason);
  return found.rules;
};
const wordsOf = (client: string, limits: object, tier?: string) => rulesOf(client, limits, tier).map(ruleWords);

describe('the presets say what earlier systems said', () => {
  it.each([
    ['development', [1_000, 15_000, 100_000], [5, 50]],
    ['testing', [500, 8_000, 50_000], [3, 30]],
    ['deployment', [2_000, 20_000, 80_000], [2, 20]],
    ['analysis', [800, 12_000, 60_000], [4, 40]],
    ['maintenance', [300, 5_000, 30_000], [2, 15]],
  ])('of the category %s [SI-8]', (category, tokens, requests) => {
    const rules = rulesOf(clientOfCategory(category), { preset: ['categories'] });
    expect(rules.filter(({ of }) => of === 'tokens').map(({ limit }) => limit)).toEqual(tokens);
    expect(rules.filter(({ of }) => of === 'requests').map(({ limit }) => limit)).toEqual(requests);
  });

  it.each([
    ['basic', 'sliding-window', [10, 300, 1_000], 5],
    ['premium', 'token-bucket', [30, 1_000, 5_000], 15],
    ['admin', 'adaptive', [100, 5_000, 20_000], 50],
    ['system', 'token-bucket', [1_000, 50_000, 100_000], 200],
  ])('of the tier %s [CW-21]', (tier, strategy, limits, burst) => {
    const rules = rulesOf('anybody', { preset: ['tiers'] }, tier);
    const periods = rules.filter((rule) => rule.strategy === strategy);
    expect(periods.map(({ limit }) => limit)).toEqual(limits);
    expect(rules.find((rule) => rule.burst !== undefined)).toMatchObject({ strategy: 'token-bucket', burst });
    // At one moment no more than the burst passes, and all of it does.
    const ask = (requests: number) =>
      takeTogether(undefined, rules, { requests, tokens: 0 }, 1_800_000_000_000).decision;
    expect(ask(1)).toMatchObject({ allowed: true, remaining: burst - 1 });
  });

  it.each([
    ['jira', 80],
    ['github', 100],
    ['anthropic', 40],
    ['openai', 100],
  ])('of the service %s [AR-20]', (service, limit) => {
    expect(rulesOf(service, { preset: ['services'] })).toEqual([
      { of: 'requests', strategy: 'token-bucket', limit, per: 'minute' },
    ]);
  });

  it('none of it holds unless it is taken by its name', () => {
    expect(limitsOf('github', limitSettings({})).kind).toBe('off');
    expect(limitsOf('github', limitSettings({ preset: ['tiers'] })).kind).toBe('unknown');
  });
});

describe('an owner', () => {
  it('changes a category number by number, and the rest stays [SI-10]', () => {
    const limits = {
      preset: ['categories'],
      categories: { testing: { tokens: { minute: 900 }, requests: { day: 7 } } },
    };
    expect(wordsOf(clientOfCategory('testing'), limits)).toEqual([
      '3 requests a minute',
      '30 requests an hour',
      '7 requests a day',
      '900 tokens a minute',
      '8,000 tokens an hour',
      '50,000 tokens a day',
    ]);
    expect(wordsOf(clientOfCategory('analysis'), limits)).toContain('800 tokens a minute');
  });

  it('gives a client a tier, which counts before one that it says itself [CW-21] [CW-22]', () => {
    const limits = { preset: ['tiers'], clients: { nightly: { tier: 'basic' } } };
    expect(wordsOf('nightly', limits, 'system')).toContain('10 requests a minute');
    expect(wordsOf('another', limits, 'premium')).toContain('30 requests a minute, 15 at once');
  });

  it('switches all of it off [CW-22]', () => {
    expect(limitsOf('x', limitSettings({ enabled: false, preset: ['tiers'] }))).toMatchObject({ kind: 'off' });
  });

  it('is told of whom nothing is known, and what there is', () => {
    const settings = limitSettings({ preset: ['tiers', 'categories'] });
    expect(limitsOf('stranger', settings)).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('`limits.clients`'),
    });
    expect(limitsOf('stranger', settings, 'gold')).toMatchObject({
      kind: 'unknown',
      reason: 'there are no limits for the tier `gold`: there are basic, premium, admin, system',
    });
    expect(limitsOf(clientOfCategory('cooking'), settings)).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('there are development, testing'),
    });
    for (const name of ['constructor', '__proto__', 'toString'])
      expect(limitsOf(name, settings, name).kind).toBe('unknown');
  });

  it.each([
    [
      { clients: { a: { tier: 'basik' } }, preset: ['tiers'] },
      '`limits.clients.a.tier`: there is no tier `basik`: describe it in `limits.tiers`, or use one of basic, premium, admin, system',
    ],
    [
      { clients: { a: { tier: 'basic' } } },
      '`limits.clients.a.tier`: there is no tier `basic`: describe it in `limits.tiers`',
    ],
    [
      { clients: { a: { tier: 'x', requests: { day: 1 } } }, tiers: { x: { requests: { day: 1 } } } },
      '`limits.clients.a`: it has a tier and limits of its own: remove one',
    ],
    [{ services: { jira: {} } }, '`limits.services.jira`: it limits nothing: give `requests`'],
    [{ tiers: { x: { tokens: { day: 1 }, burst: 3 } } }, '`limits.tiers.x`: `burst` fills at no rate: give `requests`'],
    [{ preset: ['tier'] }, '`limits.preset[0]`: `"tier"` is not allowed here: write `tiers`'],
    [{ categories: { cooking: { requests: { day: 1 } } } }, expect.stringContaining('unknown key `cooking`')],
    [
      { services: { jira: { requests: { minute: 0 } } } },
      expect.stringContaining('`limits.services.jira.requests.minute`: `0` is not allowed here'),
    ],
    [{ services: { 'a b': { requests: { minute: 1 } } } }, expect.stringContaining('`a b` is no name')],
  ])('is told what is wrong with %j', (limits, fault) => {
    expect(faultsOf(limits)).toEqual([fault]);
  });
});
