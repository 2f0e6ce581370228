/** Whether two titles say the same thing: decides before any model is asked, and again before anything is written. */

const STOP = new Set(
  'a an and are as at be been by for from has have in is it its not of on or out since that the this to was were with without when does do'.split(
    ' ',
  ),
);

/** Words of a title that carry meaning, folded; identifiers in code spans are kept apart, as they name the subject. */
export function wordsOf(title: string): Meaning {
  const names = new Set<string>();
  const rest = title.normalize('NFKC').replace(/`([^`]{1,200})`/g, (_, name: string) => {
    names.add(name.toLowerCase().replace(/\(\)$|['"\s]+/gu, ''));
    return ` ${name} `;
  });
  const found = rest.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return {
    words: new Set(found.filter((word) => (word.length > 1 || /\p{N}/u.test(word)) && !STOP.has(word)).map(stem)),
    names,
  };
}

/** `ignored`, `ignores` and `ignoring` are one word. Crude, and equal on both sides. */
const stem = (word: string): string => (word.length > 4 ? word.replace(/(ing|ies|ed|es|s)$/u, '') : word);

interface Meaning {
  words: Set<string>;
  names: Set<string>;
}

/** Titles are near-duplicates when most of their words are shared and they do not name different things. */
export function saysTheSame(a: string, b: string): boolean {
  const left = wordsOf(a);
  const right = wordsOf(b);
  if (left.words.size === 0 || right.words.size === 0) return a.trim() === b.trim();
  const shared = [...left.words].filter((word) => right.words.has(word)).length;
  return isNear(left, right, shared);
}

/** `shared`: how many words both have. */
function isNear(left: Meaning, right: Meaning, shared: number): boolean {
  const smaller = Math.min(left.words.size, right.words.size);
  const union = left.words.size + right.words.size - shared;
  if (shared / union < 0.6 && !(smaller >= 4 && shared / smaller >= 0.85)) return false;
  if (left.names.size === 0 || right.names.size === 0) return true;
  const sharedNames = [...left.names].filter((name) => right.names.has(name)).length;
  return sharedNames >= Math.min(left.names.size, right.names.size);
}

/** Many titles, to be asked for near-duplicates of others: each is taken apart once, and only those with common words are compared. */
export class TitleIndex<T extends { title: string }> {
  readonly #items: readonly T[];
  readonly #meanings: Meaning[];
  readonly #places = new Map<string, number[]>();

  constructor(items: readonly T[]) {
    this.#items = items;
    this.#meanings = items.map(({ title }) => wordsOf(title));
    this.#meanings.forEach(({ words }, place) => {
      for (const word of words) {
        const places = this.#places.get(word);
        if (places === undefined) this.#places.set(word, [place]);
        else places.push(place);
      }
    });
  }

  /** The first item, in the order given, that says the same; undefined where none does. */
  find(title: string): T | undefined {
    const asked = wordsOf(title);
    if (asked.words.size === 0) return this.#items.find((item) => saysTheSame(item.title, title));
    const shared = new Map<number, number>();
    for (const word of asked.words) {
      for (const place of this.#places.get(word) ?? []) shared.set(place, (shared.get(place) ?? 0) + 1);
    }
    let first = Number.POSITIVE_INFINITY;
    for (const [place, count] of shared) {
      const meaning = this.#meanings[place];
      if (place < first && meaning !== undefined && isNear(asked, meaning, count)) first = place;
    }
    return this.#items[first];
  }
}
