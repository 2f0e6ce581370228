/** How an agent is reached, and whether it can be: a token that starts nothing hands nothing over. */
import type { Agent } from './agent.ts';

export type Reach =
  | { by: 'workflow'; workflow: string; ref: string }
  /** The comment begins with its phrase. */
  | { by: 'mention' }
  | { by: 'copilot' }
  | { by: 'person'; login: string };

/**
 * What is known of the token for agents before it is used. `own`: it is the run's own once more; `installation`: an App's,
 * or that of a workflow; `other`: a person's, as far as can be seen.
 */
export type AgentToken = 'none' | 'own' | 'installation' | 'other';

/** GitHub's tokens say by their beginning whose they are. */
export function agentTokenOf(token: string, own: string): AgentToken {
  if (token === '') return 'none';
  if (token === own) return 'own';
  return token.startsWith('ghs_') ? 'installation' : 'other';
}

/** What the run can do to reach anybody. */
export interface Means {
  agentToken: AgentToken;
  /** The account of the run's own token. */
  viewer: string;
  /** The default branch. */
  branch: string;
}

/** The account of the workflow's own token: what it writes starts nothing but what it dispatches. */
export const WORKFLOW_BOT = 'github-actions[bot]';

/** How to reach it, or what is missing for that. */
export function reachOf(agent: Agent, means: Means): { reach: Reach } | { missing: string } {
  const { kind, login } = agent;
  if (kind === 'workflow') return { reach: { by: 'workflow', workflow: agent.workflow ?? '', ref: means.branch } };
  if (kind === 'mention') return startsNothing(means) ? { missing: MISSING.mention(means) } : { reach: { by: kind } };
  if (kind === 'copilot') return isPersons(means) ? { reach: { by: kind } } : { missing: MISSING.copilot(means) };
  if (login == null) return { missing: 'whose code it is was not found out: name a person as `login`' };
  if (login.includes('/')) return { missing: 'a team cannot be assigned: name a person as `login`' };
  return { reach: { by: 'person', login } };
}

const isOwn = ({ agentToken }: Means): boolean => agentToken === 'none' || agentToken === 'own';

const startsNothing = (means: Means): boolean => isOwn(means) && means.viewer === WORKFLOW_BOT;

const isPersons = (means: Means): boolean =>
  isOwn(means) ? !means.viewer.endsWith('[bot]') : means.agentToken === 'other';

const MISSING: Record<'mention' | 'copilot', (means: Means) => string> = {
  mention: ({ agentToken }) =>
    agentToken === 'own'
      ? "`agent-token` is the workflow's own token, and a comment by that starts nothing: hand in one of an App or a person"
      : "a comment by the workflow's own token starts nothing: hand in `agent-token`, of an App or a person",
  copilot: ({ agentToken }) =>
    agentToken === 'none'
      ? 'Copilot is assigned by a person only: hand in `agent-token`, of somebody who may use Copilot'
      : 'Copilot is assigned by a person only, and `agent-token` is no person’s: hand in one of somebody who may use Copilot',
};
