/** What models turned out not to take: remembered for a while, by model, and told to the ledger once. */
import { apply } from '@steward/core/domain/apply.ts';
import { EMPTY_LEDGER } from '@steward/core/domain/state.ts';
import { foundOut, isNews, knownTraits, TRAIT_LIFE, takenWith, traitEvents } from '@steward/core/domain/traits.ts';
import { describe, expect, it } from 'vitest';

const AT = '2026-11-20T09:00:00.000Z';
const hence = (milliseconds: number): string => new Date(Date.parse(AT) + milliseconds).toISOString();
const FIRST = { effort: true, format: 'json_schema' } as const;

describe('what a model does not take', () => {
  it('is left out for thirty days, and then tried again', () => {
    const trait = { effort: false, at: AT } as const;
    expect(takenWith(FIRST, trait, hence(TRAIT_LIFE - 1))).toEqual({ effort: false, format: 'json_schema' });
    expect(takenWith(FIRST, trait, hence(TRAIT_LIFE))).toEqual(FIRST);
  });

  it('is told once, and with what was known before', () => {
    const found = { 'openai/a': { effort: false } } as const;
    const [event] = traitEvents(undefined, found, AT);
    if (!event) throw new Error('nothing is learnt');
    const { traits } = apply(EMPTY_LEDGER, event, AT).state;
    expect(traits).toEqual({ 'openai/a': { effort: false, at: AT } });
    expect(traitEvents(traits, found, hence(1))).toEqual([]);
    expect(traitEvents(traits, found, hence(TRAIT_LIFE))).toHaveLength(1);
    const more = knownTraits(traits ?? {}, { 'openai/a': { format: 'text' } }, hence(1));
    expect(more['openai/a']).toEqual({ effort: false, format: 'text', at: hence(1) });
    expect(foundOut(FIRST, FIRST)).toBeNull();
  });

  it('of no more models is kept than have room, the newest first', () => {
    let traits = {};
    for (let n = 0; n < 60; n++) traits = knownTraits(traits, { [`openai/m${n}`]: { effort: false } }, hence(n));
    expect(Object.keys(traits)).toHaveLength(24);
    expect(traits).toHaveProperty(['openai/m59']);
  });

  it('is news for a batch that went out before it was known, and for no later one', () => {
    const trait = { effort: false, at: AT } as const;
    expect(isNews({ found: undefined, trait }, hence(-1))).toBe(true);
    expect(isNews({ found: undefined, trait }, AT)).toBe(false);
    expect(isNews({ found: undefined, trait: undefined }, AT)).toBe(false);
    expect(isNews({ found: { effort: false }, trait: undefined }, AT)).toBe(true);
  });
});
