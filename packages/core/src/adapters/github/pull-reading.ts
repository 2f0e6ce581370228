/** Reads one pull request for a review: one query, and the changed files page by page. What is not whole is said to be unknown. */
import { type Actor, accountOf } from '../../domain/identity.ts';
import type { PullDetail, PullFile, PullSuite, PullThread, WorkflowText } from '../../domain/pull-request.ts';
import { untrusted } from '../../domain/text.ts';
import type { Client } from './client.ts';
import type { Fault } from './failure.ts';
import { PULL, WORKFLOWS } from './pulls.graphql.ts';
import { holesError, readError } from './remedy.ts';
import { fullName, type RepositoryName } from './repository-name.ts';
import { type Connection, isWhole, type Nodes, nextCursor, present } from './stub.ts';

interface SuiteNode {
  app: { slug: string } | null;
  status: string;
  conclusion: string | null;
  createdAt: string;
  workflowRun: { event: string; url: string; file: { path: string } | null; workflow: { name: string } } | null;
  checkRuns: Connection<{ name: string; status: string; conclusion: string | null; url: string }> | null;
}

interface CommitNode {
  oid: string;
  committedDate: string;
  checkSuites: Connection<SuiteNode> | null;
  status: { contexts: { context: string; state: string; targetUrl: string | null }[] } | null;
}

interface ThreadNode {
  isResolved: boolean;
  path: string;
  line: number | null;
  comments: Nodes<{ url: string }> | null;
}

interface PullNode {
  number: number;
  title: string;
  body: string;
  url: string;
  state: string;
  isDraft: boolean;
  merged: boolean;
  author: Actor | null;
  headRefOid: string;
  headRefName: string;
  baseRefName: string;
  isCrossRepository: boolean;
  mergeable: string;
  reviewDecision: string | null;
  additions: number;
  deletions: number;
  changedFiles: number;
  labels: Nodes<{ name: string }> | null;
  reviewRequests: { totalCount: number } | null;
  closingIssuesReferences: Nodes<{ number: number }> | null;
  reviewThreads: Connection<ThreadNode> | null;
  commits: Nodes<{ commit: CommitNode }> | null;
}

interface Answered {
  repository: { pull: PullNode | null } | null;
}

const attemptIn = (repository: RepositoryName) => ({
  repository: fullName(repository),
  doing: 'read pull requests',
  permission: 'pull-requests: read',
});

/** What a token need not be allowed to see: without it the checks are unknown, never passed. */
const OPTIONAL = ['checkSuites', 'status'];

const isOptional = ({ type, path }: Fault): boolean =>
  type === 'FORBIDDEN' && path.some((step) => typeof step === 'string' && OPTIONAL.includes(step));

export async function readPull(client: Client, repository: RepositoryName, number: number): Promise<PullDetail | null> {
  const attempt = attemptIn(repository);
  const answer = await client.query<Answered>(PULL, { ...repository, number });
  const faults = answer.kind === 'partial' ? answer.faults : [];
  if (faults.some(({ type, path }) => type === 'NOT_FOUND' && path.join() === 'repository,pull')) return null;
  const grave = faults.filter((fault) => !isOptional(fault));
  if (answer.kind === 'partial' && grave.length > 0) throw readError({ ...answer, faults: grave }, attempt);
  if (answer.kind !== 'answered' && answer.kind !== 'partial') throw readError(answer, attempt);
  const node = (answer.data as Answered).repository?.pull;
  if (!node) throw holesError(attempt);
  const commit = present(node.commits)[0]?.commit;
  const unseen = new Set(faults.flatMap(({ path }) => path));
  const known = commit?.oid === node.headRefOid ? commit : undefined;
  const files = await readFiles(client, repository, node);
  return { ...detailOf(node), headAt: commit?.committedDate ?? '', ...checksOf(known, unseen), files };
}

function detailOf(node: PullNode): Omit<PullDetail, 'headAt' | 'suites' | 'statuses' | 'files'> {
  return {
    number: node.number,
    title: untrusted(node.title),
    body: untrusted(node.body),
    url: node.url,
    author: accountOf(node.author),
    state: node.merged ? 'merged' : node.state === 'OPEN' ? 'open' : 'closed',
    draft: node.isDraft,
    ...((node.reviewRequests?.totalCount ?? 0) > 0 && { asking: true as const }),
    head: node.headRefOid,
    branch: node.headRefName,
    base: node.baseRefName,
    fork: node.isCrossRepository,
    mergeable: MERGEABLE[node.mergeable] ?? 'unknown',
    decision: node.reviewDecision,
    labels: present(node.labels).map(({ name }) => name),
    closes: present(node.closingIssuesReferences).map((issue) => issue.number),
    size: { additions: node.additions, deletions: node.deletions, files: node.changedFiles },
    threads: threadsOf(node),
  };
}

const MERGEABLE: Record<string, PullDetail['mergeable']> = { MERGEABLE: 'yes', CONFLICTING: 'conflicting' };

