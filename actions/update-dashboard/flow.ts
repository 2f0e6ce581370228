/** The pinned issue and the page of it, written only where it differs from what Steward knows. */

import { DASHBOARD_TITLE } from '@steward/core/domain/dashboard.ts';
import type { Outcome } from '@steward/core/domain/proposal.ts';
import type { TickReport } from '@steward/core/domain/tick.ts';
import { type FlowResult, finish } from '@steward/core/flow/reporting.ts';
import type { Unsettled } from '@steward/core/flow/showing.ts';
import { askedFor, openTick, type Tick } from '@steward/core/flow/tick.ts';
import { NO_WISH, wantsDashboard } from '@steward/core/flow/wish.ts';
import type { Held } from '@steward/core/record/transaction.ts';
import type { World } from '@steward/core/runtime/world.ts';

/** The action alone: it compares and writes whether or not something changed. */
export async function updateDashboardAlone(world: World): Promise<FlowResult> {
  const tick = await openTick(world);
  // A repository without a commit cannot hold the state branch.
  if (tick.snapshot.head === null) return finish(tick, null);
  const rooms = await import('@steward/core/flow/rooms.ts');
  const memory = await rooms.recallMemory(tick);
  if (!memory) return finish(tick, null);
  tick.told.moves.push(askedFor('dashboard'));
  const own = await rooms.lookAtOwn(tick, memory);
  const granted = await rooms.grant(tick, memory, {
    ...NO_WISH,
    own,
    leavesDaily: true,
    proposals: wantsDashboard(memory.ledger),
  });
  const outcomes = await rooms.finishTakenOver(tick, granted);
  outcomes.push(...(await showDashboard(tick, granted.held, { outcomes, own })));
  const result = finish(tick, await rooms.settle(tick, granted.held, outcomes));
  return tick.told.dashboard ? { ...result, page: await pageOf(tick, tick.told.dashboard) } : result;
}

/** Opens, rewrites or pins the dashboard where it differs. What renders it is loaded here, as a quiet tick needs none of it. */
export async function showDashboard(tick: Tick, held: Held, unsettled: Unsettled): Promise<Outcome[]> {
  const { updateDashboard } = await import('@steward/core/flow/showing.ts');
  return updateDashboard(tick, held, unsettled);
}

type DashboardText = NonNullable<TickReport['dashboard']>;

/** The dashboard as anybody may look at it without GitHub. */
async function pageOf({ snapshot, world, config }: Tick, { body, number }: DashboardText): Promise<string> {
  const { renderPage } = await import('@steward/core/report/page.ts');
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
