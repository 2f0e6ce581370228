/** Boxes of the dashboard: what is written is read back, and each edit is its editor's. */
import { ordersIn, readBoxes, renderBox } from '@steward/core/domain/box.ts';
import type { Version } from '@steward/core/domain/command.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';
import { workOf } from '../support/work.ts';

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
        expect(readBoxes(line(ticked, words))).toEqual([{ verb: 'approve', task: TASK, ticked, strikes: 0 }]);
      }),
    );
    expect(readBoxes(pause(true))).toEqual([{ verb: 'pause', ticked: true, strikes: 0 }]);
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
      expect(workOf(() => readBoxes(text))).toBeLessThan(5_000);
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

  it.each([
    ['in code', '**A `~~struck~~` word stays** · testing'],
    ['as a fence', '**Fences of `~~~` are not parsed** · testing'],
    ['in an address', '**A task** · [evidence](https://github.com/o/n/blob/1/a~~b~~.ts#L1)'],
  ])('are understood where the words have ~~ already: %s', (_, words) => {
    const start = version('steward[bot]', line(false, words));
    expect(commands(start, version('ann', line(true, words)))).toEqual([['ann', { verb: 'approve', task: TASK }]]);
    expect(commands(start, version('ann', line(false, `~~${words}~~`)))).toEqual([
      ['ann', { verb: 'reject', task: TASK }],
    ]);
    expect(commands(start, version('ann', line(false, words), 'more'))).toEqual([]);
  });

  it('are not kept from one by whoever struck it out before', () => {
    const struck = (ticked: boolean) => line(ticked, '~~**A task**~~ · testing, medium');
    expect(
      commands(version('steward[bot]', line()), version('mallory', struck(false)), version('ann', struck(true))),
    ).toEqual([
      ['mallory', { verb: 'reject', task: TASK }],
      ['ann', { verb: 'approve', task: TASK }],
    ]);
  });

  it('of striking out an approved one are one refusal; a priority is not raised by it', () => {
    const struck = (verb: 'raise' | 'approve', words: string) => renderBox({ verb, task: TASK, ticked: true }, words);
    const raise = renderBox({ verb: 'raise', task: TASK, ticked: false }, '#3 (medium)');
    expect(commands(version('steward[bot]', line(true, 'A')), version('ann', struck('approve', '~~A~~')))).toEqual([
      ['ann', { verb: 'reject', task: TASK }],
    ]);
    expect(commands(version('steward[bot]', raise), version('ann', struck('raise', '~~#3 (medium)~~')))).toEqual([]);
  });

  it.each([
    ['before it', [line(true), line()]],
    ['behind it', [line(), line(true)]],
  ])('are not what a second box of the same kind says, put %s by somebody else', (_, both) => {
    const start = version('steward[bot]', line());
    const copied = version('mallory', ...both);
    expect(commands(start, copied, version('ann', ...both, 'Thanks'))).toEqual([]);
    expect(commands(start, copied, version('ann', line(true)))).toEqual([]);
    expect(commands(start, copied, version('ann', line()), version('ann', line(true)))).toEqual([
      ['ann', { verb: 'approve', task: TASK }],
    ]);
  });
});
