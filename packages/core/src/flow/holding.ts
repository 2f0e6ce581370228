import { type Asked, isOpenBrief } from '../domain/asked.ts';
import { digest } from '../domain/digest.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { later, TIMES } from '../domain/intent.ts';
import { modelText, type Provider } from '../domain/model.ts';
import type { Purse, Slip } from '../domain/money/purse.ts';
import { BATCH_WAIT, type Batch } from '../domain/thinking.ts';
import { heldBy } from '../record/spending.ts';
import { type Held, transactWith } from '../record/transaction.ts';
import { type Allowances, allow, blockNeedsOf, type Need, overLimit } from './allowing.ts';
import { ceilingsOf, holdMoney, type Priced } from './holding-money.ts';
import type { LaneOf, ModelDesk } from './model-desk.ts';
import { type Blocks, isShared, NO_BLOCKS, settleBlocks, takeBlocks } from './sharing.ts';
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
  /** Why something does not go out in a batch. */
  unsent: string[];
  /** Of vendors that the owner limits; `since`: when it was taken. */
  allowances: Allowances;
  since: number;
  /** The run's own clock at the read before. */
  read: number;
}

export type Routed = readonly { one: Asked; lane: LaneOf | null }[];

/**
 * None while Steward is paused or leaves: guard lets nothing through that could come of it. Nor is a question asked of which a
 * part is known or somebody is asked already: that would be paid twice.
 */
export const openOn = ({ ledger }: Held, asked: readonly Asked[], now: string): Asked[] =>
  ledger.state.paused || ledger.state.leaving
    ? []
    : asked.filter(({ briefs, ordered }) => briefs.every((brief) => isOpenBrief(ledger, brief, now, ordered)));

/** What a transaction goes by, however often it is decided. */
interface Request {
  tick: Tick;
  desk: ModelDesk;
  priced: readonly Priced[];
  token: string;
  /** All of it is about something that failed. */
  incident: boolean;
  needs: ReadonlyMap<Provider, Need>;
  blocks: Blocks;
}

/** What is decided on one head of the ledger. */
interface Decision {
  events: LedgerEvent[];
  /** Null: nothing is to be asked, or may be. */
  reserved: Reserved | null;
  /** Why there is no money for it. */
  refusal: string | null;
}

/**
 * One transaction holds the money for all of it and notes the batches; null: nothing is to be asked any more. Only where all of
 * it is about incidents the reserve counts.
 */
export async function reserve(tick: Tick, desk: ModelDesk, from: Held, routed: Routed): Promise<Reserved | null> {
  const request = await requestOf(tick, desk, from, routed);
  const decide = (held: Held): Decision => reserveOn(request, held);
  const { held, events, reserved, refusal } = await transactWith(tick.ledgers, decide, from);
  tick.memory = held;
  tellMoney(tick, events);
  if (refusal !== null) tick.told.warnings.push(`No model was asked: ${refusal}.`);
  if (reserved === null) {
    await settleBlocks(tick, [...request.blocks.values()]);
    return null;
  }
  for (const reason of new Set(reserved.unsent))
    tick.told.warnings.push(`Something did not go out in a batch: ${reason}.`);
  // As much as it may spend, until it is told what it did: a later round of the run has what is left.
  tick.rounds.set(request.token, heldBy(held.ledger, request.token)?.micro ?? 0);
  desk.open(reserved.purse, reserved.read, reserved.allowances);
  return reserved;
}

async function requestOf(tick: Tick, desk: ModelDesk, { ledger }: Held, routed: Routed): Promise<Request> {
  const needs = await needsOf(desk, routed);
  return {
    ...{ tick, desk, needs, token: `${tick.world.run.token}.ask.${ledger.state.sequence}` },
    priced: await Promise.all(routed.map(async (each) => ({ ...each, ceilings: await ceilingsOf(desk, each) }))),
    incident: routed.every(({ one }) => one.incident === true),
    blocks: isShared(tick) ? await takeBlocks(tick, blockNeedsOf(needs)) : NO_BLOCKS,
  };
}

function reserveOn(request: Request, held: Held): Decision {
  const open = request.priced.filter(({ one }) => openOn(held, [one], held.at).length > 0);
  if (open.length === 0) return { events: [], reserved: null, refusal: null };
  const { events, purse, refusal } = holdMoney(request, held, open);
  if (purse === null) return { events, reserved: null, refusal };
  const { tick, needs, blocks } = request;
  const since = Date.parse(held.at);
  const { limits } = held.ledger.state;
  const { allowances, events: counted } = allow(needs, limits, tick.config.limits, since, blocks);
  const now = open.flatMap(({ one, lane }) => (lane ? [] : [one]));
  const sending = { parcels: [], slips: new Map(), unsent: [] };
  const reserved: Reserved = { purse, allowances, now, since, read: held.elapsed, ...sending };
  for (const lane of group(open)) {
    const parcel = parcelOf(request, held, lane, reserved);
    if (parcel) reserved.parcels.push(parcel);
  }
  const batches = reserved.parcels.map(({ batch }): LedgerEvent => ({ kind: 'batch-reserved', batch }));
  return { events: [...events, ...counted, ...batches], reserved, refusal: null };
}

/** Every vendor that may be asked: for each question a call, one for an answer that has to be mended, and one in a batch. */
async function needsOf(desk: ModelDesk, routed: Routed): Promise<Map<Provider, Need>> {
  const needs = new Map<Provider, Need>();
  for (const { one, lane } of routed) {
    const { chain } = (await desk.thinker(one.not)).role(one.question.role);
    const batch = lane ? [{ model: lane.model, calls: 1 }] : [];
    for (const { model, calls } of [...batch, ...chain.map((model) => ({ model, calls: 2 }))]) {
      const { tokens } = desk.ceiling(one.question, model, 'now');
      const known = needs.get(model.provider) ?? { calls: 0, tokens: 0 };
      needs.set(model.provider, { calls: known.calls + calls, tokens: Math.max(known.tokens, tokens) });
    }
  }
  return needs;
}

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
  { tick: { world }, desk }: Request,
  held: Held,
  { lane, asked }: { lane: LaneOf; asked: readonly Asked[] },
  { purse, slips, unsent, allowances, read }: Reserved,
): Parcel | null {
  const admitted = asked.filter(({ question }) => {
    const ceiling = desk.ceiling(question, lane.model, 'batch');
    const admission = purse.admit(ceiling, world.clock.elapsed() - read);
    const over = admission.ok ? overLimit(allowances, lane.model.provider, ceiling.tokens) : admission.reason;
    if (admission.ok && over === null) slips.set(question.id, admission.slip);
    else if (admission.ok) purse.settle(admission.slip, []);
    if (over !== null) unsent.push(over);
    return over === null;
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
