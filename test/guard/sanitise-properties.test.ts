/** Properties of the cleaners over generated hostile text, with a Markdown parser of other authors as the judge. */
import { type Cleaned, cleanCode, cleanLine, cleanPath, cleanProse, cleanTitle } from '@steward/core/guard/sanitise.ts';
import { faultsOf } from '@steward/sandbox/publication-faults.ts';
import { describe, expect, test } from 'vitest';
import fc from '../support/fuzz.ts';
import { hostile } from './hostile-text.ts';
import { HOME, live } from './judge.ts';

const CLEANERS: Record<string, (text: string) => Cleaned> = {
  cleanProse: (text) => cleanProse(text, HOME),
  'cleanProse cut short': (text) => cleanProse(text, { ...HOME, limit: 60 }),
  cleanLine: (text) => cleanLine(text, HOME),
  cleanTitle: (text) => cleanTitle(text, HOME),
  'cleanTitle cut short': (text) => cleanTitle(text, { ...HOME, limit: 40 }),
  cleanCode: (text) => cleanCode(text),
  'cleanCode of many lines': (text) => cleanCode(text, { lines: 'many' }),
  cleanPath: (text) => cleanPath(text),
};

const RUNS = { numRuns: Number(process.env.FUZZ_RUNS ?? 500) };

describe.each(Object.entries(CLEANERS))('%s', (_, clean) => {
  test('changes nothing in what it has cleaned', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const once = clean(text).text;
        expect(clean(once).text).toBe(once);
      }),
      RUNS,
    );
  });

  test('leaves no hidden character, control or lone surrogate', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { text: once } = clean(text);
        expect(once).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\u061c\ufdd0-\ufdef]/);
        expect(once.isWellFormed()).toBe(true);
      }),
      RUNS,
    );
  });
});

describe.each(Object.entries(CLEANERS).filter(([name]) => /Prose|Line|Title/.test(name)))(
  '%s, judged by another parser',
  (_, clean) => {
    test('leaves nothing live', () => {
      fc.assert(
        fc.property(hostile, (text) => {
          expect(live(clean(text).text)).toEqual([]);
        }),
        RUNS,
      );
    });

    test('leaves nothing that the strictest reader would object to', () => {
      fc.assert(
        fc.property(hostile, (text) => {
          expect(faultsOf(clean(text).text, `${HOME.server}/${HOME.repository}`)).toEqual([]);
        }),
        RUNS,
      );
    });

    test('leaves nothing live inside the frames it is put into', () => {
      fc.assert(
        fc.property(hostile, (text) => {
          const { text: once } = clean(text);
          fc.pre(!once.includes('\n') && once !== '');
          for (const frame of [`1. ${once} — command`, `- ${once}\n- next`]) expect(live(frame)).toEqual([]);
        }),
        RUNS,
      );
    });
  },
);

/** Letters, marks and digits of scripts that are not ours, and what stands between words in them. */
const SCRIPTS = [
  ...['Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Devanagari', 'Bengali', 'Tamil', 'Thai', 'Lao', 'Khmer', 'Myanmar'],
  ...['Georgian', 'Armenian', 'Ethiopic', 'Hangul', 'Hiragana', 'Katakana', 'Han', 'Tibetan', 'Mongolian', 'Cherokee'],
];
const LETTERS = SCRIPTS.map((script) => {
  const fits = new RegExp(`^(?=\\p{Script=${script}})(?!\\p{Default_Ignorable_Code_Point})[\\p{L}\\p{M}\\p{N}]$`, 'u');
  const all: string[] = [];
  for (let code = 0x300; code < 0xfb00 && all.length < 400; code += 1) {
    const character = String.fromCharCode(code);
    if (fits.test(character)) all.push(character);
  }
  return all;
});
const word = fc
  .constantFrom(...LETTERS)
  .chain((letters) => fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 9 }))
  .map((letters) => letters.join(''));
const foreign = fc
  .array(
    fc.tuple(word, fc.constantFrom(' ', ' ', ', ', '. ', '、', '。', '، ', ' – ', '؟ ', '! ', ' (', ') ', '»', '\n\n')),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((pieces) => pieces.flat().join('').trim().replace(/ +\n/g, '\n').replace(/ {2,}/g, ' '));

test('prose in any other script stays byte for byte', () => {
  fc.assert(
    fc.property(foreign, (text) => {
      fc.pre(!/^[-+*>#|]|\n[-+*>#|]|^\d+[.)]|\n\d+[.)]/.test(text));
      expect(cleanProse(text, HOME).text).toBe(text);
      const line = text.replaceAll('\n\n', ' ');
      for (const clean of [cleanLine(line, HOME), cleanTitle(line, { ...HOME, limit: 1_000 }), cleanCode(line)])
        expect(clean.text).toBe(line);
    }),
    RUNS,
  );
});
