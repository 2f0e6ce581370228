/** What a limit consists of, and the names of those of earlier systems. */
import type { Period, Strategy } from './rule.ts';

/** What one client, tier, category or service may do. */
export interface Limit {
  strategy?: Strategy | undefined;
  requests?: Partial<Record<Period, number | undefined>> | undefined;
  tokens?: Partial<Record<Period, number | undefined>> | undefined;
  /** Requests at once. */
  burst?: number | undefined;
}

export const PRESETS = ['categories', 'tiers', 'services'] as const;
export type Preset = (typeof PRESETS)[number];

/** Of the preset `tiers`. */
export const TIERS = ['basic', 'premium', 'admin', 'system'] as const;
