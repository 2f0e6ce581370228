import { runAction } from '@steward/core/runtime/action.ts';
import { reviewWorkAlone } from './flow.ts';
import { inputs } from './inputs.ts';

await runAction({ name: 'review-work', inputs, flow: reviewWorkAlone });
