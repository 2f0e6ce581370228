/** What was asked of models, out of the events that say so: calls, tokens and money, each as far as it is known. */
import type { Cost, Models, ModelUse, Window } from '../../domain/analysis.ts';
import type { Call } from '../../domain/model.ts';
import { modelText } from '../../domain/model.ts';
import type { Chronicle } from './chronicle.ts';
import { byWeight, grouped, isIn, rounded } from './numbers.ts';

interface Spent {
  call: Pick<Call, 'model' | 'role' | 'result' | 'tokens'>;
  /** Millionths of a US dollar; null: its price is unknown. */
  micro: number | null;
}

const MICRO = 1_000_000;

/** Null: nothing was asked of any model. */
export function modelsOf({ events }: Chronicle, window: Window, done: number): Models | null {
  const spent = events.flatMap((event) => (isIn(event.at, window) ? spentIn(event) : []));
  if (spent.length === 0) return null;
  const usd = spent.reduce((sum, { micro }) => sum + (micro ?? 0), 0) / MICRO;
  const isKnown = spent.every(({ micro }) => micro !== null);
  return {
    models: grouped(spent, ({ call }) => modelText(call.model))
      .map(useOf)
      .sort(byWeight(({ answered, failed }) => answered + failed)),
    roles: grouped(spent, ({ call }) => call.role)
      .map(costOf)
      .sort(byWeight((cost) => cost.usd)),
    perTask: done === 0 || !isKnown ? null : rounded(usd / done),
  };
}

function useOf([name, spent]: [string, Spent[]]): ModelUse {
  const told = spent.flatMap(({ call }) => call.tokens ?? []);
  const answered = spent.filter(({ call }) => call.result === 'answered').length;
  const { usd, unknown } = costOf([name, spent]);
  return {
    ...{ name, answered, failed: spent.length - answered },
    tokens: told.reduce(
      (sum, one) => sum + one.input + one.cacheRead + one.cacheWrite + one.cacheWriteLong + one.output,
      0,
    ),
    ...{ untold: spent.length - told.length, usd, unpriced: unknown },
  };
}

function costOf([name, spent]: [string, Spent[]]): Cost {
  const prices = spent.flatMap(({ micro }) => micro ?? []);
  const usd = prices.reduce((sum, price) => sum + price, 0) / MICRO;
  return { name, usd: rounded(usd), known: prices.length, unknown: spent.length - prices.length };
}

/** Calls that an event tells of; of what has another form, none. */
function spentIn(event: object): Spent[] {
  const { kind, calls } = event as { kind?: unknown; calls?: unknown };
  return kind === 'spent' && Array.isArray(calls) ? calls.filter(isSpent) : [];
}

function isSpent(value: unknown): value is Spent {
  const { call, micro } = (value ?? {}) as Partial<Spent>;
  const hasPrice = micro === null || (typeof micro === 'number' && Number.isFinite(micro));
  return hasPrice && typeof call?.model?.id === 'string' && typeof call.role === 'string' && areTokens(call.tokens);
}

const areTokens = (tokens: unknown): boolean =>
  tokens === null || (typeof tokens === 'object' && Object.values(tokens).every((count) => typeof count === 'number'));
