/** Taking a run back: noted first, then done as far as nobody touched what it left, then told. Any run goes on with it. */
import { type Deeds, deedsOf } from '../decide/undo/deeds.ts';
import { isIdle, placesOf, planUndo, type UndoPlan } from '../decide/undo/plan.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { UserError } from '../domain/failure.ts';
import type { Approved, ApprovedOf, Outcome, Proposal, Refusal } from '../domain/proposal.ts';
import type { CommentDetail } from '../domain/snapshot.ts';
import type { Ledger } from '../domain/state.ts';
import type { HandledIssue, Spared, UndoReport } from '../domain/undo.ts';
import { judge } from '../guard/judge.ts';
import type { Past } from '../record/past.ts';
import type { OwnIssue } from '../record/recovery.ts';
import { type Held, transact } from '../record/transaction.ts';
import { giveUpTakenOver } from './acting.ts';
import { courtOf, grant } from './granting.ts';
import { labelsToMake } from './labelling.ts';
import { recallMemory } from './memory.ts';
import { lookAtOwn } from './noticing.ts';
import { type FlowResult, finish } from './reporting.ts';
import { isKnown, settle } from './settling.ts';
import { carryJudged, updateDashboard } from './showing.ts';
import { identitiesOf, type Tick } from './tick.ts';
import { abandon, minute, nothingRemembered, pastOf, refuseWhatCannot } from './undo-request.ts';
import { NO_WISH } from './wish.ts';

/** What is known while a run is taken back; only what was read of the world grows. */
interface Scene {
  tick: Tick;
  past: Past;
  deeds: Deeds;
  own: readonly OwnIssue[];
  issues: Map<number, HandledIssue>;
  comments: Map<string, CommentDetail>;
}

/** `asked`: the run's id, or `last`; null: the one that an earlier run began to take back. */
export async function undoRun(tick: Tick, asked: string | null): Promise<FlowResult> {
  if (tick.snapshot.head === null || tick.snapshot.ledger === null) throw nothingRemembered(tick);
  const memory = await recallMemory(tick);
  if (!memory) {
    tick.told.failures.push('Nothing was taken back: the memory that says what a run did is lost for now.');
    return finish(tick, null);
  }
  const past = await pastOf(tick, memory, asked);
  if (past === null) return finish(tick, await abandon(tick, memory));
  const deeds = deedsOf(past.events);
  refuseWhatCannot(past, deeds, memory);
  tick.told.moves.push({ kind: 'undo', score: 100, reasons: [`run ${past.run} of ${minute(past.at)}`] });

  const own = await lookAtOwn(tick, memory);
  const wish = { ...NO_WISH, own, leavesDaily: true, takesOver: deeds.intents };
  const granted = await grant(tick, memory, wish);
  const held = await settle(tick, granted.held, await giveUpTakenOver(tick, granted));
  const scene: Scene = { tick, past, deeds, own, issues: new Map(), comments: new Map() };
  await look(scene, held.ledger);
  return finish(tick, await takeBack(scene, await begin(scene, held)));
}

async function takeBack(scene: Scene, held: Held): Promise<Held> {
  const { tick, own } = scene;
  if (held.ledger.state.undoing === null) {
    tick.told.undo = reportOf(scene, whatWas(scene, held.ledger), planOn(scene, held.ledger).spared);
    return held;
  }
  const refusedBefore = tick.told.refused.length;
  const outcomes = await closeIssues(scene, held);
  const plan = planOn(scene, held.ledger);
  outcomes.push(...(await carryJudged(tick, held, held.ledger, [...labelsFor(scene, plan), ...plan.restoring])));
  const returned = judge(plan.returning, courtOf(tick, held.ledger, NO_WISH, new Set()), []);
  tick.told.refused.push(...returned.refused);
  const spared = [
    ...plan.spared,
    ...tick.told.refused.slice(refusedBefore).map((refusal) => sparedBy(refusal, held.ledger)),
    ...outcomes.flatMap(notDone),
  ];
  const isOver = outcomes.every(isKnown);
  const ending = endingEvents(scene, plan, returned.approved, isOver ? spared : null);
  const ended = await settle(tick, held, outcomes, ending);
  tell(scene, held.ledger, plan, returned.approved);
  tick.told.undo = reportOf(scene, isOver ? 'done' : 'begun', spared);
  return settle(tick, ended, await updateDashboard(tick, ended, { outcomes: [], own }));
}

async function look({ tick, deeds, issues, comments }: Scene, ledger: Ledger): Promise<void> {
  const places = placesOf(deeds, ledger);
  for (const issue of await tick.world.reader.handled(places.issues)) issues.set(issue.number, issue);
  for (const number of places.discussions) {
    const found = await tick.world.reader.comments({ number, since: null });
    for (const comment of found) comments.set(comment.id, comment);
  }
}

