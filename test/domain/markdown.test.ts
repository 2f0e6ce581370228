/** Text inside Markdown: read back by a real Markdown reader, it is what it was. */
import { renderMarkdown } from '@steward/core/adapters/markdown.ts';
import {
  codeSpan,
  encodePath,
  link,
  readCodeSpan,
  shorten,
  tableCell,
  titleText,
} from '@steward/core/domain/markdown.ts';
import { describe, expect, test } from 'vitest';
import fc from '../support/fuzz.ts';

const html = (markdown: string) => renderMarkdown(markdown, { repositoryUrl: 'https://github.com/o/n' });
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const textOf = (markup: string) =>
  markup.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? '');

const hostile = fc
  .array(
    fc.constantFrom('`', '``', ' ', '|', '\\', '*', '_', '[', ']', '(', ')', '<b>', '&amp;', '~~', 'a', 'é', '!', '#'),
    {
      minLength: 1,
      maxLength: 14,
    },
  )
  .map((parts) => parts.join(''));

describe('codeSpan', () => {
  test('shows exactly its content, whatever that is', () => {
    fc.assert(
      fc.property(
        hostile.filter((text) => text.trim() === text),
        (text) => {
          expect(html(`x ${codeSpan(text)} y`)).toMatch(/^<p>x <code>.*<\/code> y<\/p>$/);
          expect(textOf(html(`x ${codeSpan(text)} y`))).toBe(`x ${text} y`);
          expect(readCodeSpan(codeSpan(text))).toEqual({ content: text, end: codeSpan(text).length });
        },
      ),
    );
  });

  test('is nothing for nothing, and one line for many', () => {
    expect(codeSpan('')).toBe('');
    expect(codeSpan('a\r\nb\nc')).toBe('`a b c`');
  });
});

test('titleText shows a title as it reads outside of Markdown, but for its code', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('|', '\\', '*', '_', '[', ']', '(', ')', '<b>', '&amp;', '~~', 'a', ' b', '$'), {
        minLength: 1,
      }),
      (parts) => {
        const title = parts.join('').replace(/\s+/g, ' ').trim();
        expect(textOf(html(`x **${titleText(title)}** y`)).replaceAll('**', '')).toBe(
          `x ${title.replaceAll('**', '')} y`,
        );
      },
    ),
  );
  expect(titleText('`a*b` *c* `')).toBe('`a*b` \\*c\\* \\`');
});

test('tableCell never ends its cell', () => {
  fc.assert(
    fc.property(hostile, hostile, (a, b) => {
      const row = [codeSpan(a), titleText(b)].map(tableCell).join(' | ');
      const table = html(`| x | y |\n|---|---|\n| ${row} |`);
      expect(table.match(/<td>/g)).toHaveLength(2);
    }),
  );
});

test('link never ends its brackets, and encodePath keeps each name in its place', () => {
  const url = `https://github.com/o/n/blob/0/${encodePath('a b/(c)/*d*/`e`/../#?"%.py')}#L1`;
  expect(html(link('x', url, 'todo'))).toMatch(/^<p><a href="[^"]*" title="todo">x<\/a><\/p>$/);
  expect(html(link('x', 'https://a.b/) <c> "d')).match(/<a /g)).toHaveLength(1);
  expect(encodePath('a/b')).toBe('a/b');
});

test('shorten counts whole characters', () => {
  expect(shorten('漢字かな', 3)).toBe('漢字…');
  expect(shorten('👍👍', 2)).toBe('👍👍');
});
