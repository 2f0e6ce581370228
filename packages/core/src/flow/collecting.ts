/** Batches that are out: looked at by each run, and nothing follows while they wait. */
import { applyAll } from '../domain/apply.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { later, TIMES } from '../domain/intent.ts';
import { counted } from '../domain/markdown.ts';
import { modelText, type Question, type Reply, type Role } from '../domain/model.ts';
import { type Amount, sumOf } from '../domain/money/amount.ts';
import type { SpentCall } from '../domain/money/event.ts';
import { priceOf } from '../domain/money/price.ts';
import { spentCall } from '../domain/money/purse.ts';
import { allTokens } from '../domain/money/tokens.ts';
import { callTold } from '../domain/money/told.ts';
import { type Batch, lookedAtFrom } from '../domain/thinking.ts';
import { isNews, type ModelFinding, traitEvents } from '../domain/traits.ts';
import { cleanReason } from '../guard/specification.ts';
import type { CollectedBatch, FoundBatch, Thinker } from '../ports.ts';
import { heldBy, settleSpending } from '../record/spending.ts';
import { type Held, transact } from '../record/transaction.ts';
import { formNamed } from '../think/questions/forms.ts';
import { isFinal, learn, learnedEvents } from './asking.ts';
import { budgetsFor, isMoneyShown, ModelDesk } from './model-desk.ts';
import { tellMoney } from './telling-money.ts';
import { cleaningOf, type Tick } from './tick.ts';

/** What a look at one batch found. */
export interface CollectedLook {
  batch: Batch;
  result: Exclude<CollectedBatch, { kind: 'waiting' | 'unknown' }> | { kind: 'unseen'; reason: string };
  /** What its vendor turned away shows of the model. */
  found: Readonly<Record<string, ModelFinding>>;
}

/**
 * Asks the vendors of what was sent: one request for each, and one more for what came. Writes nothing. Of those that told nothing
 * the last time only what is due, unless there is no later run.
 */
export async function lookAtBatches(tick: Tick, { isLast = false } = {}): Promise<CollectedLook[]> {
  const { now } = tick.snapshot;
  const out = Object.values(tick.state.batches ?? {}).filter(
    (batch) => batch.id !== null && (isLast || now >= lookedAtFrom(batch)),
  );
  if (out.length === 0) return [];
  const thinker = await new ModelDesk(tick).thinker();
  const looks: CollectedLook[] = [];
  for (const batch of out) {
    const result = await collect(thinker, batch);
    if (result.kind === 'waiting' || result.kind === 'unknown') {
      if (now < batch.until) {
        // Without a key nobody was asked: to look costs nothing, and to note it would.
        if (result.kind === 'unknown' && thinker.laneOf(batch.model))
          looks.push({ batch, result: { kind: 'unseen', reason: result.reason }, found: {} });
        continue;
      }
      const reason = result.kind === 'unknown' ? result.reason : 'it had more than a day and did not answer';
      looks.push({ batch, result: { kind: 'gone', reason }, found: {} });
    } else looks.push({ batch, result, found: thinker.traits() });
  }
  return looks;
}

async function collect(thinker: Thinker, { model, id, intent, questions }: Batch): Promise<CollectedBatch> {
  const lane = thinker.laneOf(model);
  if (!lane || id === null) return { kind: 'unknown', reason: 'its vendor cannot be asked any more' };
  return lane.collect({ id, intent, questions: questions.map(questionOf) });
}

/** As much of a question as is needed to read its answer; what was asked is not kept. */
const questionOf = ({ id, role, form }: Batch['questions'][number]): Pick<Question, 'id' | 'role' | 'form'> => ({
  ...{ id, role },
  form: formNamed(form),
});

