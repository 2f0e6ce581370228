/** Acting on a grant: carry out, find out what unanswered calls did, finish what other runs left. */
import { perform } from '../act/perform.ts';
import { HEALTH } from '../domain/health.ts';
import type { Claim } from '../domain/intent.ts';
import type { Approved, Outcome, Proposal } from '../domain/proposal.ts';
import { judge } from '../guard/judge.ts';
import { leasesOf } from '../record/leasing.ts';
import { creates, intentsOf } from '../record/reservation.ts';
import type { Held } from '../record/transaction.ts';
import { takenUpLabels } from './adoption.ts';
import { courtOf, type Grant } from './granting.ts';
import { takenOverHealth } from './health-issue.ts';
import { labelsToMake } from './labelling.ts';
import { type Found, findIntents } from './looking-up.ts';
import { specificationOf, type Tick } from './tick.ts';
import { NO_WISH } from './wish.ts';

/** Carries out effects under the claims that `held` shows; what went unanswered is looked up once. */
export async function carryOut(tick: Tick, held: Held, effects: readonly Approved[]): Promise<Outcome[]> {
  const outcomes = await perform(effects, {
    writer: tick.world.writer,
    clock: tick.world.clock,
    reservedAt: held.elapsed,
    intents: intentsOf(held.ledger, tick.world.run),
    leases: leasesOf(held.ledger, tick.world.run),
    agentWriter: tick.world.agentWriter,
    dashboardIntent: held.ledger.state.dashboard?.intent ?? '',
    before: tick.told.outcomes,
  });
  tick.told.outcomes.push(...outcomes);
  const unsure = outcomes.filter(isUnsure).map((outcome) => outcome.effect.subject);
  const found = await findIntents(tick, held, unsure);
  return outcomes.map((outcome) => {
    const there = isUnsure(outcome) ? found.get(outcome.effect.subject) : undefined;
    return there ? foundAs(outcome.effect, there) : outcome;
  });
}

const isUnsure = ({ kind, effect }: Outcome): boolean => kind === 'ambiguous' && creates(effect);

const foundAs = (effect: Outcome['effect'], { number, comment, updatedAt }: Found): Outcome => ({
  ...{ kind: 'done', effect, changed: false, number },
  ...(comment !== undefined && { comment }),
  ...(updatedAt !== undefined && { updatedAt }),
});

/**
 * What another run reserved and did not settle: listed after the take-over; found means done, absent means that this
 * run creates it now, if guard still agrees. An absent dashboard is left to `updateDashboard`, which knows its text.
 */
export async function finishTakenOver(tick: Tick, { held, takenOver }: Grant): Promise<Outcome[]> {
  const found = await findIntents(tick, held, takenOver);
  const claims = Object.values(held.ledger.state.claims).filter(({ subject }) => takenOver.includes(subject));
  const outcomes = claims.flatMap((claim): Outcome[] => {
    const there = found.get(claim.subject);
    if (there) return [foundAs(effectOf(claim, there), there)];
    return claim.kind === 'post-comment' ? [unsaid(claim)] : [];
  });
  const absent = takenOver.filter((subject) => !found.has(subject));
  const proposals = absent.flatMap((subject) => {
    const task = held.ledger.tasks[subject];
    return task ? [{ kind: 'open-issue', subject, specification: specificationOf(task) } satisfies Proposal] : [];
  });
  const board: Proposal[] = absent.includes('dashboard')
    ? [{ kind: 'open-dashboard', subject: 'dashboard', body: '' }]
    : [];
  const labels = claims.flatMap(({ subject, comment }) =>
    comment?.purpose === 'criteria' && found.has(subject) ? takenUpLabels(tick, held.ledger, comment) : [],
  );
  const health = absent.includes(HEALTH) ? takenOverHealth(tick, held.ledger) : { proposals: [], outcomes: [] };
  outcomes.push(...health.outcomes);
  const label = labelsToMake([...proposals, ...health.proposals, ...board, ...labels], tick.config.labels);
  const judged = judge(
    [...label, ...proposals, ...health.proposals, ...labels],
    courtOf(tick, held.ledger, NO_WISH, new Set(takenOver)),
    [],
  );
  tick.told.refused.push(...judged.refused);
  const refused = judged.refused.map(
    ({ kind, subject, reason }): Outcome => ({ kind: 'refused', effect: { kind, subject }, reason }),
  );
  return [...outcomes, ...refused, ...(await carryOut(tick, held, judged.approved))];
}

/** What the other run never made is not made any more: its claims are given up, and what it did make is recorded. */
export async function giveUpTakenOver(tick: Tick, { held, takenOver }: Grant): Promise<Outcome[]> {
  const found = await findIntents(tick, held, takenOver);
  return Object.values(held.ledger.state.claims)
    .filter(({ subject }) => takenOver.includes(subject))
    .map((claim): Outcome => {
      const there = found.get(claim.subject);
      if (there) return foundAs(effectOf(claim, there), there);
      const { kind, subject, comment } = claim;
      const reason = 'its run is taken back, so it is not made any more';
      return { kind: 'refused', effect: { kind, subject, ...comment }, reason, gone: true };
    });
}

const effectOf = ({ kind, subject, comment: place }: Claim, { body }: Found): Outcome['effect'] => ({
  ...{ kind, subject, body },
  ...place,
});

/** What it was to say is not known any more: whoever wanted it says it again, from the world as it now is. */
const unsaid = ({ kind, subject, comment: place }: Claim): Outcome => ({
  ...{ kind: 'late', effect: { kind, subject, ...place }, reason: 'the run that was to post it never did' },
  inherited: true,
});
