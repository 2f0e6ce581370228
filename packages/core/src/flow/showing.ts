/** Showing the dashboard: rendered from memory and the world, opened, rewritten or pinned only where it differs. */
import { applyAll } from '../domain/apply.ts';
import { digest } from '../domain/digest.ts';
import type { Outcome, Proposal } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import { composed, judge } from '../guard/judge.ts';
import { cleanSight } from '../guard/sight.ts';
import { bodyDigest } from '../record/lasting-issues.ts';
import type { OwnIssue } from '../record/recovery.ts';
import { intentsOf, settleEvents } from '../record/reservation.ts';
import type { Held } from '../record/transaction.ts';
import { renderDashboard } from '../report/dashboard.ts';
import { carryOut } from './acting.ts';
import { courtOf } from './granting.ts';
import { eventsOf, type More } from './settling.ts';
import { cleaningOf, type Tick } from './tick.ts';
import { NO_WISH } from './wish.ts';

export interface Unsettled {
  /** What this tick has done so far and not settled yet. */
  outcomes: readonly Outcome[];
  own: readonly OwnIssue[];
  /** What is recorded with them. */
  more?: More;
}

/** Opens, rewrites or pins the dashboard as it should stand once the outcomes are settled. */
export async function updateDashboard(
  tick: Tick,
  held: Held,
  { outcomes, own, more = () => [] }: Unsettled,
): Promise<Outcome[]> {
  const ledger = applyAll(held.ledger, eventsOf(tick, held, outcomes, more), held.at);
  const settledWith = (boards: readonly Outcome[]): Ledger =>
    applyAll(ledger, settleEvents(ledger, tick.world.run, boards), held.at);
  const { config, mode } = tick;
  const cleaning = cleaningOf(tick);
  const snapshot = cleanSight(tick.snapshot, cleaning);
  // As it will be published: what is compared and told must be the same text.
  const body = composed(
    renderDashboard({ ledger, snapshot, config, mode, about: tick.world.settings.about }),
    cleaning,
  );
  tick.told.dashboard = { number: ledger.state.dashboard?.number ?? null, url: null, body };
  const wanted = bodyProposals(tick, ledger, body, own);
  const written = wanted.length > 0 ? await carryJudged(tick, held, ledger, wanted) : shownAlready(ledger, body);
  const number = written.find((outcome) => outcome.kind === 'done')?.number ?? ledger.state.dashboard?.number;
  if (number === undefined) return written;
  const { repository, pinned } = tick.snapshot;
  tick.told.dashboard = { number, url: number > 0 ? `${repository.url}/issues/${number}` : null, body };
  if (pinned.includes(number)) return [...written, ...pinnedAlready(ledger, number)];
  if (ledger.state.dashboard?.pinned === 'yes' || !mayPin(tick, ledger)) return written;
  return [
    ...written,
    ...(await carryJudged(tick, held, settledWith(written), [{ kind: 'pin-dashboard', subject: 'dashboard', number }])),
  ];
}

/** Carries out what guard approves on this ledger, outside of any grant: nothing of it creates. */
export async function carryJudged(
  tick: Tick,
  held: Held,
  ledger: Ledger,
  proposals: readonly Proposal[],
): Promise<Outcome[]> {
  const subjects = new Set(intentsOf(held.ledger, tick.world.run).keys());
  const judged = judge(proposals, courtOf(tick, ledger, NO_WISH, subjects), []);
  tick.told.refused.push(...judged.refused);
  return carryOut(tick, held, judged.approved);
}

function bodyProposals(tick: Tick, { state }: Ledger, body: string, own: readonly OwnIssue[]): Proposal[] {
  const subject = 'dashboard';
  if (state.dashboard === null) {
    const reserved = Object.values(state.claims).some(
      (claim) => claim.subject === subject && claim.token === tick.world.run.token,
    );
    return reserved ? [{ kind: 'open-dashboard', subject, body }] : [];
  }
  const { number, open } = state.dashboard;
  if (!open) return [];
  const seen = own.find((issue) => issue.number === number);
  const actual = seen ? bodyDigest(seen) : state.dashboard.digest;
  return actual === digest(body, 16) ? [] : [{ kind: 'update-dashboard', subject, number, body }];
}

/** What changed makes no difference to what stands there: it is not due any more. */
const shownAlready = ({ state: { dashboard, unshown } }: Ledger, body: string): Outcome[] =>
  unshown === null || !dashboard
    ? []
    : [
        {
          ...{ kind: 'done', changed: false },
          effect: { kind: 'update-dashboard', subject: 'dashboard', number: dashboard.number, body },
        },
      ];

/** A run may have died between pinning and saying so. */
const pinnedAlready = ({ state }: Ledger, number: number): Outcome[] =>
  state.dashboard?.pinned === 'yes'
    ? []
    : [{ kind: 'done', effect: { kind: 'pin-dashboard', subject: 'dashboard', number }, changed: false }];

/** GitHub pins three issues at most; those of people are never unpinned, and a refusal is not asked again. */
const mayPin = (tick: Tick, { state }: Ledger): boolean =>
  state.dashboard?.pinned !== 'refused' && state.dashboard?.open !== false && tick.snapshot.pinned.length < 3;
