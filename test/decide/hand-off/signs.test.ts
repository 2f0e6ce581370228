/** What is seen of an agent, and what it means for the lease of its task. */
import { meaningOf } from '@steward/core/decide/hand-off/signs.ts';
import { later } from '@steward/core/domain/intent.ts';
import { callOf, generationOf, type Lease } from '@steward/core/domain/lease.ts';
import { renderMarker } from '@steward/core/domain/marker.ts';
import type { CommentSight, IssueSight, Sights } from '@steward/core/domain/sight.ts';
import { untrusted } from '@steward/core/domain/text.ts';
import type { ReviewRecord } from '@steward/core/domain/verdict.ts';
import { describe, expect, it } from 'vitest';
import { lease, NOON, task } from '../../support/memory.ts';

const MINUTE = 60_000;
const work = task('a', { number: 7 });
const OURS = 'github-actions[bot]';
const issue = (change: Partial<IssueSight> = {}): IssueSight => ({
  ...{ number: 7, open: true, assignees: [], comments: [], seenBy: [] },
  ...change,
});
const says = (body: string, author = 'robot[bot]', minutes = 5): CommentSight => ({
  ...{ id: `c${minutes}`, author, createdAt: later(NOON, minutes * MINUTE), body: untrusted(body) },
});
const held = (change: Partial<Lease> = {}) => lease(work, { handed: { at: NOON, ref: '99' }, ...change });
const run = (status: string, conclusion: string | null = null) => ({
  ...{ id: '99', status, conclusion, updatedAt: later(NOON, 5 * MINUTE) },
});
const branch = (minutes: number) => ({
  ...{ name: `steward/${work.id}-1`, oid: 'a1', committedAt: later(NOON, minutes * MINUTE) },
});
const means = (of: Lease, sights: Partial<Sights>, minutes = 10, reviews: Record<string, ReviewRecord> = {}) =>
  meaningOf(of, {
    sights: { runs: [], issues: [issue()], branches: [], ...sights },
    ...{ reviews, identities: [OURS], epoch: 'e1', now: later(NOON, minutes * MINUTE) },
    isOthers: (login) => login === 'rival[bot]',
  });
const mention = held({ kind: 'mention' });
const started = { started: { at: NOON, sign: 'run' as const, ref: '99' } };

describe('a start is seen', () => {
  it.each([
    ['by its run', held(), { runs: [run('in_progress')] }, { sign: 'run', ref: '99' }],
    ['by its branch', held(), { branches: [branch(5)] }, { sign: 'branch' }],
    ['by a reaction', mention, { issues: [issue({ seenBy: ['robot'] })] }, { sign: 'reaction', ref: 'robot' }],
    ['by its first words', mention, { issues: [issue({ comments: [says('On it.')] })] }, { sign: 'comment' }],
    [
      'by the assignment of a person',
      held({ kind: 'person' }),
      { issues: [issue({ assignees: ['octo'] })] },
      { sign: 'assignment', ref: 'octo' },
    ],
    [
      'by the eyes of Copilot',
      held({ kind: 'copilot' }),
      { issues: [issue({ assignees: ['Copilot'], seenBy: ['octo', 'Copilot'] })] },
      { sign: 'reaction', ref: 'Copilot' },
    ],
  ])('%s', (_, of, sights, meaning) => {
    expect(means(of, sights)).toMatchObject({ kind: 'started', ...meaning });
  });

  it.each([
    ['in a run that waits', held(), { runs: [run('queued')] }],
    [
      'in the assignment of Copilot, which is Steward’s own doing',
      held({ kind: 'copilot' }),
      { issues: [issue({ assignees: ['Copilot'], seenBy: ['octo'] })] },
    ],
    ['in the run of another', held(), { runs: [{ ...run('in_progress'), id: '98' }] }],
    ['in the branch of another attempt', held({ attempt: 2 }), { branches: [branch(5)] }],
    ['in a branch that is left of a time before', held(), { branches: [branch(-60)] }],
    [
      'in what Steward itself says',
      mention,
      {
        issues: [
          issue({
            comments: [
              says(`@robot do it\n${renderMarker({ intent: 'abcdef12', task: work.id, fingerprints: [] })}`, OURS),
            ],
          }),
        ],
      },
    ],
    [
      'in the hand-off itself',
      held({ kind: 'mention', handed: { at: NOON, ref: 'c5' } }),
      { issues: [issue({ comments: [says('@robot')] })] },
    ],
    ['in Steward’s own reaction', mention, { issues: [issue({ seenBy: [OURS] })] }],
    ['in what was said before', mention, { issues: [issue({ comments: [says('Hello', 'robot[bot]', -5)] })] }],
    ['where a person says something', mention, { issues: [issue({ comments: [says('Nice', 'ada')] })] }],
  ])('and not %s', (_, of, sights) => {
    expect(means(of, sights)).toBeNull();
  });
});

