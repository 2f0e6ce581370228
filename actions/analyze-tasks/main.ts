import { runAction } from '@steward/core/runtime/action.ts';
import { analyzeTasksAlone } from './flow.ts';
import { inputs } from './inputs.ts';

await runAction({ name: 'analyze-tasks', inputs, flow: analyzeTasksAlone });
