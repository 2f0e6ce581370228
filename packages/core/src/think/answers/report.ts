/** A model's paragraph about figures: it counts only where each of its numbers is one of them. */
import { lineOf, memberOf, namesOnly } from './reading.ts';

const MOST = 700;
const LEAST = 40;

/** Null: nothing of it can stand. What a number is said of is not judged: the figures stand beside it. */
export function readParagraph(value: unknown, figures: string): string | null {
  const line = lineOf(memberOf(value, 'paragraph'), MOST, LEAST);
  if (line === null || line.endsWith('…') || !namesOnly(line, (code) => figures.includes(code))) return null;
  const known = numbersIn(figures);
  return isWithout(line) && [...numbersIn(line)].every((number) => known.has(number)) ? line : null;
}

/** With what is behind the point or the comma, whatever script its digits are of. */
const NUMBER = /\p{N}+(?:[.,'’]\p{N}+)*/gu;
const PLAIN = /^\d+(?:\.\d+)?$/;

/** Not a number where it is spelled in any other way than the figures are: that is none of them. */
function numbersIn(text: string): Set<number> {
  const digits = [...text.matchAll(NUMBER)].map(([number]) => number.replace(/,(?=\d{3}(?:\D|$))/g, ''));
  const spelled = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const words = spelled.flatMap((word) => (SPELLED.includes(word) ? [SPELLED.indexOf(word) + 2] : []));
  return new Set([...digits.map((number) => (PLAIN.test(number) ? Number(number) : Number.NaN)), ...words]);
}

const SPELLED = 'two three four five six seven eight nine ten eleven twelve'.split(' ');

/** Numbers that hide in words, and what was worked out: no figure is spelled so. */
const isWithout = (line: string): boolean =>
  !/\b(?:(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|hundreds?|thousands?|millions?|twice|thrice|(?:doubl|tripl|halv)(?:e|es|ed|ing)|(?:two-)?thirds?|quarters?)\b/i.test(
    line,
  );
