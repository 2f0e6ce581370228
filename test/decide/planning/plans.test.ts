import { checkPlan } from '@steward/core/decide/planning/checking.ts';
import { circleOf, withoutCircles } from '@steward/core/decide/planning/circles.ts';
import { withOldKeys } from '@steward/core/decide/planning/merging.ts';
import { planOrders, saidAfter } from '@steward/core/decide/planning/orders.ts';
import { stateOfStory, storySpecification, strayTasks } from '@steward/core/decide/planning/stories.ts';
import { CERTAINTIES, type Need, type Plan, type Story, storyId, storyPrint } from '@steward/core/domain/plan.ts';
import { EMPTY_LEDGER, type Ledger } from '@steward/core/domain/state.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { untrusted } from '@steward/core/domain/text.ts';
import { readPlan, readReview } from '@steward/core/think/answers/plan.ts';

import { describe, expect, it } from 'vitest';
import fc from '../../support/fuzz.ts';

const need = (key: string, certainty: Need['certainty'] = 'certain'): Need => ({ key, certainty });
const story = (key: string, dependsOn: Need[] = [], over: Partial<Story> = {}): Story => ({
  ...{ key, title: `Do ${key}`, type: 'feature', priority: 'medium', why: 'So.', estimate: 2, questions: [] },
  ...{ criteria: [{ text: `${key} is done`, check: 'review' }], dependsOn },
  ...over,
});
const plan = (...stories: Story[]): Plan => ({ summary: 'All of it.', stories, questions: [] });
const keysOf = (stories: readonly Story[]) => stories.map(({ key }) => key);

describe('a circle', () => {
  it('loses the need that is least sure', () => {
    const { stories, mended } = withoutCircles([
      story('a', [need('b')]),
      story('b', [need('c', 'likely')]),
      story('c', [need('a', 'guess')]),
    ]);
    expect(mended).toEqual([
      '`a` → `b` → `c` → `a` was a circle: `c` does not wait for `a`, the need that was least sure.',
    ]);
    expect(keysOf(stories)).toEqual(['c', 'b', 'a']);
  });

  it('of equal needs loses the one that points furthest ahead', () => {
    const { mended } = withoutCircles([story('a', [need('c')]), story('b', [need('a')]), story('c', [need('b')])]);
    expect(mended[0]).toContain('`a` does not wait for `c`');
  });

  const stories = fc.array(fc.array(fc.tuple(fc.nat(11), fc.constantFrom(...CERTAINTIES)), { maxLength: 6 }), {
    minLength: 1,
    maxLength: 12,
  });
  const made = (needs: [number, Need['certainty']][][]): Story[] =>
    needs.map((list, index) => {
      const seen = new Map(list.filter(([to]) => to < needs.length && to !== index));
      return story(
        `s${index}`,
        [...seen].map(([to, certainty]) => need(`s${to}`, certainty)),
      );
    });

  it('is never left, no story is lost, and nothing is mended where there is none', () => {
    fc.assert(
      fc.property(stories, (needs) => {
        const before = made(needs);
        const { stories: after, mended } = withoutCircles(before);
        expect(circleOf(after)).toBeNull();
        expect(keysOf(after).sort()).toEqual(keysOf(before).sort());
        const count = (list: readonly Story[]) => list.reduce((sum, { dependsOn }) => sum + dependsOn.length, 0);
        expect(count(before) - count(after)).toBe(mended.length);
        // One need taken away for each circle that is found: none more than has to be.
        expect(mended.length === 0).toBe(circleOf(before) === null);
        const places = new Map(keysOf(after).map((key, index) => [key, index]));
        for (const { key, dependsOn } of after)
          for (const one of dependsOn) expect(places.get(one.key)).toBeLessThan(places.get(key) ?? 0);
        expect(withoutCircles(after).mended).toEqual([]);
      }),
    );
  });

  it('is mended in the same way each time', () => {
    fc.assert(
      fc.property(stories, (needs) => {
        expect(withoutCircles(made(needs))).toEqual(withoutCircles(made(needs)));
      }),
    );
  });
});

describe('a plan', () => {
  it('with as many stories as may be is sound, with one more it is not', () => {
    const many = (count: number) => plan(...Array.from({ length: count }, (_, index) => story(`s${index}`)));
    expect(checkPlan(many(12), 12)).toMatchObject({ mended: [] });
    expect(checkPlan(many(13), 12)).toEqual({ faults: ['It has 13 stories, and 12 are the most.'] });
  });

  it('has a bounded length', () => {
    const long = plan(...Array.from({ length: 30 }, (_, index) => story(`s${index}`, [], { why: 'x'.repeat(600) })));
    expect(checkPlan(long, 30)).toEqual({ faults: ['It is longer than 16000 characters.'] });
  });

  it('tells of many faults, and of no more than anybody reads', () => {
    const checked = checkPlan(plan(...Array.from({ length: 20 }, (_, index) => story(`S ${index}`))), 30);
    expect('faults' in checked && checked.faults.at(-1)).toBe('And 12 more of the kind.');
  });

  it('is read from any answer without a throw, and never with more than may be looked at', () => {
    fc.assert(
      fc.property(fc.anything(), (answer) => {
        readPlan(answer);
        readReview(answer);
      }),
    );
    expect(readPlan({ stories: Array(1_000).fill({}) })?.stories.length).toBeLessThanOrEqual(200);
    expect(
      readPlan({ stories: [{ key: 7, title: null, estimate: -4, priority: 'urgent', type: 'toString' }] }),
    ).toEqual({
      ...{ summary: '', questions: [] },
      stories: [
        {
          ...{ key: '', title: '', type: 'feature', priority: 'medium', why: '', criteria: [] },
          ...{ dependsOn: [], estimate: 0.5, questions: [] },
        },
      ],
    });
  });
});

