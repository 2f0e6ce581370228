/** Boxes of the dashboard: what is written is read back, and each edit is its editor's. */
import { ordersIn, readBoxes, renderBox } from '@steward/core/domain/box.ts';
import type { Version } from '@steward/core/domain/command.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const TASK = 'aa0000000001';
const OTHER = 'bb0000000002';
const line = (ticked = false, words = '**A task** · testing, medium', task = TASK) =>
  renderBox({ verb: 'approve', task, ticked }, words);
const pause = (ticked: boolean) => renderBox({ verb: 'pause', ticked }, 'Pause everything');

let edits = 0;
const version = (editor: string, ...lines: string[]): Version => ({
  id: `e${edits++}`,
  editor,
  at: '2026-11-20T10:00:00Z',
  text: lines.join('\n'),
});
const commands = (...versions: Version[]) =>
  ordersIn(versions, ['steward[bot]']).map(({ command, by }) => [by, command]);

describe('a box', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.stringMatching(/^[\w *·,[\]()`]{1,60}$/), (ticked, words) => {
        expect(readBoxes(line(ticked, words))).toEqual([{ verb: 'approve', task: TASK, ticked, struck: false }]);
      }),
    );
    expect(readBoxes(pause(true))).toEqual([{ verb: 'pause', ticked: true, struck: false }]);
  });

  it.each([
    ['- [ ] words', 'no comment'],
    ['- [ ] words <!-- steward:merge aa0000000001 -->', 'an unknown verb'],
    ['- [ ] words <!-- steward:approve -->', 'no task'],
    ['- [ ] words <!-- steward:pause aa0000000001 -->', 'a task where there is none'],
    ['- [ ] words <!-- steward:approve ../../etc -->', 'no id'],
    ['words <!-- steward:approve aa0000000001 -->', 'no box'],
    [`- [ ] ${'x'.repeat(5_000)} <!-- steward:approve aa0000000001 -->`, 'a line beyond all measure'],
  ])('is none: %s (%s)', (text) => {
    expect(readBoxes(text)).toEqual([]);
  });

  it('is found in any hostile text in linear time', () => {
    for (const piece of [
      '- [ ] ',
      '<!-- steward:approve ',
      '~~',
      '[x] <!-- ',
      '- [x] a <!-- steward:approve aa00000000 -->\n',
    ]) {
      const text = piece.repeat(Math.ceil(65_536 / piece.length));
      const began = performance.now();
      readBoxes(text);
      expect(performance.now() - began).toBeLessThan(5_000);
    }
  });
});

describe('orders', () => {
  it('are what an edit changed, in order, each by its editor', () => {
    expect(
      commands(
        version('steward[bot]', line(), pause(false)),
        version('ann', line(true), pause(false)),
        version('bob', line(true), pause(true)),
        version('bob', line(false), pause(true)),
        version('ann', line(false), pause(false)),
      ),
    ).toEqual([
      ['ann', { verb: 'approve', task: TASK }],
      ['bob', { verb: 'pause' }],
      ['bob', { verb: 'unapprove', task: TASK }],
      ['ann', { verb: 'resume' }],
    ]);
  });

  it('are not what Steward wrote itself, nor what appeared or vanished', () => {
    expect(commands(version('steward[bot]', line()), version('steward[bot]', line(true)))).toEqual([]);
    expect(commands(version('steward[bot]', line()), version('ann', line(), line(true, 'mine', OTHER)))).toEqual([]);
    expect(commands(version('steward[bot]', line(true)), version('ann', ''))).toEqual([]);
    expect(commands(version('ann', line(true)))).toEqual([]);
  });

  it('of striking out are refusals, ticked or not', () => {
    const struck = (ticked: boolean) => line(ticked, '~~**A task**~~ · testing, medium');
    expect(commands(version('steward[bot]', line()), version('ann', struck(false)))).toEqual([
      ['ann', { verb: 'reject', task: TASK }],
    ]);
    expect(commands(version('steward[bot]', line()), version('ann', struck(true)))).toEqual([
      ['ann', { verb: 'reject', task: TASK }],
    ]);
  });
});
