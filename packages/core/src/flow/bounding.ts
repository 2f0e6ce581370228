/** Limits on what a run writes to GitHub and hands to agents: taken in the transaction that reserves it, or put off. */
import type { Config } from '../domain/config.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { hasRoom, keptRow, reasonOf, returnEvents, rowFor } from '../domain/limits/count.ts';
import { clientOfCategory, hasLimits, limitsOf } from '../domain/limits/resolve.ts';
import { keyOf, type LimitPlace } from '../domain/limits/row.ts';
import type { Rule } from '../domain/limits/rule.ts';
import { type Row, takeTogether } from '../domain/limits/together.ts';
import type { Approved, EffectName, Outcome, Refusal } from '../domain/proposal.ts';
import type { Ledger, State } from '../domain/state.ts';
import type { Judgement } from '../guard/judge.ts';
import { type Block, type Blocks, type Need, NO_BLOCKS, NO_MORE } from './sharing.ts';

export interface Bounded extends Judgement {
  events: LedgerEvent[];
  /** Of the blocks that this run took, what nobody needs. */
  unused: Block[];
  /** The same blocks, with what memory did not count of them. */
  blocks: Blocks;
}

/** What was taken of limits that are counted elsewhere, and whether they are: then there is no more than that. */
interface Elsewhere {
  blocks: Blocks;
  isShared: boolean;
}

/** The service that bounds writes; an agent's own name, and a task's category, bound how often one is handed over. */
const GITHUB: LimitPlace = { client: 'github', endpoint: 'write' };
const HAND_OFF = 'hand-off';
const ONE = { requests: 1, tokens: 0 };

/** What is counted of one place while proposals are gone through. `block`: of what was taken for it elsewhere. */
interface Count extends LimitPlace {
  rules: readonly Rule[];
  as: string;
  row: Row | undefined;
  block: Block | null;
  taken: number;
  /** Of those, what memory counted. */
  kept: number;
  refused: number;
}

/** Whether one more passes; `row`: what is counted then. */
interface Passing {
  count: Count;
  row: Row | undefined;
  isKept: boolean;
  /** Why it does not, and for how long; null: it does. */
  refusal: { reason: string; wait: number } | null;
}

/** What is over a limit is refused with its reason; all that passes is taken as one block for each that is limited. */
export function withinLimits(
  judged: Judgement,
  ledger: Ledger,
  { limits }: Pick<Config, 'limits'>,
  at: string,
  { blocks, isShared }: Elsewhere = { blocks: NO_BLOCKS, isShared: false },
): Bounded {
  const { state } = ledger;
  if (!hasLimits(limits) || state.leaving) return { ...judged, events: [], unused: [...blocks.values()], blocks };
  const now = Date.parse(at);
  const counts = new Map<string, Count | null>();
  const countOf = (place: LimitPlace): Count | null => {
    const key = keyOf(place);
    const known = counts.get(key);
    if (known !== undefined) return known;
    const found = limitsOf(place.client, limits);
    const row = found.kind === 'limited' ? rowFor(state.limits?.[key], found.rules, now) : undefined;
    // Another run may have changed what is wanted since this one took its blocks.
    const block = blocks.get(key) ?? (isShared ? { ...place, ...NOTHING_TAKEN } : null);
    const count = found.kind === 'limited' ? { ...place, ...found, row, block, taken: 0, kept: 0, refused: 0 } : null;
    counts.set(key, count);
    return count;
  };
  const refused: Refusal[] = [];
  let wait = 0;
  const approved = judged.approved.filter((effect) => {
    const asked = placesOf(effect, ledger).flatMap((place) => {
      const count = countOf(place);
      return count ? [passing(count, state, now)] : [];
    });
    const over = asked.find(({ refusal }) => refusal !== null);
    if (!over?.refusal) {
      for (const { count, row, isKept } of asked)
        Object.assign(count, { row, taken: count.taken + 1, kept: count.kept + (isKept ? 1 : 0) });
      return true;
    }
    over.count.refused += 1;
    wait = Math.max(wait, over.refusal.wait);
    refused.push(refusalOf(effect, over.refusal.reason));
    return false;
  });
  const events = [...counts.values()].flatMap((count) => (count ? countEvents(count) : []));
  const putOff: LedgerEvent[] = wait > 0 ? [{ kind: 'put-off', retryAfter: wait }] : [];
  const unused = [...blocks].map(([key, block]) => ({
    ...block,
    requests: block.requests - (counts.get(key)?.taken ?? 0),
  }));
  return {
    ...{ approved, refused: [...judged.refused, ...refused], events: [...events, ...putOff] },
    ...{ unused, blocks: new Map([...blocks].map(([key, block]) => [key, withUncounted(block, counts.get(key))])) },
  };
}

function withUncounted(block: Block, count: Count | null | undefined): Block {
  const uncounted = count ? count.taken - count.kept : 0;
  return uncounted > 0 ? { ...block, uncounted } : block;
}

