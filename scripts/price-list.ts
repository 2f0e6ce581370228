// Which models the price table holds, and where their prices are found: of models.dev, or written here where it lacks them.
import type { Provider } from '../packages/core/src/domain/model.ts';

export interface Wanted {
  provider: Provider;
  ids: readonly string[];
}

// What the vendor takes for a call in the batch lane, as a share of the price. Where nothing is known: the whole of it.
export const BATCH: Partial<Record<Provider, number>> = { anthropic: 0.5, openai: 0.5, gemini: 0.5 };

// The names that models.dev has for vendors, where they are others.
export const VENDOR: Partial<Record<Provider, string>> = { gemini: 'google' };

export const WANTED: readonly Wanted[] = [
  {
    provider: 'anthropic',
    ids: [
      ...['claude-fable-5', 'claude-haiku-4-5', 'claude-haiku-4-5-20251001', 'claude-haiku-5-5', 'claude-opus-4-7'],
      ...[
        'claude-opus-4-8',
        'claude-opus-5',
        'claude-opus-5-5',
        'claude-sonnet-4-6',
        'claude-sonnet-5',
        'claude-sonnet-5-5',
      ],
    ],
  },
  {
    provider: 'openai',
    ids: ['gpt-5', 'gpt-5-mini', 'gpt-5-nano', 'gpt-5.5', 'gpt-5.6-sol', 'gpt-6-astra', 'gpt-6-luna', 'gpt-6-sol'],
  },
  { provider: 'gemini', ids: ['gemini-2.5-pro'] },
  { provider: 'deepseek', ids: ['deepseek-v4-pro'] },
];

export interface Row {
  input: number;
  output: number;
  cacheRead?: number;
  cacheWrite?: number;
  tiers?: readonly { above: number; input: number; output: number; cacheRead?: number; cacheWrite?: number }[];
}

// Used only where the data has none of that id. Reported, and not seen at the vendor: what is read from a cache is priced as
// with the vendor's older models, which is dearer than with its newer ones.
export const REPORTED: Readonly<Record<string, Row>> = {
  'anthropic/claude-fable-5-2': { input: 8, output: 40, cacheRead: 0.8 },
};
