/** What is remembered of issues that are taken apart into stories. */
import type { PlanRecord } from './plan.ts';
import type { StoryPlace } from './task.ts';

export type PlanEvent =
  /** An issue that is planned changed, or is to be planned. */
  | { kind: 'plan-wanted'; number: number }
  /** It was looked at, and its comment says what it is to say. */
  | { kind: 'planned'; number: number; record: PlanRecord }
  /** Somebody who may write approved the plan that its comment shows. */
  | { kind: 'plan-approved'; number: number; by: string; given: string }
  /** It is closed, or nobody wants it planned any more. */
  | { kind: 'plan-ended'; number: number }
  /** A story's issue is a sub-issue of the planned one, or GitHub would not have it. */
  | { kind: 'child-linked'; task: string; story: StoryPlace; as: 'own' | 'native' | 'refused' };
