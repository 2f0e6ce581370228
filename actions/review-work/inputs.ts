/** What review-work accepts. */
import { discussionNumber, PERMISSIONS, SHARED, type Values } from '@steward/core/runtime/inputs.ts';
import { LIMIT_INPUTS } from '@steward/core/runtime/limit-inputs.ts';
import { MODEL_INPUTS } from '@steward/core/runtime/model-inputs.ts';

/** Which workflow made a check run is read with `actions: read`; the comment stands on a pull request. */
export const permissions = { ...PERMISSIONS, actions: 'read', 'pull-requests': 'write' } as const;

export const inputs = {
  ...SHARED,
  ...MODEL_INPUTS,
  ...LIMIT_INPUTS,
  'pull-request': discussionNumber({
    description: 'Number of the pull request to review, whoever wrote it; empty: those that are due',
    default: '',
  }),
};

export type ReviewInputs = Pick<Values<typeof inputs>, 'pull-request'>;
