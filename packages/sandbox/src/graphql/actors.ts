/** GraphQL's view of accounts: a bot shows its login without the `[bot]` it has elsewhere. */

import { loginOf } from '../identity.ts';
import type { World } from '../world.ts';
import type { ActorData } from '../world-data.ts';
import type { Context, Resolvers } from './resolver.ts';

/** Null stands for a deleted account. */
export function actorNamed(login: string | null, world: World): ActorData | null {
  return login === null ? null : world.introduce(login);
}

/** `viewer` and a commit's `user` are of type User even for a bot, and then show its whole login. */
export const asUser = (actor: ActorData | null) => (actor === null ? null : { ...actor, kind: 'User', whole: true });

export function userOfEmail(email: string, world: World): ActorData | null {
  const login = loginOf(email);
  return login === null ? null : world.actor(login);
}

const pathOf = (actor: ActorData): string =>
  actor.kind === 'Bot' ? `/apps/${actor.login.replace(/\[bot\]$/, '')}` : `/${actor.login}`;

const common = {
  resourcePath: (actor: ActorData) => pathOf(actor),
  url: (actor: ActorData, _: unknown, { world }: Context) => `${world.serverUrl}${pathOf(actor)}`,
  avatarUrl: (actor: ActorData, _: unknown, { world }: Context) => `${world.serverUrl}/avatars/${actor.databaseId}`,
};

export const actorResolvers: Resolvers = {
  User: common,
  Organization: common,
  Bot: { ...common, login: (actor: ActorData) => actor.login.replace(/\[bot\]$/, '') },
};
