/** What stories of a plan must pass besides what every task does. */

import { storyId } from '../domain/plan.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import { isOpen, type Specification } from '../domain/task.ts';
import { no, type Policy } from './policy.ts';

type Linking = Extract<Proposal, { kind: 'link-child' }>;

/** A story of that very plan, whose issue is Steward's own and stands under the number that the ledger knows. */
export const ownChild: Policy<Linking> = ({ task: id, key, number, parent }, { ledger: { tasks } }) => {
  const task = tasks[id];
  if (!task || !isOpen(task) || task.number !== number) return no('ownership', `#${number} is no open task`);
  if (storyId(parent, key) !== id) return no('ownership', `#${number} is no story of the plan of #${parent}`);
  return task.child === undefined ? null : no('duplicate', `#${number} was linked before`);
};

/** Issues of the other stories of its plan: a person saw them side by side and wants them all. */
export const siblings = ({ id, story }: Specification, { tasks }: Pick<Ledger, 'tasks'>): ReadonlySet<number> =>
  new Set(
    story === undefined
      ? []
      : Object.values(tasks).flatMap((task) =>
          task.id !== id && task.story?.of === story.of && task.number !== undefined ? [task.number] : [],
        ),
  );
