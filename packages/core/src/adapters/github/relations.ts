/** Reads how issues hang together; what an older server does not know is left out of the question and asked without. */
import type { Reference, Related, Relations } from '../../domain/standing.ts';
import type { Client } from './client.ts';
import { type References, referencesOf } from './references.ts';
import { askKnown, type Feature } from './relation-fields.ts';
import { FEATURES, relationsQuery } from './relations.graphql.ts';
import { holesError, readError } from './remedy.ts';
import { fullName, type RepositoryName } from './repository-name.ts';
import { isWhole, type Nodes, present } from './stub.ts';

const MOST = 100;

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
  const { answer, known } = await askKnown(FEATURES, (features) =>
    client.query<Found>(relationsQuery(numbers, features), { ...repository }),
  );
  const attempt = { repository: fullName(repository), doing: 'read issues', permission: 'issues: read' };
  if (answer.kind !== 'answered' && answer.kind !== 'partial') throw readError(answer, attempt);
  const { repository: found } = answer.data as Found;
  if (!found) throw answer.kind === 'partial' ? readError(answer, attempt) : holesError(attempt);
  const issues = numbers.flatMap((number) => {
    const node = found[`i${number}`] as RelationsNode | null | undefined;
    return node ? [relationsOf(node, found.nameWithOwner, known)] : [];
  });
  return { issues, dependencies: known.includes('blockedBy') };
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
