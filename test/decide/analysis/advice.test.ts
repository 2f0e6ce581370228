/** Advice by rule: given from its threshold on, with its figure and what to do, and not one below. */
import type { AdviceRule, Allowance } from '@steward/core/domain/analysis.ts';
import { ADVICE_RULES } from '@steward/core/domain/analysis.ts';
import type { RecordedEvent } from '@steward/core/domain/event.ts';
import type { Ending } from '@steward/core/domain/lease.ts';
import { describe, expect, test } from 'vitest';
import { ago, days, Story } from '../../support/story.ts';

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const opened = (count: number, hours = 5) => {
  const story = new Story();
  for (const index of range(count)) story.open(`o${index}`, hours);
  return story;
};

const underReview = (count: number) => {
  const story = opened(count, 100);
  for (const index of range(count)) story.pull(`o${index}`, 90 + index, 72 - index);
  return story;
};

const inHand = (count: number) => {
  const story = opened(count);
  const { id, number } = { id: '', number: 1 };
  for (const task of Object.values(story.ledger.tasks)) {
    const lease = {
      ...{ task: task.id, number, agent: 'codex', kind: 'workflow', attempt: 1, token: 't', at: ago(4) },
    };
    const rest = { handed: null, started: null, seen: ago(4), pull: null, returned: null, usd: null };
    const counter = story.ledger.state.handOffs + 1;
    story.add(4, {
      kind: 'leased',
      lease: { ...lease, ...rest, kind: 'workflow', counter, patience: { start: 1, silence: 1 } },
    });
  }
  return { story, id };
};

const refused = (yes: number, no: number) => {
  const story = new Story();
  for (const index of range(yes)) story.open(`y${index}`, 50);
  for (const index of range(no)) story.suggest(`n${index}`, 50).move(`n${index}`, 40, 'rejected');
  return story;
};

const tries = (endings: readonly Ending[]) => {
  const story = new Story();
  for (const [index, ending] of endings.entries())
    story.open(`t${index}`, 90).attempt(`t${index}`, [80, 70], { ending, agent: 'robot' });
  return story;
};

const retried = (once: number, twice: number) => {
  const story = new Story();
  for (const index of range(once + twice)) {
    story.open(`t${index}`, 90);
    if (index >= once) story.attempt(`t${index}`, [80, 70], { ending: 'silent' });
    story.attempt(`t${index}`, [60, 50]).move(`t${index}`, 50, 'done');
  }
  return story;
};

const ended = (done: number, cancelled: number) => {
  const story = new Story();
  for (const index of range(done + cancelled))
    story.open(`e${index}`, 50).move(`e${index}`, 40, index < done ? 'done' : 'cancelled');
  return story;
};

const asked = (count: number, hours: number) => {
  const story = new Story();
  for (const index of range(count)) story.suggest(`s${index}`, hours);
  return story;
};

const calls = (answered: number, failed: number) => {
  const call = (result: string) => ({
    ...{ model: { provider: 'openai', id: 'm-1' }, role: 'specify', result, tokens: null },
    micro: null,
  });
  const all = [...range(answered).map(() => call('answered')), ...range(failed).map(() => call('time-out'))];
  return { events: [{ kind: 'spent', token: 't', calls: all, sequence: 1, at: ago(5) } as unknown as RecordedEvent] };
};

const allowance = (used: number): Allowance => ({ what: 'Notifications this week', used, most: 10, key: 'caps.x' });
const given = (rule: AdviceRule, story: Story, change: Parameters<Story['analysis']>[0] = {}) =>
  story.analysis(change).advice.filter((advice) => advice.rule === rule);

type Case = [AdviceRule, given: [Story, object], not: [Story, object], words: string, action: RegExp];
const bottleneck = (count: number) => {
  const story = new Story();
  for (const index of range(count)) story.open(`b${index}`, days(6)).move(`b${index}`, days(5), 'blocked');
  return story;
};

