/** What run-cycle accepts. */
import { oneOf, type Values } from '@steward/core/runtime/inputs.ts';
import { inputs as generate } from '../generate-tasks/inputs.ts';

export const ACTIONS = ['auto', 'review', 'generate', 'dashboard'] as const;

export { permissions } from '../review-work/inputs.ts';

export const inputs = {
  ...generate,
  action: oneOf(ACTIONS, {
    description:
      'auto: what is due; review: look at pull requests; generate: look for work now; dashboard: rewrite the dashboard if it differs',
    default: 'auto',
  }),
};

export type CycleInputs = Pick<Values<typeof inputs>, 'action' | 'focus' | 'max-tasks'>;