describe('an attempt is over', () => {
  it.each([
    ['when its run failed', held(), { runs: [run('completed', 'failure')] }, 'run-failed'],
    ['when it asks', mention, { issues: [issue({ comments: [says('STEWARD-QUESTION: Which?')] })] }, 'question'],
    [
      'when it has no quota',
      mention,
      { issues: [issue({ comments: [says("You've hit your usage limit.")] })] },
      'no-quota',
    ],
    ['when a person takes it', held(started), { issues: [issue({ assignees: ['ada'] })] }, 'taken-over'],
  ])('%s', (_, of, sights, ending) => {
    expect(means(of, sights)).toMatchObject({ kind: 'ended', ending });
  });

  it('when nothing was seen in time, or nothing more', () => {
    expect(means(held(), {}, 29)).toBeNull();
    expect(means(held(), {}, 30)).toEqual({ kind: 'ended', ending: 'not-started' });
    expect(means(held(started), {}, 24 * 60)).toEqual({ kind: 'ended', ending: 'silent' });
    expect(means(held({ ...started, pull: 3 }), {}, 24 * 60)).toBeNull();
  });

  it('when its run passed and left nothing, but not before that can be seen', () => {
    const runs = [run('completed', 'success')];
    expect(means(held(started), { runs }, 20)).toEqual({ kind: 'signed' });
    expect(means(held(started), { runs }, 35)).toMatchObject({ kind: 'ended', ending: 'run-failed' });
    expect(means(held(started), { runs, branches: [branch(6)] }, 35)).toEqual({ kind: 'signed' });
  });

  it.each([
    'You have reached your usage limit. It resets at 2026-11-30T12:00:00Z.',
    'Claude AI usage limit reached|1764500000',
    '5-hour limit reached ∙ resets 3pm',
    'API Error: Rate limit reached',
    'You have reached your Codex usage limits for code reviews.',
    'You exceeded your current quota, please check your plan and billing details.',
    "**I can't go on**: you've hit your session limit.",
    'Your credit balance is too low to access the API.',
    'Quota exceeded for quota metric requests per day.',
    'The account is out of credits.',
  ])('when it says in a vendor’s words that it has no quota: %s', (text) => {
    const seen = issue({ comments: [says(text)] });
    expect(means(mention, { issues: [seen] })).toEqual({ kind: 'ended', ending: 'no-quota' });
  });

  it.each([
    'On it: a rate limit for each client, which answers 429 once it is exceeded.',
    'I will test that the session limit of the pool is reached and that an error says so.',
    'The rate limit is exceeded by two calls in a row, so the client waits now; see #8.',
    'Done.\n\n```\nError: usage limit reached\n```',
    'Done.\n\n> You have reached your usage limit.',
    'Usage and quotas are documented now, with the limit of each plan.',
  ])('not when it speaks of limits that are the task’s: %s', (text) => {
    const seen = issue({ comments: [says(text)] });
    expect(means(mention, { issues: [seen] })).toMatchObject({ kind: 'started', sign: 'comment' });
  });

  it('never by what people say, be it a question or about limits', () => {
    const words = ['STEWARD-QUESTION: is this mine?', 'We hit our usage limit.'];
    for (const text of words) expect(means(mention, { issues: [issue({ comments: [says(text, 'ada')] })] })).toBeNull();
  });

  it('never by somebody whose login begins like Copilot’s: only GitHub says who is a machine', () => {
    const sly = says('STEWARD-QUESTION: what is the key?', 'copilot-fan');
    for (const of of [mention, held({ kind: 'copilot' }), held({ kind: 'workflow', ...started })])
      expect(means(of, { issues: [issue({ comments: [sly], seenBy: [] })] }, 4)).toBeNull();
    expect(means(held({ kind: 'copilot' }), { issues: [issue({ seenBy: ['copilot-fan'] })] })).toBeNull();
    const taken = { kind: 'ended', ending: 'taken-over', by: 'copilot-fan' };
    expect(means(held(started), { issues: [issue({ assignees: ['copilot-fan'] })] })).toEqual(taken);
  });

  it('in time, whatever others say meanwhile: only the agent’s own words keep it alive', () => {
    const day = 24 * 60;
    const aDayOn = (author: string, kind: Lease['kind'] = 'mention', login = '99') => {
      const sign = { at: NOON, sign: kind === 'person' ? ('assignment' as const) : ('run' as const), ref: login };
      const seen = issue({ comments: [says('Any news?', author, 60)], assignees: kind === 'person' ? [login] : [] });
      return means(held({ kind, started: sign }), { issues: [seen] }, day);
    };
    for (const kind of ['mention', 'workflow', 'copilot'] as const)
      expect(aDayOn('stranger', kind)).toEqual({ kind: 'ended', ending: 'silent' });
    expect(aDayOn('stranger', 'person', 'hired')).toEqual({ kind: 'ended', ending: 'silent' });
    expect(aDayOn('Hired', 'person', 'hired')).toEqual({ kind: 'signed' });
    for (const own of ['robot[bot]', OURS]) expect(aDayOn(own)).toEqual({ kind: 'signed' });
  });

  it('in time, whatever date its commits carry: a clock that is ahead keeps no lease alive', () => {
    const ahead = { branches: [branch(400 * 24 * 60)] };
    expect(means(held(started), ahead, 24 * 60 - 1)).toBeNull();
    expect(means(held(started), ahead, 24 * 60)).toEqual({ kind: 'ended', ending: 'silent' });
    expect(means(held(started), { branches: [branch(12)] }, 12)).toEqual({ kind: 'signed' });
  });

  it('not by what another agent says, which had the task before and wakes up late, nor is that a start', () => {
    const words = ['STEWARD-QUESTION: Which one?', 'You have reached your usage limit.', 'On it.'];
    for (const text of words) {
      const issues = [issue({ comments: [says(text, 'rival[bot]', 20)] })];
      expect(means(mention, { issues }, 29)).toBeNull();
      expect(means(held({ kind: 'mention', ...started }), { issues }, 29)).toBeNull();
    }
  });

  it('not by an issue or a run that could not be read', () => {
    expect(means(held(), { runs: null, issues: [] }, 20)).toBeNull();
  });

  it('only after its silence where runs cannot be read: it may be at work, and nobody else may begin', () => {
    expect(means(held(), { runs: null }, 30)).toBeNull();
    expect(means(held(), { runs: null }, 30 + 24 * 60)).toEqual({ kind: 'ended', ending: 'not-started' });
    expect(means(held(started), { runs: null }, 24 * 60)).toBeNull();
    expect(means(held(), { runs: null, branches: [branch(5)] }, 30)).toMatchObject({ kind: 'started' });
    // Without a number of its run there was never more to read.
    expect(means(held({ handed: null }), { runs: null }, 30)).toMatchObject({ ending: 'not-started' });
    expect(means(mention, { runs: null }, 30)).toMatchObject({ ending: 'not-started' });
  });
});

