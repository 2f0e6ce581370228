/** Intents and claims: how one creating effect is named and held, so that it happens at most once. */
import type { CommentPlace } from './comment.ts';
import { digest } from './digest.ts';

/** The effects that create something, and so need an intent. Everything else is compared and set. */
export const CREATING = ['open-issue', 'open-dashboard', 'open-health', 'post-comment'] as const;
export type CreatingKind = (typeof CREATING)[number];

/** A reservation of one creating effect by one run (protocol.md, "claim"). Times are the server's. */
export interface Claim {
  intent: string;
  kind: CreatingKind;
  /** The task's id, `dashboard`, `health`, or a comment's subject. A subject has at most one live claim. */
  subject: string;
  /** Of a comment, where it is to stand: whoever takes over must know where to look. */
  comment?: CommentPlace;
  /** Run, attempt and nonce of the owner: only who shows it may settle or release. */
  token: string;
  /** Time of the first reserve, kept over take-overs: a listing for this intent reaches back to it. */
  first: string;
  /** Time of the read that preceded the reserve; the act window and the expiry count from here. */
  at: string;
  expires: string;
}

/** The protocol's constants, in milliseconds. E and Q are tight: one unit less gives duplicates. */
export const TIMES = {
  act: 120_000,
  lateEffect: 120_000,
  listingLag: 60_000,
  skew: 60_000,
  expiry: 600_000,
  lossWait: 600_000,
} as const;

interface Intended {
  kind: CreatingKind;
  subject: string;
  content: string;
  /** Of the ledger that counts: one that was lost and made anew counts from the start, and must not name its old work. */
  epoch: string;
  occurrence: number;
}

export function intentOf({ kind, subject, content, epoch, occurrence }: Intended): string {
  return digest(`${kind}\n${subject}\n${content}\n${epoch}\n${occurrence}`, 24);
}

/** The same moment shifted, in ISO 8601 with milliseconds. */
export function later(at: string, milliseconds: number): string {
  return new Date(Date.parse(at) + milliseconds).toISOString();
}

/** Whether it makes a task that holds a place: an issue that is opened, or criteria on one of a person. */
export const takesPlace = ({ kind, comment }: Claim): boolean =>
  kind === 'open-issue' || (kind === 'post-comment' && comment?.purpose === 'criteria');

/** Whether a claim may be taken over: its expiry is past even if the two clocks disagree by the skew. */
export const isExpired = (claim: Claim, now: string): boolean => Date.parse(now) >= Date.parse(claim.expires);
