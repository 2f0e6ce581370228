/** No call has so many: whoever says so is not believed, and what is charged stays a number that sums are exact with. */
const MOST = 1_000_000_000;

/** A number of tokens as an answer gives it; null: it gives none that can be one. */
export const countOf = (value: unknown): number | null =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < MOST ? (value as number) : null;
