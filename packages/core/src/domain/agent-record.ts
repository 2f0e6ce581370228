/**
 * How what was seen of an agent is counted, and what it says. Whoever gets better or worse is soon judged by that: each
 * new outcome takes a fifth of the weight of all earlier ones, and a month in which nothing was seen takes half. So all
 * counts together stay below five, however long the history.
 */
import type { AgentRecord, Failure, Span } from './agent.ts';
import type { TaskType } from './task.ts';
import { momentOf } from './time.ts';

const KEPT = 0.8;
const HALF_LIFE = 30 * 86_400_000;
/** Counts below this say nothing any more. */
export const LEAST = 0.01;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Where an agent without quota does not say until when: quotas are mostly of a few hours. */
const QUOTA_PAUSE = 4 * HOUR;
/** So many hand-offs in a row that did not start, and it rests. */
const REST_AFTER = 2;
/** An attempt that took longer waited for people. */
const MOST_HOURS = 168;
const MOST_ROUNDS = 20;

/** 1 at the moment of the last change, less with each day since. */
export const weightAt = ({ asOf }: AgentRecord, now: string): number =>
  asOf === null ? 1 : 0.5 ** (Math.max(0, momentOf(now) - momentOf(asOf)) / HALF_LIFE);

/** Short, so that the state stays small. */
const short = (count: number): number => Math.round(count * 1_000) / 1_000;
const within = (value: number, most: number): number => (value > 0 ? Math.min(most, value) : 0);

/** The outcomes with a weight between 0 and 1; what nearly vanished is gone. */
function fadeOutcomes(outcomes: AgentRecord['outcomes'], weight: number): AgentRecord['outcomes'] {
  const faded = Object.entries(outcomes).map(
    ([type, [done, failed]]) => [type, [short(done * weight), short(failed * weight)]] as const,
  );
  return Object.fromEntries(faded.filter(([, [done, failed]]) => done + failed >= LEAST));
}

const fadeSpan = ({ count, hours }: Span, weight: number): Span => ({
  count: short(count * weight),
  hours: short(hours * weight),
});

/** The record as it is at that moment, with the time since its last change taken off. */
function upTo(record: AgentRecord, at: string): AgentRecord {
  const weight = weightAt(record, at);
  const { count, rounds } = record.rounds;
  const asOf = record.asOf !== null && momentOf(record.asOf) > momentOf(at) ? record.asOf : at;
  if (weight === 1) return { ...record, asOf };
  return {
    ...record,
    asOf,
    outcomes: fadeOutcomes(record.outcomes, weight),
    toStart: fadeSpan(record.toStart, weight),
    toPull: fadeSpan(record.toPull, weight),
    rounds: { count: short(count * weight), rounds: short(rounds * weight) },
  };
}

function addHours(span: Span, hours: number | null): Span {
  if (hours === null) return span;
  const { count, hours: before } = fadeSpan(span, KEPT);
  return { count: short(count + 1), hours: short(before + within(hours, MOST_HOURS)) };
}

function addOutcome(outcomes: AgentRecord['outcomes'], type: TaskType, isDone: boolean): AgentRecord['outcomes'] {
  const faded = fadeOutcomes(outcomes, KEPT);
  const [done, failed] = faded[type] ?? [0, 0];
  return { ...faded, [type]: isDone ? [short(done + 1), failed] : [done, short(failed + 1)] };
}

/** A sign of it was seen, so many hours after the hand-off. */
export function attemptStarted(record: AgentRecord, { at, hours }: { at: string; hours: number }): AgentRecord {
  const before = upTo(agentReached(record), at);
  return {
    ...before,
    toStart: addHours(before.toStart, hours),
    lastStart: at,
    ...seenAtWork(before),
  };
}

/**
 * GitHub refused a hand-off for how it is set up: the agent was never asked, so that says nothing of its work. It is tried
 * again after a day, since what is mended outside of the settings does not show.
 */
export const agentRefused = (record: AgentRecord, { at, reason }: { at: string; reason: string }): AgentRecord => ({
  ...record,
  refused: { at, until: new Date(momentOf(at) + DAY).toISOString(), reason },
});

/** Something reached it, or the owner changed something: what was refused before says nothing any more. */
export function agentReached(record: AgentRecord): AgentRecord {
  const { refused: _, ...rest } = record;
  return rest;
}

type Records = Record<string, AgentRecord>;

export const allReached = (records: Records): Records =>
  Object.values(records).some(({ refused }) => refused !== undefined)
    ? Object.fromEntries(Object.entries(records).map(([name, record]) => [name, agentReached(record)]))
    : records;

/** Until when it is not asked, for whatever reason; null: it can be. */
export function restOf({ restsUntil, refused }: AgentRecord): string | null {
  if (refused === undefined) return restsUntil;
  return restsUntil === null ? refused.until : later(restsUntil, momentOf(refused.until));
}

