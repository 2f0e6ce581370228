/** How many briefs go into one question: what is cheapest by the price of who is asked, as far as an answer has room. */
import type { Lane } from '../domain/model.ts';
import { chargeOf, type Price, ratesOf, shareOf } from '../domain/money/price.ts';

/** Tokens of what is to be asked. */
export interface Load {
  /** Of every question: instructions, and what all of them share. */
  shared: number;
  /** Of each brief. */
  own: readonly number[];
  /** Of the answer about one brief, and of what every answer has besides. */
  answer: { each: number; besides: number };
}

export interface Terms {
  /** Null: unknown; then fewer questions are taken to be cheaper. */
  price: Price | null;
  lane: Lane;
  /** Most tokens of an answer. */
  most: number;
  /** Most briefs in one question. */
  atOnce: number;
}

/** At least one, even where its answer may be too long. */
export function briefsAtOnce(load: Load, { price, lane, most, atOnce }: Terms): number {
  const fitting = Math.floor((most - load.answer.besides) / load.answer.each);
  const bound = Math.max(1, Math.min(atOnce, fitting, load.own.length));
  if (price === null) return bound;
  const sizes = Array.from({ length: bound }, (_, index) => bound - index);
  const [best = bound] = sizes.sort((a, b) => costAt(load, a, price, lane) - costAt(load, b, price, lane));
  return best;
}

/** Of all questions, each with so many briefs, in millionths of a dollar. */
export function costAt({ shared, own, answer }: Load, size: number, price: Price, lane: Lane): number {
  let cost = 0;
  for (let from = 0; from < own.length; from += size) {
    const group = own.slice(from, from + size);
    const prompt = group.reduce((sum, tokens) => sum + tokens, 0);
    const rates = ratesOf(price, shared + prompt);
    // Within a run the first question writes what all share to the cache, and the others read it; no batch relies on that.
    const sharedRate = lane === 'batch' ? rates.input : from === 0 ? rates.cacheWrite : rates.cacheRead;
    cost += chargeOf(
      [
        [shared, sharedRate],
        [prompt, rates.input],
        [answer.besides + answer.each * group.length, rates.output],
      ],
      shareOf(price, lane),
    );
  }
  return cost;
}
