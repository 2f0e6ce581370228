/** What monitor-health accepts. */
import { HEALTH_REPORTS, type HealthReport } from '@steward/core/domain/health.ts';
import { OPTIONAL_PERMISSIONS, oneOf, SHARED, text } from '@steward/core/runtime/inputs.ts';
import { LIMIT_INPUTS } from '@steward/core/runtime/limit-inputs.ts';

export { PERMISSIONS as permissions } from '@steward/core/runtime/inputs.ts';
export const optionalPermissions = {
  actions: { level: OPTIONAL_PERMISSIONS.actions.level, for: "Steward's own runs, where the repository is private" },
} as const;

export const inputs = {
  ...SHARED,
  ...LIMIT_INPUTS,
  'agent-token': text({
    description: 'The token that run-cycle has for agents: it is looked at as well; empty: there is none',
    default: '',
    secret: true,
  }),
  report: oneOf(HEALTH_REPORTS, {
    description:
      'What the summary tells: health, what is wrong and what helps; performance, how runs, agents and rules did; budget, what was spent; emergency, only what is broken now',
    default: 'health',
  }),
};

export interface HealthInputs {
  report: HealthReport;
}
