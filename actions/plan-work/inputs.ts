/** What plan-work accepts. */
import { discussionNumber, PERMISSIONS, SHARED, type Values } from '@steward/core/runtime/inputs.ts';
import { LIMIT_INPUTS } from '@steward/core/runtime/limit-inputs.ts';
import { MODEL_INPUTS } from '@steward/core/runtime/model-inputs.ts';

export { PERMISSIONS as permissions };

export const inputs = {
  ...SHARED,
  ...MODEL_INPUTS,
  ...LIMIT_INPUTS,
  issue: discussionNumber({
    description: 'Number of the issue to plan, whatever its labels; empty: those that are due',
    default: '',
  }),
};

export type PlanInputs = Pick<Values<typeof inputs>, 'issue'>;
