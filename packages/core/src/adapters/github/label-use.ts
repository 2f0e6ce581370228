/** Reads labels with how many issues and pull requests carry them: whether one may go. */
import type { LabelUse } from '../../domain/leaving.ts';
import type { Client } from './client.ts';
import { holesError, readError } from './remedy.ts';
import { fullName, type RepositoryName } from './repository-name.ts';

interface LabelNode {
  name: string;
  color: string;
  description: string | null;
  issues: { totalCount: number } | null;
  pullRequests: { totalCount: number } | null;
}
type LabelsAnswer = { repository: Record<string, LabelNode | null> | null };

const PER_REQUEST = 40;

export async function readLabelUse(
  client: Client,
  repository: RepositoryName,
  names: readonly string[],
): Promise<LabelUse[]> {
  const attempt = { repository: fullName(repository), doing: 'read labels', permission: 'issues: read' };
  const found: LabelUse[] = [];
  for (let start = 0; start < names.length; start += PER_REQUEST) {
    const some = names.slice(start, start + PER_REQUEST);
    const places = Object.fromEntries(some.map((name, place) => [`l${place}`, name]));
    const answer = await client.query<LabelsAnswer>(labelsQuery(some.length), { ...repository, ...places });
    if (answer.kind !== 'answered') throw readError(answer, attempt);
    const nodes = answer.data.repository;
    if (!nodes) throw holesError(attempt);
    some.forEach((_, place) => {
      const node = nodes[`l${place}`];
      if (!node) return;
      // What is not seen may be many.
      if (!node.issues || !node.pullRequests) throw holesError(attempt);
      const { name, color, description } = node;
      const carriers = node.issues.totalCount + node.pullRequests.totalCount;
      found.push({ name, color, description: description ?? '', carriers });
    });
  }
  return found;
}

/** One alias a label: `l0`, its name given as `$l0`. */
function labelsQuery(count: number): string {
  const places = Array.from({ length: count }, (_, place) => place);
  return `
query Labels($owner: String!, $name: String!${places.map((place) => `, $l${place}: String!`).join('')}) {
  repository(owner: $owner, name: $name) {
    ${places.map((place) => `l${place}: label(name: $l${place}) { ...Use }`).join('\n    ')}
  }
}
fragment Use on Label {
  name color description
  issues(first: 1) { totalCount }
  pullRequests(first: 1) { totalCount }
}`;
}
