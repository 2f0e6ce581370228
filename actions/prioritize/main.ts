import { runAction } from '@steward/core/runtime/action.ts';
import { prioritizeAlone } from './flow.ts';
import { inputs } from './inputs.ts';

await runAction({ name: 'prioritize', inputs, flow: prioritizeAlone });
