/** A tick as flows pass it on: what was seen, what is held, and what is to be told at the end. */
import { findNews, horizonOf, isQuiet, type News } from '../decide/news.ts';
import { withoutAgentRuns } from '../domain/agent-runs.ts';
import type { OwnerRule } from '../domain/code-owners.ts';
import type { Order } from '../domain/command.ts';
import type { Config, Mode } from '../domain/config.ts';
import { canonical, digest } from '../domain/digest.ts';
import { UserError } from '../domain/failure.ts';
import type { LeaveReport } from '../domain/leaving.ts';
import { type LedgerReading, readLedger } from '../domain/ledger.ts';
import type { Micro } from '../domain/money/amount.ts';
import type { CallTold } from '../domain/money/told.ts';
import type { SentReport } from '../domain/prompt.ts';
import type { Outcome, Refusal } from '../domain/proposal.ts';
import type { Finding } from '../domain/set-up.ts';
import type { Sights } from '../domain/sight.ts';
import { GOALS_PATH, type Snapshot, type Stub } from '../domain/snapshot.ts';
import { EMPTY_STATE, type State } from '../domain/state.ts';
import type { Specification, Task } from '../domain/task.ts';
import type { Done, Left, Move, MoveKind, PlanTold, ReviewTold, TickReport } from '../domain/tick.ts';
import type { UndoReport } from '../domain/undo.ts';
import type { CleaningContext } from '../guard/specification.ts';
import { completeSnapshot } from '../observe/snapshot.ts';
import type { SecretFinding } from '../ports.ts';
import { type Held, hold, type Ledgers, stopped } from '../record/transaction.ts';
import type { World } from '../runtime/world.ts';
import type { Answer } from './answering.ts';
import type { CollectedLook } from './collecting.ts';
import type { Heard } from './listening.ts';
import { NO_ORDERS, type Orders } from './orders.ts';
import type { Blocks } from './sharing.ts';

export interface Tick {
  /** The doors of this tick: in mode `observe` those that only note. */
  world: World;
  ledgers: Ledgers;
  /** The repository's own, until what it inherits is read. */
  config: Config;
  inherited: boolean;
  mode: Mode;
  snapshot: Snapshot;
  news: News;
  quiet: boolean;
  /** State as the first request found it; empty where there was none. */
  state: State;
  /** Why memory cannot be believed, found at the first look; null where it can. */
  damage: string | null;
  startedAt: number;
  /** What people ordered on the dashboard since it was last read. */
  orders: Orders;
  /** What whoever started this run ordered with it. */
  ordered: readonly Order[];
  /** Foreign issues of Steward whose bodies were read. */
  looked: ReadonlySet<number>;
  /** Numbers of open tasks whose issues are not there any more, as the daily look found. */
  gone: ReadonlySet<number>;
  /** Pull requests besides those that are news: all open ones at the daily look, one that a person asked about. */
  pulls: readonly Stub[];
  /** Issues of open tasks and suggestions, as the daily look found them. */
  asked: readonly Stub[];
  /** What was seen of agents at work; null: nobody is, or nobody looked. */
  sights: Sights | null;
  /** Whose code is whose; null: nobody looked, or it could not be read. */
  owners: readonly OwnerRule[] | null;
  /** This run could not read whose code is whose: that nobody was found says nothing. */
  ownersUnread: boolean;
  /** What is wrong with the set-up; null: nobody looked. */
  setUp: readonly Finding[] | null;
  /** What people answered to agents that asked. */
  answers: readonly Answer[];
  /** What people ordered in comments on tasks. */
  heard: readonly Heard[];
  /** Tasks that people took from agents by a pull request of their own. */
  takers: readonly { task: string; by: string }[];
  /** Changed issues that are epics by their type, where the configuration names one. */
  epics: ReadonlySet<number>;
  /** Secrets in what is read back from Steward's own issues. */
  inspected: readonly SecretFinding[];
  /** Batches that gave something, or never will. */
  collected: readonly CollectedLook[];
  /** The ledger as this run last read or wrote it; null: it did not look yet. */
  memory: Held | null;
  /** What this run holds for models or has spent on them, by the token of each round of questions: together bounded. */
  rounds: Map<string, Micro>;
  /** What this run took of limits on what it writes and hands over, where they are counted together with others. */
  blocks: Blocks;
  /** Where limits are counted together did not answer: this repository's memory counts for the rest of the run. */
  sharedLost: boolean;
  told: Told;
}

/** What the report will say; only appended to. */
export interface Told {
  moves: Move[];
  evidence: TickReport['evidence'];
  proposals: number;
  reviews: ReviewTold[];
  /** Of models, in order. */
  calls: CallTold[];
  left: Left[];
  kept: Left[];
  refused: Refusal[];
  done: Done[];
  /** Of all that was sent so far. */
  outcomes: Outcome[];
  events: number;
  warnings: string[];
  unknown: string[];
  failures: string[];
  dashboard: TickReport['dashboard'];
  sent?: SentReport;
  undo?: UndoReport;
  /** Plans that were looked at. */
  plans?: PlanTold[];
  leave?: LeaveReport;
}

