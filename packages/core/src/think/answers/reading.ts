/** Values of a model's answer: whatever they are, what comes out is what it says it is, or nothing. */
import { oneLine, readCodeSpan, shorten } from '../../domain/markdown.ts';

/** An own member of an object; undefined for anything else. */
export const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

const MOST_ITEMS = 200;

/** The items of a list; none of anything else. */
export const itemsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, MOST_ITEMS) : []);

const READ_LIMIT = 20_000;

/** A text on one line that says something, cut to its length; null for anything else. */
export function lineOf(value: unknown, most: number, least = 1): string | null {
  if (typeof value !== 'string') return null;
  const line = oneLine(value.slice(0, READ_LIMIT).toWellFormed());
  return line.length < least || !/[\p{L}\p{N}]/u.test(line) ? null : shorten(line, most);
}

/** A whole number of these; null for anything else. */
export const numberAmong = (value: unknown, numbers: readonly number[]): number | null =>
  typeof value === 'number' && numbers.includes(value) ? value : null;

/** One word without what a shell acts on: a name, a path, a call. */
const NAME = /^(?!@)(?!.*:\/\/)[^\s|;&$<>`\\]{1,80}$/;

/** What is fetched, removed or run, also where nobody marked it as code. */
const TYPED =
  /\b(?:curl|wget)\s+(?:-|\S*[./:])|\brm\s+-\w|\bsudo\s+\w|\|\s*(?:ba|da|k|z)?sh\b|\b(?:ba|da|k|z)?sh\s+-c\b/i;
const LEADS_AWAY = /\w:\/\/|\bwww\.|\]\(\s*\/\//i;

/** Whether what stands as code in a text is a name, or known: others type what stands there. And it leads nowhere. */
export const namesOnly = (text: string, isKnown: (code: string) => boolean): boolean =>
  !LEADS_AWAY.test(text) &&
  codeIn(text).every((code) => NAME.test(code) || isKnown(code)) &&
  !TYPED.test(isKnown(text) ? '' : text);

function codeIn(text: string): string[] {
  const found: string[] = [];
  for (let at = text.indexOf('`'); at >= 0; at = text.indexOf('`', at)) {
    const span = readCodeSpan(text, at);
    if (span) found.push(span.content.trim());
    at = span?.end ?? at + (/^`+/.exec(text.slice(at))?.[0].length ?? 1);
  }
  return found.filter((content) => content !== '');
}
