/** Values of a model's answer: whatever they are, what comes out is what it says it is, or nothing. */
import { oneLine, shorten } from '../../domain/markdown.ts';

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
