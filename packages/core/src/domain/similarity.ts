/** Whether two titles say the same thing: decides before any model is asked, and again before anything is written. */
import { areAtOdds, type Stance, stanceOf } from './opposition.ts';

const STOP = new Set(
  'a an and are as at be been by for from has have in is it its not of on or out since that the this to was were with without when does do'.split(
    ' ',
  ),
);

export interface Words {
  words: ReadonlySet<string>;
  names: ReadonlySet<string>;
  stance: Stance;
}

const CODE = /`([^`]{1,200})`/g;
/** A version says since when, not what: versions that differ are told apart by themselves. */
const VERSION = /(?<![\p{L}\p{N}_.])v?\d{1,9}(?:\.\d{1,9}){1,4}(?![\p{L}\p{N}_])/giu;

/** Words of a title that carry meaning, folded; identifiers in code spans are kept apart, as they name the subject. */
export function wordsOf(title: string): Words {
  const names = new Set<string>();
  const text = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/can['’]t\b/gu, 'cannot')
    .replace(/n['’]t\b/gu, ' not');
  const rest = text.replace(CODE, (_, name: string) => {
    names.add(name.replace(/\(\)$|['"\s]+/gu, ''));
    return ` ${name} `;
  });
  const found = rest.replace(VERSION, ' ').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return {
    words: new Set(found.flatMap((word) => meaningOf(word) ?? [])),
    names,
    stance: stanceOf(text.replace(CODE, ' '), meaningOf),
  };
}

const meaningOf = (word: string): string | null =>
  (word.length > 1 || /\p{N}/u.test(word)) && !STOP.has(word) ? stem(word) : null;

/** `ignored`, `ignores` and `ignoring` are one word. Crude, and equal on both sides. */
const stem = (word: string): string => (word.length > 4 ? word.replace(/(ing|ies|ed|es|s)$/u, '') : word);

/** Titles are near-duplicates when most of their words are shared, they name the same things, and neither says otherwise. */
export function saysTheSame(a: string, b: string): boolean {
  const left = wordsOf(a);
  const right = wordsOf(b);
  if (left.words.size === 0 || right.words.size === 0) return a.trim() === b.trim();
  return isOne(left, right, overlap(left.words, right.words));
}

/** Below so many words one more or less makes another title: all must be the same. */
const FEW = 4;

function isOne(left: Words, right: Words, shared: number): boolean {
  const [a, b] = [left.words.size, right.words.size];
  const isMost = Math.min(a, b) < FEW ? shared === a && shared === b : sharesMost(a, b, shared);
  return isMost && namesTheSame(left, right) && !areAtOdds(left, right);
}

function sharesMost(left: number, right: number, shared: number): boolean {
  const smaller = Math.min(left, right);
  return shared / (left + right - shared) >= 0.6 || (smaller >= 4 && shared / smaller >= 0.85);
}

/** Most of the words are shared, however few they are: alone it proves nothing. */
export const soundsAlike = (left: Words, right: Words): boolean =>
  left.words.size > 0 && sharesMost(left.words.size, right.words.size, overlap(left.words, right.words));

export function namesTheSame(left: Words, right: Words): boolean {
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
      return count > 0 && isOne(wanted, known, count) && counts(place);
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
