/** Which task a pull request is for, whoever wrote it, and what the ledger notes when it comes, changes and ends. */
import { taskOfPull } from '@steward/core/decide/review/linking.ts';
import { pullEvents, revertEvents, upkeepEvents } from '@steward/core/decide/review/pull-events.ts';
import { reviewable } from '@steward/core/decide/review/reviewable.ts';
import { applyAll } from '@steward/core/domain/apply.ts';
import { DEFAULT_CONFIG, type Mode } from '@steward/core/domain/config.ts';
import { renderMarker } from '@steward/core/domain/marker.ts';
import type { PullFacts } from '@steward/core/domain/pull-request.ts';
import type { Stub } from '@steward/core/domain/snapshot.ts';
import { EMPTY_LEDGER, type Ledger } from '@steward/core/domain/state.ts';
import { untrusted } from '@steward/core/domain/text.ts';
import { MOST_REVIEWS } from '@steward/core/domain/verdict.ts';
import { describe, expect, it } from 'vitest';
import { lease, NOON, task } from '../../support/memory.ts';

const [one, two] = [task('one', { number: 7 }), task('two', { number: 8 })];
const LEDGER: Ledger = { ...EMPTY_LEDGER, tasks: { [one.id]: one, [two.id]: two } };
const OURS = 'github-actions[bot]';

const linking = (ledger = LEDGER, mode: Mode = 'assist') => ({
  ...{ ledger, identities: [OURS], config: DEFAULT_CONFIG, mode, now: NOON },
  defaultBranch: 'main',
});
const facts = (change: Partial<PullFacts> = {}): PullFacts => ({
  ...{ head: 'a1', branch: 'fix', fork: false, closes: [], merged: false, state: 'a1 ready' },
  ...{ base: 'main', draft: false },
  ...change,
});
const stub = (number: number, change: Partial<Stub> = {}, pull: Partial<PullFacts> = {}): Stub => ({
  ...{ number, kind: 'pull', title: untrusted('Fix'), author: 'agent[bot]', open: true, stateReason: null },
  ...{ createdAt: NOON, updatedAt: NOON, labels: [], pull: facts(pull) },
  ...change,
});
const noted = (stubs: readonly Stub[], ledger = LEDGER, mode: Mode = 'assist') => {
  const then = applyAll(ledger, pullEvents(stubs, linking(ledger, mode), NOON), NOON);
  return applyAll(then, upkeepEvents(linking(then, mode), new Set(stubs.map(({ number }) => number))), NOON);
};

describe('the task of a pull request', () => {
  const of = (place: Partial<Parameters<typeof taskOfPull>[0]>) =>
    taskOfPull({ branch: 'fix', fork: false, closes: [], author: 'ada', ...place }, linking())?.id;
  const body = renderMarker({ intent: 'abcdef12', task: two.id, fingerprints: [] });

  it.each([
    ['its branch', { branch: `steward/${one.id}` }, one.id],
    ['its branch with more behind it', { branch: `steward/${one.id}-again` }, one.id],
    ['the issue it closes', { closes: [99, 8] }, two.id],
    ['the issue it closes, also from a fork', { closes: [8], fork: true, branch: `steward/${one.id}` }, two.id],
    ['the marker of Steward, before anything else', { body, author: OURS, closes: [7] }, two.id],
    ['nothing: anybody’s marker counts for nothing', { body }, undefined],
    ['nothing: a branch of a task that nobody has', { branch: 'steward/000000000000' }, undefined],
    ['nothing: a branch of that name in a fork', { branch: `steward/${one.id}`, fork: true }, undefined],
    ['nothing: a branch that only begins so', { branch: `steward/${one.id}x` }, undefined],
  ])('is told by %s', (_, place, id) => {
    expect(of(place)).toBe(id);
  });
});

it('two pull requests of one task put it in review once, and it waits for the last of them', () => {
  const both = noted([stub(20, {}, { closes: [7] }), stub(21, {}, { closes: [7] })]);
  expect(both.tasks[one.id]?.status).toBe('in-review');
  const less = noted([stub(20, { open: false }, { closes: [7] })], both);
  expect(less.tasks[one.id]?.status).toBe('in-review');
  expect(noted([stub(21, { open: false }, { closes: [7] })], less).tasks[one.id]?.status).toBe('ready');
});

it('of one task closed and another opened at once, each goes its way', () => {
  const first = noted([stub(20, {}, { closes: [7] })]);
  const then = noted([stub(20, { open: false }, { closes: [7] }), stub(21, {}, { closes: [8] })], first);
  expect([then.tasks[one.id]?.status, then.tasks[two.id]?.status]).toEqual(['ready', 'in-review']);
});

it('a merge that leaves the issue open asks a person; one that closes it is left to the closing', () => {
  const linked = noted([stub(20, {}, { branch: `steward/${one.id}` }), stub(21, {}, { closes: [8] })]);
  const merged = noted(
    [
      stub(20, { open: false }, { branch: `steward/${one.id}`, merged: true }),
      stub(21, { open: false }, { closes: [8], merged: true }),
    ],
    linked,
  );
  expect([merged.tasks[one.id]?.status, merged.tasks[two.id]?.status]).toEqual(['escalated', 'in-review']);
});

