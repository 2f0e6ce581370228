import { runAction } from '@steward/core/runtime/action.ts';
import { updateDashboardAlone } from './flow.ts';
import { inputs } from './inputs.ts';

await runAction({ name: 'update-dashboard', inputs, flow: updateDashboardAlone });
