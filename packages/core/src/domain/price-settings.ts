/** What an owner may say of the prices of models: it counts before the table. */
import * as v from 'valibot';
import { type ModelName, modelText, PROVIDERS } from './model.ts';
import type { Price, Rates } from './money/price.ts';

const MODEL = v.pipe(
  v.string(),
  v.minLength(3),
  v.maxLength(140),
  v.regex(
    new RegExp(`^(?:${PROVIDERS.join('|')})/[^\\s/](?:\\S*\\S)?$`),
    `a provider and the exact id of a model, such as \`anthropic/claude-haiku-4-5\`; providers are ${PROVIDERS.join(', ')}`,
  ),
);

const rate = (description: string) =>
  v.pipe(v.number(), v.minValue(0), v.maxValue(100_000), v.description(description));

const PRICE = v.strictObject({
  input: rate('US dollars for a million tokens of a prompt'),
  output: rate('The same for an answer, thinking included'),
  'cache-read': v.optional(rate('The same for what is read from a cache; the price of `input` if absent')),
  'cache-write': v.optional(
    rate('The same for what is written to one; if absent, the price of `input`, at Anthropic 1.25 times that'),
  ),
  batch: v.optional(
    v.pipe(
      v.number(),
      v.minValue(0),
      v.maxValue(1),
      v.description('Share of the price that a call in the batch lane costs, such as 0.5; 1 if absent'),
    ),
  ),
});

export const PRICE_SETTINGS = v.optional(
  v.pipe(
    v.record(MODEL, PRICE),
    v.description(
      'Prices by provider and exact id of a model: they count before the table that Steward comes with. 0 for a model that costs nothing',
    ),
  ),
  {},
);

export type PriceSettings = v.InferOutput<typeof PRICE_SETTINGS>;

/** What its vendor takes for writing to a cache of five minutes and of an hour, as a multiple of its input. */
const ANTHROPIC = { short: 1.25, long: 2 };

/** The prices of caches that nobody named. */
export function ratesFrom(
  { provider }: Pick<ModelName, 'provider'>,
  given: Pick<Rates, 'input' | 'output'> & { cacheRead?: number | undefined; cacheWrite?: number | undefined },
): Rates {
  const { input, output, cacheRead = input } = given;
  const isAnthropic = provider === 'anthropic';
  const cacheWrite = given.cacheWrite ?? (isAnthropic ? rounded(input * ANTHROPIC.short) : input);
  const cacheWriteLong = isAnthropic ? Math.max(cacheWrite, rounded(input * ANTHROPIC.long)) : cacheWrite;
  return { input, output, cacheRead, cacheWrite, cacheWriteLong };
}

const rounded = (rate: number): number => Math.round(rate * 1_000_000) / 1_000_000;

export function priceSet(model: ModelName, settings: PriceSettings): Price | null {
  const name = modelText(model);
  const own = Object.hasOwn(settings, name) ? settings[name] : undefined;
  if (own === undefined) return null;
  const { input, output, batch = 1 } = own;
  const rates = ratesFrom(model, { input, output, cacheRead: own['cache-read'], cacheWrite: own['cache-write'] });
  return { ...rates, batch, tiers: [] };
}