describe('a key', () => {
  it('stays with the story whatever whoever plans anew calls it, also where others wait for it', () => {
    const known = [
      { key: 'weeks', title: 'Read weeks in a duration' },
      { key: 'months', title: 'Read months in a duration' },
    ];
    const anew = plan(
      story('by-week', [], { title: 'Read weeks in a duration' }),
      story('months', [need('by-week')], { title: 'Months, by their names' }),
      story('years', [], { title: 'Read years in a duration' }),
    );
    const { stories } = withOldKeys(anew, known);
    expect(keysOf(stories)).toEqual(['weeks', 'months', 'years']);
    expect(stories[1]?.dependsOn).toEqual([need('weeks')]);
  });

  it('is not taken from a story that has it', () => {
    const known = [{ key: 'weeks', title: 'Read weeks in a duration' }];
    const anew = plan(
      story('weeks', [], { title: 'Read weeks' }),
      story('other', [], { title: 'Read weeks in a duration' }),
    );
    expect(keysOf(withOldKeys(anew, known).stories)).toEqual(['weeks', 'other']);
  });
});

describe('a story', () => {
  const one = story('weeks');
  const ledgerOf = (over: Partial<Ledger>): Ledger => ({ ...EMPTY_LEDGER, ...over });
  const specification = storySpecification(plan(one), one, { of: 7, url: 'https://github.com/octo/dur' });
  const task: Task = { ...specification, status: 'ready', number: 9, since: '2026-11-20T09:00:00Z' };

  it('is the same task whenever it is planned, and cites the planned issue', () => {
    expect(specification).toMatchObject({
      ...{ id: storyId(7, 'weeks'), fingerprints: [storyPrint(7, 'weeks')], story: { of: 7, key: 'weeks' } },
      evidence: [{ path: '#7', line: 0, url: 'https://github.com/octo/dur/issues/7' }],
      scope: { paths: [], not: [] },
    });
    expect(storyId(7, 'weeks')).not.toBe(storyId(8, 'weeks'));
  });

  it.each([
    ['new', EMPTY_LEDGER, { state: 'new' }],
    ['approved', ledgerOf({ tasks: { [task.id]: { ...task, status: 'suggested' } } }), { state: 'waits' }],
    ['an issue', ledgerOf({ tasks: { [task.id]: task } }), { state: 'open', number: 9, changed: false }],
    [
      'an issue that says something else',
      ledgerOf({ tasks: { [task.id]: { ...task, title: 'Other' } } }),
      { state: 'open', number: 9, changed: true },
    ],
    [
      'over',
      ledgerOf({ rejected: { [storyPrint(7, 'weeks')]: { reason: 'done', task: task.id, number: 9, at: '' } } }),
      { state: 'ended', number: 9, how: 'done' },
    ],
  ])('that is %s is told as that', (_, ledger, state) => {
    expect(stateOfStory(ledger, 7, one)).toEqual(state);
  });

  it('of another plan is no stray of this one', () => {
    const ledger = ledgerOf({ tasks: { [task.id]: task } });
    expect(strayTasks(ledger, 7, plan(story('other')))).toEqual([task]);
    expect(strayTasks(ledger, 7, plan(one))).toEqual([]);
    expect(strayTasks(ledger, 8, null)).toEqual([]);
  });
});

describe('an order', () => {
  const comment = (author: string, body: string, at: string) => ({
    ...{ id: body, number: 1, author, body: untrusted(body), createdAt: at, updatedAt: at },
  });
  const heard = (comments: ReturnType<typeof comment>[], labels: string[] = []) =>
    planOrders({
      ...{ comments, labels, approved: 'ok', identities: ['steward-bot'] },
      labelled: [{ label: 'ok', by: 'ada', at: '2026-11-20T10:00:00Z' }],
    }).map(({ word, by }) => `${word} ${by}`);

  it('is one of three words in a line of its own, by a person', () => {
    expect(
      heard([
        comment('ada', 'Good.\n/steward approve', '2026-11-20T09:00:00Z'),
        comment('bob', '> /steward approve\n`/steward plan`', '2026-11-20T09:01:00Z'),
        comment('cy', '/steward retry', '2026-11-20T09:02:00Z'),
        comment('ci[bot]', '/steward approve', '2026-11-20T09:03:00Z'),
        comment('steward-bot', '/steward approve', '2026-11-20T09:04:00Z'),
      ]),
    ).toEqual(['approve ada']);
  });

  it('by a label counts while the label is there', () => {
    expect(heard([], ['ok'])).toEqual(['approve ada']);
    expect(heard([])).toEqual([]);
  });

  it('is about the plan only if it was given after that was shown', () => {
    const order = { word: 'approve' as const, by: 'ada', at: '2026-11-20T10:00:00Z', said: '' };
    expect(saidAfter([order], '2026-11-20T09:59:59.500Z')).toEqual([order]);
    expect(saidAfter([order], '2026-11-20T10:00:00Z')).toEqual([]);
    expect(saidAfter([order], null)).toEqual([]);
  });
});
