/** What may be said on people's issues and pull requests, by what it is for; and that only Steward's own words are edited. */
import { commentSubject } from '@steward/core/domain/comment.ts';
import type { Proposal } from '@steward/core/domain/proposal.ts';
import { EMPTY_LEDGER, type Ledger } from '@steward/core/domain/state.ts';
import { verdictOn } from '@steward/core/guard/policies.ts';
import { describe, expect, it } from 'vitest';
import { task } from '../support/memory.ts';
import { bench } from './bench.ts';

const known = task('a', { number: 5 });
const ledger: Ledger = { ...EMPTY_LEDGER, tasks: { [known.id]: known } };
type Post = Extract<Proposal, { kind: 'post-comment' }>;

const post = (change: Partial<Post> = {}): Post => {
  const place = { purpose: 'criteria', on: 'issue', number: 5, task: known.id, ...change } as const;
  return { kind: 'post-comment', subject: commentSubject(place), body: 'Words', asked: false, ...place };
};

const policyOn = (proposal: Proposal, change: Parameters<typeof bench>[0] = {}) =>
  verdictOn(proposal, bench({ ledger, ...change }))?.policy ?? null;

describe('a comment is posted', () => {
  it.each([
    ['criteria on the issue of a task', post(), null],
    ['criteria about no task', post({ task: null }), 'ownership'],
    ['criteria about a task that nobody knows', post({ task: 'ffffffffffff' }), 'ownership'],
    ['criteria on a pull request', post({ on: 'pull' }), 'scope'],
    ['a question on an issue', post({ purpose: 'question', task: null }), null],
    ['a question on a pull request', post({ purpose: 'question', on: 'pull', task: null }), 'scope'],
    ['a review of a pull request', post({ purpose: 'review', on: 'pull', task: null }), null],
    ['a review of an issue', post({ purpose: 'review', task: null }), 'scope'],
    ['a note anywhere', post({ purpose: 'note', task: null }), null],
    ['nothing', post({ body: ' \n' }), 'size'],
    ['more than GitHub takes', post({ body: 'x'.repeat(60_001) }), 'size'],
  ] as const)('as %s: %#', (_, proposal, policy) => {
    expect(policyOn(proposal)).toBe(policy);
  });

  it('as criteria nowhere but on the issue of its task', () => {
    expect(policyOn(post({ number: 6 }))).toBe('ownership');
    const adoptable = { ...known, status: 'suggested' as const, adopts: { number: 6, said: '' } };
    const tasks = { [known.id]: adoptable };
    expect(policyOn(post({ number: 6 }), { ledger: { ...ledger, tasks } })).toBeNull();
    expect(policyOn(post({ number: 5 }), { ledger: { ...ledger, tasks } })).toBe('ownership');
  });

  it('as criteria that take up an issue only while a task more may be open', () => {
    const adoptable = { ...known, status: 'suggested' as const, adopts: { number: 5, said: '' } };
    const full = { ...ledger.state, counts: { ...ledger.state.counts, open: 8 } };
    expect(policyOn(post(), { ledger: { ...ledger, state: full, tasks: { [known.id]: adoptable } } })).toBe(
      'cap-open-tasks',
    );
    expect(policyOn(post(), { ledger: { ...ledger, state: full } })).toBeNull();
  });

  it('in mode suggest only where a person asked for it', () => {
    expect(policyOn(post(), { mode: 'suggest' })).toBe('mode');
    expect(policyOn(post({ asked: true }), { mode: 'suggest' })).toBeNull();
  });

  it('not while Steward is paused, memory is lost, or the repository is archived', () => {
    const state = { ...ledger.state, paused: true };
    expect(policyOn(post(), { ledger: { ...ledger, state } })).toBe('pause');
    const lost = { since: '', until: '', reason: '' };
    expect(policyOn(post(), { ledger: { ...ledger, state: { ...ledger.state, lost } } })).toBe('loss');
    const { repository } = bench({});
    expect(policyOn(post(), { repository: { ...repository, archived: true } })).toBe('repository');
  });

  it('once: not where that comment stands, nor while another run posts it', () => {
    const record = { purpose: 'criteria', on: 'issue', number: 5, comment: 'IC_5', digest: 'd' } as const;
    const tasks = { [known.id]: { ...known, comments: { [post().subject]: record } } };
    expect(policyOn(post(), { ledger: { ...ledger, tasks } })).toBe('duplicate');
    const comments = { [post().subject]: record };
    expect(policyOn(post(), { ledger: { ...ledger, state: { ...ledger.state, comments } } })).toBe('duplicate');
  });

  it('within the notifications of a week', () => {
    const windows = { ...ledger.state.windows, notifications: 10 };
    expect(policyOn(post(), { ledger: { ...ledger, state: { ...ledger.state, windows } } })).toBe('cap-notifications');
  });
});

describe('a comment is edited', () => {
  const place = { purpose: 'review', on: 'pull', number: 12, task: null } as const;
  const subject = commentSubject(place);
  const edit = { kind: 'edit-comment', subject, ...place, comment: 'IC_12', body: 'Words' } as const;
  const record = { purpose: 'review', on: 'pull', number: 12, comment: 'IC_12', digest: 'd' } as const;
  const holding = { ...ledger, state: { ...ledger.state, comments: { [subject]: record } } };

  it('where the ledger knows it as Steward’s own', () => {
    expect(policyOn(edit, { ledger: holding })).toBeNull();
  });

  it.each([
    ['another comment', { comment: 'IC_99' }],
    ['another place', { number: 13 }],
    ['another kind of place', { on: 'issue' }],
    ['one that nobody posted', { subject: 'review #13' }],
  ] as const)('never: %s', (_, change) => {
    const verdict = policyOn({ ...edit, ...change } as Proposal, { ledger: holding });
    expect(['ownership', 'scope']).toContain(verdict);
  });
});
