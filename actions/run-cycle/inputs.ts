/** What run-cycle accepts. */
import { oneOf, type Values } from '@steward/core/runtime/inputs.ts';
import { inputs as generate } from '../generate-tasks/inputs.ts';

export const ACTIONS = ['auto', 'review', 'generate', 'prioritize', 'dashboard'] as const;

export {
  OPTIONAL_PERMISSIONS as optionalPermissions,
  PERMISSIONS as permissions,
} from '@steward/core/runtime/inputs.ts';

export const inputs = {
  ...generate,
  action: oneOf(ACTIONS, {
    description:
      'auto: what is due; review: look at pull requests; generate: look for work now; prioritize: read what people arranged; dashboard: rewrite the dashboard if it differs',
    default: 'auto',
  }),
};

export type CycleInputs = Pick<Values<typeof inputs>, 'action' | 'focus' | 'max-tasks'>;
