/** What the checks of health are made on. */
import type { HealthCheck, HealthFinding } from '../../domain/health.ts';
import type { HealthSettings } from '../../domain/health-settings.ts';
import type { Known } from '../../domain/remote.ts';
import type { State } from '../../domain/state.ts';
import type { Task } from '../../domain/task.ts';
import type { OwnRun, RunnerVitals, TokenSeen } from '../../domain/vitals.ts';

export interface HealthFacts {
  now: string;
  settings: HealthSettings;
  state: State;
  /** Open and suggested ones. */
  tasks: readonly Task[];
  /** Names of the agents that the configuration has; empty where nothing is handed to any. */
  agents: readonly string[];
  /** How they do may be told where this is read. */
  tellsAgents: boolean;
  /** Runs of Steward's own workflow in the last week, newest first. */
  runs: Known<readonly OwnRun[]>;
  tokens: readonly TokenSeen[];
  runner: RunnerVitals;
  /** Bytes of `state.json`, and the most it may have. */
  ledger: { bytes: number; most: number };
}

/** What one check says: nothing is wrong, something is, or it could not be seen. */
export type Result = Pick<HealthFinding, 'level' | 'words'> | { unknown: string } | null;
export type Check = (facts: HealthFacts) => Result;

export const fault = (words: string): Result => ({ level: 'fault', words });
export const warning = (words: string): Result => ({ level: 'warning', words });
export const notSeen = (unknown: string): Result => ({ unknown });

export interface HealthLook {
  findings: HealthFinding[];
  unknown: { check: HealthCheck; reason: string }[];
}

export const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((100 * part) / whole));

/** The middle one; of an even number the lower of the two. */
export const median = (numbers: readonly number[]): number => {
  const inOrder = [...numbers].sort((a, b) => a - b);
  return inOrder[Math.max(0, Math.ceil(inOrder.length / 2) - 1)] ?? 0;
};