describe('while an agent has the task', () => {
  const held = lease(one, { agent: 'robot', handed: { at: NOON, ref: '99' } });
  const config = { ...DEFAULT_CONFIG, agents: { robot: { kind: 'workflow' as const, enabled: true } } };
  const leased = applyAll(LEDGER, [{ kind: 'leased', lease: held }], NOON);
  const own = { branch: `steward/${one.id}-1`, closes: [7] };
  const told = (stubs: readonly Stub[], ledger = leased) => {
    const events = pullEvents(stubs, { ...linking(ledger, 'autopilot'), config }, NOON);
    return { events, ledger: applyAll(ledger, events, NOON) };
  };
  const back = told([stub(20, {}, own)]).ledger;

  it('a merge into another branch is nobody’s merit, and a person is asked', () => {
    const { ledger } = told([stub(20, { open: false }, { ...own, merged: true, base: 'next' })], back);
    expect(ledger.tasks[one.id]).toMatchObject({ status: 'escalated', attempts: [{ ending: 'withdrawn' }] });
    expect(ledger.state.agents.robot?.outcomes).toEqual({});
    expect(ledger.state.landed).toBeUndefined();
  });

  it('a merge is its merit before the issue is seen to be closed, and is remembered', () => {
    const { ledger } = told([stub(20, { open: false }, { ...own, merged: true })], back);
    expect(ledger.state).toMatchObject({ leases: {}, landed: [{ pull: 20, agent: 'robot', own: true }] });
    expect(ledger.tasks[one.id]).toMatchObject({ status: 'in-review', attempts: [{ ending: 'merged' }] });
    const revert = stub(30, { open: false }, { branch: 'revert-20-x', merged: true });
    const inFork = { ...revert, pull: facts({ branch: 'revert-20-x', merged: true, fork: true }) };
    const of = (one: Stub) => revertEvents([one], linking(ledger));
    expect(of(revert)).toEqual([{ kind: 'reverted', pull: 20, revert: 30 }]);
    expect(of(inFork)).toEqual([]);
    expect(of(stub(31, { open: false }, { branch: 'revert-20-x' }))).toEqual([]);
  });

  it('what came and went between two looks counts', () => {
    const merged = told([stub(20, { open: false }, { ...own, merged: true })]).ledger;
    expect(merged.state.agents.robot?.outcomes).toMatchObject({ [one.type]: [1, 0] });
    const closed = told([stub(20, { open: false }, own)]).ledger;
    expect(closed.tasks[one.id]).toMatchObject({ attempts: [{ ending: 'closed-unmerged' }] });
    expect(told([stub(20, { open: false, author: 'ada' }, { closes: [7] })]).events).toEqual([]);
  });

  it('what a stranger opened keeps nobody from the task once the attempt is over', () => {
    const { ledger } = told([stub(20, { author: 'ada' }, { closes: [7], fork: true })]);
    expect(ledger.state.reviews[20]).toMatchObject({ aside: true, wanted: false });
    expect(ledger.tasks[one.id]?.status).toBe('leased');
  });
});

it('whoever names a branch of a fork like an agent’s is none, and nothing waits for it', () => {
  const named = { branch: `steward/${one.id}`, fork: true };
  const { state, tasks } = noted([
    stub(20, { author: 'ada' }, named),
    stub(21, { author: 'ada' }, { ...named, closes: [8] }),
    stub(22, { author: 'ada' }, { ...named, fork: false }),
  ]);
  expect(state.reviews).toMatchObject({ 21: { task: two.id, agent: false }, 22: { task: one.id, agent: true } });
  expect(Object.keys(state.reviews)).toEqual(['21', '22']);
  expect(tasks[one.id]?.status).toBe('in-review');
  expect(reviewable(state, NOON)).toEqual([22]);
});

it('no more are remembered than have room', () => {
  const many = Array.from({ length: MOST_REVIEWS + 10 }, (_, n) => stub(100 + n, { labels: ['steward:review'] }));
  expect(Object.keys(noted(many).state.reviews)).toHaveLength(MOST_REVIEWS);
});

it('those asked for come first, and what nobody wants is not looked at', () => {
  const { state } = noted([
    stub(20, { author: 'ada' }, { closes: [7] }),
    stub(21, {}, { closes: [8] }),
    stub(22, { author: 'ada', labels: ['steward:review'] }),
  ]);
  expect(reviewable(state, NOON)).toEqual([22, 21]);
});

it('a mode that looks at agents’ work asks again for what the one before left', () => {
  const before = noted([stub(21, {}, { closes: [8] })], LEDGER, 'suggest');
  expect(reviewable(before.state, NOON)).toEqual([]);
  expect(reviewable(noted([], before, 'autopilot').state, NOON)).toEqual([21]);
});

it('a task that ended takes its pull request off the list, unless a person asked about it', () => {
  const linked = noted([stub(20, {}, { closes: [7] }), stub(21, { labels: ['steward:review'] }, { closes: [7] })]);
  const ended = applyAll(linked, [{ kind: 'moved', task: one.id, status: 'done', reason: 'closed' }], NOON);
  expect(Object.keys(noted([], ended).state.reviews)).toEqual(['21']);
});