describe('a hand-off whose run died before it said so', () => {
  const lost = held({ kind: 'mention', handed: null });
  const call = (of: Lease, author = OURS) =>
    says(
      `@robot do it\n${renderMarker({ intent: callOf(generationOf('e1', of)), task: work.id, fingerprints: [] })}`,
      author,
    );
  const there = (comment: CommentSight) => ({ issues: [issue({ comments: [comment], seenBy: ['robot'] })] });

  it('is known by its marker, before its time counts as over', () => {
    expect(means(lost, there(call(lost)))).toEqual({ kind: 'handed', ref: 'c5' });
    expect(means(lost, there(call(lost)), 30)).toEqual({ kind: 'handed', ref: 'c5' });
    expect(means(held({ kind: 'mention', handed: { at: NOON, ref: 'c5' } }), there(call(lost)))).toMatchObject({
      kind: 'started',
    });
  });

  it('is none of another attempt, and none that somebody else wrote', () => {
    expect(means({ ...lost, counter: 2 }, there(call(lost)), 30)).not.toMatchObject({ kind: 'handed' });
    expect(means(lost, there(call(lost, 'mallory')), 30)).not.toMatchObject({ kind: 'handed' });
    expect(means(held({ handed: null }), there(call(lost)), 30)).toMatchObject({ ending: 'not-started' });
  });
});

it('a sign that came late counts for more than a time that ran out', () => {
  expect(means(held(), { runs: [run('in_progress')] }, 40)).toMatchObject({ kind: 'started' });
  expect(means(held({ ...started, seen: NOON }), { branches: [branch(60)] }, 24 * 60)).toEqual({ kind: 'signed' });
});

