/** Models are asked once about the same, learn no secret, are left alone by quiet runs, and cost no more than is accounted for. */
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { heldOf } from '@steward/core/domain/money/account.ts';
import { usdText } from '@steward/core/domain/money/amount.ts';
import type { Ledger, State } from '@steward/core/domain/state.ts';
import { isUsable } from '@steward/core/domain/thinking.ts';
import { findLeaks } from '@steward/sandbox/canaries.ts';
import type { RunRecord } from '../run.ts';
import type { Transaction } from '../shadow.ts';
import type { Invariant, Scene } from './invariant.ts';
import { chargeOf, forgets, moneySteps } from './money.ts';

const HOUR = 3_600_000;
/** From its reserve: its vendor has a day, then whoever waits has an hour, then the next run comes. */
const LONGEST = 27 * HOUR;
/** Fair runs after that in which a batch may still be out. */
const MOST_RUNS = 2;

export function thinking(): Invariant {
  const overdue = new Map<string, number>();
  const account = { charged: 0, held: 0, sequence: 0 };
  return {
    name: 'models are asked once, told no secret, and paid from what was held',
    check: (scene) => [
      ...scene.runs.flatMap(requestFaults),
      ...scene.transactions.flatMap(askedTwice),
      // A run that took too long may bring what another, side by side with it, was asked after its time.
      ...(scene.runs.length > 1 ? [] : scene.transactions.flatMap(answeredTwice)),
      ...batchFaults(scene, overdue),
      ...unaccounted(scene, account),
    ],
  };
}

function requestFaults({ asked = [], report, number }: RunRecord): string[] {
  const leaks = asked.flatMap(({ body, path }) => findLeaks(body).map((leak) => `a request to ${path} sends ${leak}`));
  const isLoud = report?.quiet === true && asked.some(({ write }) => write);
  return [...leaks, ...(isLoud ? [`run ${number} calls itself quiet and asked a model`] : [])];
}

/** Judged by what memory held before: what is reserved is about nothing that is known, or that somebody is asked already. */
function askedTwice({ events, before, at }: Transaction): string[] {
  const { answers = {}, state } = before;
  const held = Object.values(state.money?.holds ?? {}).filter(({ expires }) => Date.parse(at) < Date.parse(expires));
  const out = Object.values(state.batches ?? {}).flatMap(({ questions }) => questions);
  const busy = new Set([...held, ...out].flatMap(({ briefs = [] }) => briefs));
  const briefs = events.flatMap(reserved);
  return [
    ...twice(briefs, before, at).map((brief) => `${brief}, which was answered at ${answers[brief]?.at}`),
    ...briefs.filter((brief) => busy.has(brief)).map((brief) => `${brief}, which somebody is asked about already`),
  ].map((what) => `models are asked about ${what}`);
}

const answeredTwice = ({ events, before, at }: Transaction): string[] =>
  twice(events.flatMap(answered), before, at).map((brief) => `an answer about ${brief} came a second time`);

const twice = (briefs: readonly string[], { answers = {} }: Ledger, at: string): string[] =>
  briefs.filter((brief) => isUsable(answers[brief], at));

const answered = (event: LedgerEvent): string[] =>
  event.kind === 'answered-by-model' ? Object.keys(event.answers) : [];

/** For the run that holds the money, or for a batch. */
function reserved(event: LedgerEvent): readonly string[] {
  if (event.kind === 'spending') return event.hold.briefs ?? [];
  return event.kind === 'batch-reserved' ? event.batch.questions.flatMap(({ briefs }) => briefs) : [];
}

function batchFaults({ shadow, now, isFair, config }: Scene, overdue: Map<string, number>): string[] {
  const { batches = {}, lost } = shadow.ledger.state;
  for (const intent of overdue.keys()) if (!(intent in batches)) overdue.delete(intent);
  return Object.values(batches).flatMap(({ intent, first }) => {
    if (now < Date.parse(first) + LONGEST || !isFair || config === null || lost !== null) return [];
    const runs = (overdue.get(intent) ?? 0) + 1;
    overdue.set(intent, runs);
    return runs > MOST_RUNS ? [`batch ${intent} is out since ${first}, ${runs} fair runs beyond its time`] : [];
  });
}

interface Account {
  /** What was charged, and what was held and then forgotten. */
  charged: number;
  held: number;
  sequence: number;
}

/** What vendors would charge is all in what was charged or is held: so the budgets that bound these bound it. */
function unaccounted({ bill, transactions, shadow }: Scene, account: Account): string[] {
  if (bill === null) return [];
  for (const one of transactions) {
    if (forgets(one, account.sequence)) account.charged += account.held;
    account.charged += moneySteps(one, (step) => [chargeOf(step)]).reduce((sum, charge) => sum + charge, 0);
    account.sequence = one.after.state.sequence;
    account.held = heldIn(one.after.state);
  }
  // Memory that was taken away is told by the next transaction; until then what it held is not free.
  account.held = Math.max(account.held, heldIn(shadow.ledger.state));
  const known = account.charged + account.held;
  return bill.all > known
    ? [`vendors would charge ${usdText(bill.all)}, where ${usdText(known)} are charged or held`]
    : [];
}

const heldIn = ({ money }: State): number => (money ? heldOf(money).micro : 0);
