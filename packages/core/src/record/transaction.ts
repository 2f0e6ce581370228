/** One transaction on the ledger: read, decide, commit under compare-and-swap; decide again on a fresh head when it moved. */
import { digest } from '../domain/digest.ts';
import type { LedgerEvent, Rejection } from '../domain/event.ts';
import { UserError } from '../domain/failure.ts';
import type { FileChanges, LedgerChange, RawLedger } from '../domain/ledger.ts';
import {
  answersPath,
  changeOf,
  type LedgerReading,
  readLedger,
  readShard,
  rejectedPath,
  rootFiles,
  tasksPath,
  transactionOf,
} from '../domain/ledger.ts';
import { EMPTY_LEDGER, EMPTY_STATE, type Ledger, type State } from '../domain/state.ts';
import type { Task } from '../domain/task.ts';
import type { KeptAnswer } from '../domain/thinking.ts';
import type { Clock, LedgerReader, LedgerWriter } from '../ports.ts';

/** A run as the ledger knows it. `token` is unique to the run; each attempt of a transaction adds its number. */
export interface Run {
  id: string;
  token: string;
}

export interface Ledgers {
  reader: LedgerReader;
  writer: LedgerWriter;
  clock: Clock;
  run: Run;
  /** Accounts whose commits count as Steward's. */
  trusted: readonly string[];
}

/** The ledger at one head. `elapsed` is the run's own clock just before the read: windows count from there. */
export interface Held {
  oid: string;
  ledger: Ledger;
  at: string;
  elapsed: number;
}

/** Changes of files that mean nothing to the state, for the next commit on a certain head. */
export interface Upkeep extends FileChanges {
  oid: string;
}

export interface Decided {
  events: readonly LedgerEvent[];
}

const ATTEMPTS = 25;

/**
 * Commits what `decide` returns on the ledger as it then is, and gives the ledger back; nothing decided, nothing written.
 * `decide` may run several times, each time on a fresher ledger, and must not keep anything from an earlier one.
 * `upkeep` goes with the first attempt, or not at all: no transaction fails for its sake.
 * Throws `UserError` when the ledger is forged, newer, or stays contended.
 */
export async function transact(
  ledgers: Ledgers,
  decide: (held: Held) => readonly LedgerEvent[],
  from?: Held,
  upkeep?: Upkeep | null,
): Promise<{ held: Held; events: readonly LedgerEvent[] }> {
  const { held, events } = await transactWith(ledgers, (now) => ({ events: decide(now) }), from, upkeep);
  return { held, events };
}

/** The same for a decision that is more than its events: the one that was committed is given back. */
export async function transactWith<D extends Decided>(
  ledgers: Ledgers,
  decide: (held: Held) => D,
  from?: Held,
  upkeep?: Upkeep | null,
): Promise<D & { held: Held }> {
  const sent: { token: string; decided: D; since: number }[] = [];
  let held = from ?? (await hold(ledgers));
  const first = held.elapsed;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const decided = decide(held);
    const { events } = decided;
    if (events.length === 0) return { ...decided, held };
    // Not before something happened: a quiet run has no use for what events do.
    const { applyAll } = await import('../domain/apply.ts');
    const after = applyAll(held.ledger, events, held.at);
    const token = `${ledgers.run.token}.${held.ledger.state.sequence + 1}.${attempt}`;
    const { change, ledger } = changeOf({
      before: held.ledger,
      after,
      events,
      parent: held.oid,
      at: held.at,
      token,
      run: ledgers.run.id,
    });
    const kept = attempt === 0 && upkeep?.oid === held.oid ? upkeep : null;
    const result = await ledgers.writer.commit({ ...withUpkeep(change, kept), expected: held.oid });
    if (result.kind === 'committed') return { ...decided, held: { ...held, elapsed: first, oid: result.oid, ledger } };
    if (result.kind === 'refused' && kept === null) throw refusal(result.reason);
    if (result.kind === 'ambiguous') sent.push({ token, decided, since: held.elapsed });
    await ledgers.clock.sleep(backOff(token, attempt));
    held = await hold(ledgers);
    const landed =
      sent.length > 0
        ? await ownCommit(
            ledgers,
            sent.map((item) => item.token),
          )
        : undefined;
    const mine = sent.find((item) => item.token === landed);
    if (mine) return { ...mine.decided, held: { ...held, elapsed: mine.since } };
  }
  throw new UserError(
    'Memory kept moving: other runs of Steward are writing to it.',
    'Nothing is lost; the next run goes on from here. Give the workflow a `concurrency` group if this repeats.',
  );
}

const withUpkeep = (change: LedgerChange, upkeep: Upkeep | null): LedgerChange => ({
  ...change,
  additions: { ...upkeep?.additions, ...change.additions },
  deletions: [...change.deletions, ...(upkeep?.deletions ?? [])],
});

