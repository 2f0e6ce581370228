/** What a call costs. A price that nobody knows is unknown: null, and never nothing. */
import { type Call, type FailureCause, type Lane, type ModelName, modelText, type Tokens } from '../model.ts';
import type { PriceSettings } from '../price-settings.ts';
import type { Micro } from './amount.ts';
import { PRICES } from './prices.generated.ts';
import { priceSet } from './rates.ts';
import { promptTokens } from './tokens.ts';

/** US dollars for a million tokens of each part: millionths of a dollar for one. */
export interface Rates {
  input: number;
  output: number;
  cacheRead: number;
  /** Kept for five minutes, or for as long as the vendor likes. */
  cacheWrite: number;
  /** Kept for an hour. */
  cacheWriteLong: number;
}

export interface Price extends Rates {
  /** Share of the price that a call in the batch lane costs. */
  batch: number;
  /** A prompt of more tokens costs this instead, all of it; in order of size. */
  tiers: readonly ({ above: number } & Rates)[];
}

/** The owner's price, or that of the table; by exact ids alone, since a likeness of names says nothing of a price. */
export function priceOf(model: ModelName, settings: PriceSettings): Price | null {
  const name = modelText(model);
  return priceSet(model, settings) ?? (Object.hasOwn(PRICES, name) ? (PRICES[name] ?? null) : null);
}

/** Of the tier that a prompt of so many tokens falls into. */
export const ratesOf = (price: Price, prompt: number): Rates =>
  price.tiers.findLast(({ above }) => prompt > above) ?? price;

/** In whole millionths of a millionth, so that the sum is exact and is rounded up once. */
const PICO = 1_000_000;

/** Of so many tokens at each rate. */
export const chargeOf = (parts: readonly (readonly [tokens: number, rate: number])[], share: number): Micro =>
  Math.ceil(parts.reduce((sum, [tokens, rate]) => sum + tokens * Math.round(rate * share * PICO), 0) / PICO);

export const shareOf = ({ batch }: Price, lane: Lane): number => (lane === 'batch' ? batch : 1);

const PARTS = ['input', 'cacheRead', 'cacheWrite', 'cacheWriteLong', 'output'] as const;

export function costOf(tokens: Tokens, lane: Lane, price: Price): Micro {
  const rates = ratesOf(price, promptTokens(tokens));
  return chargeOf(
    PARTS.map((part) => [tokens[part], rates[part]]),
    shareOf(price, lane),
  );
}

/** What a vendor does not bill: answers that say no, and calls that were never sent. */
const UNBILLED: readonly FailureCause[] = [
  ...(['key', 'payment', 'limit', 'overload', 'request', 'too-large'] as const),
  ...(['circuit', 'budget', 'rate', 'unknown-model', 'setting'] as const),
];

export const isUnbilled = ({ result }: Pick<Call, 'result'>): boolean =>
  result !== 'answered' && UNBILLED.includes(result);
