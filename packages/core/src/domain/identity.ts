/** Who somebody is on GitHub, written so that no one can pass for a bot. */

/** GraphQL's view of an account: bots have a login without `[bot]` there, and a person may carry the same login. */
export interface Actor {
  __typename: string;
  login: string;
}

export const GHOST = 'ghost';

/** One spelling for an account: `name[bot]` for bots, `name` for people; brackets are impossible in people's logins. */
export function accountOf(actor: Actor | null | undefined): string {
  if (!actor) return GHOST;
  if (actor.__typename === 'Bot' && !actor.login.endsWith('[bot]')) return `${actor.login}[bot]`;
  if (actor.__typename !== 'Bot' && actor.login.endsWith('[bot]')) return GHOST;
  return actor.login;
}
