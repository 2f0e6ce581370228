/** Open pull requests and issues as GitHub answers them, and as rules look at them. */
import { type Actor, accountOf } from '../../domain/identity.ts';
import type { Known, OpenIssue, OpenPull } from '../../domain/remote.ts';
import type { Answer, Client } from './client.ts';
import { OPEN_ISSUES, OPEN_PULLS } from './remote.graphql.ts';
import type { RepositoryName } from './repository-name.ts';
import { isWhole, type Nodes, present } from './stub.ts';
import { noAnswer } from './unknown.ts';

interface Node {
  number: number;
  title: string;
  url: string;
  createdAt: string;
  updatedAt: string;
  author: Actor | null;
  labels: Nodes<{ name: string }> | null;
}

interface PullNode extends Node {
  isDraft: boolean;
  mergeable: string;
  reviewDecision: string | null;
  headRefName: string;
  headRefOid: string;
  commits: Nodes<{ commit: { statusCheckRollup: { state: string } | null } }> | null;
}

interface IssueNode extends Node {
  body: string;
  authorAssociation: string;
  assignees: { totalCount: number } | null;
  comments: Nodes<{ createdAt: string; authorAssociation: string; author: Actor | null }> | null;
  closedByPullRequestsReferences: Nodes<{ number: number }> | null;
}

type Lists<N> = { repository: Record<string, Nodes<N> | null> | null };

/** Null where something is missing: the rest would say that it is not there. */
async function listOf<N>(client: Client, query: string, repository: RepositoryName): Promise<Known<N[]>> {
  const answer: Answer<Lists<N>> = await client.query<Lists<N>>(query, { ...repository });
  // Checks need a permission of their own, and are only one more hint.
  const isChecks = (path: readonly (string | number)[]): boolean => path.includes('statusCheckRollup');
  const data =
    answer.kind === 'answered'
      ? answer.data
      : answer.kind === 'partial' && answer.faults.every(({ path }) => isChecks(path))
        ? (answer.data as Lists<N>)
        : null;
  const lists = Object.values(data?.repository ?? {});
  if (lists.length === 0 || !lists.every((list) => isWhole(list))) return noAnswer(answer);
  return { kind: 'known', value: lists.flatMap((list) => present(list)) };
}

const common = (node: Node) => ({
  number: node.number,
  title: node.title,
  url: node.url,
  author: accountOf(node.author),
  createdAt: node.createdAt,
  updatedAt: node.updatedAt,
  labels: present(node.labels).map(({ name }) => name),
});

const MERGEABLE: Record<string, OpenPull['mergeable']> = { MERGEABLE: 'yes', CONFLICTING: 'no' };

const pullOf = (node: PullNode): OpenPull => ({
  ...common(node),
  draft: node.isDraft,
  mergeable: MERGEABLE[node.mergeable] ?? 'unknown',
  review: node.reviewDecision,
  checks: present(node.commits)[0]?.commit.statusCheckRollup?.state ?? null,
  branch: node.headRefName,
  head: node.headRefOid,
});

const issueOf = (node: IssueNode): OpenIssue => ({
  ...common(node),
  body: node.body,
  association: node.authorAssociation,
  assignees: node.assignees?.totalCount ?? 0,
  answers: present(node.comments).map((comment) => ({
    author: accountOf(comment.author),
    association: comment.authorAssociation,
    at: comment.createdAt,
  })),
  pulls: present(node.closedByPullRequestsReferences).map(({ number }) => number),
});

export async function readPulls(client: Client, repository: RepositoryName): Promise<Known<OpenPull[]>> {
  const found = await listOf<PullNode>(client, OPEN_PULLS, repository);
  if (found.kind === 'unknown') return found;
  // One that is in both lists counts as the first says.
  const seen = new Set<number>();
  const once = found.value.filter(({ number }) => !seen.has(number) && seen.add(number));
  return { kind: 'known', value: once.map(pullOf) };
}

export async function readIssues(client: Client, repository: RepositoryName): Promise<Known<OpenIssue[]>> {
  const found = await listOf<IssueNode>(client, OPEN_ISSUES, repository);
  if (found.kind === 'unknown') return found;
  // Half a list of comments would say that nobody answered.
  const isSeen = ({ assignees, comments, closedByPullRequestsReferences: pulls, labels }: IssueNode): boolean =>
    assignees !== null && isWhole(comments) && isWhole(pulls) && isWhole(labels);
  return { kind: 'known', value: found.value.filter(isSeen).map(issueOf) };
}