/** What came of batches goes into the ledger; what nobody knows arrived is looked for once its run must have ended. */
export async function settleBatches(tick: Tick, from: Held, { isLast = false } = {}): Promise<Held> {
  const found = await lookForLost(tick, from, isLast);
  let own: CollectedLook[] = [];
  const decide = (held: Held): LedgerEvent[] => {
    own = tick.collected.filter(({ batch }) => isOut(held, batch));
    return [
      ...inTurn(held, own, (now, look) => collectedEvents(tick, now, look)),
      ...found.flatMap((one) => (isOut(held, one.batch) ? foundEvents(one) : [])),
    ];
  };
  const { held, events } = await transact(tick.ledgers, decide, tick.memory ?? from);
  tick.memory = held;
  tellMoney(tick, events);
  for (const look of own) tellCollected(tick, look);
  return held;
}

/** Each on what the ones before it left: what all of them cost together is told once. */
export function inTurn<T>(
  held: Held,
  batches: readonly T[],
  eventsOf: (held: Held, one: T) => LedgerEvent[],
): LedgerEvent[] {
  let { ledger } = held;
  return batches.flatMap((one) => {
    const events = eventsOf({ ...held, ledger }, one);
    ledger = applyAll(ledger, events, held.at);
    return events;
  });
}

/** Another run may have collected it. */
const isOut = ({ ledger }: Held, { intent, id }: Batch): boolean => ledger.state.batches?.[intent]?.id === id;

interface Found {
  batch: Batch;
  result: FoundBatch;
}

/** Each is taken over first, so that one run looks for it at a time. */
async function lookForLost(tick: Tick, from: Held, isLast: boolean): Promise<Found[]> {
  const { token } = tick.world.run;
  const isLost = ({ at }: Held, batch: Batch): boolean =>
    batch.id === null && Date.parse(at) >= Date.parse(isLast ? batch.expires : lookedAtFrom(batch));
  const lost = (held: Held): Batch[] =>
    Object.values(held.ledger.state.batches ?? {}).filter((one) => isLost(held, one));
  if (lost(from).length === 0) return [];
  const { held } = await transact(
    tick.ledgers,
    (fresh) =>
      lost(fresh).map(({ intent }) => ({
        ...{ kind: 'batch-taken', intent, token, expires: later(fresh.at, TIMES.expiry) },
      })),
    from,
  );
  tick.memory = held;
  const thinker = await new ModelDesk(tick).thinker();
  const own = Object.values(held.ledger.state.batches ?? {}).filter((one) => one.id === null && one.token === token);
  const found: Found[] = [];
  for (const batch of own) found.push({ batch, result: await findOne(tick, thinker, batch) });
  return found;
}

async function findOne({ snapshot }: Tick, thinker: Thinker, batch: Batch): Promise<FoundBatch> {
  const { intent, first, questions, until } = batch;
  const lane = thinker.laneOf(batch.model);
  const result: FoundBatch = lane
    ? await lane.find({ intent, since: first, questions: questions.map(({ id }) => id) })
    : { kind: 'unknown', reason: 'its vendor cannot be asked any more' };
  return result.kind === 'unknown' && snapshot.now >= until ? { kind: 'absent' } : result;
}

function foundEvents({ batch: { intent, questions }, result }: Found): LedgerEvent[] {
  if (result.kind === 'unknown') return [];
  if (result.kind === 'found') return [{ kind: 'batch-sent', intent, id: result.id }];
  // What it may cost stays held until its time is over: nobody knows that it never arrived.
  return [
    { kind: 'batch-ended', intent, reason: 'it never arrived' },
    { kind: 'postponed', briefs: rolesIn(questions), soon: true },
  ];
}

