/** Reads how issues hang together; what an older server does not know is left out of the question and asked without. */
import type { Reference, Related, Relations } from '../../domain/standing.ts';
import type { Answer, Client } from './client.ts';
import { FEATURES, type Feature, relationsQuery } from './relations.graphql.ts';
import { holesError, readError } from './remedy.ts';
import { fullName, type RepositoryName } from './repository-name.ts';
import { type Connection, isWhole, type Nodes, present } from './stub.ts';

const MOST = 100;

interface ReferenceNode {
  number: number;
  state: string;
  repository: { nameWithOwner: string } | null;
}

type References = Connection<ReferenceNode> | null;

interface RelationsNode {
  number: number;
  state: string;
  labels: Nodes<{ name: string }> | null;
  milestone: { dueOn: string | null; state: string } | null;
  blockedBy?: References;
  blocking?: References;
  subIssues?: References;
  issueType?: { name: string } | null;
}

type Found = { repository: ({ nameWithOwner: string } & Record<string, unknown>) | null };

export async function readRelations(
  client: Client,
  repository: RepositoryName,
  wanted: readonly number[],
): Promise<Related> {
  const numbers = [...new Set(wanted)].filter((number) => Number.isSafeInteger(number) && number > 0).slice(0, MOST);
  if (numbers.length === 0) return { issues: [], dependencies: true };
  let features: readonly Feature[] = FEATURES;
  let answer = await ask(client, repository, numbers, features);
  const unknown = unknownTo(answer);
  if (unknown.length > 0) {
    features = FEATURES.filter((feature) => !unknown.includes(feature));
    answer = await ask(client, repository, numbers, features);
  }
  const attempt = { repository: fullName(repository), doing: 'read issues', permission: 'issues: read' };
  if (answer.kind !== 'answered' && answer.kind !== 'partial') throw readError(answer, attempt);
  const { repository: found } = answer.data as Found;
  if (!found) throw answer.kind === 'partial' ? readError(answer, attempt) : holesError(attempt);
  const issues = numbers.flatMap((number) => {
    const node = found[`i${number}`] as RelationsNode | null | undefined;
    return node ? [relationsOf(node, found.nameWithOwner, features)] : [];
  });
  return { issues, dependencies: features.includes('blockedBy') };
}

const ask = (client: Client, repository: RepositoryName, numbers: readonly number[], features: readonly Feature[]) =>
  client.query<Found>(relationsQuery(numbers, features), { ...repository });

/** Fields that a server turned the question away for: their names stand in what it says. */
function unknownTo(answer: Answer<unknown>): Feature[] {
  if (answer.kind !== 'refused' || answer.type !== 'INVALID') return [];
  const { message } = answer;
  return FEATURES.filter((feature) => new RegExp(`\\b${feature}\\b`).test(message));
}

function relationsOf(node: RelationsNode, home: string, features: readonly Feature[]): Relations {
  const { number, state, labels, milestone, issueType } = node;
  const listOf = (feature: 'blockedBy' | 'blocking' | 'subIssues'): Reference[] | null =>
    features.includes(feature) ? referencesOf(node[feature], home) : [];
  return {
    number,
    open: state === 'OPEN',
    labels: isWhole(labels) ? present(labels).map(({ name }) => name) : null,
    blockedBy: listOf('blockedBy'),
    blocking: listOf('blocking'),
    subIssues: listOf('subIssues'),
    type: issueType?.name ?? null,
    due: milestone?.state === 'OPEN' ? milestone.dueOn : null,
  };
}

function referencesOf(connection: References | undefined, home: string): Reference[] | null {
  if (!isWhole(connection) || connection.pageInfo.hasNextPage) return null;
  return present(connection).map(({ number, state, repository }) => ({
    number,
    open: state === 'OPEN',
    elsewhere: repository?.nameWithOwner.toLowerCase() !== home.toLowerCase(),
  }));
}
