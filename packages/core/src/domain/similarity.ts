/** Whether two titles say the same thing: decides before any model is asked, and again before anything is written. */

const STOP = new Set(
  'a an and are as at be been by for from has have in is it its not of on or out since that the this to was were with without when does do'.split(
    ' ',
  ),
);

/** Words of a title that carry meaning, folded; identifiers in code spans are kept apart, as they name the subject. */
export function wordsOf(title: string): { words: Set<string>; names: Set<string> } {
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

/** Titles are near-duplicates when most of their words are shared and they do not name different things. */
export function saysTheSame(a: string, b: string): boolean {
  const left = wordsOf(a);
  const right = wordsOf(b);
  if (left.words.size === 0 || right.words.size === 0) return a.trim() === b.trim();
  return sharesMost(left.words.size, right.words.size, overlap(left.words, right.words)) && namesTheSame(left, right);
}

type Words = ReturnType<typeof wordsOf>;

function sharesMost(left: number, right: number, shared: number): boolean {
  const smaller = Math.min(left, right);
  return shared / (left + right - shared) >= 0.6 || (smaller >= 4 && shared / smaller >= 0.85);
}

function namesTheSame(left: Words, right: Words): boolean {
  if (left.names.size === 0 || right.names.size === 0) return true;
  return overlap(left.names, right.names) === Math.min(left.names.size, right.names.size);
}

function overlap(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of left) if (right.has(word)) shared += 1;
  return shared;
}

/** Many titles, read once: finding what says the same as one more costs as much as its words are common. */
export class TitleIndex {
  readonly #titles: Words[] = [];
  readonly #withWord = new Map<string, number[]>();
  /** Titles of nothing but signs or words without meaning: only the very same text says the same. */
  readonly #wordless = new Map<string, number>();

  constructor(titles: Iterable<string>) {
    for (const title of titles) this.#add(title);
  }

  /** The first place that counts and whose title says the same, or -1. */
  find(title: string, counts: (place: number) => boolean = () => true): number {
    const wanted = wordsOf(title);
    if (wanted.words.size === 0) {
      const place = this.#wordless.get(title.trim()) ?? -1;
      return place >= 0 && counts(place) ? place : -1;
    }
    const shared = new Uint32Array(this.#titles.length);
    for (const word of wanted.words) {
      for (const place of this.#withWord.get(word) ?? []) shared[place] = (shared[place] ?? 0) + 1;
    }
    return this.#titles.findIndex((known, place) => {
      const count = shared[place] ?? 0;
      if (count === 0 || !sharesMost(wanted.words.size, known.words.size, count)) return false;
      return namesTheSame(wanted, known) && counts(place);
    });
  }

  #add(title: string): void {
    const place = this.#titles.length;
    const read = wordsOf(title);
    this.#titles.push(read);
    for (const word of read.words) {
      const places = this.#withWord.get(word);
      if (places) places.push(place);
      else this.#withWord.set(word, [place]);
    }
    const text = title.trim();
    if (read.words.size === 0 && !this.#wordless.has(text)) this.#wordless.set(text, place);
  }
}

const indexes = new WeakMap<readonly { title: string }[], TitleIndex>();

/** The first that counts of a list and says the same as the title. The list is read once, so it must stay as it is. */
export function findSaid<T extends { title: string }>(
  list: readonly T[],
  title: string,
  counts: (item: T) => boolean = () => true,
): T | undefined {
  const index = indexes.get(list) ?? new TitleIndex(list.map((item) => item.title));
  indexes.set(list, index);
  return list[
    index.find(title, (place) => {
      const item = list[place];
      return item !== undefined && counts(item);
    })
  ];
}
