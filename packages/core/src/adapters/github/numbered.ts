/** Issues asked for by number, one alias each: what does not exist is left out, what is only missing is an error. */
import type { Client } from './client.ts';
import { holesError, readError } from './remedy.ts';
import { fullName, type RepositoryName } from './repository-name.ts';

export async function readNumbered<N>(
  client: Client,
  repository: RepositoryName,
  numbers: readonly number[],
  query: (numbers: readonly number[]) => string,
): Promise<N[]> {
  type Found = { repository: Record<string, N | null> | null };
  const attempt = { repository: fullName(repository), doing: 'read issues', permission: 'issues: read' };
  const answer = await client.query<Found>(query(numbers), { ...repository });
  if (answer.kind === 'partial') {
    const grave = answer.faults.filter((fault) => fault.type !== 'NOT_FOUND' || fault.path.length !== 2);
    if (grave.length > 0) throw readError({ ...answer, faults: grave }, attempt);
  } else if (answer.kind !== 'answered') throw readError(answer, attempt);
  const absent = new Set(answer.kind === 'partial' ? answer.faults.map(({ path }) => path.at(-1)) : []);
  const { repository: found } = answer.data as Found;
  return numbers.flatMap((number) => {
    const node = found?.[`i${number}`] ?? null;
    if (node !== null) return [node];
    if (!absent.has(`i${number}`)) throw holesError(attempt);
    return [];
  });
}
