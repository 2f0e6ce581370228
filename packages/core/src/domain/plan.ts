/** A plan: one issue taken apart into stories, and what is remembered of it. */

import type { Call } from './command.ts';
import { canonical, digest } from './digest.ts';
import type { Priority, TaskType } from './task.ts';

/** How sure whoever planned is that one story needs another: the least sure need gives way where they make a circle. */
export const CERTAINTIES = ['certain', 'likely', 'guess'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export interface Need {
  /** Of the story that has to be done before. */
  key: string;
  certainty: Certainty;
}

/** What a model drafts is run by nobody: no criterion of a story is a command. */
export interface StoryCriterion {
  text: string;
  check: 'ci' | 'review';
}

export interface Story {
  /** What the story is known by as long as its plan lives: small letters, digits and hyphens. */
  key: string;
  title: string;
  type: TaskType;
  priority: Priority;
  why: string;
  criteria: StoryCriterion[];
  dependsOn: Need[];
  /** Hours. */
  estimate: number;
  questions: string[];
}

export interface Plan {
  summary: string;
  /** Each after all that it needs. */
  stories: Story[];
  questions: string[];
}

export const KEY = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
/** What an answer may have to be kept, and a comment to hold it twice. */
export const MOST_PLAN = 16_000;

/** The task of a story: the same story of the same issue is always the same task. */
export const storyId = (of: number, key: string): string => digest(`plan ${of} ${key}`, 12);

/** What is remembered of it when it ends. */
export const storyPrint = (of: number, key: string): string => digest(`plan\n${of}\n${key}`, 20);

export const planDigest = (plan: Plan): string => digest(canonical(plan), 16);

/** Who read the draft. `vendor`: another vendor's model; `model`: another model of the same; `same`: the very one that drafted. */
export type SecondOpinion = 'vendor' | 'model' | 'same' | 'none' | 'off';

export interface Remark {
  /** Key of the story it is about; empty: the whole. */
  story: string;
  text: string;
}

export interface PlanReview {
  remarks: Remark[];
}

/** One that was drafted, with all that led to it. */
export interface Planned {
  plan: Plan;
  draft: Plan;
  /** Null: nobody read it. */
  review: PlanReview | null;
  opinion: SecondOpinion;
  /** `provider/id` of each. */
  models: { draft: string; review: string | null; revise: string | null };
  /** What a program found in the draft: faults, circles, needs that name nothing. */
  found: string[];
  /** The same of the plan, mended. */
  mended: string[];
  /** What whoever revised it says of the review. */
  changes: string[];
}

/** What the ledger keeps of an issue that is planned, by its number. */
export interface PlanRecord {
  /** Digest of what the issue said when it was planned last; empty: it was not yet. */
  source: string;
  /** Digest of the plan that the comment shows; null: it shows none. */
  plan: string | null;
  /** When that was shown first. */
  at: string | null;
  /** Orders to plan anew are followed up to this time. */
  heard: string | null;
  /** Who approved that plan; absent: nobody. */
  approved?: Call;
  /** From then on it is looked at; null: nothing waits but for a change. */
  due: string | null;
  /** A run was started for it, so it needs no label. */
  asked?: true;
  /** No model answered: it is asked again with the daily work. */
  unanswered?: true;
}

/** Issues that are planned at once: more would not be read by anybody. */
export const MOST_PLANS = 20;

export type Plans = Readonly<Record<string, PlanRecord>>;

/** Issues that are to be looked at now. */
export const plansDue = (plans: Plans = {}, now: string, daily = false): number[] =>
  Object.entries(plans)
    .filter(([, { due, unanswered }]) => (due !== null && due <= now) || (daily && unanswered === true))
    .map(([number]) => Number(number))
    .sort((a, b) => a - b);
