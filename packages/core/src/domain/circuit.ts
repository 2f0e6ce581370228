/** Circuits: a vendor that fails again and again is left alone for a while, across runs, and then tried with one question. */
import type { LedgerEvent } from './event.ts';
import { type FailureCause, PROVIDERS, type Provider } from './model.ts';

/** What is remembered of a vendor whose last question failed; of any other nothing is. */
export interface Circuit {
  /** Questions that failed in a row. */
  failures: number;
  cause: FailureCause;
  /** Of the last failure. */
  at: string;
  /** It is not asked before; absent: it is not open. */
  until?: string;
  /** How often it opened in a row. */
  opened?: number;
}

export type Circuits = Readonly<Partial<Record<Provider, Circuit>>>;

export const MOST_FAILURES = 3;
const MINUTE = 60_000;
const FIRST_PAUSE = 15 * MINUTE;
const LONGEST_PAUSE = 6 * 60 * MINUTE;
/** What happened so long ago says nothing of today. */
const STALE = 24 * 60 * MINUTE;

/** Causes that say nothing good of the vendor. Any other shows that it is alive: it answered, if not as was hoped. */
const AILING: readonly FailureCause[] = ['key', 'payment', 'limit', 'overload', 'time-out', 'connection', 'server'];
/** What no further question of this run can mend. */
const LASTING: readonly FailureCause[] = ['key', 'payment'];
/** Nobody was asked, so nothing was learnt. */
const UNASKED: readonly FailureCause[] = ['circuit', 'budget', 'rate', 'lost'];

/** `half-open`: one question may be asked, and what becomes of it decides. */
export type CircuitState = 'closed' | 'open' | 'half-open';

export function circuitState(circuit: Circuit | undefined, now: string): CircuitState {
  if (circuit?.until === undefined) return 'closed';
  return Date.parse(circuit.until) > Date.parse(now) ? 'open' : 'half-open';
}

/** Those that were left alone before `now` may be tried with one question each: whoever orders it does not wait for them. */
export const triedNow = (circuits: Circuits, now: string): Circuits =>
  Object.fromEntries(
    Object.entries(circuits).map(([provider, circuit]) => [
      provider,
      circuit.at < now && circuitState(circuit, now) === 'open' ? { ...circuit, until: now } : circuit,
    ]),
  );

/** After one question, with all its attempts. `retryAfter` in milliseconds, as the vendor said. */
export function afterQuestion(
  circuit: Circuit | undefined,
  result: 'answered' | FailureCause,
  { at, retryAfter }: { at: string; retryAfter?: number | undefined },
): Circuit | undefined {
  if (result !== 'answered' && UNASKED.includes(result)) return circuit;
  if (result === 'answered' || !AILING.includes(result)) return undefined;
  const known = circuit && Date.parse(at) - Date.parse(circuit.at) < STALE ? circuit : undefined;
  const failures = (known?.failures ?? 0) + 1;
  const next: Circuit = { failures, cause: result, at };
  const asked = result === 'limit' ? retryAfter : undefined;
  if (failures < MOST_FAILURES && asked === undefined && !LASTING.includes(result)) return next;
  const opened = (known?.opened ?? 0) + 1;
  // An owner may mend a key at any time: that is not waited for longer and longer.
  const own = LASTING.includes(result) ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (opened - 1));
  const pause = Math.min(LONGEST_PAUSE, asked ?? own);
  return { ...next, opened, until: new Date(Date.parse(at) + pause).toISOString() };
}

/** What the ledger has to learn of a run's circuits: nothing where they are as they were. */
export const circuitEvents = (before: Circuits = {}, after: Circuits): LedgerEvent[] =>
  textOf(before) === textOf(after) ? [] : [{ kind: 'circuits', circuits: after }];

const textOf = (circuits: Circuits): string => JSON.stringify(PROVIDERS.map((provider) => circuits[provider] ?? null));
