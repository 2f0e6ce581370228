/** Issues asked for by number, one alias each: what does not exist is left out, what is only missing is an error. */
import type { Answer, Client } from './client.ts';
import { holesError, readError } from './remedy.ts';
import { fullName, type RepositoryName } from './repository-name.ts';

export type Numbered = { repository: Record<string, unknown> | null };

export const readNumbered = async <N>(
  client: Client,
  repository: RepositoryName,
  numbers: readonly number[],
  query: (numbers: readonly number[]) => string,
): Promise<N[]> => numberedNodes(await client.query<Numbered>(query(numbers), { ...repository }), repository, numbers);

export function numberedNodes<N>(
  answer: Answer<Numbered>,
  repository: RepositoryName,
  numbers: readonly number[],
): N[] {
  const attempt = { repository: fullName(repository), doing: 'read issues', permission: 'issues: read' };
  if (answer.kind === 'partial') {
    const grave = answer.faults.filter((fault) => fault.type !== 'NOT_FOUND' || fault.path.length !== 2);
    if (grave.length > 0) throw readError({ ...answer, faults: grave }, attempt);
  } else if (answer.kind !== 'answered') throw readError(answer, attempt);
  const absent = new Set(answer.kind === 'partial' ? answer.faults.map(({ path }) => path.at(-1)) : []);
  const { repository: found } = answer.data as Numbered;
  return numbers.flatMap((number) => {
    const node = (found?.[`i${number}`] ?? null) as N | null;
    if (node !== null) return [node];
    if (!absent.has(`i${number}`)) throw holesError(attempt);
    return [];
  });
}
