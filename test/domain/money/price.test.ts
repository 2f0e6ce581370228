/** What calls cost, and the most that they can. */
import { DEFAULT_CONFIG, parseConfig } from '@steward/core/domain/config.ts';
import { type FAILURES, type ModelName, NO_TOKENS, type Tokens } from '@steward/core/domain/model.ts';
import { usdText } from '@steward/core/domain/money/amount.ts';
import { ceilingOf, mostPromptTokens } from '@steward/core/domain/money/ceiling.ts';
import { costOf, type Price, priceOf } from '@steward/core/domain/money/price.ts';
import { PRICES } from '@steward/core/domain/money/prices.generated.ts';
import { spentCall } from '@steward/core/domain/money/purse.ts';
import { allTokens, promptTokens } from '@steward/core/domain/money/tokens.ts';
import type { Clean } from '@steward/core/domain/text.ts';
import { describe, expect, it } from 'vitest';
import fc from '../../support/fuzz.ts';
import { call, MODEL, PRICE } from '../../support/money.ts';

const tokens = (change: Partial<Tokens>): Tokens => ({ ...NO_TOKENS, ...change });
const priced = (id: string): Price => {
  const [provider, name = ''] = id.split('/') as [ModelName['provider'], string];
  const price = priceOf({ provider, id: name }, {});
  if (price === null) throw new Error(`${id} has no price`);
  return price;
};
const settingsOf = (prices: object) => {
  const result = parseConfig({ prices });
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result.config.prices;
};

describe('a price of the table', () => {
  // 25,000 tokens of a prefix and 5,000 others, 2,000 of an answer: what an independent table of prices makes of them.
  it.each([
    ['openai/gpt-5-nano', 2_300, 1_150],
    ['anthropic/claude-haiku-5-5', 4_000, 2_000],
    ['openai/gpt-6-luna', 4_000, 2_000],
    ['openai/gpt-5-mini', 11_500, 5_750],
    ['anthropic/claude-haiku-4-5', 40_000, 20_000],
    ['openai/gpt-5', 57_500, 28_750],
    ['anthropic/claude-sonnet-5', 80_000, 40_000],
    ['openai/gpt-6-sol', 80_000, 40_000],
    ['anthropic/claude-sonnet-5-5', 80_000, 40_000],
    ['anthropic/claude-opus-5-5', 160_000, 80_000],
    ['anthropic/claude-fable-5-2', 320_000, 160_000],
  ])('of %s is in whole millionths %i, in a batch %i [SI-12]', (id, now, batch) => {
    const used = tokens({ input: 30_000, output: 2_000 });
    expect(costOf(used, 'now', priced(id))).toBe(now);
    expect(costOf(used, 'batch', priced(id))).toBe(batch);
  });

  it('is another for each part: what a cache gives, and what is kept there for minutes or for an hour [SI-12]', () => {
    const price = priced('anthropic/claude-sonnet-5-5');
    const each = (part: keyof Tokens) => costOf(tokens({ [part]: 1_000_000 }), 'now', { ...price, tiers: [] });
    expect(each('input')).toBe(2_000_000);
    expect(each('cacheRead')).toBe(100_000);
    expect(each('cacheWrite')).toBe(2_500_000);
    expect(each('cacheWriteLong')).toBe(4_000_000);
    expect(each('output')).toBe(10_000_000);
  });

  it('is five times as high for all of a prompt above its tier, cached or not', () => {
    const price = priced('anthropic/claude-haiku-5-5');
    expect(costOf(tokens({ input: 100_000, output: 10 }), 'now', price)).toBe(10_005);
    expect(costOf(tokens({ input: 100_001, output: 10 }), 'now', price)).toBe(50_026);
    expect(costOf(tokens({ input: 1, cacheRead: 100_000 }), 'now', price)).toBe(5_001);
  });

  it('is only that of the exact id: a likeness of names is none, nor is what every object has', () => {
    for (const id of ['claude-haiku-4', 'claude-haiku-4-5-', 'claude-haiku-4-5-20990101', 'CLAUDE-HAIKU-4-5']) {
      expect(priceOf({ provider: 'anthropic', id }, {})).toBeNull();
    }
    expect(priceOf({ provider: 'openrouter', id: 'claude-haiku-4-5' }, {})).toBeNull();
    expect(priceOf({ provider: 'ollama', id: 'constructor' }, {})).toBeNull();
  });

  it('is above nothing for all parts, dearest for the answer, and dearer in a larger tier', () => {
    expect(Object.keys(PRICES).length).toBeGreaterThan(15);
    for (const { batch, tiers, ...rates } of Object.values(PRICES)) {
      expect(batch).toBeGreaterThan(0);
      for (const rate of Object.values(rates)) expect(rate).toBeGreaterThan(0);
      expect(rates.output).toBeGreaterThan(rates.input);
      expect(rates.cacheRead).toBeLessThanOrEqual(rates.input);
      for (const tier of tiers) expect(tier.input).toBeGreaterThan(rates.input);
    }
  });
});

