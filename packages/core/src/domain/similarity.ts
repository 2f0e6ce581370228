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
  const shared = [...left.words].filter((word) => right.words.has(word)).length;
  const smaller = Math.min(left.words.size, right.words.size);
  if (left.names.size > 0 && right.names.size > 0) {
    const sharedNames = [...left.names].filter((name) => right.names.has(name)).length;
    if (sharedNames < Math.min(left.names.size, right.names.size)) return false;
  }
  const union = left.words.size + right.words.size - shared;
  return shared / union >= 0.6 || (smaller >= 4 && shared / smaller >= 0.85);
}
