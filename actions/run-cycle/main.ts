import { runAction } from '@steward/core/runtime/action.ts';
import { runCycle } from './flow.ts';
import { inputs } from './inputs.ts';

await runAction({ name: 'run-cycle', inputs, flow: runCycle });
