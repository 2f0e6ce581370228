/** What prioritize accepts. */
import { SHARED } from '@steward/core/runtime/inputs.ts';

export { PERMISSIONS as permissions } from '@steward/core/runtime/inputs.ts';

export const inputs = { ...SHARED };
