import { runAction } from '@steward/core/runtime/action.ts';
import { generateTasksAlone } from './flow.ts';
import { inputs } from './inputs.ts';

await runAction({ name: 'generate-tasks', inputs, flow: generateTasksAlone });
