// Prices of models, by provider and exact id: US dollars for a million tokens. Written by scripts/prices.ts.
// From the data of models.dev, which comes under the MIT License:
//
// Copyright (c) 2025 spin.dev
//
// Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
// documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
// rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
// persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright notice and
// this permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED
// "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
// MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT
// HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
// ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

import type { Price } from './price.ts';

export const PRICES_FROM = { date: '2026-11-20', source: 'models.dev; gpt-6-luna, gpt-6-sol and claude-haiku-5-5 from copies of it' };

export const PRICES: Readonly<Record<string, Price>> = {
  'anthropic/claude-fable-5': { input: 10, output: 50, cacheRead: 1, cacheWrite: 12.5, cacheWriteLong: 20, batch: 0.5, tiers: [] },
  // Reported, and not seen at its vendor.
  'anthropic/claude-fable-5-2': { input: 8, output: 40, cacheRead: 0.8, cacheWrite: 10, cacheWriteLong: 16, batch: 0.5, tiers: [] },
  'anthropic/claude-haiku-4-5': { input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25, cacheWriteLong: 2, batch: 0.5, tiers: [] },
  'anthropic/claude-haiku-4-5-20251001': { input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25, cacheWriteLong: 2, batch: 0.5, tiers: [] },
  'anthropic/claude-haiku-5-5': { input: 0.1, output: 0.5, cacheRead: 0.01, cacheWrite: 0.125, cacheWriteLong: 0.2, batch: 0.5, tiers: [{ above: 100000, input: 0.5, output: 2.5, cacheRead: 0.05, cacheWrite: 0.625, cacheWriteLong: 1 }] },
  'anthropic/claude-opus-4-7': { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25, cacheWriteLong: 10, batch: 0.5, tiers: [] },
  'anthropic/claude-opus-4-8': { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25, cacheWriteLong: 10, batch: 0.5, tiers: [] },
  'anthropic/claude-opus-5': { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25, cacheWriteLong: 10, batch: 0.5, tiers: [] },
  'anthropic/claude-opus-5-5': { input: 4, output: 20, cacheRead: 0.2, cacheWrite: 5, cacheWriteLong: 8, batch: 0.5, tiers: [] },
  'anthropic/claude-sonnet-4-6': { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75, cacheWriteLong: 6, batch: 0.5, tiers: [] },
  'anthropic/claude-sonnet-5': { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5, cacheWriteLong: 4, batch: 0.5, tiers: [] },
  'anthropic/claude-sonnet-5-5': { input: 2, output: 10, cacheRead: 0.1, cacheWrite: 2.5, cacheWriteLong: 4, batch: 0.5, tiers: [] },
  'deepseek/deepseek-v4-pro': { input: 1.32, output: 3.96, cacheRead: 0.044, cacheWrite: 1.32, cacheWriteLong: 1.32, batch: 1, tiers: [] },
  'gemini/gemini-2.5-pro': { input: 1.25, output: 10, cacheRead: 0.125, cacheWrite: 1.25, cacheWriteLong: 1.25, batch: 0.5, tiers: [{ above: 200000, input: 2.5, output: 15, cacheRead: 0.25, cacheWrite: 2.5, cacheWriteLong: 2.5 }] },
  'openai/gpt-5': { input: 1.25, output: 10, cacheRead: 0.125, cacheWrite: 1.25, cacheWriteLong: 1.25, batch: 0.5, tiers: [] },
  'openai/gpt-5-mini': { input: 0.25, output: 2, cacheRead: 0.025, cacheWrite: 0.25, cacheWriteLong: 0.25, batch: 0.5, tiers: [] },
  'openai/gpt-5-nano': { input: 0.05, output: 0.4, cacheRead: 0.005, cacheWrite: 0.05, cacheWriteLong: 0.05, batch: 0.5, tiers: [] },
  'openai/gpt-5.5': { input: 5, output: 30, cacheRead: 0.5, cacheWrite: 5, cacheWriteLong: 5, batch: 0.5, tiers: [{ above: 272000, input: 10, output: 45, cacheRead: 1, cacheWrite: 10, cacheWriteLong: 10 }] },
  'openai/gpt-5.6-sol': { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5, cacheWriteLong: 2.5, batch: 0.5, tiers: [{ above: 272000, input: 4, output: 15, cacheRead: 0.4, cacheWrite: 5, cacheWriteLong: 5 }] },
  'openai/gpt-6-astra': { input: 10, output: 50, cacheRead: 1, cacheWrite: 12.5, cacheWriteLong: 12.5, batch: 0.5, tiers: [{ above: 272000, input: 20, output: 75, cacheRead: 2, cacheWrite: 25, cacheWriteLong: 25 }] },
  'openai/gpt-6-luna': { input: 0.1, output: 0.5, cacheRead: 0.01, cacheWrite: 0.125, cacheWriteLong: 0.125, batch: 0.5, tiers: [{ above: 272000, input: 0.2, output: 0.75, cacheRead: 0.02, cacheWrite: 0.25, cacheWriteLong: 0.25 }] },
  'openai/gpt-6-sol': { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5, cacheWriteLong: 2.5, batch: 0.5, tiers: [{ above: 272000, input: 4, output: 15, cacheRead: 0.4, cacheWrite: 5, cacheWriteLong: 5 }] },
};
