/** What an owner may say of the prices of models: it counts before the table. */
import * as v from 'valibot';
import { PROVIDERS } from './model.ts';

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
