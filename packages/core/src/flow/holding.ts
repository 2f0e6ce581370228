/** Money held for questions before they are sent, and the batches that some of them go out in, in one transaction. */
import { applyAll } from '../domain/apply.ts';
import { type Asked, isOpenBrief } from '../domain/asked.ts';
import { digest } from '../domain/digest.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { later, TIMES } from '../domain/intent.ts';
import { modelText } from '../domain/model.ts';
import { type Amount, NOTHING, sumOf } from '../domain/money/amount.ts';
import { Purse, type Slip } from '../domain/money/purse.ts';
import { roomFor } from '../domain/money/room.ts';
import { BATCH_WAIT, type Batch } from '../domain/thinking.ts';
import { heldBy, reserveSpending } from '../record/spending.ts';
import { type Held, transact } from '../record/transaction.ts';
import { budgetsFor, type LaneOf, type ModelDesk } from './model-desk.ts';
import { tellMoney } from './telling-money.ts';
import type { Tick } from './tick.ts';

/** A batch that this run sends. */
export interface Parcel {
  batch: Batch;
  asked: readonly Asked[];
  lane: LaneOf;
}

/** What was reserved, as the transaction that did it left it. */
export interface Reserved {
  purse: Purse;
  parcels: Parcel[];
  /** By question: what was let through for it. */
  slips: Map<string, Slip>;
  now: Asked[];
  refusal: string | null;
}

export type Routed = readonly { one: Asked; lane: LaneOf | null }[];

export const openOn = ({ ledger }: Held, asked: readonly Asked[], now: string): Asked[] =>
  asked.filter(({ briefs }) => briefs.some((brief) => isOpenBrief(ledger, brief, now)));

/** One transaction holds the money for all of it and notes the batches; null: nothing is to be asked any more. */
export async function reserve(tick: Tick, desk: ModelDesk, from: Held, routed: Routed): Promise<Reserved | null> {
  const token = `${tick.world.run.token}.ask.${from.ledger.state.sequence}`;
  const ceilings = await Promise.all(routed.map(({ one, lane }) => mostOf(desk, one, lane)));
  const budgets = budgetsFor(tick);
  let reserved: Reserved | null = null;
  const decide = (held: Held): LedgerEvent[] => {
    reserved = null;
    const open = routed.filter(({ one }) => openOn(held, [one], held.at).length > 0);
    if (open.length === 0) return [];
    const most = sumOf(open.map((one) => ceilings[routed.indexOf(one)] ?? NOTHING));
    const events = reserveSpending(held, budgets, { token, most, purpose: 'questions of a run' });
    const { state } = applyAll(held.ledger, events, held.at);
    const hold = heldBy({ state }, token);
    const purse = new Purse(hold ?? { token, micro: 0, tokens: 0 }, budgets);
    const room = hold ? null : roomFor(held.ledger.state, budgets, held.at);
    reserved = { purse, parcels: [], slips: new Map(), now: [], refusal: room && (room.reason ?? room.tokensReason) };
    if (!hold) return events;
    desk.open(purse, held.elapsed);
    const lanes = group(open);
    reserved.now = open.flatMap(({ one, lane }) => (lane ? [] : [one]));
    for (const { lane, asked } of lanes) {
      const parcel = parcelOf(tick, desk, held, { lane, asked }, reserved.slips);
      if (parcel) reserved.parcels.push(parcel);
    }
    return [...events, ...reserved.parcels.map(({ batch }): LedgerEvent => ({ kind: 'batch-reserved', batch }))];
  };
  const { held, events } = await transact(tick.ledgers, decide, from);
  tick.memory = held;
  tellMoney(tick, events);
  const done = reserved as Reserved | null;
  if (done?.refusal) tick.told.warnings.push(`No model was asked: ${done.refusal}.`);
  return done && done.refusal === null ? done : null;
}

/** The dearest of those that may be asked about it, and as much again for an answer that has to be mended. */
async function mostOf(desk: ModelDesk, { question, not = [] }: Asked, lane: LaneOf | null): Promise<Amount> {
  if (lane) return amountOf(desk.ceiling(question, lane.model, 'batch'));
  const { chain } = (await desk.thinker(not)).role(question.role);
  const amounts = chain.map((model) => amountOf(desk.ceiling(question, model, 'now')));
  const most = (part: keyof Amount): number => 2 * Math.max(0, ...amounts.map((amount) => amount[part]));
  return { micro: most('micro'), tokens: most('tokens') };
}

const amountOf = ({ micro, tokens }: { micro: number | null; tokens: number }): Amount => ({
  micro: micro ?? 0,
  tokens,
});

/** Those of one model go out together. */
function group(open: Routed): { lane: LaneOf; asked: Asked[] }[] {
  const groups = new Map<string, { lane: LaneOf; asked: Asked[] }>();
  for (const { one, lane } of open) {
    if (!lane) continue;
    const key = modelText(lane.model);
    groups.set(key, { lane, asked: [...(groups.get(key)?.asked ?? []), one] });
  }
  return [...groups.values()];
}

function parcelOf(
  { world }: Tick,
  desk: ModelDesk,
  held: Held,
  { lane, asked }: { lane: LaneOf; asked: readonly Asked[] },
  slips: Map<string, Slip>,
): Parcel | null {
  const admitted = asked.filter(({ question }) => {
    const admission = desk.admit(desk.ceiling(question, lane.model, 'batch'));
    if (admission.ok) slips.set(question.id, admission.slip);
    return admission.ok;
  });
  if (admitted.length === 0) return null;
  const ids = admitted.map(({ question }) => question.id);
  const batch: Batch = {
    intent: digest(['batch', world.run.token, held.ledger.state.sequence, ...ids].join('\n'), 24),
    model: lane.model,
    questions: admitted.map(({ question: { id, role, form }, briefs }) => ({
      ...{ id, role, form: form.name, briefs: [...briefs] },
    })),
    ...{ id: null, token: world.run.token, first: held.at },
    ...{ expires: later(held.at, TIMES.expiry), until: later(held.at, BATCH_WAIT) },
  };
  return { batch, asked: admitted, lane };
}
