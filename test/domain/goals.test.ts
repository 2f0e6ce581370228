/** The owner's goals as they are written: lists, headings, boxes, reasons; and what is none. */
import { goalKey, goalsIn } from '@steward/core/domain/goals.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';

const texts = (text: string): string[] => goalsIn(text).map((goal) => goal.text);

describe('goals', () => {
  it('are open items, whatever marks them', () => {
    expect(
      texts('- One goal\n* Another goal\n+ A third goal\n1. A fourth goal\n2) A fifth goal\n- [ ] A sixth goal\n'),
    ).toHaveLength(6);
    expect(texts('- [x] Done\n- [X] Done too\n- ~~Dropped it~~\n-Not an item\n')).toEqual([]);
  });

  it('are headings of which something is said, and no headings of lists', () => {
    expect(texts('# Goals\n\n## Windows\n\nPeople ask.\n\n## Platforms\n\n### macOS\n\nSome ask.\n')).toEqual([
      'Windows',
      'macOS',
    ]);
    expect(texts('# Goals\n\n## This year\n\n- Windows support\n')).toEqual(['Windows support']);
    expect(texts('# Goals\n\n## Nothing said\n')).toEqual([]);
  });

  it('end where a heading says that they are done, and begin again behind it', () => {
    expect(texts('## Done\n- Linux support\n### Of that\n- BSD support\n## Next\n- Windows support\n')).toEqual([
      'Windows support',
    ]);
  });

  it('keep the reason and the points that belong to them', () => {
    const [goal] = goalsIn(
      '- **Windows** support — half of the reports come from there\n  - It installs with pip.\n  - [x] A runner exists\n',
    );
    expect(goal).toEqual({
      line: 1,
      text: 'Windows support',
      section: '',
      why: 'half of the reports come from there',
      details: ['It installs with pip'],
    });
  });

  it('are said once, and known by their words however they are marked', () => {
    expect(texts('- Windows support\n- **windows support.**\n')).toEqual(['Windows support']);
    expect(goalKey('**Windows** support!')).toBe(goalKey('windows   Support'));
  });

  it('are at most fifty, each a line of the file, from any text', () => {
    const piece = fc.constantFrom(
      '- ',
      '  - ',
      '# ',
      '## ',
      '[ ] ',
      '[x] ',
      '~~',
      '**',
      '```',
      '<!--',
      '-->',
      '\n',
      '\n\n',
      'Windows support',
      ': ',
      ' — ',
      '1. ',
      'Done',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 80 }), (pieces) => {
        const text = pieces.join('');
        const lines = text.split('\n');
        const goals = goalsIn(text);
        expect(goals.length).toBeLessThanOrEqual(50);
        for (const { line, text: said } of goals) {
          expect(lines[line - 1]?.trim()).toBeTruthy();
          expect(said.length).toBeGreaterThan(3);
        }
      }),
    );
    expect(goalsIn(Array.from({ length: 80 }, (_, at) => `- Goal number ${at}\n`).join(''))).toHaveLength(50);
  });
});