/** What is known of an attempt when it ends. */
export interface AttemptEnd {
  at: string;
  type: TaskType;
  /** Null: it ended well. */
  failure: Failure | null;
  /** From the hand-off to its pull request; null where it came to none. */
  hours: number | null;
  /** Of review; null where it came to none. */
  rounds: number | null;
  /** Null where nobody told. */
  usd: number | null;
  /** Until when, as it says itself, it has no quota. */
  until?: string | null;
}

/** Endings that say nothing of how well somebody works: it was not able, or did not want to. */
const UNCOUNTED: readonly (Failure | null)[] = ['no-quota', 'declined'];

/** An attempt ended. A change that is reverted counted as done before: that is taken back. */
export function attemptEnded(record: AgentRecord, end: AttemptEnd): AgentRecord {
  const before = upTo(record, end.at);
  const [good, bad] = before.ended ?? [0, 0];
  if (end.failure === 'reverted') {
    const moved = Math.min(1, good);
    return { ...before, outcomes: reverted(before.outcomes, end.type), ended: [good - moved, bad + 1] };
  }
  const { outcomes, toPull, rounds, spent } = before;
  const isCounted = !UNCOUNTED.includes(end.failure);
  return {
    ...before,
    outcomes: isCounted ? addOutcome(outcomes, end.type, end.failure === null) : outcomes,
    ...(isCounted && { ended: end.failure === null ? [good + 1, bad] : [good, bad + 1] }),
    toPull: addHours(toPull, end.hours),
    rounds: end.rounds === null ? rounds : addRounds(rounds, end.rounds),
    spent:
      end.usd === null
        ? { ...spent, unknown: spent.unknown + 1 }
        : { ...spent, count: spent.count + 1, usd: short(spent.usd + Math.max(0, end.usd)) },
    ...restAfter(before, end),
  };
}

function reverted(outcomes: AgentRecord['outcomes'], type: TaskType): AgentRecord['outcomes'] {
  const [done, failed] = outcomes[type] ?? [0, 0];
  const moved = Math.min(1, done);
  return addOutcome({ ...outcomes, [type]: [done - moved, failed] }, type, false);
}

const less = (count: number): number => Math.max(0, count - 1);

/** An attempt that had ended badly goes on: how it ends is still to be seen, so what that did is taken back. */
export function attemptRevived(
  record: AgentRecord,
  { at, type, usd }: Pick<AttemptEnd, 'at' | 'type' | 'usd'>,
): AgentRecord {
  const before = upTo(record, at);
  const { outcomes, ended: [good, bad] = [0, 0], spent } = before;
  const [done, failed] = outcomes[type] ?? [0, 0];
  const paid = { count: less(spent.count), usd: short(Math.max(0, spent.usd - (usd ?? 0))) };
  return {
    ...before,
    outcomes: { ...outcomes, [type]: [done, short(less(failed))] },
    ended: [good, less(bad)],
    spent: { ...spent, ...(usd === null ? { unknown: less(spent.unknown) } : paid) },
    ...seenAtWork(before),
  };
}

/** It ends a rest for not starting, but brings no quota back. */
const seenAtWork = ({ notStarted, restsUntil }: AgentRecord): Pick<AgentRecord, 'notStarted' | 'restsUntil'> => ({
  notStarted: 0,
  restsUntil: notStarted >= REST_AFTER ? null : restsUntil,
});

function addRounds(before: AgentRecord['rounds'], rounds: number): AgentRecord['rounds'] {
  return { count: short(before.count * KEPT + 1), rounds: short(before.rounds * KEPT + within(rounds, MOST_ROUNDS)) };
}

function restAfter(record: AgentRecord, end: AttemptEnd): Pick<AgentRecord, 'notStarted' | 'restsUntil'> {
  const { notStarted, restsUntil } = record;
  if (end.failure === 'no-quota') return { notStarted, restsUntil: later(restsUntil, quotaBack(end)) };
  if (end.failure !== 'not-started') return { notStarted, restsUntil };
  const inRow = notStarted + 1;
  if (inRow < REST_AFTER) return { notStarted: inRow, restsUntil };
  // An hour, then twice as long each time, at most a day. The exponent is bounded, for the row may be long.
  const pause = Math.min(DAY, HOUR * 2 ** Math.min(10, inRow - REST_AFTER));
  return { notStarted: inRow, restsUntil: later(restsUntil, momentOf(end.at) + pause) };
}

/** What it says is anybody's words: believed for a day. */
function quotaBack({ at, until }: AttemptEnd): number {
  const start = momentOf(at);
  const said = typeof until === 'string' ? Date.parse(until) : Number.NaN;
  return said > start ? Math.min(said, start + DAY) : start + QUOTA_PAUSE;
}

const later = (at: string | null, moment: number): string =>
  at !== null && momentOf(at) > moment ? at : new Date(moment).toISOString();
