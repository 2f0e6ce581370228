// Writes the price table anew: `node scripts/prices.ts --from PATH_OR_ADDRESS --date 2026-11-20 --source WORDS`
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Provider } from '../packages/core/src/domain/model.ts';
import type { Price } from '../packages/core/src/domain/money/price.ts';
import { ratesFrom } from '../packages/core/src/domain/money/rates.ts';
import { openPriceData, type PriceSource } from './price-data.ts';
import { BATCH, REPORTED, type Row, VENDOR, WANTED } from './price-list.ts';

export const TABLE = 'packages/core/src/domain/money/prices.generated.ts';

const NOTICE = `// Prices of models, by provider and exact id: US dollars for a million tokens. Written by scripts/prices.ts.
// From the data of models.dev, which comes under the MIT License:
//
// Copyright (c) 2025 spin.dev
//
// Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
// documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
// rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
// persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright notice and
// this permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED
// "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
// MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT
// HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
// ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;

interface Entry {
  name: string;
  price: Price;
  isReported: boolean;
}

/** Of every wanted model; throws where the data has no price of one that nobody reported either. */
export function entriesOf(find: PriceSource): Entry[] {
  const found = WANTED.flatMap(({ provider, ids }) =>
    ids.map((id) => ({ provider, name: `${provider}/${id}`, row: find(VENDOR[provider] ?? provider, id) })),
  );
  const lacking = found.filter(({ row }) => row === null).map(({ name }) => name);
  if (lacking.length > 0) throw new Error(`no price of ${lacking.join(', ')}: take them out of scripts/price-list.ts`);
  const reported = Object.entries(REPORTED).map(([name, row]) => {
    const [provider = '', id = ''] = name.split('/');
    return { provider: provider as Provider, name, row: find(VENDOR[provider as Provider] ?? provider, id), kept: row };
  });
  return [
    ...found.flatMap(({ provider, name, row }) =>
      row ? [{ name, price: priceOf(provider, row), isReported: false }] : [],
    ),
    ...reported.map(({ provider, name, row, kept }) => ({
      ...{ name, price: priceOf(provider, row ?? kept), isReported: row === null },
    })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const priceOf = (provider: Provider, { tiers = [], ...row }: Row): Price => ({
  ...ratesFrom({ provider }, row),
  batch: BATCH[provider] ?? 1,
  tiers: tiers.map(({ above, ...rates }) => ({ above, ...ratesFrom({ provider }, rates) })),
});

export function tableText(entries: readonly Entry[], { date, source }: { date: string; source: string }): string {
  const rows = entries.flatMap(({ name, price, isReported }) => [
    ...(isReported ? ['  // Reported, and not seen at its vendor.'] : []),
    `  '${name}': ${literal(price)},`,
  ]);
  return [
    NOTICE,
    "import type { Price } from './price.ts';",
    '',
    `export const PRICES_FROM = { date: '${date}', source: '${source}' };`,
    '',
    'export const PRICES: Readonly<Record<string, Price>> = {',
    ...rows,
    '};',
    '',
  ].join('\n');
}

const literal = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll(/"(\w+)":/g, ' $1: ')
    .replaceAll(/(?<=[\w\]}])\}/g, ' }')
    .replaceAll('},{', '}, {');

if (import.meta.main) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { from: text, date: text, source: text } });
  const { from, date = '', source = 'models.dev' } = values;
  if (from === undefined || !/^\d{4}-\d\d-\d\d$/.test(date)) {
    throw new Error(
      'give --from (a checkout of models.dev, its api.json, or an address) and --date (2026-11-20), of the data',
    );
  }
  const entries = entriesOf(await openPriceData(from));
  writeFileSync(join(import.meta.dirname, '..', TABLE), tableText(entries, { date, source }));
  console.log(`${entries.length} prices of ${date} in ${TABLE}`);
}
