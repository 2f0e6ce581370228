/** Limits of earlier systems, taken by name: none is a default. */
import type { Category } from '../task.ts';
import type { Limit, TIERS } from './presets.ts';
import type { Strategy } from './rule.ts';

const tokens = (
  [minute, hour, day]: readonly [number, number, number],
  [perMinute, perHour]: readonly [number, number],
): Limit => ({
  strategy: 'fixed-window',
  tokens: { minute, hour, day },
  requests: { minute: perMinute, hour: perHour },
});

export const CATEGORY_LIMITS: Readonly<Record<Category, Limit>> = {
  development: tokens([1_000, 15_000, 100_000], [5, 50]),
  testing: tokens([500, 8_000, 50_000], [3, 30]),
  deployment: tokens([2_000, 20_000, 80_000], [2, 20]),
  analysis: tokens([800, 12_000, 60_000], [4, 40]),
  maintenance: tokens([300, 5_000, 30_000], [2, 15]),
};

const tier = (strategy: Strategy, minute: number, hour: number, day: number, burst: number): Limit => ({
  ...{ strategy, requests: { minute, hour, day }, burst },
});

export const TIER_LIMITS: Readonly<Record<(typeof TIERS)[number], Limit>> = {
  basic: tier('sliding-window', 10, 300, 1_000, 5),
  premium: tier('token-bucket', 30, 1_000, 5_000, 15),
  admin: tier('adaptive', 100, 5_000, 20_000, 50),
  system: tier('token-bucket', 1_000, 50_000, 100_000, 200),
};

const bucket = (minute: number): Limit => ({ strategy: 'token-bucket', requests: { minute } });

export const SERVICE_LIMITS: Readonly<Record<string, Limit>> = {
  jira: bucket(80),
  github: bucket(100),
  anthropic: bucket(40),
  openai: bucket(100),
};
