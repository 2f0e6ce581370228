/** What generate-tasks accepts. */
import { oneOf, SHARED, type Values, wholeNumber } from '@steward/core/runtime/inputs.ts';
import { LIMIT_INPUTS } from '@steward/core/runtime/limit-inputs.ts';
import { MODEL_INPUTS } from '@steward/core/runtime/model-inputs.ts';

export const FOCUSES = [
  'auto',
  'new_features',
  'bug_fixes',
  'refactoring',
  'documentation',
  'testing',
  'security',
  'performance',
] as const;
export type Focus = (typeof FOCUSES)[number];

export {
  OPTIONAL_PERMISSIONS as optionalPermissions,
  PERMISSIONS as permissions,
} from '@steward/core/runtime/inputs.ts';

export const inputs = {
  ...SHARED,
  ...MODEL_INPUTS,
  ...LIMIT_INPUTS,
  focus: oneOf(FOCUSES, { description: `Kind of work to look for: ${FOCUSES.join(', ')}`, default: 'auto' }),
  'max-tasks': wholeNumber(0, 50, { description: 'Most tasks to open or suggest in this run', default: '10' }),
};

export type GenerateInputs = Pick<Values<typeof inputs>, 'focus' | 'max-tasks'>;