describe("an owner's price", () => {
  it('counts before the table, whole, and gives one to what has none [SI-12]', () => {
    const own = settingsOf({
      'anthropic/claude-haiku-4-5': { input: 3, output: 4 },
      'ollama/llama4:8b': { input: 0, output: 0 },
      'compatible/org/model': { input: 1, output: 2, 'cache-read': 0.5, 'cache-write': 3, batch: 0.25 },
    });
    expect(priceOf(MODEL, own)).toEqual({
      ...{ input: 3, output: 4, cacheRead: 3, cacheWrite: 3.75, cacheWriteLong: 6, batch: 1, tiers: [] },
    });
    const free = priceOf({ provider: 'ollama', id: 'llama4:8b' }, own);
    expect(free && costOf(tokens({ input: 9_999, output: 9_999 }), 'now', free)).toBe(0);
    expect(priceOf({ provider: 'compatible', id: 'org/model' }, own)).toEqual({
      ...{ input: 1, output: 2, cacheRead: 0.5, cacheWrite: 3, cacheWriteLong: 3, batch: 0.25, tiers: [] },
    });
  });

  it.each([
    [{ 'claude-haiku-4-5': { input: 1, output: 2 } }, ['prices', 'claude-haiku-4-5']],
    [{ 'vendor/model': { input: 1, output: 2 } }, ['prices', 'vendor/model']],
    [{ 'openai/gpt 5': { input: 1, output: 2 } }, ['prices', 'openai/gpt 5']],
    [{ 'openai/gpt-5': { input: 1 } }, ['prices', 'openai/gpt-5', 'output']],
    [{ 'openai/gpt-5': { input: -1, output: 2 } }, ['prices', 'openai/gpt-5', 'input']],
    [{ 'openai/gpt-5': { input: 1, output: 2, batch: 2 } }, ['prices', 'openai/gpt-5', 'batch']],
  ])('that is none is refused with what to write: %j', (prices, path) => {
    const result = parseConfig({ prices });
    const faults = 'faults' in result ? result.faults : [];
    expect(faults.map((fault) => fault.path)).toEqual([path]);
    expect(faults[0]?.remedy).toMatch(/^(give|write) /);
  });
});

describe('a call of which nobody knows what it used', () => {
  const unknown = (result: (typeof FAILURES)[number]) =>
    spentCall(call({ tokens: null, result }), { price: PRICE, micro: 700 });

  it.each(['time-out', 'connection', 'server', 'lost', 'invalid'] as const)(
    'is charged in full after: %s',
    (result) => {
      expect(unknown(result)).toMatchObject({ micro: 700, assumed: true });
    },
  );

  it.each(['key', 'payment', 'limit', 'overload', 'too-large', 'circuit', 'budget', 'rate'] as const)(
    'costs nothing where the vendor said no, or was not asked: %s',
    (result) => {
      expect(unknown(result)).toEqual({ ...call({ tokens: null, result }), micro: 0 });
    },
  );

  it('has no price where the model has none, whatever it used', () => {
    expect(spentCall(call(), { price: null, micro: null }).micro).toBeNull();
    expect(spentCall(call({ tokens: null, result: 'time-out' }), { price: null, micro: null }).micro).toBeNull();
  });
});

const parts = fc.record({
  ...{ input: fc.nat(50_000), cacheRead: fc.nat(50_000), cacheWrite: fc.nat(50_000), cacheWriteLong: fc.nat(50_000) },
  output: fc.nat(4_000),
});
const question = fc.record({ own: fc.string({ maxLength: 30_000 }), most: fc.integer({ min: 1, max: 4_000 }) });

describe('a ceiling', () => {
  const lanes = fc.constantFrom('now' as const, 'batch' as const);
  const names = fc.constantFrom(...Object.keys(PRICES));
  const asked = ({ own, most }: { own: string; most: number }) => ({
    prompt: { system: 'Answer.', shared: '' as Clean, own: own as Clean },
    ...{ form: { name: 'plan', schema: { type: 'object' } }, most },
  });

  it('is never below what a call costs that has no more tokens than it counts [SI-13]', () => {
    fc.assert(
      fc.property(question, parts, names, lanes, (given, used, name, lane) => {
        const one = asked(given);
        const most = mostPromptTokens(one);
        const factor = Math.min(1, most / Math.max(1, promptTokens(used)));
        const scaled = Object.fromEntries(Object.entries(used).map(([part, n]) => [part, Math.floor(n * factor)]));
        const fitting = { ...(scaled as unknown as Tokens), output: Math.min(used.output, given.most) };
        const found = ceilingOf(one, { model: MODEL, lane, price: priced(name) });
        expect(costOf(fitting, lane, priced(name))).toBeLessThanOrEqual(found.micro ?? -1);
        expect(allTokens(fitting)).toBeLessThanOrEqual(found.tokens);
      }),
    );
  });

  it('counts bytes and not characters, and the form', () => {
    const of = (own: string) => mostPromptTokens(asked({ own, most: 1 }));
    expect(of('你'.repeat(1_000)) - of('')).toBe(1_500);
    expect(of('x'.repeat(1_000)) - of('')).toBe(500);
    expect(of('')).toBeGreaterThan(500);
  });

  it('is of tokens alone where the price is unknown', () => {
    expect(ceilingOf(asked({ own: '', most: 100 }), { model: MODEL, lane: 'now', price: null }).micro).toBeNull();
  });
});

it('an amount is told in dollars and cents, and what is less is not told as nothing', () => {
  expect([0, 1, 100, 4_200, 10_000, 1_120_000, 1_000_000_000].map(usdText)).toEqual([
    ...['0.00 USD', 'under 0.0001 USD', '0.0001 USD', '0.0042 USD', '0.01 USD', '1.12 USD', '1000.00 USD'],
  ]);
  expect(DEFAULT_CONFIG.prices).toEqual({});
});
