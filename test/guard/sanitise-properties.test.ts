/** Properties of the cleaners over generated hostile text, with a Markdown parser of other authors as the judge. */
import { type Cleaned, cleanCode, cleanLine, cleanPath, cleanProse, cleanTitle } from '@steward/core/guard/sanitise.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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
