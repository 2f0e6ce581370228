/** The calls of a run as people and outputs are told of them. */
import { type Lane, modelText, type Role } from '../model.ts';
import type { ModelUse } from '../tick.ts';
import { type Micro, usdOf } from './amount.ts';
import type { SpentCall } from './event.ts';
import { allTokens } from './tokens.ts';

export interface CallTold {
  /** `anthropic/claude-haiku-4-5` */
  model: string;
  role: Role;
  lane: Lane;
  result: SpentCall['result'];
  /** Null: nobody knows. */
  tokens: number | null;
  /** Those of them that were read from a cache. */
  cached: number | null;
  /** Null: its price is unknown; absent: money is not shown here. */
  micro?: Micro | null;
  /** It is charged as much as it can have cost. */
  assumed?: true;
}

/** All of them together. Calls whose tokens nobody knows are counted apart; a price that nobody knows is unknown for all. */
export function useOf(calls: readonly CallTold[]): ModelUse {
  const micro = calls.map((call) => call.micro ?? null);
  const untold = calls.filter(({ tokens }) => tokens === null).length;
  return {
    calls: calls.length,
    tokens: calls.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0),
    ...(untold > 0 && { untold }),
    usd: micro.includes(null) ? null : usdOf(micro.reduce<number>((sum, one) => sum + (one ?? 0), 0)),
  };
}

/** `isShown`: what it cost may be seen where this is read. */
export const callTold = (
  { model, role, lane, result, tokens, micro, assumed }: SpentCall,
  isShown: boolean,
): CallTold => ({
  ...{ model: modelText(model), role, lane, result },
  ...{ tokens: tokens && allTokens(tokens), cached: tokens?.cacheRead ?? null },
  ...(isShown && { micro, ...(assumed && { assumed }) }),
});
