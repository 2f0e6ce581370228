/** A number of tokens as an answer gives it; null: it gives none that can be one. */
export const countOf = (value: unknown): number | null =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;
