/** Names of starter kits, as people spell them. */

const spelled = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The kit as its owner spells it; null: it is none of theirs. */
export const kitNamed = (kits: readonly string[], name: string): string | null =>
  kits.find((kit) => spelled(kit) === spelled(name)) ?? null;
