/**
 * Leases and reviews as `state.json` holds them: rows without the names of their fields, and times as milliseconds,
 * since there may be more than a hundred of each in a file that has to stay small.
 */
import type { Lease, Sign } from './lease.ts';
import type { State } from './state.ts';
import type { Click, Overall, ReviewRecord } from './verdict.ts';

type Time = string | number;

/** As a number where that says the same. */
const packed = (time: string): Time => {
  const moment = Date.parse(time);
  return Number.isNaN(moment) || new Date(moment).toISOString() !== time ? time : moment;
};
const unpacked = (time: Time): string => (typeof time === 'number' ? new Date(time).toISOString() : time);
const packedOr = (time: string | null): Time | null => (time === null ? null : packed(time));
const unpackedOr = (time: Time | null): string | null => (time === null ? null : unpacked(time));

type LeaseRow = [
  ...[number: number, agent: string, kind: Lease['kind'], attempt: number, counter: number, token: string],
  ...[at: Time, usd: number | null, start: number, silence: number, handed: [Time, string] | null],
  ...[started: [Time, Sign, string] | null, seen: Time, pull: number | null, returned: Time | null],
  /** What few leases have. */
  more?: Partial<Lease>,
];

/** `task` is the key of the row. */
function leaseRow({
  task: _,
  number,
  agent,
  kind,
  attempt,
  counter,
  token,
  at,
  usd,
  patience,
  ...after
}: Lease): LeaseRow {
  const { handed, started, seen, pull, returned, ...more } = after;
  return [
    ...([number, agent, kind, attempt, counter, token, packed(at), usd, patience.start, patience.silence] as const),
    handed && [packed(handed.at), handed.ref],
    started && [packed(started.at), started.sign, started.ref],
    ...([packed(seen), pull, packedOr(returned)] as const),
    ...restOf(more),
  ];
}

function leaseOf(task: string, row: LeaseRow): Lease {
  const [number, agent, kind, attempt, counter, token, at, usd, start, silence, ...after] = row;
  const [handed, started, seen, pull, returned, more] = after;
  return {
    ...{ task, number, agent, kind, attempt, counter, token, at: unpacked(at) },
    handed: handed && { at: unpacked(handed[0]), ref: handed[1] },
    started: started && { at: unpacked(started[0]), sign: started[1], ref: started[2] },
    ...{ seen: unpacked(seen), pull, returned: unpackedOr(returned), usd, patience: { start, silence } },
    ...more,
  };
}

type ReviewRow = [
  ...[task: string | null, flags: string, due: Time | null, head: string, facts: string, overall: Overall | null],
  ...[met: number, of: number, round: number, clicks: Click[], more?: Partial<ReviewRecord>],
];

function reviewRow({ task, asked, agent, wanted, stale, due, head, facts, ...after }: ReviewRecord): ReviewRow {
  const { overall, met, of, round, clicks, ...more } = after;
  const flags = [asked, agent, wanted, stale].map((flag) => (flag ? '1' : '0')).join('');
  return [task, flags, packedOr(due), head, facts, overall, met, of, round, clicks, ...restOf(more)];
}

function reviewOf(row: ReviewRow): ReviewRecord {
  const [task, flags, due, head, facts, overall, met, of, round, clicks, more] = row;
  return {
    ...{ task, asked: flags[0] === '1', agent: flags[1] === '1', wanted: flags[2] === '1', stale: flags[3] === '1' },
    ...{ due: unpackedOr(due), head, facts, overall, met, of, round, clicks },
    ...more,
  };
}

/** Nothing that a row has no place for is lost. */
const restOf = <T extends object>(more: T): [] | [T] => (Object.keys(more).length === 0 ? [] : [more]);

const mapped = <A, B>(record: Readonly<Record<string, A>>, map: (value: A, key: string) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));

/** The state as it is written. */
export const rowsOf = (state: State) => ({
  ...state,
  leases: mapped(state.leases, leaseRow),
  reviews: mapped(state.reviews, reviewRow),
});

/** The state that was written; what was written without rows is taken as it stands. */
export function stateOf<S extends Partial<State>>(written: S): S {
  const { leases, reviews } = written as unknown as Partial<ReturnType<typeof rowsOf>>;
  return {
    ...written,
    ...(leases && { leases: mapped(leases, (row, task) => (Array.isArray(row) ? leaseOf(task, row as never) : row)) }),
    ...(reviews && { reviews: mapped(reviews, (row) => (Array.isArray(row) ? reviewOf(row as never) : row)) }),
  };
}
