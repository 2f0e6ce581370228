/** The root of the interface and what is left of the limits. */
import { type Budget, budgetState } from '../usage.ts';
import { type Call, type Handlers, ok } from './call.ts';
import { api } from './site.ts';

/** The root's addresses below the interface; only a few of them lead anywhere here. */
const ROOT: Readonly<Record<string, string>> = {
  current_user_url: '/user',
  authorizations_url: '/authorizations',
  code_search_url: '/search/code?q={query}{&page,per_page,sort,order}',
  commit_search_url: '/search/commits?q={query}{&page,per_page,sort,order}',
  emails_url: '/user/emails',
  emojis_url: '/emojis',
  events_url: '/events',
  feeds_url: '/feeds',
  followers_url: '/user/followers',
  following_url: '/user/following{/target}',
  gists_url: '/gists{/gist_id}',
  issue_search_url: '/search/issues?q={query}{&page,per_page,sort,order}',
  issues_url: '/issues',
  keys_url: '/user/keys',
  label_search_url: '/search/labels?q={query}&repository_id={repository_id}{&page,per_page}',
  notifications_url: '/notifications',
  organization_url: '/orgs/{org}',
  organization_repositories_url: '/orgs/{org}/repos{?type,page,per_page,sort}',
  organization_teams_url: '/orgs/{org}/teams',
  public_gists_url: '/gists/public',
  rate_limit_url: '/rate_limit',
  repository_url: '/repos/{owner}/{repo}',
  repository_search_url: '/search/repositories?q={query}{&page,per_page,sort,order}',
  current_user_repositories_url: '/user/repos{?type,page,per_page,sort}',
  starred_url: '/user/starred{/owner}{/repo}',
  starred_gists_url: '/gists/starred',
  user_url: '/users/{user}',
  user_organizations_url: '/user/orgs',
  user_repositories_url: '/users/{user}/repos{?type,page,per_page,sort}',
  user_search_url: '/search/users?q={query}{&page,per_page,sort,order}',
};

function root({ world }: Call) {
  const addresses = Object.entries(ROOT).map(([key, path]) => [key, `${api(world)}${path}`]);
  return ok({
    ...Object.fromEntries(addresses),
    current_user_authorizations_html_url: `${world.serverUrl}/settings/connections/applications{/client_id}`,
  });
}

function rateLimit({ world }: Call) {
  const window = (budget: Budget) => {
    const { limit, used, remaining, resetAt } = budgetState(world, budget);
    return { limit, used, remaining, reset: Date.parse(resetAt) / 1000 };
  };
  const core = window('rest');
  // Nothing can be searched here, so nothing of that budget is ever used.
  const search = { limit: 30, used: 0, remaining: 30, reset: core.reset };
  return ok({ resources: { core, graphql: window('graphql'), search }, rate: core });
}

export const META: Handlers<'meta/root' | 'rate-limit/get'> = { 'meta/root': root, 'rate-limit/get': rateLimit };
