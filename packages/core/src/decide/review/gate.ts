/** What a gate is given, and how it says what it found. */
import type { PullDetail } from '../../domain/pull-request.ts';
import type { Task } from '../../domain/task.ts';
import type { Citation, GateFinding } from '../../domain/verdict.ts';
import type { JudgedSuite } from './checks.ts';
import type { Workflow } from './workflows.ts';

export interface ReviewPolicy {
  /** Most changed lines and files, without lock files and generated ones. */
  lines: number;
  files: number;
}

/** A secret in an added line; never its value. */
export interface Leak {
  path: string;
  line: number;
  what: string;
}

export interface Scene {
  detail: PullDetail;
  task: Task | null;
  suites: readonly JudgedSuite[];
  policy: ReviewPolicy;
  leaks: readonly Leak[];
  defaultBranch: string;
  /** Workflows of the default branch; null where they are not known. */
  workflows: readonly Workflow[] | null;
  /** Whether the default branch has workflows that run for pull requests; null where that is not known. */
  expectsChecks: boolean | null;
  place: (path: string, line?: number) => string;
  fresh: boolean;
  rival: Rival | null;
}

/** Who has the task that a pull request is for, where it is not what they brought. */
export interface Rival {
  attempt: number;
  /** What came back of it; null: nothing yet. */
  pull: number | null;
}

export type Gate = (scene: Scene) => GateFinding[];

export const MOST_PLACES = 5;

export const finding = (
  gate: GateFinding['gate'],
  level: GateFinding['level'],
  text: string,
  places: Citation[] = [],
): GateFinding[] => [{ gate, level, text, places: places.slice(0, MOST_PLACES) }];