const NOTHING_TAKEN: Omit<Block, keyof LimitPlace> = { requests: 0, tokens: 0, since: 0, ...NO_MORE };

function passing(count: Count, { limits = {} }: State, now: number): Passing {
  const { block, taken, rules, as } = count;
  const isRoom = hasRoom(limits, keyOf(count), now);
  if (!block && !isRoom) {
    return { count, row: undefined, isKept: false, refusal: { reason: 'memory counts as much as it can', wait: FULL } };
  }
  const { decision, row } = takeTogether(count.row, rules, ONE, now);
  if (block) {
    const { reason, retryAfter } = block;
    const refusal = taken < block.requests ? null : { reason, wait: Math.max(MOMENT, retryAfter) };
    // Memory does not decide here; but it goes on from this when whoever counts is lost.
    const isKept = isRoom && decision.allowed;
    return { count, row: isKept ? row : count.row, isKept, refusal };
  }
  const wait = decision.retryAfter;
  return { count, row, isKept: true, refusal: decision.allowed ? null : { reason: reasonOf(decision, as), wait } };
}

/** What would be asked of limits if all of this passed. */
export function needsOf(effects: readonly Effect[], ledger: Pick<Ledger, 'tasks'>): Need[] {
  const needs = new Map<string, Need>();
  for (const place of effects.flatMap((effect) => placesOf(effect, ledger))) {
    const { requests } = needs.get(keyOf(place)) ?? { requests: 0 };
    needs.set(keyOf(place), { ...place, requests: requests + 1, tokens: 0 });
  }
  return [...needs.values()];
}

/** So that what is over a limit is due again at all. Milliseconds. */
const MOMENT = 1_000;

/** Milliseconds until a place in memory is looked for again. */
const FULL = 3_600_000;

/** A suggestion is written to memory only. */
function placesOf({ kind, agent = '', subject }: Effect, { tasks }: Pick<Ledger, 'tasks'>): LimitPlace[] {
  if (kind === 'suggest') return [];
  if (kind !== 'hand-off') return [GITHUB];
  const category = tasks[subject]?.category;
  const shared = category === undefined ? [] : [{ client: clientOfCategory(category), endpoint: HAND_OFF }];
  return [GITHUB, { client: agent, endpoint: HAND_OFF }, ...shared];
}

type Effect = Pick<EffectName, 'kind' | 'agent' | 'subject'>;

const refusalOf = (effect: Approved, reason: string): Refusal => ({
  ...{ kind: effect.kind, subject: effect.subject, policy: 'limit', reason },
  title: 'specification' in effect ? effect.specification.title : `${effect.kind} ${effect.subject}`,
});

function countEvents({ client, endpoint, rules, row, taken, refused }: Count): LedgerEvent[] {
  const place = { client, endpoint, tokens: 0 };
  const kept = row !== undefined && { row: keptRow(row, rules) };
  return [
    ...(taken > 0 ? [{ kind: 'limit-taken', ...place, requests: taken, ...kept } satisfies LedgerEvent] : []),
    ...(refused > 0 ? [{ kind: 'limit-refused', ...place, requests: 1, times: refused } satisfies LedgerEvent] : []),
  ];
}

/**
 * What was reserved at `since` and never sent is given back: to memory by these events, and of `blocks` what is said here.
 * The dashboard is written outside of any block.
 */
export function unusedEvents(
  outcomes: readonly Outcome[],
  ledger: Ledger,
  { limits }: Pick<Config, 'limits'>,
  { since, at, blocks }: { since: string; at: string; blocks: Blocks },
): LedgerEvent[] {
  if (!hasLimits(limits)) return [];
  const times = { since: Date.parse(since), now: Date.parse(at) };
  return lateNeeds(outcomes, ledger).flatMap((need): LedgerEvent[] => {
    const { client, endpoint, requests } = need;
    const block = blocks.get(keyOf(need));
    const amount = { requests: Math.max(0, requests - (block?.uncounted ?? 0)), tokens: 0 };
    const own = returnEvents(ledger.state.limits, { client, endpoint, amount }, limits, times);
    if (block === undefined) return own;
    const [given] = own;
    const row = given?.kind === 'limit-returned' ? given.row : undefined;
    return [{ kind: 'limit-returned', client, endpoint, requests, tokens: 0, ...(row && { row }) }];
  });
}

/** Of the blocks that a run took, what was never sent. */
export const lateBlocks = (outcomes: readonly Outcome[], ledger: Ledger, blocks: Blocks): Block[] =>
  lateNeeds(outcomes, ledger).flatMap((need) => {
    const block = blocks.get(keyOf(need));
    return block ? [{ ...block, requests: need.requests }] : [];
  });

/** What another run took, and did not send, is counted where that run took it: to give it back here would be too much. */
const lateNeeds = (outcomes: readonly Outcome[], ledger: Ledger): Need[] =>
  needsOf(
    outcomes.flatMap((outcome) => (outcome.kind === 'late' && !outcome.inherited ? [outcome.effect] : [])),
    ledger,
  );
