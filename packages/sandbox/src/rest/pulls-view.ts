/** Pull requests as REST shows them, in lists and alone. */
import type { World } from '../world.ts';
import type { PullRequestData } from '../world-data.ts';
import { labelsOf, milestoneView, stateOf } from './issues-view.ts';
import { personOrNull, personView } from './people-view.ts';
import { repositoryView } from './repository-view.ts';
import { repositoryApi, repositoryPage } from './site.ts';

type View = Record<string, unknown>;

const NO_COMMIT = '0'.repeat(40);

function sideView(world: World, name: string, sha: string | null): View {
  const { owner } = world.repository;
  return {
    label: `${owner}:${name}`,
    ref: name,
    sha: sha ?? NO_COMMIT,
    user: personView(world, owner),
    repo: repositoryView(world),
  };
}

function addresses(world: World, pull: PullRequestData): Record<string, string> {
  const url = repositoryApi(world, 'pulls', pull.number);
  const page = repositoryPage(world, 'pull', pull.number);
  const issue = repositoryApi(world, 'issues', pull.number);
  return {
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repositoryApi(world, 'pulls/comments')}{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: repositoryApi(world, 'statuses', pull.headRefOid ?? NO_COMMIT),
  };
}

const LINKS = ['html', 'issue', 'comments', 'review_comments', 'review_comment', 'commits', 'statuses'] as const;

export function pullView(world: World, pull: PullRequestData): View {
  const urls = addresses(world, pull);
  return {
    ...urls,
    id: pull.databaseId,
    node_id: pull.id,
    number: pull.number,
    state: stateOf(pull),
    locked: pull.locked,
    active_lock_reason: null,
    title: pull.title,
    user: personView(world, pull.author),
    body: pull.body === '' ? null : pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: null,
    assignee: personOrNull(world, pull.assignees[0] ?? null),
    assignees: pull.assignees.map((login) => personView(world, login)),
    requested_reviewers: [],
    requested_teams: [],
    labels: labelsOf(world, pull.labels),
    milestone: milestoneView(world, pull.milestone),
    draft: pull.isDraft,
    head: sideView(world, pull.headRefName, pull.headRefOid),
    base: sideView(world, pull.baseRefName, pull.baseRefOid),
    _links: {
      self: { href: urls.url },
      ...Object.fromEntries(LINKS.map((name) => [name, { href: urls[`${name}_url`] }])),
    },
    author_association: pull.authorAssociation,
    auto_merge: null,
  };
}

export interface Computed {
  readonly mergeable: boolean | null;
  readonly commits: number;
}

export function wholePullView(world: World, pull: PullRequestData, computed: Computed): View {
  const { mergeable } = computed;
  const state = mergeable === null ? 'unknown' : mergeable ? 'clean' : 'dirty';
  return {
    ...pullView(world, pull),
    merged: pull.state === 'MERGED',
    mergeable,
    rebaseable: mergeable,
    mergeable_state: pull.isDraft && mergeable === true ? 'draft' : state,
    merged_by: personOrNull(world, pull.mergedBy),
    comments: world.commentsOn(pull.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: computed.commits,
    additions: pull.additions,
    deletions: pull.deletions,
    changed_files: pull.changedFiles,
  };
}

/** The short form inside runs and checks. */
export function pullsOfHead(world: World, branch: string | null): View[] {
  const { databaseId: id, name } = world.repository;
  const repo = { id, url: repositoryApi(world), name };
  return world.data.pullRequests
    .filter((pull) => pull.state === 'OPEN' && pull.headRefName === branch)
    .map((pull) => ({
      url: repositoryApi(world, 'pulls', pull.number),
      id: pull.databaseId,
      number: pull.number,
      head: { ref: pull.headRefName, sha: pull.headRefOid ?? NO_COMMIT, repo },
      base: { ref: pull.baseRefName, sha: pull.baseRefOid ?? NO_COMMIT, repo },
    }));
}