function threadsOf({ reviewThreads, url }: PullNode): PullThread[] | null {
  if (!isWhole(reviewThreads) || nextCursor(reviewThreads) !== null) return null;
  return present(reviewThreads).map(({ isResolved, path, line, comments }) => ({
    ...{ url: present(comments)[0]?.url ?? url, path, line, resolved: isResolved },
  }));
}

function checksOf(
  commit: CommitNode | undefined,
  unseen: ReadonlySet<string | number>,
): Pick<PullDetail, 'suites' | 'statuses'> {
  const suites = unseen.has('checkSuites') ? null : commit?.checkSuites;
  const all = isWhole(suites) && nextCursor(suites) === null ? present(suites) : null;
  const whole = all?.every(({ checkRuns }) => isWhole(checkRuns) && nextCursor(checkRuns) === null);
  const contexts = commit && !unseen.has('status') ? (commit.status?.contexts ?? []) : null;
  return {
    suites: all && whole ? all.map(suiteOf) : null,
    statuses: contexts?.map(({ context, state, targetUrl }) => ({ context, state, url: targetUrl })) ?? null,
  };
}

function suiteOf({ app, status, conclusion, createdAt, workflowRun, checkRuns }: SuiteNode): PullSuite {
  const run = workflowRun && {
    workflow: workflowRun.workflow.name,
    path: workflowRun.file?.path ?? '',
    event: workflowRun.event,
    url: workflowRun.url,
  };
  return { app: app?.slug ?? '', status, conclusion, createdAt, run, checks: present(checkRuns) };
}

interface FileNode {
  filename: string;
  previous_filename?: string;
  status: string;
  additions: number;
  deletions: number;
  patch?: string;
  blob_url: string | null;
}

const PER_PAGE = 100;
/** More than that is not one task; what was not read is unknown. */
const PAGES = 3;

async function readFiles(
  client: Client,
  repository: RepositoryName,
  { number, headRefOid, changedFiles }: PullNode,
): Promise<PullFile[] | null> {
  if (changedFiles > PER_PAGE * PAGES) return null;
  const { owner, name: repo } = repository;
  const found: FileNode[] = [];
  for (let page = 1; page <= PAGES && found.length < changedFiles; page++) {
    const answer = await client.rest<FileNode[]>('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
      ...{ owner, repo, pull_number: number, per_page: PER_PAGE, page },
    });
    if (answer.kind !== 'answered') throw readError(answer, attemptIn(repository));
    if (!Array.isArray(answer.data)) throw holesError(attemptIn(repository));
    found.push(...answer.data);
    if (answer.data.length < PER_PAGE) break;
  }
  // A push between the two readings would judge the one by the other.
  const moved = found.some((file) => file.blob_url !== null && !file.blob_url.includes(headRefOid));
  return moved || found.length !== changedFiles ? null : found.map(fileOf);
}

const STATUSES: Record<string, PullFile['status']> = {
  added: 'added',
  copied: 'added',
  removed: 'removed',
  renamed: 'renamed',
};

const fileOf = ({ filename, previous_filename, status, additions, deletions, patch }: FileNode): PullFile => ({
  ...{ path: filename, before: previous_filename ?? null, status: STATUSES[status] ?? 'modified' },
  ...{ additions, deletions, patch: patch ?? null },
});

interface BlobNode {
  text?: string | null;
  isTruncated?: boolean;
}

interface Folder {
  repository: {
    folder: { entries?: { name: string; type: string; object: BlobNode | null }[] } | null;
    manifest: BlobNode | null;
    makefile: BlobNode | null;
  } | null;
}

export async function readWorkflows(
  client: Client,
  repository: RepositoryName,
  oid: string,
): Promise<WorkflowText[] | null> {
  const attempt = { ...attemptIn(repository), doing: 'read workflows', permission: 'contents: read' };
  const places = { folder: `${oid}:.github/workflows`, manifest: `${oid}:package.json`, makefile: `${oid}:Makefile` };
  const answer = await client.query<Folder>(WORKFLOWS, { ...repository, ...places });
  if (answer.kind !== 'answered') throw readError(answer, attempt);
  if (!answer.data.repository) throw holesError(attempt);
  const { folder, manifest, makefile } = answer.data.repository;
  const files = (folder?.entries ?? []).filter(({ name, type }) => type === 'blob' && /\.ya?ml$/i.test(name));
  const texts = [
    ...files.map(({ name, object }) => textAt(`.github/workflows/${name}`, object)),
    ...(manifest ? [textAt('package.json', manifest)] : []),
    ...(makefile ? [textAt('Makefile', makefile)] : []),
  ];
  return texts.includes(null) ? null : texts.filter((file) => file !== null);
}

const textAt = (path: string, blob: BlobNode | null): WorkflowText | null =>
  !blob || blob.isTruncated || typeof blob.text !== 'string' ? null : { path, text: blob.text };
