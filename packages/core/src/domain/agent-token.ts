/** The token with which agents are reached: whose it is, as far as it shows. */

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
