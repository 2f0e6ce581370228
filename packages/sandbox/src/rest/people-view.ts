/** Accounts as REST shows them: a bot keeps the `[bot]` of its login and has the type Bot. */

import { copilot } from '../acts/assignments.ts';
import { nodeId } from '../identity.ts';
import type { World } from '../world.ts';
import type { ActorData } from '../world-data.ts';
import { api } from './site.ts';

const GHOST: ActorData = {
  kind: 'User',
  id: nodeId('User', 'ghost'),
  databaseId: 10137,
  login: 'ghost',
  name: 'Deleted user',
  role: 'none',
};

export function personView(world: World, login: string | null): Record<string, unknown> {
  const actor = (login === null ? GHOST : world.actor(login)) ?? {
    ...GHOST,
    login: login ?? GHOST.login,
  };
  const url = `${api(world)}/users/${encodeURIComponent(actor.login)}`;
  return {
    login: actor.login === copilot ? 'Copilot' : actor.login,
    id: actor.databaseId,
    node_id: actor.id,
    avatar_url: `${world.serverUrl}/avatars/${actor.databaseId}`,
    gravatar_id: '',
    url,
    html_url: `${world.serverUrl}/${actor.login.endsWith('[bot]') ? `apps/${actor.login.slice(0, -5)}` : actor.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: actor.kind,
    site_admin: false,
    user_view_type: 'public',
  };
}

export const personOrNull = (world: World, login: string | null): Record<string, unknown> | null =>
  login === null ? null : personView(world, login);

/** Numbers of apps that everybody knows; any other gets one from its name, the same each time. */
const KNOWN_APPS: Readonly<Record<string, number>> = { 'github-actions': 15368, dependabot: 29110 };

const numberOf = (slug: string): number =>
  KNOWN_APPS[slug] ?? 900_000 + [...slug].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 99_991, 7);

export function appView(world: World, app: { slug: string; name: string }): Record<string, unknown> {
  const id = numberOf(app.slug);
  return {
    id,
    slug: app.slug,
    node_id: nodeId('App', id),
    owner: { ...personView(world, null), login: 'github', type: 'Organization' },
    name: app.name,
    description: '',
    external_url: `${world.serverUrl}/apps/${app.slug}`,
    html_url: `${world.serverUrl}/apps/${app.slug}`,
    created_at: world.data.repository.createdAt,
    updated_at: world.data.repository.createdAt,
    permissions: { metadata: 'read' },
    events: [],
  };
}

export const appNumber = numberOf;
