/** The most that a call can cost, known before it is made. */
import type { Lane, ModelName, Question } from '../model.ts';
import type { Micro } from './amount.ts';
import { chargeOf, type Price, shareOf } from './price.ts';

export interface Ceiling {
  model: ModelName;
  lane: Lane;
  price: Price | null;
  /** Null: its price is unknown. */
  micro: Micro | null;
  /** Prompt and answer together. */
  tokens: number;
}

/** What a vendor writes around a prompt, in tokens. */
const OVERHEAD = 500;
/** Even dense code and other scripts than Latin have more bytes for each token than that. */
const BYTES_PER_TOKEN = 2;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** The form counts twice, since some vendors are told of it in the prompt too. */
export function mostPromptTokens({ prompt, form }: Pick<Question, 'prompt' | 'form'>): number {
  const bytes = bytesOf(prompt.system) + bytesOf(prompt.shared) + bytesOf(prompt.own);
  return OVERHEAD + Math.ceil((bytes + 2 * bytesOf(JSON.stringify(form))) / BYTES_PER_TOKEN);
}

/** As if nothing were read from a cache, everything were written to the dearest one, and the answer were as long as it may be. */
export function ceilingOf(
  question: Pick<Question, 'prompt' | 'form' | 'most'>,
  { model, lane, price }: Pick<Ceiling, 'model' | 'lane' | 'price'>,
): Ceiling {
  const prompt = mostPromptTokens(question);
  return {
    model,
    lane,
    price,
    tokens: prompt + question.most,
    micro: price && mostCost(prompt, question.most, lane, price),
  };
}

function mostCost(prompt: number, answer: number, lane: Lane, price: Price): Micro {
  // A prompt that turns out shorter is of another tier: the dearest of those it may fall into counts.
  const tiers = [price, ...price.tiers.filter(({ above }) => prompt > above)];
  const input = tiers.flatMap((rates) => [rates.input, rates.cacheRead, rates.cacheWrite, rates.cacheWriteLong]);
  const output = tiers.map((rates) => rates.output);
  return chargeOf(
    [
      [prompt, Math.max(...input)],
      [answer, Math.max(...output)],
    ],
    shareOf(price, lane),
  );
}
