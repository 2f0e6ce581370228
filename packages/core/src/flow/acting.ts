/** Acting on a grant: carry out, find out what unanswered calls did, finish what other runs left. */
import { perform } from '../act/perform.ts';
import { later } from '../domain/intent.ts';
import type { Approved, Outcome, Proposal } from '../domain/proposal.ts';
import type { IssueDetail } from '../domain/snapshot.ts';
import { OVERLAP } from '../domain/time.ts';
import { judge } from '../guard/judge.ts';
import { ownIssues, withoutMarker } from '../record/recovery.ts';
import { intentsOf } from '../record/reservation.ts';
import type { Held } from '../record/transaction.ts';
import { courtOf, type Grant } from './granting.ts';
import { identitiesOf, specificationOf, type Tick } from './tick.ts';
import { labelProposals, NO_WISH } from './wish.ts';

/** Carries out effects under the claims that `held` shows; what went unanswered is looked up once. */
export async function carryOut(tick: Tick, held: Held, effects: readonly Approved[]): Promise<Outcome[]> {
  const outcomes = await perform(effects, {
    writer: tick.world.writer,
    clock: tick.world.clock,
    reservedAt: held.elapsed,
    intents: intentsOf(held.ledger, tick.world.run),
    dashboardIntent: held.ledger.state.dashboard?.intent ?? '',
    before: tick.told.outcomes,
  });
  tick.told.outcomes.push(...outcomes);
  const unsure = outcomes.filter(isUnsure).map((outcome) => outcome.effect.subject);
  const found = await findIntents(tick, held, unsure);
  return outcomes.map((outcome) => {
    const issue = isUnsure(outcome) ? found.get(outcome.effect.subject) : undefined;
    return issue ? foundAs(outcome.effect, issue) : outcome;
  });
}

const isUnsure = ({ kind, effect }: Outcome): boolean =>
  kind === 'ambiguous' && (effect.kind === 'open-issue' || effect.kind === 'open-dashboard');

const foundAs = (effect: Outcome['effect'], issue: IssueDetail): Outcome => ({
  kind: 'done',
  effect,
  changed: false,
  number: issue.number,
  // A closed one stays news: the next look ends the task.
  ...(issue.open && { updatedAt: issue.updatedAt }),
});

/** Issues that carry the intents of these subjects: a complete listing since the oldest of their claims. */
async function findIntents(tick: Tick, held: Held, subjects: readonly string[]): Promise<Map<string, IssueDetail>> {
  const { state } = held.ledger;
  const claims = Object.values(state.claims).filter((claim) => subjects.includes(claim.subject));
  const oldest = claims.map((claim) => claim.first).sort()[0];
  if (oldest === undefined) return new Map();
  const listing = await tick.world.reader.listing(later(oldest, -OVERLAP));
  const own = ownIssues(listing, identitiesOf(tick, state)).filter(
    ({ marker, number }) => !marker.copy && !state.closings.includes(number),
  );
  return new Map(
    claims.flatMap((claim) => {
      const issue = own.find(({ marker }) => marker.intent === claim.intent);
      return issue ? [[claim.subject, issue] as const] : [];
    }),
  );
}

/**
 * What another run reserved and did not settle: listed after the take-over; found means done, absent means that this
 * run creates it now, if guard still agrees. An absent dashboard is left to `updateDashboard`, which knows its text.
 */
export async function finishTakenOver(tick: Tick, { held, takenOver }: Grant): Promise<Outcome[]> {
  const found = await findIntents(tick, held, takenOver);
  const outcomes = [...found].map(([subject, issue]) =>
    foundAs(
      { kind: subject === 'dashboard' ? 'open-dashboard' : 'open-issue', subject, body: withoutMarker(issue.body) },
      issue,
    ),
  );
  const absent = takenOver.filter((subject) => !found.has(subject));
  const proposals = absent.flatMap((subject) => {
    const task = held.ledger.tasks[subject];
    return task ? [{ kind: 'open-issue', subject, specification: specificationOf(task) } satisfies Proposal] : [];
  });
  const label = absent.length > 0 ? labelProposals(tick, proposals) : [];
  const judged = judge([...label, ...proposals], courtOf(tick, held.ledger, NO_WISH, new Set(takenOver)), []);
  tick.told.refused.push(...judged.refused);
  const refused = judged.refused.map(
    ({ kind, subject, reason }): Outcome => ({ kind: 'refused', effect: { kind, subject }, reason }),
  );
  return [...outcomes, ...refused, ...(await carryOut(tick, held, judged.approved))];
}
