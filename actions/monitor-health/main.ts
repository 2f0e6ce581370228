import { runAction } from '@steward/core/runtime/action.ts';
import { monitorHealthAlone } from './flow.ts';
import { inputs } from './inputs.ts';

await runAction({ name: 'monitor-health', inputs, flow: monitorHealthAlone });
