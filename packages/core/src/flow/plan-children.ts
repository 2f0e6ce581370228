/** Stories of a plan as tasks: those that whoever plans anew must know, and those that become sub-issues. */

import type { KnownStory } from '../decide/planning/merging.ts';
import { strayTasks } from '../decide/planning/stories.ts';
import type { Call } from '../domain/command.ts';
import { type Plan, storyId } from '../domain/plan.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import { isOpen, realNumber, type Task } from '../domain/task.ts';
import type { PlanTold } from '../domain/tick.ts';
import type { Tick } from './tick.ts';

const MOST_CHILDREN = 20;

export interface KnownPlan {
  number: number;
  plan: Plan | null;
  approval: Call | null;
}

/** Of the plan that is shown, and of issues that an earlier one made. */
export function knownStories(ledger: Ledger, { number, plan }: Pick<KnownPlan, 'number' | 'plan'>): KnownStory[] {
  const shown = (plan?.stories ?? []).map(({ key, title }) => ({ key, title }));
  const made = strayTasks(ledger, number, plan).flatMap(({ story, title }) =>
    story ? [{ key: story.key, title }] : [],
  );
  return [...shown, ...made];
}

/** Open tasks of this plan with the keys of their stories; memory that was lost does not know of them, the plan does. */
function tasksOf(
  { tasks }: Ledger,
  { number, plan }: Pick<KnownPlan, 'number' | 'plan'>,
): { key: string; task: Task }[] {
  const own = Object.values(tasks).flatMap((task) =>
    task.story?.of === number ? [{ key: task.story.key, task }] : [],
  );
  const known = new Set(own.map(({ key }) => key));
  const lost = (plan?.stories ?? []).flatMap(({ key }) => {
    const task = tasks[storyId(number, key)];
    return task && !known.has(key) ? [{ key, task }] : [];
  });
  return [...own, ...lost].filter(({ task }) => isOpen(task) && realNumber(task.number) !== null);
}

/** Issues of stories that are no sub-issues yet, as far as the ledger knows. */
export const childProposals = (ledger: Ledger, plan: KnownPlan): Proposal[] =>
  tasksOf(ledger, plan)
    .filter(({ task }) => task.child === undefined)
    .map(({ key, task }) => ({ key, task: task.id, number: task.number ?? 0, parent: plan.number }))
    .sort((a, b) => a.number - b.number)
    .slice(0, MOST_CHILDREN)
    .map((child) => ({ kind: 'link-child', subject: `#${child.number} below #${plan.number}`, ...child }));

export function tellPlan(tick: Tick, ledger: Ledger, told: Omit<PlanTold, 'issues'>): void {
  const issues = tasksOf(ledger, told).flatMap(({ task }) => realNumber(task.number) ?? []);
  tick.told.plans = [...(tick.told.plans ?? []), { ...told, issues: issues.sort((a, b) => a - b) }];
}
