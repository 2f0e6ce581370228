/** Calls of models and prices to test with. */

import { type Budgets, budgetsOf } from '@steward/core/domain/budget-settings.ts';
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { later, TIMES } from '@steward/core/domain/intent.ts';
import { type Call, type ModelName, NO_TOKENS, PROVIDERS, ROLES } from '@steward/core/domain/model.ts';
import type { Ceiling } from '@steward/core/domain/money/ceiling.ts';
import type { Hold, SpentCall } from '@steward/core/domain/money/event.ts';
import type { Price } from '@steward/core/domain/money/price.ts';
import { NOON } from './memory.ts';

export const MODEL: ModelName = { provider: 'anthropic', id: 'claude-haiku-4-5' };

export const call = (change: Partial<Call> = {}): Call => ({
  ...{ model: MODEL, role: 'plan', lane: 'now', question: 'q'.repeat(24) },
  ...{ tokens: { ...NO_TOKENS, input: 1_000, output: 100 }, milliseconds: 900, result: 'answered' },
  ...change,
});

/** One of many that differ in provider, role, cost and what is known of them. */
export const spentCall = (of = 0, change: Partial<SpentCall> = {}): SpentCall => ({
  ...call({
    model: { provider: PROVIDERS[of % PROVIDERS.length] ?? 'anthropic', id: `model-${of % 3}` },
    role: ROLES[of % ROLES.length] ?? 'plan',
    ...(of % 7 === 6 && { tokens: null, result: 'time-out' }),
  }),
  micro: of % 5 === 4 ? null : of * 100,
  ...change,
});

/** A millionth of a dollar for a token of a prompt, five for one of an answer. */
export const PRICE: Price = {
  ...{ input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25, cacheWriteLong: 2, batch: 0.5, tiers: [] },
};

export const ceiling = (micro: number | null, change: Partial<Ceiling> = {}): Ceiling => ({
  ...{ model: MODEL, lane: 'now', price: micro === null ? null : PRICE, micro, tokens: 2_000 },
  ...change,
});

export const hold = (change: Partial<Hold> = {}): Hold => ({
  ...{ token: 'run-1', micro: 500_000, tokens: 10_000, at: NOON, expires: later(NOON, TIMES.expiry) },
  purpose: 'questions of a run',
  ...change,
});

export const BUDGETS: Budgets = budgetsOf(DEFAULT_CONFIG.budgets);
