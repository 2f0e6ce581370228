/** The same brief is asked about once. */
import { type Brief, gateKey, isAsked } from '@steward/core/decide/gate.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';

const BRIEF: Brief = {
  ...{ purpose: 'specify', fingerprints: ['a', 'b'], tasks: ['0123456789ab ready'], goals: ['weeks'] },
  ...{ settings: { level: 'excerpts', exclude: [] }, version: '1' },
};

describe('the key of a brief', () => {
  it('is the same for the same, in whatever order it comes', () => {
    const other = { ...BRIEF, fingerprints: ['b', 'a', 'a'], settings: { exclude: [], level: 'excerpts' } };
    expect(gateKey(other)).toBe(gateKey(BRIEF));
    expect(gateKey(BRIEF)).toMatch(/^[0-9a-f]{24}$/);
  });

  it.each<[string, Partial<Brief>]>([
    ['purpose', { purpose: 'adopt' }],
    ['evidence', { fingerprints: ['a'] }],
    ['tasks', { tasks: ['0123456789ab in-review'] }],
    ['goals', { goals: [] }],
    ['settings', { settings: { level: 'metadata', exclude: [] } }],
    ['instructions', { version: '2' }],
  ])('is another for other %s', (_, change) => {
    expect(gateKey({ ...BRIEF, ...change })).not.toBe(gateKey(BRIEF));
  });

  it('does not take one list for another', () => {
    const text = fc.string({ maxLength: 3 });
    fc.assert(
      fc.property(fc.array(text), fc.array(text), (one, other) => {
        const key = (fingerprints: string[], tasks: string[]) => gateKey({ ...BRIEF, fingerprints, tasks });
        const isEqual = JSON.stringify([...new Set(one)].sort()) === JSON.stringify([...new Set(other)].sort());
        expect(key(one, other) === key(other, one)).toBe(isEqual);
      }),
    );
  });
});

it('what was asked is not asked again', () => {
  const key = gateKey(BRIEF);
  expect(isAsked(key, [])).toBe(false);
  expect(isAsked(key, ['0'.repeat(24), key])).toBe(true);
});
