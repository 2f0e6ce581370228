/** What a look at Steward's own health sees of the world: pure data. */
import type { Known } from './remote.ts';

/** A finished run of Steward's own workflow. */
export interface OwnRun {
  id: string;
  conclusion: string;
  /** What started it: `schedule`, `workflow_dispatch` … */
  event: string;
  startedAt: string;
  endedAt: string;
  url: string;
}

/** What is left of one of GitHub's limits. */
export interface Quota {
  name: 'REST' | 'GraphQL';
  limit: number;
  remaining: number;
}

export interface TokenVitals {
  /** GitHub refused it. */
  refused: boolean;
  /** When it stops working, where GitHub says so; null: it does not say. */
  expires: string | null;
  quotas: Quota[];
}

/** A token by the input that carries it. */
export interface TokenSeen {
  input: 'github-token' | 'agent-token';
  vitals: Known<TokenVitals>;
}

/** Bytes. */
export interface Room {
  total: number;
  free: number;
}

export interface RunnerVitals {
  memory: Room | null;
  disk: Room | null;
}
