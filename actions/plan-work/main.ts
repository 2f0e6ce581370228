import { runAction } from '@steward/core/runtime/action.ts';
import { planWorkAlone } from './flow.ts';
import { inputs } from './inputs.ts';

await runAction({ name: 'plan-work', inputs, flow: planWorkAlone });
