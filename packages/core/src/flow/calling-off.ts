/** What is out at vendors when Steward leaves: called off there, charged, and told where it may go on. */
import type { LedgerEvent } from '../domain/event.ts';
import { modelText } from '../domain/model.ts';
import type { Batch } from '../domain/thinking.ts';
import type { Spared } from '../domain/undo.ts';
import { cleanReason } from '../guard/specification.ts';
import type { Cancellation, Thinker } from '../ports.ts';
import { heldBy, settleSpending } from '../record/spending.ts';
import { type Held, transact } from '../record/transaction.ts';
import { inTurn, lookAtBatches, settleBatches } from './collecting.ts';
import { budgetsFor, ModelDesk } from './model-desk.ts';
import { tellMoney } from './telling-money.ts';
import { cleaningOf, type Tick } from './tick.ts';

export interface CalledOff {
  held: Held;
  /** What may go on at a vendor, or why Steward waits. */
  spared: Spared[];
  /** Another run may be sending one just now: only it knows what it is called. */
  waits: boolean;
}

interface Ended {
  batch: Batch;
  result: Cancellation;
}

/** What has ended is charged as its vendor says, the rest in full: nobody will look what it used. */
export async function callOff(tick: Tick, from: Held): Promise<CalledOff> {
  if (tick.mode === 'observe') return { held: from, spared: [], waits: false };
  tick.memory = from;
  tick.collected = await lookAtBatches(tick, { isLast: true });
  const known = await settleBatches(tick, from, { isLast: true });
  const out = Object.values(known.ledger.state.batches ?? {});
  if (out.some((batch) => isSending(tick, known, batch))) {
    const reason = 'another run is still asking a model: what it sends is called off first';
    return { held: known, spared: [{ what: 'the rest', reason }], waits: true };
  }
  const thinker = await new ModelDesk(tick).thinker();
  const ended: Ended[] = [];
  for (const batch of out) ended.push({ batch, result: await cancelOne(thinker, batch) });
  const decide = (held: Held): LedgerEvent[] => inTurn(held, ended, (now, one) => endEvents(tick, now, one));
  const { held, events } = await transact(tick.ledgers, decide, known);
  tick.memory = held;
  tellMoney(tick, events);
  const off = ended.filter(({ result }) => result.kind === 'cancelled');
  tick.told.warnings.push(...off.map(({ batch }) => `${nameOf(batch)} was called off; what it cost is charged.`));
  return { held, spared: ended.flatMap((one) => sparedOf(tick, one)), waits: false };
}

/** One that this run took over was looked for already. */
const isSending = ({ world }: Tick, { at }: Held, { id, token, expires }: Batch): boolean =>
  id === null && token !== world.run.token && Date.parse(at) < Date.parse(expires);

async function cancelOne(thinker: Thinker, { model, id }: Batch): Promise<Cancellation> {
  const lane = thinker.laneOf(model);
  if (!lane) return { kind: 'unknown', reason: 'its vendor cannot be asked any more' };
  return id === null ? { kind: 'unknown', reason: 'nobody knows whether it arrived' } : lane.cancel(id);
}

function endEvents(tick: Tick, held: Held, { batch: { intent } }: Ended): LedgerEvent[] {
  if (!(intent in (held.ledger.state.batches ?? {}))) return [];
  const { micro, tokens } = heldBy(held.ledger, intent) ?? { micro: 0, tokens: 0 };
  return [
    ...settleSpending(held, budgetsFor(tick), { token: intent, calls: [], out: [], charged: { micro, tokens } }),
    { kind: 'batch-ended', intent, reason: 'Steward left' },
  ];
}

const nameOf = ({ model, questions }: Batch): string => `A batch of ${questions.length} at ${modelText(model)}`;

const sparedOf = (tick: Tick, { batch, result }: Ended): Spared[] =>
  result.kind === 'unknown'
    ? [
        {
          what: nameOf(batch),
          reason: cleanReason(`${result.reason}; it ends within a day, and nobody reads it`, cleaningOf(tick)),
        },
      ]
    : [];
