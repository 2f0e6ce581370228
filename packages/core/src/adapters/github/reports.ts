/** Reads people's issues as reports, some at a time. */
import { type Actor, accountOf } from '../../domain/identity.ts';
import type { IssueReport, LabelEvent, Remark } from '../../domain/issue-report.ts';
import { untrusted } from '../../domain/text.ts';
import type { Client } from './client.ts';
import type { Fault } from './failure.ts';
import { holesError, readError } from './remedy.ts';
import { reportsQuery } from './reports.graphql.ts';
import { fullName, type RepositoryName } from './repository-name.ts';
import { type DetailNode, detailOf, isWhole, type Nodes, present } from './stub.ts';

/** Bodies and comments may be long: more at once is an answer that GitHub cuts off. */
const PER_REQUEST = 20;

interface RemarkNode {
  id: string;
  author: Actor | null;
  authorAssociation: string;
  body: string;
  createdAt: string;
  updatedAt: string;
}

interface ReportNode extends DetailNode {
  authorAssociation: string;
  locked: boolean;
  assignees: { totalCount: number };
  closedByPullRequestsReferences: Nodes<{ number: number; state: string }> | null;
  first: Nodes<RemarkNode> & { totalCount: number };
  last: Nodes<RemarkNode>;
  timelineItems: Nodes<LabelNode> | null;
}

interface LabelNode {
  __typename: string;
  createdAt?: string;
  actor?: Actor | null;
  label?: { name: string } | null;
}

type Found = { repository: Record<string, ReportNode | null> | null };

/** Numbers that are no issues any more are left out. */
export async function readReports(
  client: Client,
  repository: RepositoryName,
  numbers: readonly number[],
): Promise<IssueReport[]> {
  const wanted = [...new Set(numbers)].filter((number) => Number.isSafeInteger(number) && number > 0);
  const reports: IssueReport[] = [];
  for (let start = 0; start < wanted.length; start += PER_REQUEST) {
    reports.push(...(await readSome(client, repository, wanted.slice(start, start + PER_REQUEST))));
  }
  return reports;
}

async function readSome(client: Client, repository: RepositoryName, numbers: number[]): Promise<IssueReport[]> {
  const attempt = { repository: fullName(repository), doing: 'read issues', permission: 'issues: read' };
  const answer = await client.query<Found>(reportsQuery(numbers), { ...repository });
  if (answer.kind === 'partial') {
    const grave = answer.faults.filter((fault) => !isAbsence(fault) && !isOldLabel(fault));
    if (grave.length > 0) throw readError({ ...answer, faults: grave }, attempt);
  } else if (answer.kind !== 'answered') throw readError(answer, attempt);
  const absent = new Set(answer.kind === 'partial' ? answer.faults.filter(isAbsence).map(({ path }) => path[1]) : []);
  const nodes = (answer.data as Found).repository;
  return numbers.flatMap((number) => {
    const node = nodes?.[`i${number}`] ?? null;
    if (node !== null && isWhole(node.first) && isWhole(node.last)) return [reportOf(node)];
    if (node === null && absent.has(`i${number}`)) return [];
    throw holesError(attempt);
  });
}

const isAbsence = ({ type, path }: Fault): boolean => type === 'NOT_FOUND' && path.length === 2;

/** A label that was deleted since leaves a hole among the events; whoever put it gave no order that holds. */
const isOldLabel = ({ path }: Fault): boolean => path[2] === 'timelineItems';

function reportOf(node: ReportNode): IssueReport {
  const first = present(node.first);
  const known = new Set(first.map(({ id }) => id));
  const remarks = [...first, ...present(node.last).filter(({ id }) => !known.has(id))].map(remarkOf);
  return {
    ...detailOf(node),
    association: node.authorAssociation,
    locked: node.locked,
    assignees: node.assignees.totalCount,
    pulls: present(node.closedByPullRequestsReferences).flatMap((pull) => (pull.state === 'OPEN' ? [pull.number] : [])),
    remarks,
    unread: Math.max(0, node.first.totalCount - remarks.length),
    labelled: labelEvents(node, 'LabeledEvent'),
    unlabelled: labelEvents(node, 'UnlabeledEvent'),
  };
}

const labelEvents = ({ timelineItems }: ReportNode, kind: string): LabelEvent[] =>
  present(timelineItems).flatMap(({ __typename, createdAt: at = '', actor, label }) =>
    label && __typename === kind ? [{ label: label.name, by: accountOf(actor ?? null), at }] : [],
  );

const remarkOf = ({ author, authorAssociation, body, ...rest }: RemarkNode): Remark => ({
  ...rest,
  author: accountOf(author),
  association: authorAssociation,
  body: untrusted(body),
});
