/** What was asked of models, out of the events that say so: calls, tokens and money, each as far as it is known. */
import type { Cost, Models, ModelUse, Window } from '../../domain/analysis.ts';
import type { RecordedEvent } from '../../domain/event.ts';
import { modelText } from '../../domain/model.ts';
import type { SpentCall } from '../../domain/money/event.ts';
import { allTokens } from '../../domain/money/tokens.ts';
import type { Chronicle } from './chronicle.ts';
import { byWeight, grouped, isIn, rounded } from './numbers.ts';

const MICRO = 1_000_000;

/** Null: nothing was asked of any model. */
export function modelsOf({ events }: Chronicle, window: Window, done: number): Models | null {
  const spent = events.flatMap((event) => (isIn(event.at, window) ? spentIn(event) : []));
  if (spent.length === 0) return null;
  const usd = spent.reduce((sum, { micro }) => sum + (micro ?? 0), 0) / MICRO;
  const isKnown = spent.every(({ micro }) => micro !== null);
  return {
    models: grouped(spent, ({ model }) => modelText(model))
      .map(useOf)
      .sort(byWeight(({ answered, failed }) => answered + failed)),
    roles: grouped(spent, ({ role }) => role)
      .map(costOf)
      .sort(byWeight((cost) => cost.usd)),
    perTask: done === 0 || !isKnown ? null : rounded(usd / done),
  };
}

function useOf([name, spent]: [string, SpentCall[]]): ModelUse {
  const told = spent.flatMap(({ tokens }) => tokens ?? []);
  const answered = spent.filter(({ result }) => result === 'answered').length;
  const { usd, unknown } = costOf([name, spent]);
  return {
    ...{ name, answered, failed: spent.length - answered },
    tokens: told.reduce((sum, one) => sum + allTokens(one), 0),
    ...{ untold: spent.length - told.length, usd, unpriced: unknown },
  };
}

function costOf([name, spent]: [string, SpentCall[]]): Cost {
  const prices = spent.flatMap(({ micro }) => micro ?? []);
  const usd = prices.reduce((sum, price) => sum + price, 0) / MICRO;
  return { name, usd: rounded(usd), known: prices.length, unknown: spent.length - prices.length };
}

const spentIn = (event: RecordedEvent): readonly SpentCall[] => (event.kind === 'spent' ? event.calls : []);
