/** What update-dashboard accepts. */
import { SHARED } from '@steward/core/runtime/inputs.ts';
import { LIMIT_INPUTS } from '@steward/core/runtime/limit-inputs.ts';

export { PERMISSIONS as permissions } from '@steward/core/runtime/inputs.ts';

export const inputs = { ...SHARED, ...LIMIT_INPUTS };