function collectedEvents(tick: Tick, held: Held, { batch, result, found }: CollectedLook): LedgerEvent[] {
  const { intent, questions } = batch;
  if (result.kind === 'unseen') {
    // Another run may have noted the same.
    const { unseen } = held.ledger.state.batches?.[intent] ?? {};
    return unseen?.again === batch.unseen?.again ? [{ kind: 'batch-unseen', intent }] : [];
  }
  if (result.kind === 'gone') {
    return [
      { kind: 'batch-ended', intent, reason: cleanReason(result.reason, cleaningOf(tick)) },
      { kind: 'postponed', briefs: rolesIn(questions) },
    ];
  }
  const learned = { answers: {}, unanswered: [], postponed: {} };
  const name = modelText(batch.model);
  const isOpen = isNews({ found: found[name], trait: held.ledger.state.traits?.[name] }, batch.first);
  for (const { id, role, form, briefs } of questions) {
    const reply: Reply = result.replies.get(id) ?? { kind: 'failed', cause: 'lost', reason: '', calls: [] };
    if (reply.kind === 'failed' && reply.cause === 'setting' && isOpen) continue;
    learn(tick, learned, asEnded(reply), { role, form, briefs, at: held.at });
  }
  const calls = spentBy(tick, batch, result.replies);
  return [
    ...settleSpending(held, budgetsFor(tick), {
      ...{ token: intent, calls, out: [] },
      charged: chargedFor(tick, calls, heldBy(held.ledger, intent)),
    }),
    { kind: 'batch-ended', intent },
    ...traitEvents(held.ledger.state.traits, found, held.at),
    ...learnedEvents(learned),
  ];
}

/** Who looked at once would be asked at once, whatever the cause: what ended without an answer is put off at least. */
function asEnded(reply: Reply): Reply {
  if (reply.kind === 'answered' || isFinal(reply.cause)) return reply;
  return { ...reply, cause: reply.cause === 'setting' ? 'request' : 'lost' };
}

const rolesIn = (questions: Batch['questions']): Record<string, Role> =>
  Object.fromEntries(questions.flatMap(({ role, briefs }) => briefs.map((brief) => [brief, role])));

const spentBy = ({ config }: Tick, { model }: Batch, replies: ReadonlyMap<string, Reply>): SpentCall[] =>
  [...replies.values()].flatMap(({ calls }) =>
    calls.map((call) => spentCall(call, { price: priceOf(model, config.prices), micro: null })),
  );

/** Where a vendor does not say what it used, all that was held for the batch. */
function chargedFor(tick: Tick, calls: readonly SpentCall[], hold: Amount | null): Amount {
  const sum = sumOf(calls.map((call) => ({ micro: call.micro ?? 0, tokens: countedTokens(tick, call) })));
  if (hold === null || !calls.some(({ assumed }) => assumed)) return sum;
  return { micro: Math.max(sum.micro, hold.micro), tokens: Math.max(sum.tokens, hold.tokens) };
}

const countedTokens = (tick: Tick, { tokens, micro }: SpentCall): number =>
  tokens && (micro === null || budgetsFor(tick).countsAll) ? allTokens(tokens) : 0;

function tellCollected(tick: Tick, { batch, result, found }: CollectedLook): void {
  const model = modelText(batch.model);
  if (result.kind === 'unseen') {
    const reason = cleanReason(result.reason, cleaningOf(tick));
    tick.told.warnings.push(`Nobody tells how a batch at ${model} stands, so it is looked at again later: ${reason}.`);
    return;
  }
  if (result.kind === 'gone') {
    const reason = cleanReason(result.reason, cleaningOf(tick));
    tick.told.warnings.push(`A batch at ${model} gave no answers: ${reason}.`);
    return;
  }
  const failed = [...result.replies.values()].flatMap((reply) => (reply.kind === 'failed' ? [reply.cause] : []));
  if (failed.length > 0) {
    const share = `${failed.length} of ${counted(result.replies.size, 'question')}`;
    const causes = [...new Set(failed)].join(', ');
    tick.told.warnings.push(`A batch at ${model} left ${share} without an answer (${causes}).`);
  }
  if (found[model]?.effort === false) {
    tick.told.warnings.push(`${model} knows no effort: what it turned away for that is asked again without.`);
  }
  const calls = spentBy(tick, batch, result.replies);
  tick.told.calls.push(...calls.map((call) => callTold(call, isMoneyShown(tick))));
}
