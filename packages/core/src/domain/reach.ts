/** How an agent is reached, and whether it can be: a token that starts nothing hands nothing over. */
import type { Agent } from './agent.ts';

export type Reach =
  | { by: 'workflow'; workflow: string; ref: string }
  /** The comment begins with its phrase. */
  | { by: 'mention' }
  | { by: 'copilot' }
  | { by: 'person'; login: string };

/** What the run can do to reach anybody. */
export interface Means {
  /** A token for agents was handed in. */
  agentToken: boolean;
  /** The account of the run's own token. */
  viewer: string;
  /** The default branch. */
  branch: string;
}

/** The account of the workflow's own token: what it writes starts nothing but what it dispatches. */
const WORKFLOW_BOT = 'github-actions[bot]';

/** How to reach it, or what is missing for that. */
export function reachOf(agent: Agent, { agentToken, viewer, branch }: Means): { reach: Reach } | { missing: string } {
  if (agent.kind === 'workflow') return { reach: { by: 'workflow', workflow: agent.workflow ?? '', ref: branch } };
  if (agent.kind === 'person') {
    if (agent.login == null) return { missing: 'whose code it is was not found out: name a person as `login`' };
    if (agent.login.includes('/')) return { missing: 'a team cannot be assigned: name a person as `login`' };
    return { reach: { by: 'person', login: agent.login } };
  }
  if (agentToken || (agent.kind === 'mention' && viewer !== WORKFLOW_BOT)) return { reach: { by: agent.kind } };
  return {
    missing:
      agent.kind === 'mention'
        ? "a comment by the workflow's own token starts nothing: hand in `agent-token`, of an App or a person"
        : 'Copilot is assigned by a person only: hand in `agent-token`, of somebody who may use Copilot',
  };
}
