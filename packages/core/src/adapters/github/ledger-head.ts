/** The head of the state branch as GitHub answers it, and whom GitHub vouches for as its author. */
import { type Actor, accountOf, GHOST } from '../../domain/identity.ts';
import type { RawLedger } from '../../domain/ledger.ts';
import type { Nodes } from './stub.ts';

const BOT = /^\d+\+([a-z0-9-]+\[bot\])@users\.noreply\.github\.com$/i;

export interface LedgerHeadNode {
  oid: string;
  message: string;
  author: { name: string | null; email: string | null; user: Actor | null } | null;
  signature: { isValid: boolean; wasSignedByGitHub: boolean } | null;
  parents: Nodes<{ oid: string }>;
  state: { object: { text?: string | null; isTruncated?: boolean; isBinary?: boolean | null } | null } | null;
}

export function rawLedgerOf(node: LedgerHeadNode): RawLedger {
  const signed = (node.signature?.isValid && node.signature.wasSignedByGitHub) ?? false;
  const blob = node.state?.object;
  return {
    oid: node.oid,
    parent: node.parents.nodes?.[0]?.oid ?? null,
    message: node.message,
    author: authorOf(node.author, signed),
    signed,
    text: blob?.isBinary ? null : (blob?.text ?? null),
    truncated: blob?.isTruncated ?? false,
  };
}

/**
 * A bot's commit shows a user whose login ends in `[bot]`, or none, and then GitHub's own address for bots tells. Both
 * come from the address in the commit, which anybody can write, so they count only under GitHub's signature.
 */
function authorOf(author: LedgerHeadNode['author'], signed: boolean): string {
  if (!signed) return accountOf(author?.user);
  return author?.user?.login ?? BOT.exec(author?.email ?? '')?.[1] ?? GHOST;
}
