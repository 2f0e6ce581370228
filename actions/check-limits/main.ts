import { runAction } from '@steward/core/runtime/action.ts';
import { checkLimits } from './flow.ts';
import { inputs } from './inputs.ts';

await runAction({ name: 'check-limits', inputs, flow: checkLimits });
