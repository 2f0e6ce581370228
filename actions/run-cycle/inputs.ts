/** What run-cycle accepts. */
import { RUN_NAME } from '@steward/core/domain/undo.ts';
import { type Input, InputFault, oneOf, text, type Values } from '@steward/core/runtime/inputs.ts';
import { inputs as generate } from '../generate-tasks/inputs.ts';

export const ACTIONS = [
  ...(['auto', 'review', 'plan', 'generate', 'prioritize', 'analyze', 'health', 'dashboard'] as const),
  ...(['pause', 'resume', 'uninstall'] as const),
] as const;

export {
  OPTIONAL_PERMISSIONS as optionalPermissions,
  PERMISSIONS as permissions,
} from '@steward/core/runtime/inputs.ts';

const undo: Input<string | null> = {
  description:
    'Run to take back: its id, as in the address of its page and in the names of its event files, or `last` for the newest that did something; empty: none. Nothing else is done then',
  default: '',
  parse(value) {
    if (value === '') return null;
    if (RUN_NAME.test(value)) return value;
    throw new InputFault(
      'that is no name of a run',
      'give the id of a run, such as `1234567` or `1234567-1`, or `last`',
    );
  },
};

export const inputs = {
  ...generate,
  'agent-token': text({
    description:
      "Token of an App or a person that reaches agents by comment, and Copilot by assignment: what the workflow's own token writes starts nothing; empty: such agents are left out",
    default: '',
    secret: true,
  }),
  action: oneOf(ACTIONS, {
    description:
      'auto: what is due; review: look at pull requests; plan: look at issues that are to be planned; generate: look for work now; prioritize: read what people arranged; analyze: tell how the work of the last 30 days went; health: look at how Steward itself does; dashboard: rewrite the dashboard if it differs; pause, resume: do nothing more until it is resumed, or go on; uninstall: leave this repository',
    default: 'auto',
  }),
  undo,
};

type All = Values<typeof inputs>;
export type CycleInputs = Pick<All, 'action' | 'focus' | 'max-tasks'> & Partial<Pick<All, 'undo'>>;
