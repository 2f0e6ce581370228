/** What the ledger keeps of a client at an endpoint, and how many of these it keeps. */

export interface LimitPlace {
  client: string;
  endpoint: string;
}

export interface LimitUse extends LimitPlace {
  requests: number;
  tokens: number;
}

/**
 * Which rules the numbers are of, the time from which on they hold nobody back, and the numbers. Rules that an owner
 * adds begin with nothing; those that stay go on as they are.
 */
export type LimitRow = [shape: string, until: number, ...numbers: number[]];

/** Kept at once: with the four rules that a tier has they take less than a third of what `state.json` may have. */
export const MOST_ROWS = 100;

/** Neither has a space. */
export const keyOf = ({ client, endpoint }: LimitPlace): string => `${client} ${endpoint}`;

/** Where there are too many, those go that hold nobody back any more, the oldest first; one that still limits never. */
export function withRow(
  rows: Readonly<Record<string, LimitRow>>,
  key: string,
  row: LimitRow,
  now: number,
): Record<string, LimitRow> {
  const next = { ...rows, [key]: row };
  const excess = Object.keys(next).length - MOST_ROWS;
  if (excess <= 0) return next;
  const idle = Object.entries(next).filter(([other, [, until]]) => other !== key && until <= now);
  idle.sort(([a, [, first]], [b, [, second]]) => first - second || (a < b ? -1 : 1));
  for (const [other] of idle.slice(0, excess)) delete next[other];
  return next;
}

/** What is remembered of limits. */
export type LimitEvent =
  /** So much was taken, or what a run did not use was given back; `row`: what is counted since, if not by a Redis. */
  | ({ kind: 'limit-taken' | 'limit-returned'; row?: LimitRow } & LimitUse)
  /** So often it was refused in a row. `row`: another where smaller requests now wait for it. */
  | ({ kind: 'limit-refused'; times: number; row?: LimitRow } & LimitUse)
  /** How calls went. `milliseconds`: all together. */
  | ({ kind: 'limit-observed'; calls: number; failed: number; milliseconds: number; row?: LimitRow } & LimitPlace);
