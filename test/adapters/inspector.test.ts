/** The Inspector finds what the recommended rules know, in the text as it was given, and fails closed. */
import { createInspector } from '@steward/core/adapters/inspector.ts';
import { redact } from '@steward/core/domain/redact.ts';
import { describe, expect, test } from 'vitest';

const token = ['xoxb', '123456789012', '123456789012', 'aB3dE5gH7jK9mN1pQ2sT4vW6'].join('-');

describe('the Inspector', () => {
  test('names text, range and kind, and shows no value', async () => {
    const text = `start ${token} end`;
    const findings = await createInspector().inspect([
      { id: 'clean', text: 'nothing here' },
      { id: 'title', text },
    ]);
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    expect(finding).toMatchObject({ id: 'title', what: 'slack secret' });
    expect(text.slice(finding?.start, finding?.end)).toBe(token);
    expect(JSON.stringify(findings)).not.toContain('xoxb');
  });

  test('input 14: finds a token behind a terminal colour, at its place in the text as given', async () => {
    const text = `\u001b[31m${token}\u001b[0m rest`;
    const findings = await createInspector().inspect([{ id: 'log', text }]);
    expect(redact(text, { findings }).text).not.toContain('123456789012');
    expect(findings.length).toBeGreaterThanOrEqual(1);
  });

  test('reports what lies beyond the size it reads as not inspected', async () => {
    const findings = await createInspector({ most: 10 }).inspect([{ id: 'long', text: 'abcde'.repeat(5) }]);
    expect(findings).toEqual([{ id: 'long', start: 10, end: 25, what: 'not inspected' }]);
  });

  test('reports a text that takes too long as not inspected', async () => {
    const findings = await createInspector({ patience: 0 }).inspect([
      { id: 'slow', text: 'some words.'.repeat(1_000) },
    ]);
    expect(findings).toEqual([{ id: 'slow', start: 0, end: 11_000, what: 'not inspected' }]);
  });

  test('leaves no marks behind, however much it reads', async () => {
    performance.clearMarks();
    await createInspector().inspect(Array.from({ length: 20 }, (_, index) => ({ id: `${index}`, text: 'some words' })));
    expect(performance.getEntriesByType('mark')).toEqual([]);
  });
});
