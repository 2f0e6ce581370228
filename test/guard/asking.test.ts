/** What asking a person must pass: a question that is open, people only, words that call nobody else. */
import { askPlace } from '@steward/core/domain/ask.ts';
import { parseConfig } from '@steward/core/domain/config.ts';
import type { Proposal } from '@steward/core/domain/proposal.ts';
import { EMPTY_LEDGER, type Ledger } from '@steward/core/domain/state.ts';
import type { Ask, Task } from '@steward/core/domain/task.ts';
import { verdictOn } from '@steward/core/guard/policies.ts';
import type { Bench } from '@steward/core/guard/policy.ts';
import { describe, expect, it } from 'vitest';
import { task } from '../support/memory.ts';
import { bench, granted } from './bench.ts';

type Asking = Extract<Proposal, { kind: 'ask-person' }>;
type Post = Extract<Proposal, { kind: 'post-comment' }>;

const ask: Ask = { key: 'attempt 3', reason: 'no agent got it done' };
const left = task('a', { number: 5, status: 'escalated', ask });
const ledgerOf = (one: Task): Ledger => ({ ...EMPTY_LEDGER, tasks: { [one.id]: one } });
const place = askPlace(left, ask);
const comment: Post = { kind: 'post-comment', ...place, body: 'It needs a person.', asked: false };
const asking: Asking = {
  ...{ kind: 'ask-person', subject: left.id, number: 5, key: ask.key, people: ['octo'], words: true },
};
const on = (proposal: Proposal, change: Partial<Bench> = {}) =>
  verdictOn(proposal, bench({ ledger: ledgerOf(left), ...change }))?.policy ?? null;
const spoken = { granted: { ...granted, subjects: new Set([place.subject]) } };

describe('the comment that asks', () => {
  it('is posted for a question that is open, where its task lives, and in `suggest` not at all', () => {
    expect(on(comment)).toBeNull();
    expect(on(comment, { mode: 'suggest' })).toBe('mode');
    expect(on({ ...comment, number: 6 })).toBe('ownership');
    expect(on({ ...comment, subject: 'escalation #5 attempt 2' })).toBe('duplicate');
    expect(on(comment, { ledger: ledgerOf({ ...left, status: 'ready' }) })).toBe('duplicate');
    expect(on(comment, { ledger: ledgerOf({ ...left, ask: { ...ask, person: null } }) })).toBe('duplicate');
  });

  it.each([
    ['a team of the own organisation', '@octo/core: look', null],
    ['two mentions', '@octo/core and @octo/other', 'scope'],
    ['a person', 'hello @hub', 'scope'],
    ['a team of others', '@other/core', 'scope'],
    ['a wide sign', 'hello \uFF20hub', 'scope'],
    ['a sign alone', '`@`hub, a@ b', null],
    ['what calls an agent, without a sign', 'please Run Robot now', 'scope'],
  ])('mentions at most one such team: %s', (_, body, policy) => {
    const parsed = parseConfig({ agents: { robot: { kind: 'mention', phrase: 'run robot' } } });
    if (!('config' in parsed)) throw new Error('the configuration is wrong');
    expect(on({ ...comment, body }, { config: parsed.config })).toBe(policy);
  });
});

describe('asking a person', () => {
  it('needs the comment that says why, granted now or written before', () => {
    expect(on(asking)).toBe('evidence');
    expect(on(asking, spoken)).toBeNull();
    const record = { purpose: 'escalation', on: 'issue', number: 5, comment: 'IC_1', digest: 'd' } as const;
    expect(on(asking, { ledger: ledgerOf({ ...left, comments: { [place.subject]: record } }) })).toBeNull();
    expect(on({ ...asking, words: false, people: [] })).toBeNull();
  });

  it('is done once, for the question that is open', () => {
    expect(on({ ...asking, key: 'attempt 2' }, spoken)).toBe('duplicate');
    expect(on(asking, { ...spoken, ledger: ledgerOf({ ...left, ask: { ...ask, person: 'octo' } }) })).toBe('duplicate');
    expect(on({ ...asking, number: 6 }, spoken)).toBe('ownership');
    expect(on(asking, { ...spoken, mode: 'suggest' })).toBe('mode');
  });

  it('is about three people at most, and no machine', () => {
    expect(on({ ...asking, people: ['a', 'b', 'c', 'd'] }, spoken)).toBe('size');
    expect(on({ ...asking, people: ['robot[bot]'] }, spoken)).toBe('ownership');
    expect(on({ ...asking, people: ['octo/core'] }, spoken)).toBe('ownership');
  });
});
