/** What update-dashboard accepts. */
import { SHARED, type Values } from '@steward/core/runtime/inputs.ts';

export { PERMISSIONS as permissions } from '@steward/core/runtime/inputs.ts';

export const inputs = { ...SHARED };

export type DashboardInputs = Values<typeof inputs>;
