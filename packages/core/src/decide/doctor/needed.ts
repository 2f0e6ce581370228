/** What the token of the cycle must be allowed, by what Steward is asked to do. */
import { agentsOf } from '../../domain/agent-settings.ts';
import type { Needs, SetUp } from '../../domain/set-up.ts';

/** Observing writes nothing; handing to a workflow starts it; of contents only memory on a branch is written. */
export function neededPermissions(
  { mode, config }: SetUp,
  { permissions }: Needs,
  isOnBranch = true,
): Record<string, string> {
  if (mode === 'observe') return Object.fromEntries(Object.keys(permissions).map((name) => [name, 'read']));
  const starts = mode === 'autopilot' && config !== null && agentsOf(config).some(({ kind }) => kind === 'workflow');
  return {
    ...permissions,
    ...(!isOnBranch && { contents: 'read' }),
    ...(starts && { actions: 'write' }),
  };
}
