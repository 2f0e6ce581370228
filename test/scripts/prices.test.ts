// The price table is written from models.dev data, in both its forms, and says what it does not know.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { modelText } from '@steward/core/domain/model.ts';
import { PRICES, PRICES_FROM } from '@steward/core/domain/money/prices.generated.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { costIn, openPriceData, publishedPrices } from '../../scripts/price-data.ts';
import { REPORTED, VENDOR, WANTED } from '../../scripts/price-list.ts';
import { entriesOf, TABLE, tableText } from '../../scripts/prices.ts';
import { root } from '../support/source.ts';

const TIERED = `# Prices: see elsewhere
name = "A model"
[cost]
input = 0.10 # a comment
output = 1_000.50
cache_read = 0.01

[[cost.tiers]]
tier = { type = "context", size = 272_000 }
input = 0.20
output = 2

[[cost.tiers]]
context = { min = 100_000 }
input = 0.15
output = 1.5
cache_read = 0.015
[experimental.modes.fast]
cost = { input = 9, output = 9 }
[limit]
input = 922_000
`;
const ROW = {
  ...{ input: 0.1, output: 1000.5, cacheRead: 0.01 },
  tiers: [
    { above: 100_000, input: 0.15, output: 1.5, cacheRead: 0.015 },
    { above: 272_000, input: 0.2, output: 2 },
  ],
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prices-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, text: string): string {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

describe('prices are read', () => {
  test('from a checkout, tiers in order, and nothing but the table of costs [SI-12]', async () => {
    put('providers/openai/models/a.toml', TIERED);
    put('providers/openai/models/free.toml', 'name = "no cost"\n');
    const find = await openPriceData(folder);
    expect(find('openai', 'a')).toEqual(ROW);
    expect(find('openai', 'free')).toBeNull();
    expect(find('openai', 'b')).toBeNull();
  });

  test('from the published JSON, on disk or at an address', async () => {
    const cost = { input: 1, output: 2, context_over_200k: { input: 3, output: 4 } };
    const text = JSON.stringify({ google: { models: { g: { cost } } } });
    const row = { input: 1, output: 2, tiers: [{ above: 200_000, input: 3, output: 4 }] };
    expect((await openPriceData(put('api.json', text)))('google', 'g')).toEqual(row);
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/api.json' ? 200 : 404;
      response.end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      expect((await openPriceData(`${address}/api.json`))('google', 'g')).toEqual(row);
      await expect(openPriceData(`${address}/other`)).rejects.toThrow('answers 404');
    } finally {
      server.close();
    }
  });

  test('or it is said what cannot be', async () => {
    await expect(openPriceData(join(folder, 'none'))).rejects.toThrow('is not there: give a checkout');
    put('providers/openai/models/a.toml', '[cost]\ninput = 1\n');
    const find = await openPriceData(folder);
    expect(() => find('openai', 'a')).toThrow('a.toml, output: no price that can be read');
    expect(costIn('[limit]\ninput = 5\n')).toBeNull();
  });
});

describe('the table', () => {
  const models = WANTED.flatMap(({ provider, ids }) => ids.map((id) => ({ provider, id })));
  const known = (without: string[] = []) => {
    const data: Record<string, { models: Record<string, unknown> }> = {};
    for (const { provider, id } of models.filter((name) => !without.includes(modelText(name)))) {
      const vendor = VENDOR[provider] ?? provider;
      data[vendor] ??= { models: {} };
      data[vendor].models[id] = { cost: { input: 4, output: 20 } };
    }
    return publishedPrices(JSON.stringify(data));
  };

  test('has what is wanted, what caches cost where the data is silent, and what was only reported marked as such', () => {
    const entries = entriesOf(known());
    expect(entries.map(({ name }) => name)).toEqual([...models.map(modelText), ...Object.keys(REPORTED)].sort());
    expect(entries.find(({ name }) => name === 'anthropic/claude-opus-5-5')?.price).toEqual({
      ...{ input: 4, output: 20, cacheRead: 4, cacheWrite: 5, cacheWriteLong: 8, batch: 0.5, tiers: [] },
    });
    const text = tableText(entries, { date: '2026-11-20', source: 'a test' });
    expect(text).toContain("PRICES_FROM = { date: '2026-11-20', source: 'a test' }");
    expect(text).toContain('Copyright (c) 2025 spin.dev');
    expect(text.match(/Reported, and not seen/g)).toHaveLength(Object.keys(REPORTED).length);
    expect(text).toContain(
      "  'openai/gpt-5': { input: 4, output: 20, cacheRead: 4, cacheWrite: 4, cacheWriteLong: 4, batch: 0.5, tiers: [] },",
    );
  });

  test('is not written where the data lacks a model that is wanted', () => {
    expect(() => entriesOf(known(['openai/gpt-5']))).toThrow('no price of openai/gpt-5: take them out');
  });

  test('that is committed is one that the script writes', () => {
    const entries = Object.entries(PRICES).map(([name, price]) => ({ name, price, isReported: name in REPORTED }));
    expect(readFileSync(join(root, TABLE), 'utf8')).toBe(tableText(entries, PRICES_FROM));
    expect(Object.keys(PRICES)).toEqual([...models.map(modelText), ...Object.keys(REPORTED)].sort());
  });
});