const CASES: Case[] = [
  [
    'budget',
    [new Story(), { allowances: [allowance(9)] }],
    [new Story(), { allowances: [allowance(8)] }],
    'Notifications this week: 9 of 10 are used, 90 %.',
    /`caps\.x`/,
  ],
  [
    'reviews',
    [underReview(4), {}],
    [underReview(3), {}],
    '4 pull requests wait for a review, the longest for 3 days (#90, #91, #92, #93).',
    /before new work/,
  ],
  [
    'stale',
    [opened(2, days(30)), {}],
    [opened(2, days(30) - 1), {}],
    'Nothing happened to 2 open tasks for 30 days or longer (#1, #2).',
    /Close what is not wanted/,
  ],
  [
    'workload',
    [inHand(6).story, {}],
    [inHand(5).story, {}],
    '`codex` has 6 tasks in hand.',
    /`agents\.codex\.capacity`/,
  ],
  ['too-many-open', [opened(21), {}], [opened(20), {}], '21 tasks are open.', /`caps\.open-tasks`/],
  [
    'bottleneck',
    [bottleneck(5), {}],
    [bottleneck(4), {}],
    'Tasks spent 83 % of their time blocked: the usual stay is 5 days, over 5 stays.',
    /the queue names it/,
  ],
  [
    'agent-type',
    [tries(['merged', 'silent', 'silent', 'run-failed']), {}],
    [tries(['merged', 'merged', 'silent', 'silent']), {}],
    '`robot` got 1 of 4 attempts at testing done.',
    /`agents\.robot\.skills\.testing`/,
  ],
  [
    'first-try',
    [retried(2, 3), {}],
    [retried(3, 2), {}],
    '2 of 5 tasks were done at the first attempt; one took 1.6 on average.',
    /criteria/,
  ],
  ['completion', [ended(2, 3), {}], [ended(3, 2), {}], '2 of 5 tasks that ended were done.', /rules and types/],
  [
    'refused-rule',
    [refused(2, 3), {}],
    [refused(2, 2), {}],
    '3 of 5 suggestions of the rule `todo` were refused.',
    /`rules\.todo\.weight`/,
  ],
  [
    'unanswered',
    [asked(4, days(14)), {}],
    [asked(4, days(14) - 1), {}],
    '4 suggestions have waited for an answer for 14 days or longer.',
    /dashboard/,
  ],
  ['too-few-open', [opened(4), {}], [opened(5), {}], '4 tasks are open and nothing is suggested.', /goals\.md/],
  [
    'models',
    [new Story(), calls(2, 3)],
    [new Story(), calls(3, 3)],
    '`openai/m-1` gave no answer to 3 of 5 calls.',
    /chain/,
  ],
];

describe('advice', () => {
  test.each(CASES)(
    '%s is given from its threshold on, with its figure and what to do [CW-12]',
    (rule, [story, change], [less, other], words, action) => {
      expect(given(rule, story, change)).toEqual([
        expect.objectContaining({ rule, words, action: expect.stringMatching(action) }),
      ]);
      expect(given(rule, less, other)).toEqual([]);
    },
  );

  test('has a case for each of its rules', () => {
    expect(CASES.map(([rule]) => rule)).toEqual([...ADVICE_RULES]);
  });

  test('comes in order of its rules, and makes the status one that asks for attention', () => {
    const { advice, status } = underReview(4).analysis({ allowances: [allowance(10)] });
    expect(advice.map(({ rule }) => rule).slice(0, 2)).toEqual(['budget', 'reviews']);
    expect(status).toBe('attention');
    expect(opened(6).analysis()).toMatchObject({ advice: [], status: 'good' });
  });

  test('about few suggestions, attempts or tasks is not given', () => {
    expect(given('refused-rule', refused(0, 4))).toEqual([]);
    expect(given('agent-type', tries(['silent', 'silent', 'silent']))).toEqual([]);
    expect(given('completion', ended(0, 4))).toEqual([]);
    expect(given('models', new Story(), calls(0, 4))).toEqual([]);
  });

  test('is not given of an allowance of nothing', () => {
    expect(given('budget', new Story(), { allowances: [{ ...allowance(0), most: 0 }] })).toEqual([]);
  });

  test('names no rule of the owner by a setting that it does not have', () => {
    const story = new Story();
    const evidence = [{ rule: 'custom' as const, path: 'a', line: 1, excerpt: '', url: '' }];
    for (const index of range(5)) story.suggest(`n${index}`, 50, { evidence }).move(`n${index}`, 40, 'rejected');
    expect(given('refused-rule', story)[0]?.action).toContain('`rules.custom`');
  });
});