/** Which of the tokens the ledger's newest commits carry: an unanswered commit may have landed, and may land late. */
async function ownCommit(ledgers: Ledgers, tokens: readonly string[]): Promise<string | undefined> {
  const messages = await ledgers.reader.messages(ATTEMPTS * 2);
  const landed = new Set(messages.map(transactionOf));
  return tokens.find((token) => landed.has(token));
}

const backOff = (token: string, attempt: number): number =>
  100 + (Number.parseInt(digest(token, 6), 16) % (200 * Math.min(attempt + 1, 8)));

const refusal = (reason: string): UserError =>
  new UserError(
    `The state branch cannot be written: ${reason}`,
    'Give the job `permissions: contents: write`, and let no branch rule cover the state branch.',
  );

/** Reads the head and everything under it; makes the branch where there is none. */
export async function hold(
  ledgers: Ledgers,
  known?: { raw: RawLedger | null; at: string; elapsed: number },
): Promise<Held> {
  let head = known ?? (await readHead(ledgers));
  if (head.raw === null) {
    const begun = await ledgers.writer.begin(rootFiles());
    if (begun.kind === 'refused') throw refusal(begun.reason);
    head = await readHead(ledgers);
    if (head.raw === null) throw refusal('it could not be made');
  }
  const reading = readLedger(head.raw, ledgers.trusted);
  return { ...(await open(ledgers, reading)), at: head.at, elapsed: head.elapsed };
}

async function readHead(ledgers: Ledgers): Promise<{ raw: RawLedger | null; at: string; elapsed: number }> {
  const elapsed = ledgers.clock.elapsed();
  return { ...(await ledgers.reader.head()), elapsed };
}

async function open(ledgers: Ledgers, reading: LedgerReading): Promise<{ oid: string; ledger: Ledger }> {
  if (reading.kind === 'absent') throw new Error('an absent ledger cannot be opened');
  if (reading.kind === 'damaged') return { oid: reading.oid, ledger: { ...EMPTY_LEDGER, state: damagedState } };
  if (reading.kind !== 'sound') throw stopped(reading);
  return { oid: reading.oid, ledger: await readShards(ledgers, reading) };
}

/** What a damaged ledger reads as: nothing, and a rebuild to come. */
const damagedState = { ...EMPTY_STATE, epoch: 'damaged' };

/** Whether the ledger says nothing of the past: new, or damaged beyond reading. */
export const isBlank = ({ state }: Ledger): boolean => isBlankState(state);
export const isBlankState = ({ installed, lost }: State): boolean => installed === null && lost === null;

async function readShards(ledgers: Ledgers, { oid, state }: { oid: string; state: Ledger['state'] }): Promise<Ledger> {
  const paths = [
    ...Object.keys(state.shards.tasks).map(tasksPath),
    ...Object.keys(state.shards.rejected).map(rejectedPath),
    ...Object.keys(state.shards.answers ?? {}).map(answersPath),
  ];
  const files = paths.length > 0 ? await ledgers.reader.files(oid, paths) : new Map<string, string | null>();
  const tasks = merged<Task>(state.shards.tasks, tasksPath, files);
  const rejected = merged<Rejection>(state.shards.rejected, rejectedPath, files);
  if (!tasks || !rejected) return { ...EMPTY_LEDGER, state: damagedState };
  const answers = merged<KeptAnswer>(state.shards.answers ?? {}, answersPath, files);
  // Without them models are asked again, and nothing else is lost.
  return { state, tasks, rejected, ...(answers && Object.keys(answers).length > 0 && { answers }), loaded: 'all' };
}

function merged<T extends Task | Rejection | KeptAnswer>(
  index: Record<string, string>,
  pathOf: (shard: string) => string,
  files: Map<string, string | null>,
): Record<string, T> | null {
  const entries: Record<string, T> = {};
  for (const [shard, hash] of Object.entries(index)) {
    const read = readShard<T>(files.get(pathOf(shard)) ?? null, hash);
    if (!read) return null;
    Object.assign(entries, read);
  }
  return entries;
}

/** Why a ledger stops Steward, and what to do. */
export function stopped(reading: Extract<LedgerReading, { kind: 'forged' | 'newer' }>): UserError {
  if (reading.kind === 'newer') {
    return new UserError(
      `Memory was written by a newer Steward (schema ${reading.schema}). Nothing was written.`,
      'Update the workflow to that version, or delete memory: Steward then rebuilds it from its issues.',
    );
  }
  return new UserError(
    `Memory is not as Steward left it: ${reading.reason} (commit ${reading.oid.slice(0, 12)}). Nothing was written.`,
    'See who wrote there. Then reset the state branch to the last commit by Steward, or delete memory: Steward rebuilds it from its issues. If that account is a token of yours, name it under `identities` in the configuration.',
  );
}
