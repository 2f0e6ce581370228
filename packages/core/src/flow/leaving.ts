/** Leaving the repository: noted first, then done as far as nobody touched what stands there; memory goes last of all. */
import { type LeavePlan, planLeaving, tasksWithIssues } from '../decide/leaving/plan.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { ownLabels } from '../domain/labels.ts';
import { LEFT_LABEL, type LeaveReport } from '../domain/leaving.ts';
import { MEMORY_WORDS, memoryKindOf } from '../domain/memory-place.ts';
import type { Outcome, Proposal } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import { realNumber } from '../domain/task.ts';
import { isMarkedLeft } from '../domain/touch.ts';
import type { HandledIssue, Spared } from '../domain/undo.ts';
import { type Held, isBlank, isBlankState, transact } from '../record/transaction.ts';
import { renderFarewell, renderLeaving } from '../report/leaving.ts';
import { giveUpTakenOver } from './acting.ts';
import { exportLedger } from './exporting.ts';
import { grant } from './granting.ts';
import { healthProposals } from './health-issue.ts';
import { hasTrace, recallMemory } from './memory.ts';
import { lookAtOwn } from './noticing.ts';
import { remainsOf } from './remaining.ts';
import { type FlowResult, finish } from './reporting.ts';
import { isKnown, settle } from './settling.ts';
import { carryJudged } from './showing.ts';
import { holdLedger, identitiesOf, type Tick } from './tick.ts';
import { NO_WISH } from './wish.ts';

type Issues = Map<number, HandledIssue>;

export async function leaveRepository(tick: Tick): Promise<FlowResult> {
  tick.told.moves.push({ kind: 'leave', score: 100, reasons: [tick.state.leaving ? 'it was begun' : 'asked for'] });
  const { ledger, left } = tick.snapshot;
  if (ledger === null && (left || !(await hasTrace(tick)))) return told(tick, left ? 'before' : 'never');
  // A run that was at work meanwhile may have made the branch anew: there is nothing in it.
  if (left && tick.damage === null && isBlankState(tick.state))
    return forget(tick, await holdLedger(tick), 'before', []);
  const memory = await recallMemory(tick, { leaves: true });
  if (!memory) {
    tick.told.failures.push('Steward cannot leave yet: its memory is lost for now. Ask again once it is rebuilt.');
    return finish(tick, null);
  }
  if (isBlank(memory.ledger)) return forget(tick, memory, 'never', []);

  const own = await lookAtOwn(tick, memory);
  const granted = await grant(tick, memory, { ...NO_WISH, own, leavesDaily: true });
  const given = await settle(tick, granted.held, await giveUpTakenOver(tick, granted));
  const issues: Issues = new Map();
  await look(tick, issues, [...tasksWithIssues(given.ledger).map(({ number }) => number), ...boardOf(given.ledger)]);
  const held = await begin(tick, issues, given);
  const claims = Object.values(held.ledger.state.claims);
  if (claims.length > 0) {
    const reason = 'another run is still at work: what it makes is found first';
    return told(tick, 'begun', { spared: [{ what: 'the rest', reason }] });
  }
  if (!held.ledger.state.batches) return clear(tick, issues, held);
  const off = await (await import('./calling-off.ts')).callOff(tick, held);
  if (off.waits) return told(tick, 'begun', { spared: off.spared });
  return clear(tick, issues, off.held, off.spared);
}

const boardOf = ({ state: { dashboard } }: Ledger): number[] => {
  const number = realNumber(dashboard?.number);
  return number === null ? [] : [number];
};

async function look(tick: Tick, issues: Issues, numbers: readonly number[]): Promise<void> {
  for (const issue of await tick.world.reader.handled(numbers)) issues.set(issue.number, issue);
}

const planOn = (tick: Tick, issues: Issues, ledger: Ledger): LeavePlan =>
  planLeaving({
    ...{ ledger, issues, now: ledger.state.leaving?.at ?? tick.snapshot.now },
    identities: identitiesOf(tick, ledger.state),
    label: tick.config.labels.task,
  });

/** Notes that Steward leaves and what it will close, so that whatever becomes of this run, nothing new is begun. */
async function begin(tick: Tick, issues: Issues, from: Held): Promise<Held> {
  const decide = ({ ledger }: Held): LedgerEvent[] => {
    const noted = ledger.state.leaving?.issues;
    const closing = planOn(tick, issues, ledger).closing.map(({ number }) => number);
    const isNoted = noted && closing.every((number) => noted.includes(number));
    return isNoted ? [] : [{ kind: 'leaving', issues: closing }];
  };
  const { held, events } = await transact(tick.ledgers, decide, from);
  tick.told.events += events.length;
  return held;
}

/** Issues, labels, the dashboard; what is settled then is exported, and the branch goes. */
async function clear(tick: Tick, issues: Issues, held: Held, out: readonly Spared[] = []): Promise<FlowResult> {
  const refusedBefore = tick.told.refused.length;
  const outcomes = await closeIssues(tick, issues, held);
  const plan = planOn(tick, issues, held.ledger);
  outcomes.push(...(await carryJudged(tick, held, held.ledger, plan.unlabelling)));
  outcomes.push(...(await leaveDashboard(tick, issues, held, { ...plan, spared: [...plan.spared, ...out] })));
  outcomes.push(...(await carryJudged(tick, held, held.ledger, healthProposals(tick, held.ledger))));
  const spared = [...plan.spared, ...out, ...(await removeLabels(tick, held, outcomes))];
  const refused = tick.told.refused.slice(refusedBefore).filter(({ kind }) => kind !== 'delete-label');
  spared.push(...refused.map(({ title, reason }) => ({ what: title, reason })), ...outcomes.flatMap(notDone));
  const ended = await settle(tick, held, outcomes, ({ tasks }) =>
    plan.ending.filter((task) => task in tasks).map((task) => ({ kind: 'taken-back', task, run: '' })),
  );
  if (!outcomes.every(isKnown)) return told(tick, 'begun', { spared });
  return forget(tick, ended, 'left', spared);
}

