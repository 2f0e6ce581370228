/** Makes the one query's answer the plain data that a tick decides from. */
import { UserError } from '../../domain/failure.ts';
import { type Actor, accountOf } from '../../domain/identity.ts';
import type { CheckSuite, Head } from '../../domain/snapshot.ts';
import type { Overview } from '../../ports.ts';
import { type LedgerHeadNode, rawLedgerOf } from './ledger-head.ts';
import { type PullFactsNode, pullState, pullStubOf } from './pull-facts.ts';
import { type Connection, isWhole, type Nodes, pageOf, present, type StubNode, stubOf } from './stub.ts';

interface FileNode {
  object: { text?: string | null; isTruncated?: boolean } | null;
}

interface SuiteNode {
  app: { slug: string } | null;
  status: string;
  conclusion: string | null;
  workflowRun: { event: string; url: string; file: { path: string } | null; workflow: { name: string } } | null;
}

interface DeploymentNode {
  environment: string | null;
  state: string | null;
  commitOid: string;
  ref: { name: string } | null;
  latestStatus: { state: string } | null;
}

interface TargetNode {
  oid: string;
  committedDate: string;
  checkSuites: Nodes<SuiteNode> | null;
  configuration: FileNode | null;
  goals: FileNode | null;
}

export interface RepositoryNode {
  id: string;
  nameWithOwner: string;
  url: string;
  isPrivate: boolean;
  isArchived: boolean;
  hasIssuesEnabled: boolean;
  defaultBranchRef: {
    name: string;
    target: TargetNode | null;
  } | null;
  ledger: { target: LedgerHeadNode | null } | null;
  issues: Connection<StubNode> | null;
  pullRequests: Connection<StubNode & PullFactsNode> | null;
  stewardPulls: Nodes<PullFactsNode & { number: number }> | null;
  left: { issues: { totalCount: number } | null } | null;
  pinnedIssues: Nodes<{ issue: { number: number } }> | null;
}

export interface OverviewAnswer {
  viewer: Actor;
  repository: RepositoryNode | null;
  deployed: { deployments: Nodes<DeploymentNode> | null } | null;
}

export interface Asked {
  now: string;
  /** Short name of the state branch. */
  branch: string;
  configPath: string;
  goalsPath: string;
  /** Lists with a hole in them, or that the token may not read. */
  unseen: ReadonlySet<string>;
}

/** Null where the answer lacks what every decision needs. */
export function overviewOf({ viewer, repository: node, deployed }: OverviewAnswer, asked: Asked): Overview | null {
  if (!isWhole(node?.issues) || !isWhole(node.pullRequests) || !isWhole(node.stewardPulls)) return null;
  if (node.ledger && !node.ledger.target) return null;
  const target = node.defaultBranchRef?.target ?? null;
  const ledger = node.ledger?.target ? rawLedgerOf(node.ledger.target) : null;
  return {
    now: asked.now,
    repository: {
      id: node.id,
      name: node.nameWithOwner,
      url: node.url,
      private: node.isPrivate,
      archived: node.isArchived,
      hasIssues: node.hasIssuesEnabled,
      branch: node.defaultBranchRef?.name ?? null,
    },
    viewer: viewerOf(viewer),
    head: target && headOf(target, asked.unseen),
    issues: pageOf(node.issues, (issue) => stubOf('issue', issue)),
    pulls: pageOf(node.pullRequests, pullStubOf),
    stewardPulls: Object.fromEntries(present(node.stewardPulls).map((pull) => [String(pull.number), pullState(pull)])),
    deployments: asked.unseen.has('deployments') ? {} : deploymentsOf(present(deployed?.deployments), asked.branch),
    pinned: present(node.pinnedIssues).map((pin) => pin.issue.number),
    goals: textOf(target?.goals ?? null, asked.goalsPath),
    configuration: textOf(target?.configuration ?? null, asked.configPath),
    ledger,
    ...(node.left && { left: { reopened: node.left.issues?.totalCount ?? 0 } }),
  };
}

/** A workflow's token is shown as a user whose login ends in `[bot]`; it is the token's own account, so no disguise. */
const viewerOf = (viewer: Actor): string => (viewer.login.endsWith('[bot]') ? viewer.login : accountOf(viewer));

function headOf({ oid, committedDate, checkSuites }: TargetNode, unseen: ReadonlySet<string>): Head {
  const seen = isWhole(checkSuites) && !unseen.has('checkSuites');
  return { oid, committedAt: committedDate, suites: seen ? present(checkSuites).map(suiteOf) : null };
}

function suiteOf({ app, status, conclusion, workflowRun }: SuiteNode): CheckSuite {
  const run = workflowRun && {
    workflow: workflowRun.workflow.name,
    path: workflowRun.file?.path ?? '',
    event: workflowRun.event,
    url: workflowRun.url,
  };
  return { app: app?.slug ?? '', status, conclusion, run };
}

function deploymentsOf(newestFirst: DeploymentNode[], stateBranch: string): Record<string, string> {
  const latest = new Map<string, string>();
  for (const { environment, state, commitOid, ref, latestStatus } of newestFirst) {
    if (environment === null || ref?.name === stateBranch || latest.has(environment)) continue;
    latest.set(environment, `${latestStatus?.state ?? state ?? 'PENDING'} ${commitOid}`);
  }
  return Object.fromEntries(latest);
}

/** Half a configuration would be obeyed as if it were whole. */
function textOf(file: FileNode | null, path: string): string | null {
  if (file?.object?.isTruncated) {
    throw new UserError(`${path} is too large to be read whole.`, 'Keep it under 500 kB.');
  }
  return file?.object?.text ?? null;
}
