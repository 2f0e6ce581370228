import { CERTAINTIES, type Plan } from '@steward/core/domain/plan.ts';
import { historyBlock, readHistory, readPlanBlock, renderPlanBlock } from '@steward/core/domain/plan-block.ts';
import { TASK_TYPES } from '@steward/core/domain/task.ts';

import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';

const text = fc.string({ maxLength: 60 });
const key = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);
const plans: fc.Arbitrary<Plan> = fc.record({
  summary: text,
  questions: fc.array(text, { maxLength: 2 }),
  stories: fc.array(
    fc.record({
      ...{ key, title: text, type: fc.constantFrom(...TASK_TYPES), why: text, estimate: fc.nat(40) },
      priority: fc.constantFrom('high' as const, 'low' as const),
      criteria: fc.array(fc.record({ text, check: fc.constantFrom('ci' as const, 'review' as const) }), {
        maxLength: 3,
      }),
      dependsOn: fc.array(fc.record({ key, certainty: fc.constantFrom(...CERTAINTIES) }), { maxLength: 3 }),
      questions: fc.array(text, { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

describe('a plan in its comment', () => {
  it('is read back as it was, whatever it says, and nothing in it ends the comment', () => {
    fc.assert(
      fc.property(plans, text, (plan, source) => {
        const block = renderPlanBlock({ source, plan }, 'how it came about');
        expect(block.slice('<!-- '.length, -' -->'.length)).not.toMatch(/[<>]|--/);
        expect(readPlanBlock(`Words\n\n${block}\n<!-- steward:v1 {} -->`)).toEqual({ source, plan });
      }),
    );
  });

  it.each([
    ['none', 'words'],
    ['an end that is missing', '<!-- steward:plan ["a"'],
    ['no list', '<!-- steward:plan {"stories":[]} -->'],
    ['no story', '<!-- steward:plan ["s","h","sum",[],[]] -->'],
    ['a story without its parts', '<!-- steward:plan ["s","h","sum",[],[["a"]]] -->'],
    ['a key that is none', '<!-- steward:plan ["s","h","sum",[],[["A b","t","feature","low","w",1,[],[],[]]]] -->'],
    ['something else', '<!-- steward:plan nothing -->'],
  ])('is none with %s', (_, body) => {
    expect(readPlanBlock(body)).toBeNull();
  });

  it('has its history word for word, unless somebody changed it', () => {
    const plan: Plan = {
      ...{ summary: '', questions: [] },
      stories: [
        {
          ...{ key: 'a', title: 'A', type: 'feature', priority: 'low', why: '', estimate: 1, questions: [] },
          ...{ criteria: [], dependsOn: [] },
        },
      ],
    };
    const history = 'Drafted\n\nby one.';
    const body = `${historyBlock(history)}\n${renderPlanBlock({ source: 's', plan }, history)}`;
    expect(readHistory(body)).toBe(history);
    expect(readHistory(body.replace('by one', 'by two'))).toBeNull();
    expect(readHistory('words')).toBeNull();
  });
});
