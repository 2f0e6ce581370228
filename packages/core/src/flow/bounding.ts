/** Limits on what a run writes to GitHub and hands to agents: taken in the transaction that reserves it, or put off. */
import type { Config } from '../domain/config.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { hasRoom, keptRow, reasonOf, returnEvents, rowFor } from '../domain/limits/count.ts';
import { hasLimits, limitsOf } from '../domain/limits/resolve.ts';
import { keyOf, type LimitPlace } from '../domain/limits/row.ts';
import type { Rule } from '../domain/limits/rule.ts';
import { type Joint, type Row, takeTogether } from '../domain/limits/together.ts';
import type { Approved, EffectName, Outcome, Refusal } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import type { Judgement } from '../guard/judge.ts';

export interface Bounded extends Judgement {
  events: LedgerEvent[];
}

/** The service that bounds writes; an agent's own name bounds how often it is handed a task. */
const GITHUB: LimitPlace = { client: 'github', endpoint: 'write' };
const HAND_OFF = 'hand-off';
const ONE = { requests: 1, tokens: 0 };

/** What is counted of one place while proposals are gone through. */
interface Count extends LimitPlace {
  rules: readonly Rule[];
  as: string;
  row: Row | undefined;
  taken: number;
  refused: number;
}

/** What is over a limit is refused with its reason; all that passes is taken as one block for each that is limited. */
export function withinLimits(
  judged: Judgement,
  { state }: Ledger,
  { limits }: Pick<Config, 'limits'>,
  at: string,
): Bounded {
  if (!hasLimits(limits) || state.leaving || judged.approved.length === 0) return { ...judged, events: [] };
  const now = Date.parse(at);
  const counts = new Map<string, Count | null>();
  const countOf = (place: LimitPlace): Count | null => {
    const key = keyOf(place);
    const known = counts.get(key);
    if (known !== undefined) return known;
    const found = limitsOf(place.client, limits);
    const row = found.kind === 'limited' ? rowFor(state.limits?.[key], found.rules, now) : undefined;
    const count = found.kind === 'limited' ? { ...place, ...found, row, taken: 0, refused: 0 } : null;
    counts.set(key, count);
    return count;
  };
  const refused: Refusal[] = [];
  let wait = 0;
  const approved = judged.approved.filter((effect) => {
    const bounds = placesOf(effect).flatMap((place) => countOf(place) ?? []);
    const asked = bounds.map((count) => ({ count, ...takeTogether(count.row, count.rules, ONE, now) }));
    const over = asked.find(({ decision }) => !decision.allowed);
    const full = bounds.find((count) => !hasRoom(state.limits ?? {}, keyOf(count), now));
    if (!over && !full) {
      for (const { count, row } of asked) Object.assign(count, { row, taken: count.taken + 1 });
      return true;
    }
    if (over) over.count.refused += 1;
    wait = Math.max(wait, over?.decision.retryAfter ?? FULL);
    refused.push(refusalOf(effect, over ? reasonOf(over.decision, over.count.as) : 'memory counts as much as it can'));
    return false;
  });
  const events = [...counts.values()].flatMap((count) => (count ? countEvents(count) : []));
  const putOff: LedgerEvent[] = wait > 0 ? [{ kind: 'put-off', retryAfter: wait }] : [];
  return { approved, refused: [...judged.refused, ...refused], events: [...events, ...putOff] };
}

/** Milliseconds until a place in memory is looked for again. */
const FULL: Joint['retryAfter'] = 3_600_000;

/** A suggestion is written to memory only. */
function placesOf(effect: Pick<EffectName, 'kind' | 'agent'>): LimitPlace[] {
  if (effect.kind === 'suggest') return [];
  if (effect.kind !== 'hand-off') return [GITHUB];
  return [GITHUB, { client: effect.agent ?? '', endpoint: HAND_OFF }];
}

const refusalOf = (effect: Approved, reason: string): Refusal => ({
  ...{ kind: effect.kind, subject: effect.subject, policy: 'limit', reason },
  title: 'specification' in effect ? effect.specification.title : `${effect.kind} ${effect.subject}`,
});

function countEvents({ client, endpoint, rules, row, taken, refused }: Count): LedgerEvent[] {
  const place = { client, endpoint, tokens: 0 };
  const kept = row !== undefined && taken > 0 ? keptRow(row, rules) : null;
  return [
    ...(kept ? [{ kind: 'limit-taken', ...place, requests: taken, row: kept } satisfies LedgerEvent] : []),
    ...(refused > 0 ? [{ kind: 'limit-refused', ...place, requests: 1, times: refused } satisfies LedgerEvent] : []),
  ];
}

/** What was reserved at `since` and never sent is given back. The dashboard is written outside of any block. */
export function unusedEvents(
  outcomes: readonly Outcome[],
  { state }: Ledger,
  { limits }: Pick<Config, 'limits'>,
  times: { since: string; at: string },
): LedgerEvent[] {
  const late = outcomes.filter(({ kind }) => kind === 'late');
  if (late.length === 0 || !hasLimits(limits)) return [];
  const unused = new Map<string, LimitPlace & { requests: number }>();
  for (const place of late.flatMap(({ effect }) => placesOf(effect))) {
    const { requests } = unused.get(keyOf(place)) ?? { requests: 0 };
    unused.set(keyOf(place), { ...place, requests: requests + 1 });
  }
  const [since, now] = [Date.parse(times.since), Date.parse(times.at)];
  return [...unused.values()].flatMap(({ requests, ...place }) =>
    returnEvents(state.limits, { ...place, amount: { requests, tokens: 0 } }, limits, { since, now }),
  );
}
