/** The head of the state branch as GitHub answers it, and whom GitHub vouches for as its author. */
import { type Actor, accountOf, GHOST } from '../../domain/identity.ts';
import type { RawLedger } from '../../domain/ledger.ts';
import type { Nodes } from './stub.ts';

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

const BOT = /^\d+\+([a-z0-9-]+\[bot\])@users\.noreply\.github\.com$/i;

/** GitHub shows no user for a bot's commit; its own address for bots tells, where its signature covers it. */
function authorOf(author: LedgerHeadNode['author'], signed: boolean): string {
  if (author?.user) return accountOf(author.user);
  if (!signed) return GHOST;
  return BOT.exec(author?.email ?? '')?.[1] ?? GHOST;
}
