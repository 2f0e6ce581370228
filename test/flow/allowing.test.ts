/** What a run takes of a vendor's limits and gives back: of what nobody knows, nothing. */
import { applyAll } from '@steward/core/domain/apply.ts';
import { parseConfig } from '@steward/core/domain/config.ts';
import { askLimits } from '@steward/core/domain/limits/count.ts';
import { EMPTY_LEDGER } from '@steward/core/domain/state.ts';
import { allow, noteCall, overLimit, settleAllowances } from '@steward/core/flow/allowing.ts';
import { expect, it } from 'vitest';
import { limitSettings } from '../support/limits.ts';
import { call } from '../support/money.ts';

const parsed = parseConfig({ limits: { clients: { openai: { tokens: { hour: 10_000 } } } } });
if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
const { limits } = parsed.config;
const NOW = Date.parse('2026-11-20T09:00:00.000Z');

it.each([
  ['nobody knows', null, 1_000],
  ['its vendor told', { input: 200, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, output: 100 }, 1_700],
] as const)('tokens of a call of which %s what it used', (_, tokens, back) => {
  const { allowances, events } = allow(new Map([['openai', { calls: 2, tokens: 1_000 }]]), undefined, limits, NOW);
  expect(events).toMatchObject([{ kind: 'limit-taken', tokens: 2_000 }]);
  const rows = applyAll(EMPTY_LEDGER, events, new Date(NOW).toISOString()).state.limits;
  expect(overLimit(allowances, 'openai')).toBeNull();
  noteCall(allowances, { ...call({ model: { provider: 'openai', id: 'gpt-6-luna' } }), tokens, result: 'time-out' });
  expect(settleAllowances(allowances, rows, limits, { since: NOW, now: NOW })[0]).toMatchObject({
    ...{ kind: 'limit-returned', requests: 1, tokens: back },
  });
});

it('memory gives back no more than it counted of what a Redis let through that knew of less', () => {
  const settings = limitSettings({ clients: { openai: { strategy: 'fixed-window', requests: { day: 10 } } } });
  const [at, times] = [new Date(NOW).toISOString(), { since: NOW, now: NOW }];
  const place = { client: 'openai', endpoint: 'model' };
  const left = (ledger: typeof EMPTY_LEDGER): number =>
    askLimits(ledger.state.limits, { ...place, amount: { requests: 1, tokens: 0 } }, settings, NOW).answer.remaining +
    1;
  // Taken while the Redis was lost, of which it never heard.
  const alone = allow(new Map([['openai', { calls: 8, tokens: 0 }]]), undefined, settings, NOW);
  let ledger = applyAll(EMPTY_LEDGER, alone.events, at);
  expect(left(ledger)).toBe(2);
  const block = { ...place, requests: 4, tokens: 0, since: NOW, reason: '', retryAfter: 0 };
  const need = new Map([['openai', { calls: 4, tokens: 0 }]] as const);
  const { allowances, events } = allow(need, ledger.state.limits, settings, NOW, new Map([['openai model', block]]));
  ledger = applyAll(ledger, events, at);
  expect(overLimit(allowances, 'openai')).toBeNull();
  const settled = settleAllowances(allowances, ledger.state.limits, settings, times);
  expect(settled).toMatchObject([{ kind: 'limit-returned', requests: 3 }]);
  expect(left(applyAll(ledger, settled, at))).toBe(1);
});
