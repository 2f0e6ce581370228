/** What events say of calls of models: counted by model and role, with money only as far as it is known. */
import type { RecordedEvent } from '@steward/core/domain/event.ts';
import { describe, expect, test } from 'vitest';
import { ago, days, Story } from '../../support/story.ts';

const TOKENS = { input: 100, cacheRead: 20, cacheWrite: 0, cacheWriteLong: 0, output: 30 };
const call = (id: string, change: object = {}) => ({
  ...{ model: { provider: 'anthropic', id }, role: 'review', lane: 'now', question: 'q', milliseconds: 1 },
  ...{ result: 'answered', tokens: TOKENS, micro: 250_000 as number | null, ...change },
});
const spent = (calls: unknown, hours = 5): RecordedEvent =>
  ({ kind: 'spent', token: 't', calls, sequence: 900, at: ago(hours) }) as unknown as RecordedEvent;

const told = (...events: RecordedEvent[]) => {
  const story = new Story().done('a', [days(4), days(3)]).done('b', [days(4), days(3)]);
  return story.analysis({ events: [...story.events, ...events] }).models;
};

describe('calls of models', () => {
  test('are counted by model and role, and their money by task that was done [SI-16]', () => {
    const failed = call('big', { result: 'overload', role: 'specify' });
    expect(told(spent([call('big'), call('small'), failed]))).toEqual({
      models: [
        { name: 'anthropic/big', answered: 1, failed: 1, tokens: 300, untold: 0, usd: 0.5, unpriced: 0 },
        { name: 'anthropic/small', answered: 1, failed: 0, tokens: 150, untold: 0, usd: 0.25, unpriced: 0 },
      ],
      roles: [
        { name: 'review', usd: 0.5, known: 2, unknown: 0 },
        { name: 'specify', usd: 0.25, known: 1, unknown: 0 },
      ],
      perTask: 0.38,
    });
  });

  test('whose price or tokens nobody knows are unknown, and so is what a task cost', () => {
    const models = told(spent([call('big'), call('big', { tokens: null, micro: null })]));
    expect(models).toMatchObject({ models: [{ tokens: 150, untold: 1, usd: 0.25, unpriced: 1 }], perTask: null });
  });

  test('that were none are unknown, and those outside of the window count for nothing', () => {
    expect(told()).toBeNull();
    expect(told(spent([call('big')], days(31)))).toBeNull();
  });
});
