/** What became of creating calls: looked up by intent, in complete listings since the oldest of their claims. */
import { type Claim, later } from '../domain/intent.ts';
import { withoutMarker } from '../domain/marker.ts';
import type { State } from '../domain/state.ts';
import { OVERLAP } from '../domain/time.ts';
import { ownComments } from '../record/comments.ts';
import { ownIssues } from '../record/recovery.ts';
import type { Held } from '../record/transaction.ts';
import { identitiesOf, type Tick } from './tick.ts';

/** Something that carries an intent. */
export interface Found {
  number: number;
  /** Of a comment. */
  comment?: string;
  /** Absent where it stays news, such as an issue that was closed meanwhile: the next look ends the task. */
  updatedAt?: string;
  body: string;
}

export async function findIntents(tick: Tick, held: Held, subjects: readonly string[]): Promise<Map<string, Found>> {
  const { state } = held.ledger;
  const claims = Object.values(state.claims).filter((claim) => subjects.includes(claim.subject));
  return new Map([
    ...(await findIssues(
      tick,
      state,
      claims.filter(({ kind }) => kind !== 'post-comment'),
    )),
    ...(await findComments(
      tick,
      state,
      claims.filter(({ kind }) => kind === 'post-comment'),
    )),
  ]);
}

const sinceOf = (claims: readonly Claim[]): string | null => {
  const oldest = claims.map((claim) => claim.first).sort()[0];
  return oldest === undefined ? null : later(oldest, -OVERLAP);
};

async function findIssues(tick: Tick, state: State, claims: readonly Claim[]): Promise<[string, Found][]> {
  const since = sinceOf(claims);
  if (since === null) return [];
  const own = ownIssues(await tick.world.reader.listing(since), identitiesOf(tick, state)).filter(
    ({ marker, number }) => !marker.copy && !state.closings.includes(number),
  );
  return claims.flatMap((claim) => {
    const issue = own.find(({ marker }) => marker.intent === claim.intent);
    if (!issue) return [];
    const { number, open, updatedAt } = issue;
    return [[claim.subject, { number, body: withoutMarker(issue.body), ...(open && { updatedAt }) }] as const];
  });
}

/** One listing for each place: a claim of a comment says where it was to stand. */
async function findComments(tick: Tick, state: State, claims: readonly Claim[]): Promise<[string, Found][]> {
  const found: [string, Found][] = [];
  for (const number of new Set(claims.flatMap(({ comment }) => (comment ? [comment.number] : [])))) {
    const here = claims.filter(({ comment }) => comment?.number === number);
    const listed = await tick.world.reader.comments({ number, since: sinceOf(here) });
    for (const { id, marker, body } of ownComments(listed, identitiesOf(tick, state))) {
      const claim = here.find(({ intent }) => intent === marker.intent);
      if (claim) found.push([claim.subject, { number, comment: id, body: withoutMarker(body) }]);
    }
  }
  return found;
}
