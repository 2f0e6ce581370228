/** Issues at the other end of a relation, as GitHub answers them. */
import type { Reference } from '../../domain/standing.ts';
import { type Connection, isWhole, present } from './stub.ts';

interface ReferenceNode {
  number: number;
  state: string;
  repository: { nameWithOwner: string } | null;
}

export type References = Connection<ReferenceNode> | null;

/** Null where they were not seen whole. */
export function referencesOf(connection: References | undefined, home: string): Reference[] | null {
  if (!isWhole(connection) || connection.pageInfo.hasNextPage) return null;
  return present(connection).map(({ number, state, repository }) => ({
    number,
    open: state === 'OPEN',
    elsewhere: repository?.nameWithOwner.toLowerCase() !== home.toLowerCase(),
  }));
}
