/** Memory before anything else: a new one begun, a lost one marked and later rebuilt, a sound one taken as it is. */
import { releaseOf } from '../decide/intake/release.ts';
import { observedEvent } from '../decide/news.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { taskLabels } from '../domain/labels.ts';
import type { IssueDetail } from '../domain/snapshot.ts';
import { type Adopted, adoptedTask, criteriaIn, undoneCriteriaIn } from '../record/adopted.ts';
import { lossEvent, ownIssues, rebuiltEvent } from '../record/recovery.ts';
import { type Held, isBlank, isBlankState, transact } from '../record/transaction.ts';
import { inheritSettings } from './inheriting.ts';
import { cleanedEvent, inspectOwn } from './reading-back.ts';
import { epochOf, holdLedger, identitiesOf, type Tick } from './tick.ts';

/** The ledger to go on with, or null when nothing may be created in this tick. */
export async function recallMemory(tick: Tick, { leaves = false } = {}): Promise<Held | null> {
  const held = await recalled(tick, leaves);
  tick.memory = held;
  if (leaves || tick.mode === 'observe' || !held?.ledger.state.batches) return held;
  return (await import('./collecting.ts')).settleBatches(tick, held);
}

async function recalled(tick: Tick, leaves: boolean): Promise<Held | null> {
  if (!leaves && (await stayedOut(tick))) return null;
  await inheritSettings(tick);
  const held = await holdLedger(tick);
  const { state } = held.ledger;
  if (state.lost)
    return Date.parse(held.at) < Date.parse(state.lost.until) ? waiting(tick, state.lost) : rebuild(tick, held);
  if (!isBlank(held.ledger)) return held;
  const trace = await hasTrace(tick);
  if (!trace && tick.damage === null) return held;
  return markLost(tick, held, tick.damage ?? 'it is gone, but issues by Steward are there');
}

/** Memory may be new because Steward is, or because it was deleted: its issues tell. */
export async function hasTrace(tick: Tick): Promise<boolean> {
  const listing = await tick.world.reader.listing(null);
  return ownIssues(listing, identitiesOf(tick, tick.state)).length > 0;
}

/** Steward left, or is leaving: nothing else is done then. Somebody who opened the dashboard again wants it back. */
async function stayedOut(tick: Tick): Promise<boolean> {
  const { state, snapshot, told } = tick;
  if (state.leaving) {
    told.warnings.push('Steward is leaving this repository, and does nothing else: the next cycle goes on with it.');
    return true;
  }
  if (!snapshot.left || tick.damage !== null || !isBlankState(state)) return false;
  if (snapshot.left.reopened > 0) {
    await (await import('./comeback.ts')).takeLeaveBack(tick);
    return false;
  }
  told.warnings.push(
    'Steward left this repository and stays out of it: remove its workflow. To have it back, open its last issue again, or delete the label `steward:left`.',
  );
  return true;
}

async function markLost(tick: Tick, from: Held, reason: string): Promise<null> {
  const { held, events } = await transact(
    tick.ledgers,
    ({ ledger, at }) => (isBlank(ledger) ? [lossEvent(at, reason)] : []),
    from,
  );
  tick.told.events += events.length;
  return held.ledger.state.lost ? waiting(tick, held.ledger.state.lost) : null;
}

function waiting(tick: Tick, lost: { reason: string; until: string }): null {
  const until = `${lost.until.slice(0, 16).replace('T', ' ')} UTC`;
  tick.told.warnings.push(
    `Memory was lost: ${lost.reason}. It is rebuilt from Steward's issues after ${until}; until then nothing is created.`,
  );
  tick.told.moves.push({ kind: 'recover', score: 100, reasons: [`memory was lost: ${lost.reason}`] });
  return null;
}

async function rebuild(tick: Tick, from: Held): Promise<Held> {
  const identities = identitiesOf(tick, from.ledger.state);
  const listing = await tick.world.reader.listing(null);
  const own = ownIssues(listing, identities);
  const adopted = await adoptedOf(tick, listing, identities);
  tick.inspected = await inspectOwn(
    tick,
    own.filter(({ open }) => open),
    adopted.flatMap(({ issue, task, end }) => (issue.open && end === null ? [task] : [])),
  );
  const { caps } = tick.config;
  const decide = ({ ledger, at }: Held): LedgerEvent[] =>
    ledger.state.lost
      ? [
          cleanedEvent(
            tick,
            rebuiltEvent(own, {
              ...{ adopted, epoch: epochOf(tick), baseline: tick.snapshot.head?.oid ?? null, identities, at },
              pausedLabel: tick.config.labels.paused,
              ...{ opened: caps['new-issues-a-day'], notifications: caps['notifications-a-week'] },
            }),
          ),
          observedEvent(tick.snapshot, {
            ...{ config: tick.config, state: ledger.state, unrecorded: new Set(), daily: null },
          }),
        ]
      : [];
  const { held, events } = await transact(tick.ledgers, decide, from);
  tick.told.events += events.length;
  const { counts } = held.ledger.state;
  tick.told.done.push({
    kind: 'rebuilt',
    title: `memory, from ${own.length + adopted.length} issues: ${counts.open} open tasks`,
    wrote: true,
  });
  tick.told.warnings.push(
    'Memory was rebuilt from issues; what was rejected only on the dashboard may be suggested again.',
  );
  return held;
}

/** People's issues that were taken up: told by the criteria that Steward wrote there, in a complete listing of comments. */
async function adoptedOf(
  tick: Tick,
  listing: readonly IssueDetail[],
  identities: readonly string[],
): Promise<Adopted[]> {
  if (listing.every(({ author }) => identities.includes(author))) return [];
  const comments = await tick.world.reader.comments({ number: null, since: null });
  const issues = new Map(listing.map((issue) => [issue.number, issue]));
  const found = [...criteriaIn(comments, identities), ...undoneCriteriaIn(comments, identities)];
  const adopted = found.flatMap((comment): Adopted[] => {
    const issue = issues.get(comment.number);
    if (!issue || identities.includes(issue.author)) return [];
    const task = adoptedTask(issue, comment, taskLabels(tick.config.labels));
    return [{ issue, task, end: comment.marker.undone === true ? 'undone' : null }];
  });
  const released = await releasedOf(tick, adopted, identities);
  return adopted.map((item) => (released.has(item.issue.number) ? { ...item, end: item.end ?? 'cancelled' } : item));
}

/** Which of them people took back into their own hands: that stands nowhere but on the issues themselves. */
async function releasedOf(
  tick: Tick,
  adopted: readonly Adopted[],
  identities: readonly string[],
): Promise<ReadonlySet<number>> {
  const open = adopted.filter(({ issue, end }) => issue.open && end === null).map(({ issue }) => issue.number);
  const reports = open.length === 0 ? [] : await tick.world.reader.reports(open);
  const hands = { labels: tick.config.labels, identities, given: false };
  return new Set(reports.filter((report) => releaseOf(report, hands) !== null).map(({ number }) => number));
}
