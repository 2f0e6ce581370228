/** How an agent is reached, and whether it can be: a token that starts nothing hands nothing over. */
import type { Agent } from './agent.ts';
import type { AgentToken } from './agent-token.ts';
import type { OwnerRule } from './code-owners.ts';

export type Reach =
  | { by: 'workflow'; workflow: string; ref: string }
  /** The comment begins with its phrase. */
  | { by: 'mention' }
  | { by: 'copilot' }
  /** The first of these that GitHub lets be assigned; nobody: whoever owns the code, which each task says. */
  | { by: 'person'; logins: string[] }
  /** A team cannot be assigned: the comment begins with its mention. */
  | { by: 'team'; team: string };

/** What the run can do to reach anybody. */
export interface Means {
  agentToken: AgentToken;
  /** The account of the run's own token. */
  viewer: string;
  /** The default branch. */
  branch: string;
  /** Whom the repository belongs to: only teams of it can be mentioned. Null where that is not known. */
  owner: string | null;
  /** Whose code is whose; null: nobody says, or nobody looked. */
  owners: readonly OwnerRule[] | null;
}

/** The account of the workflow's own token: what it writes starts nothing but what it dispatches. */
export const WORKFLOW_BOT = 'github-actions[bot]';

type Found = { reach: Reach } | { missing: string };

/** How to reach it, or what is missing for that. */
export function reachOf(agent: Agent, means: Means): Found {
  const { kind, login } = agent;
  if (kind === 'workflow') return { reach: { by: 'workflow', workflow: agent.workflow ?? '', ref: means.branch } };
  if (kind === 'mention') return startsNothing(means) ? { missing: MISSING.mention(means) } : { reach: { by: kind } };
  if (kind === 'copilot') return isPersons(means) ? { reach: { by: kind } } : { missing: MISSING.copilot(means) };
  return personOf(login ?? null, means);
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

function personOf(login: string | null, { owners, owner }: Means): Found {
  if (login === null) {
    const isKnown = owners !== null && owners.length > 0;
    return isKnown
      ? { reach: { by: 'person', logins: [] } }
      : { missing: 'no CODEOWNERS file says whose code it is: add one, or name a person as `login`' };
  }
  if (!login.includes('/')) return { reach: { by: 'person', logins: [login] } };
  return isTeamOf(login, owner)
    ? { reach: { by: 'team', team: login } }
    : { missing: `\`${login}\` is no team of \`${owner}\`, so a mention would not reach it` };
}

/** Only a team of the repository's own organisation sees a mention. */
export const isTeamOf = (team: string, owner: string | null): boolean =>
  owner === null || team.toLowerCase().startsWith(`${owner.toLowerCase()}/`);
