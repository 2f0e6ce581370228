/** The repository as REST shows it, whole and short; most of it is addresses. */

import { settingsOf } from '../settings-data.ts';
import type { World } from '../world.ts';
import type { ActorData, Role } from '../world-data.ts';
import { personView } from './people-view.ts';
import { repositoryApi, repositoryPage } from './site.ts';

/** Suffix of each `<key>_url` that is no more than a path below the repository. */
const PATHS: Readonly<Record<string, string>> = {
  archive: '/{archive_format}{/ref}',
  assignees: '/assignees{/user}',
  blobs: '/git/blobs{/sha}',
  branches: '/branches{/branch}',
  collaborators: '/collaborators{/collaborator}',
  comments: '/comments{/number}',
  commits: '/commits{/sha}',
  compare: '/compare/{base}...{head}',
  contents: '/contents/{+path}',
  contributors: '/contributors',
  deployments: '/deployments',
  downloads: '/downloads',
  events: '/events',
  forks: '/forks',
  git_commits: '/git/commits{/sha}',
  git_refs: '/git/refs{/sha}',
  git_tags: '/git/tags{/sha}',
  hooks: '/hooks',
  issue_comment: '/issues/comments{/number}',
  issue_events: '/issues/events{/number}',
  issues: '/issues{/number}',
  keys: '/keys{/key_id}',
  labels: '/labels{/name}',
  languages: '/languages',
  merges: '/merges',
  milestones: '/milestones{/number}',
  notifications: '/notifications{?since,all,participating}',
  pulls: '/pulls{/number}',
  releases: '/releases{/id}',
  stargazers: '/stargazers',
  statuses: '/statuses/{sha}',
  subscribers: '/subscribers',
  subscription: '/subscription',
  tags: '/tags',
  teams: '/teams',
  trees: '/git/trees{/sha}',
};

export function shortRepositoryView(world: World): Record<string, unknown> {
  const { repository } = world.data;
  const url = repositoryApi(world);
  return {
    id: repository.databaseId,
    node_id: repository.id,
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    private: repository.isPrivate,
    owner: personView(world, repository.owner),
    html_url: repositoryPage(world),
    description: repository.description,
    fork: repository.isFork,
    url,
    ...Object.fromEntries(Object.entries(PATHS).map(([key, path]) => [`${key}_url`, `${url}${path}`])),
  };
}

function counts(world: World): Record<string, number> {
  const open = (items: readonly { state: string }[]): number => items.filter((item) => item.state === 'OPEN').length;
  // GitHub counts pull requests among the open issues of a repository.
  const issues = open(world.data.issues) + open(world.data.pullRequests);
  return {
    forks_count: 0,
    stargazers_count: 0,
    watchers_count: 0,
    size: 0,
    open_issues_count: issues,
    open_issues: issues,
    forks: 0,
    watchers: 0,
    subscribers_count: 0,
    network_count: 0,
  };
}

const ROLES: readonly Role[] = ['read', 'triage', 'write', 'maintain', 'admin'];

/** A role as the list of what it may do. */
export function grantsOf(role: Role): Record<string, boolean> {
  const may = (least: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(least);
  return {
    admin: may('admin'),
    maintain: may('maintain'),
    push: may('write'),
    triage: may('triage'),
    pull: may('read'),
  };
}

export function repositoryView(world: World, asking: ActorData | null = null): Record<string, unknown> {
  const { repository } = world.data;
  const page = repositoryPage(world);
  return {
    ...shortRepositoryView(world),
    ...counts(world),
    git_url: `git:${page.slice(page.indexOf('//'))}.git`,
    ssh_url: `git@localhost:${repository.owner}/${repository.name}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: repository.defaultBranch,
    has_issues: repository.hasIssuesEnabled,
    has_projects: false,
    has_wiki: false,
    has_pages: settingsOf(world.data).pagesBranch !== null,
    has_discussions: false,
    has_downloads: false,
    archived: repository.isArchived,
    disabled: false,
    visibility: repository.isPrivate ? 'private' : 'public',
    pushed_at: repository.pushedAt ?? repository.createdAt,
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    // An App's token has permissions of its own, and is told nothing of a role.
    ...(asking?.kind === 'User' && { permissions: grantsOf(asking.role) }),
  };
}
