/** Issues and pull requests as GitHub answers them, and as the rest of Steward sees them. */
import { type Actor, accountOf } from '../../domain/identity.ts';
import type { IssueDetail, Stub } from '../../domain/snapshot.ts';
import { untrusted } from '../../domain/text.ts';
import type { Page } from '../../ports.ts';

export interface StubNode {
  number: number;
  title: string;
  state: string;
  /** Absent on pull requests. */
  stateReason?: string | null;
  createdAt: string;
  updatedAt: string;
  author: Actor | null;
  labels: Nodes<{ name: string }> | null;
}

export interface DetailNode extends StubNode {
  id: string;
  body: string;
}

export interface Nodes<T> {
  nodes: (T | null)[] | null;
}

export interface Connection<T> extends Nodes<T> {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

export function stubOf(kind: Stub['kind'], node: StubNode): Stub {
  const { number, createdAt, updatedAt } = node;
  return {
    number,
    kind,
    title: untrusted(node.title),
    author: accountOf(node.author),
    open: node.state === 'OPEN',
    stateReason: node.stateReason ?? null,
    createdAt,
    updatedAt,
    labels: present(node.labels).map((label) => label.name),
  };
}

export const detailOf = (node: DetailNode): IssueDetail => ({
  ...stubOf('issue', node),
  id: node.id,
  body: untrusted(node.body),
});

export const pageOf = <N, T>(connection: Connection<N>, map: (node: N) => T): Page<T> => ({
  nodes: present(connection).map(map),
  cursor: nextCursor(connection),
});

export const nextCursor = ({ pageInfo }: Connection<unknown>): string | null =>
  pageInfo.hasNextPage ? pageInfo.endCursor : null;

/** No list at all, or one in which something is missing, says nothing of what is not in it. */
export const isWhole = <T extends Nodes<unknown>>(connection: T | null | undefined): connection is T =>
  connection?.nodes != null && !connection.nodes.includes(null);

export const present = <T>(connection: Nodes<T> | null | undefined): T[] =>
  (connection?.nodes ?? []).filter((node) => node !== null);
