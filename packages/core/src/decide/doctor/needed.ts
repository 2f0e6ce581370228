/** What the token of the cycle must be allowed, by what Steward is asked to do. */
import { agentsOf } from '../../domain/agent-settings.ts';
import type { Needs, SetUp } from '../../domain/set-up.ts';

/** Observing writes nothing; handing to a workflow starts it. A pull request may be commented on as an issue. */
export function neededPermissions({ mode, config }: SetUp, { permissions }: Needs): Record<string, string> {
  if (mode === 'observe') return Object.fromEntries(Object.keys(permissions).map((name) => [name, 'read']));
  const starts = mode === 'autopilot' && config !== null && agentsOf(config).some(({ kind }) => kind === 'workflow');
  return {
    ...permissions,
    ...(starts && { actions: 'write' }),
  };
}
