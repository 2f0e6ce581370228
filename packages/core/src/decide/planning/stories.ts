/** Stories against what the ledger knows of them: which exist, which are new, and what of each becomes a task. */
import { categoryOf } from '../../domain/category.ts';
import { type Plan, type Story, storyId, storyPrint } from '../../domain/plan.ts';
import type { Ledger } from '../../domain/state.ts';
import type { StoryState } from '../../domain/story-state.ts';
import { isOpen, realNumber, type Specification, type Task } from '../../domain/task.ts';

export const stateOfStory = ({ tasks, rejected }: Ledger, of: number, { key, title }: Story): StoryState => {
  const task = tasks[storyId(of, key)];
  if (task && isOpen(task)) return { state: 'open', number: realNumber(task.number), changed: task.title !== title };
  if (task) return { state: 'waits' };
  const end = rejected[storyPrint(of, key)];
  return end ? { state: 'ended', number: end.number ?? null, how: end.reason } : { state: 'new' };
};

/** Tasks of this plan that are none of its stories any more. */
export function strayTasks({ tasks }: Pick<Ledger, 'tasks'>, of: number, plan: Plan | null): Task[] {
  const ids = new Set((plan?.stories ?? []).map(({ key }) => storyId(of, key)));
  return Object.values(tasks).filter((task) => task.story?.of === of && !ids.has(task.id));
}

/** The first in the plan comes first; all of them before what Steward finds by itself, after what people report. */
const FIRST = 83;

export interface StoryGround {
  of: number;
  /** Of the repository, without a slash at its end. */
  url: string;
}

/** Its texts are still as the plan has them: guard cleans them. */
export function storySpecification(plan: Plan, story: Story, { of, url }: StoryGround): Specification {
  const { key, title, type, priority, why, criteria, dependsOn, estimate } = story;
  return {
    ...{ id: storyId(of, key), title, type, category: categoryOf(type, title), priority, why },
    score: FIRST - plan.stories.indexOf(story),
    reasons: ['a person approved its plan'],
    criteria: criteria.map((criterion, index) => ({ n: index + 1, ...criterion })),
    evidence: [{ rule: 'issue', path: `#${of}`, line: 0, excerpt: '', url: `${url}/issues/${of}` }],
    scope: { paths: [], not: [] },
    assumptions: [],
    dependsOn: dependsOn.map((need) => storyId(of, need.key)),
    estimate,
    fingerprints: [storyPrint(of, key)],
    story: { of, key },
  };
}
