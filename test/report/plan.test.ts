/** The comment of a plan, word for word, and as people see it. */
import type { Plan, Planned } from '@steward/core/domain/plan.ts';
import type { StoryState } from '@steward/core/domain/story-state.ts';
import { graphDiagram } from '@steward/core/report/chart.ts';
import { type PlanText, renderPlan, renderUnplanned } from '@steward/core/report/plan.ts';
import { renderHistory } from '@steward/core/report/plan-history.ts';
import { faultsOf } from '@steward/sandbox/publication-faults.ts';
import { describe, expect, it } from 'vitest';

const PLAN: Plan = {
  summary: 'Durations learn weeks and months; the grammar comes first, the manual last.',
  questions: ['Is a month 30 days?'],
  stories: [
    {
      ...{ key: 'grammar', title: 'Put the grammar of `parse()` into one table', type: 'refactor', priority: 'high' },
      ...{ why: 'Each unit is read by a branch of its own.', estimate: 4, dependsOn: [], questions: [] },
      criteria: [{ text: 'Every unit that is read today is in the table', check: 'ci' }],
    },
    {
      ...{ key: 'weeks', title: 'Read weeks', type: 'feature', priority: 'medium' },
      ...{ why: '`1w` is refused.', estimate: 2, dependsOn: [{ key: 'grammar', certainty: 'certain' }] },
      ...{ criteria: [{ text: '`parse("1w")` is seven days', check: 'ci' }], questions: ['Also `1wk`?'] },
    },
    {
      ...{ key: 'manual', title: 'Describe the units in the manual | all of them', type: 'documentation' },
      ...{ priority: 'low', why: 'Nobody knows which units there are.', estimate: 0.5, questions: [] },
      dependsOn: [
        { key: 'grammar', certainty: 'guess' },
        { key: 'weeks', certainty: 'certain' },
      ],
      criteria: [{ text: 'Each unit has a line with an example', check: 'review' }],
    },
  ],
};

const PLANNED: Planned = {
  ...{ plan: PLAN, draft: { ...PLAN, stories: PLAN.stories.slice(0, 2) }, opinion: 'vendor' },
  review: { remarks: [{ story: 'weeks', text: 'Nobody hears of it.' }] },
  models: { draft: 'anthropic/claude-a', review: 'openai/gpt-b', revise: 'anthropic/claude-a' },
  ...{ found: [], mended: [], changes: ['Added the manual.'] },
};

const HOME = 'https://github.test/octo/dur';

const STATES: [string, StoryState][] = [
  ['grammar', { state: 'ended', number: 14, how: 'done' }],
  ['weeks', { state: 'open', number: 15, changed: true }],
  ['manual', { state: 'waits' }],
];

const TEXT: PlanText = {
  ...{ number: 12, plan: PLAN, states: new Map(PLAN.stories.map(({ key }) => [key, { state: 'new' }])) },
  ...{ strays: [], approved: null, denied: null, edited: false, failed: [], label: 'steward:approved' },
  ...{ kept: { source: '0123456789abcdef', plan: PLAN }, history: renderHistory(PLANNED) },
  caps: { open: 8, day: 3, week: 10 },
};

describe('the comment', () => {
  it('that waits for approval is what it was', async () => {
    await expect(`${renderPlan(TEXT)}\n`).toMatchFileSnapshot('../fixtures/report/plan-waiting.md');
  });

  it('of a plan that was approved, edited and disputed is what it was', async () => {
    const text: PlanText = {
      ...{ ...TEXT, states: new Map(STATES), approved: { by: 'ada', at: '2026-11-20T10:00:00Z' }, edited: true },
      ...{ denied: { by: 'eve', said: '/steward plan' }, strays: [16, 17], failed: ['It has no story.'] },
    };
    await expect(`${renderPlan(text)}\n`).toMatchFileSnapshot('../fixtures/report/plan-approved.md');
  });

  it('says nothing that GitHub would act on', () => {
    expect(faultsOf(renderPlan(TEXT), HOME)).toEqual([]);
    expect(faultsOf(renderUnplanned(['It has no story.'], { models: ['openai/gpt-b'] }), HOME)).toEqual([]);
  });

  it('holds the largest plan that may be, twice, with its history, in less than GitHub takes', () => {
    const stories = Array.from({ length: 30 }, (_, index) => ({
      ...{ key: `story-${index}`, title: 'T'.repeat(100), type: 'feature' as const, priority: 'medium' as const },
      ...{ why: 'w'.repeat(150), estimate: 8, questions: [], dependsOn: [] },
      criteria: [{ text: 'c'.repeat(120), check: 'review' as const }],
    }));
    const plan = { ...PLAN, stories };
    const remarks = Array.from({ length: 12 }, () => ({ story: 'story-1', text: 'r'.repeat(400) }));
    const planned: Planned = {
      ...{ ...PLANNED, plan, draft: { ...plan, stories: Array(6).fill(stories).flat() } },
      ...{ review: { remarks }, changes: Array(12).fill('d'.repeat(250)) },
    };
    const history = renderHistory(planned);
    expect(history).toContain('The draft is too long to stand here.');
    const states = new Map(stories.map(({ key }) => [key, { state: 'new' } as const]));
    const body = renderPlan({ ...TEXT, plan, states, kept: { source: '0', plan }, history });
    expect(body.length).toBeLessThan(60_000);
  });
});

it('a graph has plain words, whatever its names are', () => {
  const nodes = [{ id: 's1', name: '1 "] --> x[`@ada` Größe\n```', done: false }];
  expect(graphDiagram({ nodes, edges: [['s1', 's1']] }).split('\n')).toEqual([
    ...['```mermaid', 'graph LR'],
    ...['  s1["1 -- x ada Größe"]', '  s1 --> s1', '```'],
  ]);
});
