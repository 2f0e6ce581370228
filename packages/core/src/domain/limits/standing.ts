/** How limits stand, and what was asked of them: figures for people, out of the ledger's rows and events. */
import type { RecordedEvent } from '../event.ts';
import type { LimitSettings } from '../limit-settings.ts';
import type { State } from '../state.ts';
import { rowFor } from './count.ts';
import { factorOf } from './observed.ts';
import { isAdaptive, observedIn, placesOf } from './plan.ts';
import { hasLimits, limitsOf, ruleWords } from './resolve.ts';
import { keyOf, type LimitPlace } from './row.ts';
import { take } from './take.ts';

export interface RuleStanding {
  /** `300 requests an hour` */
  rule: string;
  /** Of how many; more or less than the rule says where it adapts. */
  limit: number;
  remaining: number;
  /** When nothing will be counted any more; a time. */
  reset: string;
}

export interface LimitStanding extends LimitPlace {
  /** `tier basic`; null: nothing is set for it any more. */
  as: string | null;
  rules: RuleStanding[];
  /** What its limits are multiplied with by how it did; null: none adapts. */
  factor: number | null;
}

/** Of each client and endpoint that is counted, in order of their names. A tier that only a workflow names is not known here. */
export function limitStandings(
  { limits: rows = {} }: Pick<State, 'limits'>,
  settings: LimitSettings,
  now: number,
): LimitStanding[] {
  return Object.keys(rows)
    .sort()
    .map((key) => {
      const [client = '', endpoint = ''] = key.split(' ');
      return standingOf(rows, { client, endpoint }, settings, now);
    });
}

export function standingOf(
  rows: NonNullable<State['limits']>,
  place: LimitPlace,
  settings: LimitSettings,
  now: number,
): LimitStanding {
  const found = limitsOf(place.client, settings);
  if (found.kind !== 'limited') return { ...place, as: null, rules: [], factor: null };
  const { rules, as } = found;
  const row = rowFor(rows[keyOf(place)], rules, now);
  const observed = observedIn(row, rules);
  const places = placesOf(rules);
  return {
    ...{ ...place, as, factor: isAdaptive(rules) ? Math.round(factorOf(observed) * 100) / 100 : null },
    rules: rules.map((rule, at) => {
      const window = row?.slice(places[at], places[at + 1]);
      const { remaining, reset } = take(window, rule, { amount: 0, now }, observed).decision;
      const limit = take(undefined, rule, { amount: 0, now }, observed).decision.remaining;
      return { rule: ruleWords(rule), limit, remaining, reset: new Date(reset).toISOString() };
    }),
  };
}

export interface LimitUsage extends LimitPlace {
  /** Requests that were let through, less what was given back; and those that were not. */
  taken: number;
  refused: number;
  tokens: number;
  calls: number;
  failed: number;
  /** Mean of its calls; null: none was told of. */
  milliseconds: number | null;
  /** When something was last asked or told. */
  last: string;
}

/** What was asked of limits in these events, by client and endpoint. */
export function limitUsage(events: readonly RecordedEvent[]): LimitUsage[] {
  const usages = new Map<string, LimitUsage & { sum: number }>();
  for (const event of events) {
    if (!isOfLimits(event)) continue;
    const { client, endpoint } = event;
    const fresh = { taken: 0, refused: 0, tokens: 0, calls: 0, failed: 0, milliseconds: null, sum: 0 };
    const usage = usages.get(keyOf(event)) ?? { client, endpoint, ...fresh, last: event.at };
    usages.set(keyOf(event), usage);
    usage.last = event.at > usage.last ? event.at : usage.last;
    if (event.kind === 'limit-observed') {
      usage.calls += event.calls;
      usage.failed += event.failed;
      usage.sum += event.milliseconds;
      continue;
    }
    // What asks for tokens alone is one request all the same; what gives tokens back gives none.
    const requests = event.kind === 'limit-returned' ? event.requests : Math.max(1, event.requests);
    if (event.kind === 'limit-refused') usage.refused += requests * event.times;
    const sign = event.kind === 'limit-taken' ? 1 : event.kind === 'limit-returned' ? -1 : 0;
    usage.taken += sign * requests;
    usage.tokens += sign * event.tokens;
  }
  return [...usages.values()]
    .map(({ sum, ...usage }) => ({ ...usage, milliseconds: usage.calls > 0 ? Math.round(sum / usage.calls) : null }))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

type LimitEvent = Extract<RecordedEvent, { kind: `limit-${string}` }>;
const isOfLimits = (event: RecordedEvent): event is LimitEvent => event.kind.startsWith('limit-');

export interface LimitAlert {
  what: 'blocked' | 'failing' | 'silent';
  words: string;
  remedy: string;
}

/** From where on something is told: shares in percent, and the minutes without anything asked. */
export const ALERTS = { blocked: 10, failing: 5, silent: 30 } as const;

/** What stands out, with what helps. */
export function limitAlerts(usages: readonly LimitUsage[], settings: LimitSettings, now: string): LimitAlert[] {
  if (!hasLimits(settings)) return [];
  const alerts = usages.flatMap((usage): LimitAlert[] => {
    const { client, endpoint, taken, refused, calls, failed } = usage;
    const [blocked, failing] = [percentOf(refused, taken + refused), percentOf(failed, calls)];
    const name = `${client} at ${endpoint}`;
    const remedy = 'raise its limit, give it another tier, or let it ask less often';
    return [
      ...(blocked > ALERTS.blocked
        ? [{ what: 'blocked' as const, words: `${name}: ${blocked} % of ${taken + refused} requests refused`, remedy }]
        : []),
      ...(failing > ALERTS.failing
        ? [{ what: 'failing' as const, words: `${name}: ${failing} % of ${calls} calls failed`, remedy: FAILING }]
        : []),
    ];
  });
  const last = usages
    .map((usage) => usage.last)
    .sort()
    .at(-1);
  if (last !== undefined && Date.parse(now) - Date.parse(last) <= ALERTS.silent * 60_000) return alerts;
  const since =
    last === undefined
      ? 'nothing was asked in this time'
      : `nothing was asked since ${last.slice(0, 16).replace('T', ' ')} UTC`;
  return [...alerts, { what: 'silent', words: since, remedy: 'see whether what should ask still runs' }];
}

const FAILING = 'see what the service answers; the strategy `adaptive` asks it less while it fails';

/** One decimal. */
const percentOf = (part: number, whole: number): number => (whole <= 0 ? 0 : Math.round((part / whole) * 1_000) / 10);
