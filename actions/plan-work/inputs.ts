/** What plan-work accepts. */
import { discussionNumber, PERMISSIONS, SHARED, type Values } from '@steward/core/runtime/inputs.ts';

export { PERMISSIONS as permissions };

export const inputs = {
  ...SHARED,
  issue: discussionNumber({
    description: 'Number of the issue to plan, whatever its labels; empty: those that are due',
    default: '',
  }),
};

export type PlanInputs = Pick<Values<typeof inputs>, 'issue'>;