/** Observes the world with one request, more only for what lies above the watermark, and judges the ledger's head. */
export async function openTick(world: World): Promise<Tick> {
  const startedAt = world.clock.elapsed();
  const { configPath, ledgerBranch } = world.settings;
  const overview = await world.reader.overview({
    branch: ledgerBranch,
    configPath,
    goalsPath: GOALS_PATH,
  });
  if (ledgerBranch === overview.repository.branch) {
    throw new UserError(
      `\`${ledgerBranch}\` is the default branch: memory cannot be kept on it. Nothing was written.`,
      'Give another name to the input `ledger`, such as `branch:steward/state`.',
    );
  }
  const own = await world.configure(overview.configuration);
  const mode = world.settings.mode ?? own.mode;
  const trusted = [overview.viewer, ...own.identities];
  const reading = readLedger(overview.ledger, trusted);
  if (reading.kind === 'forged' || reading.kind === 'newer') throw stopped(reading);
  const state = reading.kind === 'sound' ? reading.state : EMPTY_STATE;
  const whole = await completeSnapshot(world.reader, overview, horizonOf(state));
  const seen = { ...whole, head: withoutAgentRuns(whole.head, own, world.settings.workflow) };
  // Mode `observe` keeps nothing, so for it a difference would be news for ever.
  const snapshot = mode === 'observe' ? seen : { ...seen, settings: digest(canonical({ mode, config: own }), 12) };
  const news = findNews(snapshot, state);
  const doors = mode === 'observe' ? await world.rehearsed(overview.viewer) : world;
  return {
    world: doors,
    ledgers: { reader: doors.ledger.reader, writer: doors.ledger.writer, clock: doors.clock, run: doors.run, trusted },
    ...{ config: own, inherited: false, mode, snapshot },
    news,
    quiet: reading.kind === 'sound' && isQuiet(state, news),
    state,
    damage: damageOf(reading),
    startedAt,
    orders: NO_ORDERS,
    ordered: [],
    looked: new Set(),
    gone: new Set(),
    pulls: [],
    asked: [],
    sights: null,
    setUp: null,
    owners: null,
    ownersUnread: false,
    answers: [],
    heard: [],
    takers: [],
    ...{ epics: new Set<number>(), inspected: [], collected: [], memory: null },
    ...{ rounds: new Map(), blocks: new Map(), sharedLost: false },
    told: emptyTold(),
  };
}

const damageOf = (reading: LedgerReading): string | null => (reading.kind === 'damaged' ? reading.reason : null);

const emptyTold = (): Told => ({
  moves: [],
  evidence: { findings: 0, rules: 0, causes: 0 },
  proposals: 0,
  calls: [],
  reviews: [],
  left: [],
  kept: [],
  refused: [],
  done: [],
  outcomes: [],
  events: 0,
  warnings: [],
  unknown: [],
  failures: [],
  dashboard: null,
});

const ASKED_FOR = 'asked for';

/** A move that nothing in the world prompted but whoever started the run. */
export const askedFor = (kind: MoveKind): Move => ({ kind, score: 50, reasons: [ASKED_FOR] });

/** What is due and what was asked for, which may be the same. */
export const withAskedFor = (moves: readonly Move[], asked: readonly MoveKind[]): Move[] => [
  ...moves.map((move) => (asked.includes(move.kind) ? { ...move, reasons: [...move.reasons, ASKED_FOR] } : move)),
  ...asked.filter((kind) => moves.every((move) => move.kind !== kind)).map(askedFor),
];

/** Whoever started this run, or the clock, wants this of it. */
export const isAskedFor = ({ told }: Pick<Tick, 'told'>, kind: MoveKind): boolean =>
  told.moves.some((move) => move.kind === kind && move.reasons.includes(ASKED_FOR));

/** A person started this run for it, and waits. */
export const isOrdered = ({ told, world }: Pick<Tick, 'told' | 'world'>, kind: MoveKind): boolean =>
  world.settings.byHand && isAskedFor({ told }, kind);

/** Every account whose issues count as Steward's. */
export const identitiesOf = (tick: Tick, state: State): string[] => [
  ...new Set([tick.snapshot.viewer, ...tick.config.identities, ...state.identities]),
];

/** Where cleaned texts will stand, and what must not stand in them. */
export const cleaningOf = ({ snapshot, world }: Tick): CleaningContext => ({
  repository: snapshot.repository.name,
  server: world.settings.serverUrl,
  secrets: world.secrets,
});

/** The whole ledger, from the head that the first request read; the branch is made where there is none. */
export function holdLedger(tick: Tick): Promise<Held> {
  const { snapshot, startedAt } = tick;
  return hold(tick.ledgers, { raw: snapshot.ledger, at: snapshot.now, elapsed: startedAt });
}

/** A name for a new life of the ledger: different in every run. */
export const epochOf = (tick: Tick): string => digest(`${tick.world.run.token}\n${tick.snapshot.now}`, 8);

/** The task without what only the ledger adds. Its texts were cleaned before they were reserved. */
export function specificationOf(task: Task): Specification {
  const { status: _status, since: _since, intent: _intent, number: _number, ...rest } = task;
  const { agent: _agent, approved: _approved, labels: _labels, comments: _comments, ...said } = rest;
  const { opened: _opened, standing: _standing, links: _links, raised: _raised, ...worked } = said;
  const { attempts: _attempts, resumes: _resumes, taken: _taken, ...handed } = worked;
  const { bystanders: _bystanders, heard: _heard, ...tried } = handed;
  const { lifted: _lifted, overdue: _overdue, ask: _ask, child: _child, ...specification } = tried;
  return specification;
}
