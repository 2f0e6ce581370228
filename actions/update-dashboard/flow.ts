/** The pinned issue: rendered from memory and the world, written only where it differs. */
import { apply } from '@steward/core/domain/apply.ts';
import { digest } from '@steward/core/domain/digest.ts';
import type { Outcome, Proposal } from '@steward/core/domain/proposal.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import type { TickReport } from '@steward/core/domain/tick.ts';
import { carryOut, finishTakenOver } from '@steward/core/flow/acting.ts';
import { courtOf, grant } from '@steward/core/flow/granting.ts';
import { recallMemory } from '@steward/core/flow/memory.ts';
import { lookAtOwn } from '@steward/core/flow/noticing.ts';
import { type FlowResult, finish, settle } from '@steward/core/flow/reporting.ts';
import { askedFor, openTick, type Tick } from '@steward/core/flow/tick.ts';
import { NO_WISH, wantsDashboard } from '@steward/core/flow/wish.ts';
import { DASHBOARD_TITLE, judge } from '@steward/core/guard/judge.ts';
import { bodyDigest, type OwnIssue } from '@steward/core/record/recovery.ts';
import { intentsOf, settleEvents } from '@steward/core/record/reservation.ts';
import type { Held } from '@steward/core/record/transaction.ts';
import { renderDashboard } from '@steward/core/report/dashboard.ts';
import { renderPage } from '@steward/core/report/page.ts';
import type { World } from '@steward/core/runtime/world.ts';

/** The action alone: it compares and writes whether or not something changed. */
export async function updateDashboardAlone(world: World): Promise<FlowResult> {
  const tick = await openTick(world);
  // A repository without a commit cannot hold the state branch.
  if (tick.snapshot.head === null) return finish(tick, null);
  const memory = await recallMemory(tick);
  if (!memory) return finish(tick, null);
  tick.told.moves.push(askedFor('dashboard'));
  const own = await lookAtOwn(tick, memory);
  const granted = await grant(tick, memory, {
    ...NO_WISH,
    own,
    leavesDaily: true,
    proposals: wantsDashboard(memory.ledger),
  });
  const outcomes = await finishTakenOver(tick, granted);
  outcomes.push(...(await updateDashboard(tick, granted.held, { outcomes, own })));
  const result = finish(tick, await settle(tick, granted.held, outcomes));
  return tick.told.dashboard ? { ...result, page: await pageOf(tick, tick.told.dashboard) } : result;
}

type DashboardText = NonNullable<TickReport['dashboard']>;

/** The dashboard as anybody may look at it without GitHub. */
async function pageOf({ snapshot, world, config }: Tick, { body, number }: DashboardText): Promise<string> {
  return renderPage({
    title: DASHBOARD_TITLE,
    number: number ?? 0,
    state: 'open',
    pinned: number !== null && snapshot.pinned.includes(number),
    labels: [config.labels.task],
    author: snapshot.viewer,
    openedAt: null,
    repository: snapshot.repository,
    ...(await world.markdown(body)),
    note: `Steward's dashboard at ${snapshot.now}`,
  });
}

interface Since {
  /** What this tick has done so far and not settled yet. */
  outcomes: readonly Outcome[];
  own: readonly OwnIssue[];
}

/** Opens, rewrites or pins the dashboard as it should stand once the outcomes are settled. */
export async function updateDashboard(tick: Tick, held: Held, { outcomes, own }: Since): Promise<Outcome[]> {
  const { run } = tick.world;
  const settledWith = (more: readonly Outcome[]): Ledger =>
    settleEvents(held.ledger, run, more).reduce((current, event) => apply(current, event, held.at), held.ledger);
  const ledger = settledWith(outcomes);
  const { config, mode, snapshot } = tick;
  const body = renderDashboard({ ledger, snapshot, config, mode });
  tick.told.dashboard = { number: ledger.state.dashboard?.number ?? null, url: null, body };
  const written = await carryJudged(tick, held, ledger, bodyProposals(tick, ledger, body, own));
  const number = written.find((outcome) => outcome.kind === 'done')?.number ?? ledger.state.dashboard?.number;
  if (number === undefined) return written;
  const { repository, pinned } = tick.snapshot;
  tick.told.dashboard = { number, url: number > 0 ? `${repository.url}/issues/${number}` : null, body };
  if (pinned.includes(number)) return [...written, ...pinnedAlready(ledger, number)];
  if (ledger.state.dashboard?.pinned === 'yes' || !mayPin(tick, ledger)) return written;
  return [
    ...written,
    ...(await carryJudged(tick, held, settledWith([...outcomes, ...written]), [
      { kind: 'pin-dashboard', subject: 'dashboard', number },
    ])),
  ];
}

async function carryJudged(tick: Tick, held: Held, ledger: Ledger, proposals: readonly Proposal[]): Promise<Outcome[]> {
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

/** A run may have died between pinning and saying so. */
const pinnedAlready = ({ state }: Ledger, number: number): Outcome[] =>
  state.dashboard?.pinned === 'yes'
    ? []
    : [{ kind: 'done', effect: { kind: 'pin-dashboard', subject: 'dashboard', number }, changed: false }];

/** GitHub pins three issues at most; those of people are never unpinned, and a refusal is not asked again. */
const mayPin = (tick: Tick, { state }: Ledger): boolean =>
  state.dashboard?.pinned !== 'refused' && state.dashboard?.open !== false && tick.snapshot.pinned.length < 3;