const planOn = ({ tick, past, deeds, issues, comments }: Scene, ledger: Ledger): UndoPlan =>
  planUndo({
    ...{ run: past.run, deeds, ledger, issues, comments },
    now: tick.snapshot.now,
    identities: identitiesOf(tick, ledger.state),
    label: tick.config.labels.task,
    suggestions: tick.config.caps.suggestions,
  });

/** Notes what is to be closed, so that whatever becomes of this run, its closings are not taken for a person's. */
async function begin(scene: Scene, from: Held): Promise<Held> {
  const { tick, past } = scene;
  const decide = ({ ledger }: Held): LedgerEvent[] => {
    if (ledger.state.undoing) return [];
    const plan = planOn(scene, ledger);
    return isIdle(plan)
      ? []
      : [{ kind: 'undo-begun', run: past.run, issues: plan.closing.map(({ number }) => number) }];
  };
  const { held, events } = await transact(tick.ledgers, decide, from);
  tick.told.events += events.length;
  const { undoing } = held.ledger.state;
  if (undoing === null || undoing.run === past.run) return held;
  throw new UserError(
    `Another run began to take back run ${undoing.run} at the same time: run ${past.run} was not taken back.`,
    'Ask again when that is done.',
  );
}

/** So many issues are read at once and then closed: what was read is at most so many writes old. */
const AT_ONCE = 10;

async function closeIssues(scene: Scene, held: Held): Promise<Outcome[]> {
  const { tick, issues } = scene;
  const noted = held.ledger.state.undoing?.issues ?? [];
  const outcomes: Outcome[] = [];
  for (let start = 0; start < noted.length; start += AT_ONCE) {
    const some = noted.slice(start, start + AT_ONCE);
    for (const issue of await tick.world.reader.handled(some)) issues.set(issue.number, issue);
    const closing = planOn(scene, held.ledger).closing.filter(({ number }) => some.includes(number));
    outcomes.push(...(await carryJudged(tick, held, held.ledger, closing)));
  }
  return outcomes;
}

const labelsFor = ({ tick }: Scene, { restoring }: UndoPlan): Proposal[] => labelsToMake(restoring, tick.config.labels);

/** Guard's refusals by what they are about, as everything else that is spared. */
const sparedBy = ({ kind, subject, title, reason }: Refusal, { tasks }: Ledger): Spared => {
  if (kind === 'close-issue') return { what: `#${tasks[subject]?.number}`, reason };
  return { what: kind === 'suggest' ? `the suggestion “${title}”` : subject, reason };
};

const notDone = (outcome: Outcome): Spared[] =>
  outcome.kind === 'refused' && outcome.effect.number !== undefined
    ? [{ what: `#${outcome.effect.number}`, reason: outcome.gone ? 'it is gone' : 'GitHub refused it' }]
    : [];

/** Of what was spared, so much is recorded; all of it is told. */
const MOST_KEPT = 100;

type Suggestion = ApprovedOf<'suggest'>;
const isSuggestion = (effect: Approved): effect is Suggestion => effect.kind === 'suggest';

function endingEvents({ past: { run } }: Scene, { ending }: UndoPlan, approved: Approved[], spared: Spared[] | null) {
  return ({ state, tasks }: Ledger): LedgerEvent[] => {
    if (state.undoing?.run !== run) return [];
    const returned = approved.filter(isSuggestion).filter(({ subject }) => !(subject in tasks));
    return [
      ...ending.filter((task) => task in tasks).map((task): LedgerEvent => ({ kind: 'taken-back', task, run })),
      ...returned.map(({ specification }): LedgerEvent => ({ kind: 'suggested', specification })),
      ...(spared ? [{ kind: 'undone', run, spared: spared.slice(0, MOST_KEPT) } as const] : []),
    ];
  };
}

/** What the ledger alone takes back. */
function tell({ tick }: Scene, { tasks }: Ledger, { ending }: UndoPlan, approved: readonly Approved[]): void {
  for (const id of ending) {
    const task = tasks[id];
    if (!task) continue;
    const { title, number } = task;
    tick.told.done.push(
      number === undefined
        ? { kind: 'withdrawn', title, wrote: true }
        : { kind: 'taken-back', title: 'the task', wrote: true, number },
    );
  }
  for (const { specification } of approved.filter(isSuggestion))
    tick.told.done.push({ kind: 'suggested', title: specification.title, wrote: true });
}

const whatWas = ({ past }: Scene, { state }: Ledger): 'before' | 'nothing' =>
  state.undone.some(({ run }) => run === past.run) ? 'before' : 'nothing';

const reportOf = ({ past: { run, at } }: Scene, outcome: UndoReport['outcome'], spared: Spared[]): UndoReport => ({
  ...{ run, at, outcome, spared },
});
