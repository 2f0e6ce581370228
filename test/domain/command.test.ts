/** What a comment orders: a line of its author's own that begins with `/steward`, and nothing else. */
import { spokenIn, TASK_VERBS, WHOLE_VERBS } from '@steward/core/domain/command.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';

const verbs = (text: string) => spokenIn(text).map(({ verb }) => verb);

describe('a comment', () => {
  it.each([...TASK_VERBS, ...WHOLE_VERBS])('orders to %s [SI-1]', (verb) => {
    expect(spokenIn(`/steward ${verb}`)).toEqual([{ word: verb, verb }]);
    expect(verbs(`I look into it.\n\n  /Steward  ${verb.toUpperCase()} please\r\nThanks!`)).toEqual([verb]);
  });

  it.each([
    ['in the middle of a line', 'please say /steward take'],
    ['quoted', '> /steward take'],
    ['quoted after another', '>> /steward take\n> /steward retry'],
    ['fenced', '```\n/steward take\n```'],
    ['fenced with waves, and never ended', '~~~sh\n/steward take'],
    ['as indented code', '    /steward take'],
    ['in a hidden comment', '<!--\n/steward take\n-->'],
    ['in a hidden comment that never ends', '<!--\n/steward take'],
    ['as a code span', '`/steward take`'],
    ['of another', '/stewardess take'],
    ['without a word', '/steward'],
    ['with a word on the next line', '/steward\ntake'],
    ['that is a path', '/steward/take'],
  ])('orders nothing %s', (_, text) => {
    expect(spokenIn(text)).toEqual([]);
  });

  it('may say what nobody knows, which is told from what is meant', () => {
    expect(spokenIn('/steward dance\n/steward take')).toEqual([
      { word: 'dance', verb: null },
      { word: 'take', verb: 'take' },
    ]);
    expect(spokenIn('/steward toString')).toEqual([{ word: 'tostring', verb: null }]);
    expect(spokenIn('/steward take_')).toEqual([]);
  });

  it('means a few things at most, however often it says them', () => {
    expect(spokenIn('/steward raise\n'.repeat(50))).toHaveLength(5);
  });

  it('holds plain words only, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const { word } of spokenIn(`/steward ${text}\n${text}`)) expect(word).toMatch(/^[a-z][a-z-]{0,30}$/);
      }),
    );
  });
});