/** So many issues are read at once and then closed: what was read is at most so many writes old. */
const AT_ONCE = 10;

async function closeIssues(tick: Tick, issues: Issues, held: Held): Promise<Outcome[]> {
  const noted = held.ledger.state.leaving?.issues ?? [];
  const outcomes: Outcome[] = [];
  for (let start = 0; start < noted.length; start += AT_ONCE) {
    const some = noted.slice(start, start + AT_ONCE);
    await look(tick, issues, some);
    const closing = planOn(tick, issues, held.ledger).closing.filter(({ number }) => some.includes(number));
    outcomes.push(...(await carryJudged(tick, held, held.ledger, closing)));
  }
  return outcomes;
}

/** Guard refuses those that somebody uses or made; each of them is told. The outcomes are added to what was done. */
async function removeLabels(tick: Tick, held: Held, done: Outcome[]): Promise<Spared[]> {
  const labels = await tick.world.reader.labels(ownLabels(tick.config.labels));
  const before = tick.told.refused.length;
  const proposals = labels.map((label): Proposal => ({ kind: 'delete-label', subject: `label ${label.name}`, label }));
  done.push(...(await carryJudged(tick, held, held.ledger, proposals)));
  return tick.told.refused.slice(before).map(({ subject, reason }) => ({ what: `the ${subject}`, reason }));
}

/** The last text, the label that keeps later runs out, and no pin. */
async function leaveDashboard(tick: Tick, issues: Issues, held: Held, { spared }: LeavePlan): Promise<Outcome[]> {
  const { state } = held.ledger;
  const [number] = boardOf(held.ledger);
  const board = issues.get(number ?? 0);
  const label = { name: LEFT_LABEL, color: 'ededed', description: 'Steward left this repository, and stays out' };
  const proposals: Proposal[] = [{ kind: 'create-label', subject: `label ${LEFT_LABEL}`, ...label }];
  if (number !== undefined && board) {
    const subject = 'dashboard';
    const body = renderFarewell(state.leaving?.at ?? '', spared, remainsOf(tick, held.ledger));
    const labels = board.labels.filter((name) => ownLabels(tick.config.labels).includes(name));
    const isDone = !board.open && isMarkedLeft(board) && board.labels.includes(LEFT_LABEL);
    if (tick.snapshot.pinned.includes(number)) proposals.push({ kind: 'unpin-dashboard', subject, number });
    if (!isDone) proposals.push({ kind: 'leave-dashboard', subject, number, body, labels });
  }
  return carryJudged(tick, held, held.ledger, proposals);
}

const notDone = (outcome: Outcome): Spared[] =>
  outcome.kind === 'refused' && outcome.effect.number !== undefined
    ? [{ what: `#${outcome.effect.number}`, reason: outcome.gone ? 'it is gone' : 'GitHub refused it' }]
    : [];

/** Memory goes only at the very commit that was exported: who writes to it meanwhile keeps it for the next run. */
async function forget(tick: Tick, held: Held, outcome: 'left' | 'before' | 'never', spared: Spared[]) {
  const { oid } = held;
  const remains = remainsOf(tick, held.ledger);
  const exported = isBlank(held.ledger) ? null : await exportLedger(tick, held);
  const branch = tick.world.settings.ledgerBranch;
  const kind = memoryKindOf(branch);
  const memory = MEMORY_WORDS[kind];
  const proposal: Proposal = {
    ...{ kind: 'delete-branch', subject: memory, branch, oid },
    exported: exported ?? 'nowhere',
  };
  const [deleted] = await carryJudged(tick, held, held.ledger, [proposal]);
  const isGone = deleted?.kind === 'done' || (deleted?.kind === 'ambiguous' && (await holdsNothing(tick)));
  if (isGone) {
    tick.told.done.push({ kind: 'removed', title: memory, wrote: true });
    // GitHub still has a commit whose branch is gone; nobody has what was in a folder or the cache.
    return told(tick, outcome, { spared, remains, export: exported, head: kind === 'branch' ? oid : null });
  }
  const refusal = tick.told.refused.findLast(({ kind }) => kind === 'delete-branch');
  const why = deleted && 'reason' in deleted ? deleted.reason : (refusal?.reason ?? '');
  if (deleted?.kind === 'refused') tick.told.failures.push(`Not deleted: ${memory}, because ${why}`);
  return told(tick, 'begun', { spared: [...spared, { what: memory, reason: why }], export: exported });
}

const holdsNothing = async (tick: Tick): Promise<boolean> => (await tick.ledgers.reader.head()).raw === null;

function told(tick: Tick, outcome: LeaveReport['outcome'], more: Partial<Omit<LeaveReport, 'words'>> = {}): FlowResult {
  const remains = remainsOf(tick, null);
  const report = { outcome, spared: [], remains, export: null, head: null, ...more };
  tick.told.leave = { ...report, words: renderLeaving(report, tick.mode === 'observe') };
  const result = finish(tick, null);
  return { ...result, outputs: { ...result.outputs, export: tick.told.leave.export ?? '' } };
}
