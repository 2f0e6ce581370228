/** Rates that follow from others, and those that the owner set; apart from the settings, since every run prices. */
import { type ModelName, modelText } from '../model.ts';
import type { PriceSettings } from '../price-settings.ts';
import type { Price, Rates } from './price.ts';

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