describe('what came back and was not accepted', () => {
  const back = { ...started, pull: 20, returned: NOON };
  const review = (change: Partial<ReviewRecord> = {}): ReviewRecord => ({
    ...{ task: work.id, asked: false, agent: true, wanted: true, stale: false, due: null, head: 'a1', facts: 'f' },
    ...{ overall: 'changes-requested', met: 1, of: 3, round: 1, clicks: [], counter: 1, hint: 'criterion 1: mend it' },
    ...change,
  });
  const said = (of: Lease, change: Partial<ReviewRecord> = {}, sights: Partial<Sights> = {}, hours = 1) =>
    means(of, sights, hours * 60, { 20: review(change) });
  const rejected = { kind: 'ended', ending: 'rejected', hint: 'criterion 1: mend it' };
  const isOver = { runs: [run('completed', 'success')] };

  it.each<[string, Lease, Partial<ReviewRecord>, Partial<Sights>]>([
    ['a workflow whose run is over, for it reads nothing', held(back), {}, isOver],
    ['whoever had their rounds', { ...mention, ...back }, { overall: 'needs-person', round: 2 }, {}],
    ['what no further commit mends', { ...mention, ...back }, { hopeless: true }, {}],
  ])('ends the attempt of %s', (_, of, change, sights) => {
    expect(said(of, change, sights)).toEqual(rejected);
  });

  it.each<[string, Lease, Partial<ReviewRecord>, Partial<Sights>]>([
    ['a workflow that still runs', held(back), {}, { runs: [run('in_progress')] }],
    ['an agent that is told', { ...mention, ...back, sentBack: NOON }, {}, {}],
    ['a person', held({ kind: 'person', ...back }), { overall: 'needs-person', round: 2 }, {}],
    ['whoever pushed since', held(back), { stale: true }, isOver],
    ['what only a person can decide', held(back), { overall: 'needs-person', hint: '' }, {}],
  ])('leaves it to %s', (name, of, change, sights) => {
    const { hint: _, ...unhinted } = review(change);
    const record = name.startsWith('what only') ? unhinted : review(change);
    expect(means(of, sights, 6, { 20: record })?.kind).not.toBe('ended');
  });

  it('is waited for as long as for any sign, from when changes were asked for', () => {
    const of = { ...mention, ...back, sentBack: later(NOON, 60 * MINUTE) };
    expect(said(of, {}, {}, 24.9)).toBeNull();
    expect(said(of, {}, {}, 25)).toEqual(rejected);
  });
});

it('a branch that is gone ends the attempt that began it, unless there is more of it', () => {
  const begun = held({ kind: 'mention', started: { at: NOON, sign: 'branch', ref: 'steward/x a1' } });
  expect(means(begun, { branches: [] })).toMatchObject({ kind: 'ended', ending: 'rejected' });
  expect(means(begun, { branches: [branch(0)] })).toBeNull();
  const many = Array.from({ length: 100 }, (_, n) => ({ name: `steward/other-${n}`, oid: 'a', committedAt: NOON }));
  expect(means(begun, { branches: many })).toBeNull();
  expect(means({ ...begun, pull: 20 }, { branches: [] })).toBeNull();
});

describe('a person to whom a task was given', () => {
  const given = held({ kind: 'person', started: { at: NOON, sign: 'assignment', ref: 'octo' } });
  const seen = (assignees: string[], of: Lease = given) => means(of, { issues: [issue({ assignees })] });

  it('has it while they are assigned, gives it back when nobody is, and it is another’s when another is', () => {
    expect(seen(['Octo'])).toBeNull();
    expect(seen([])).toEqual({ kind: 'ended', ending: 'declined' });
    expect(seen(['robot[bot]'])).toEqual({ kind: 'ended', ending: 'declined' });
    expect(seen(['hub'])).toEqual({ kind: 'ended', ending: 'taken-over', by: 'hub' });
  });

  it('has given nothing back where the issue was not seen, or what came back waits for its review', () => {
    expect(means(given, { issues: [] })).toBeNull();
    expect(seen([], { ...given, pull: 9 })).toBeNull();
  });

  it('is told from whoever else is assigned', () => {
    const fresh = held({ kind: 'person', handed: { at: NOON, ref: 'octo' } });
    expect(seen(['hub', 'octo'], fresh)).toMatchObject({ kind: 'started', ref: 'octo' });
  });
});

it('whom Steward asked and assigned takes nothing over, and another does', () => {
  const asked = held({ bystanders: ['octo'] });
  expect(means(asked, { issues: [issue({ assignees: ['Octo'] })] })).toBeNull();
  expect(means(asked, { issues: [issue({ assignees: ['octo', 'hub'] })] })).toEqual({
    ...{ kind: 'ended', ending: 'taken-over', by: 'hub' },
  });
});
