/** What a model wrote counts only in the form that was asked for; a fault tells it what to mend. */
import { parseAnswer } from '@steward/core/domain/answer.ts';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'kind', 'steps', 'score'],
  properties: {
    title: { type: 'string', minLength: 2, maxLength: 8 },
    kind: { type: 'string', enum: ['bug', 'chore'] },
    steps: {
      type: 'array',
      minItems: 1,
      maxItems: 2,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['at'],
        properties: { at: { type: ['integer', 'null'] } },
      },
    },
    score: { anyOf: [{ type: 'number', minimum: 0, maximum: 1 }, { const: 'unknown' }] },
  },
} as const;
const sound = { title: 'Tidy', kind: 'bug', steps: [{ at: 1 }], score: 0.5 };
const faultOf = (value: unknown): string => {
  const parsed = parseAnswer(JSON.stringify(value), { schema });
  return parsed.kind === 'unsound' ? parsed.fault : '';
};

describe('an answer', () => {
  it('of the form that was asked for is taken as it is', () => {
    expect(parseAnswer(JSON.stringify(sound), { schema })).toEqual({ kind: 'sound', value: sound });
    expect(faultOf({ ...sound, score: 'unknown', steps: [{ at: null }, { at: 2 }] })).toBe('');
  });

  it('is judged by what its form says besides the schema, once it has that', () => {
    const form = { schema, fault: (value: unknown) => ((value as typeof sound).title === 'Tidy' ? 'too tidy' : null) };
    expect(parseAnswer(JSON.stringify(sound), form)).toEqual({ kind: 'unsound', fault: 'too tidy' });
    expect(parseAnswer(JSON.stringify({ ...sound, title: 'Mess' }), form).kind).toBe('sound');
    expect(parseAnswer('null', form)).toEqual({ kind: 'unsound', fault: 'the answer: it has to be of type object' });
  });

  it('may stand in a fence', () => {
    expect(parseAnswer(`\`\`\`json\n${JSON.stringify(sound)}\n\`\`\`\n`, { schema }).kind).toBe('sound');
    expect(parseAnswer(`Here:\n\`\`\`\n${JSON.stringify(sound)}\n\`\`\``, { schema }).kind).toBe('sound');
    const two = `\`\`\`\n${JSON.stringify(sound)}\n\`\`\`\n`.repeat(2);
    expect(parseAnswer(two, { schema })).toEqual({ kind: 'unsound', fault: 'it is no JSON' });
  });

  it.each([
    [{ ...sound, title: 1 }, '`title`: it has to be of type string'],
    [{ ...sound, title: 'A' }, '`title`: at least 2 characters, not 1'],
    [{ ...sound, title: '😀'.repeat(9) }, '`title`: at most 8 characters, not 9'],
    [{ ...sound, kind: 'idea' }, '`kind`: it has to be one of "bug", "chore"'],
    [{ ...sound, steps: [] }, '`steps`: at least 1 items, not 0'],
    [{ ...sound, steps: [{ at: 1 }, { at: 0.5 }] }, '`steps[1].at`: it has to be of type integer or null'],
    [{ ...sound, steps: [{}] }, '`steps[0].at`: it is missing'],
    [{ ...sound, score: 2 }, '`score`: at most 1, not 2'],
    [{ ...sound, more: 1 }, 'the answer: it has a key that nobody asked for, `more`'],
    [[sound], 'the answer: it has to be of type object'],
    [null, 'the answer: it has to be of type object'],
  ])('such as %j is refused with what is wrong', (value, fault) => {
    expect(faultOf(value)).toBe(fault);
  });

  it.each([
    ['', 'it is empty'],
    ['Here you are:', 'it is no JSON'],
    [`${JSON.stringify(sound)} and so on`, 'it is no JSON'],
    ['['.repeat(40) + ']'.repeat(40), 'it is deeper than 24 levels'],
    [JSON.stringify(Array(30_000).fill(0)), 'it holds more than 20000 values'],
    [`"${'x'.repeat(500_000)}"`, 'it has 500002 characters, at most 400000 are read'],
  ])('is refused before it is looked into', (text, fault) => {
    expect(parseAnswer(text, { schema: {} })).toEqual({ kind: 'unsound', fault });
  });

  it('brings no prototype with it', () => {
    const parsed = parseAnswer('{"__proto__":{"admin":true},"a":1}', { schema: { type: 'object' } });
    expect(parsed).toEqual({ kind: 'sound', value: { a: 1 } });
    expect((parsed as { value: { admin?: boolean } }).value.admin).toBeUndefined();
  });

  it('is judged as a full validator judges it', () => {
    const ajv = new Ajv({ strict: false }).compile(schema);
    // Each part is right four times of five, so that the whole is as often taken as refused.
    const mostly = <T>(right: fc.Arbitrary<T>, ...others: fc.Arbitrary<unknown>[]) =>
      fc.oneof({ weight: 4 * others.length, arbitrary: right }, ...others);
    const at = mostly(fc.integer(), fc.constant(null), fc.double());
    const value = fc.record({
      title: mostly(fc.string({ minLength: 2, maxLength: 8 }), fc.string({ maxLength: 10 }), fc.constant(1)),
      kind: mostly(fc.constantFrom('bug', 'chore'), fc.constant('idea')),
      steps: mostly(
        fc.array(fc.record({ at }), { minLength: 1, maxLength: 2 }),
        fc.array(fc.record({ at }, { requiredKeys: [] }), { maxLength: 3 }),
        fc.constant(undefined),
      ),
      score: mostly(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: -1, max: 2 }),
        fc.constantFrom('unknown', 'low'),
      ),
      more: mostly(fc.constant(undefined), fc.constant(true)),
    });
    const count = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(value, (one) => {
        const told = JSON.parse(JSON.stringify(one));
        const isSound = faultOf(told) === '';
        count[isSound ? 'taken' : 'refused'] += 1;
        expect(isSound).toBe(ajv(told));
      }),
      { numRuns: 600 },
    );
    expect(Math.min(count.taken, count.refused)).toBeGreaterThan(50);
  });
});
