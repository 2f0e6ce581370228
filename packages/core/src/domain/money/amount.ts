/** Money as whole millionths of a US dollar: sums are exact, and a part of one is charged as a whole one. */
export type Micro = number;

const MILLION = 1_000_000;

/** Of what an owner wrote in dollars. */
export const microOf = (usd: number): Micro => Math.round(usd * MILLION);

export const usdOf = (micro: Micro): number => micro / MILLION;

/** `1.12`; below a cent two digits more, and what is less than those is not called nothing. */
export function usdFigure(micro: Micro): string {
  if (micro > 0 && micro < 100) return 'under 0.0001';
  return micro > 0 && micro < 10_000 ? usdOf(micro).toFixed(4) : usdOf(micro).toFixed(2);
}

export const usdText = (micro: Micro): string => `${usdFigure(micro)} USD`;

/** Money, and tokens that a budget of tokens counts. */
export interface Amount {
  micro: Micro;
  tokens: number;
}

export const NOTHING: Amount = { micro: 0, tokens: 0 };

export const plus = (a: Amount, b: Amount): Amount => ({ micro: a.micro + b.micro, tokens: a.tokens + b.tokens });

export const sumOf = (amounts: Iterable<Amount>): Amount => {
  let sum = NOTHING;
  for (const amount of amounts) sum = plus(sum, amount);
  return sum;
};
