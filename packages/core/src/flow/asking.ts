/** Asking models: money is reserved, questions are sent, and what came of them is kept and charged. */
import { type Answers, type Asked, answersOn, NO_ANSWERS } from '../domain/asked.ts';
import { circuitEvents } from '../domain/circuit.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { type FailureCause, modelText, type Question, type Reply } from '../domain/model.ts';
import { type KeptAnswer, MOST_ANSWER } from '../domain/thinking.ts';
import { settleSpending } from '../record/spending.ts';
import { type Held, transact } from '../record/transaction.ts';
import { partsOf } from '../think/answers/parts.ts';
import { type Ask, askNobody, type Said } from './ask.ts';
import { openOn, type Reserved, reserve } from './holding.ts';
import { budgetsFor, type LaneOf, ModelDesk } from './model-desk.ts';
import { tellMoney } from './telling-money.ts';
import type { Tick } from './tick.ts';

/** What the ledger learns of it. */
interface Learned {
  answers: Record<string, KeptAnswer>;
  unanswered: string[];
  sent: { intent: string; id: string }[];
  ended: { intent: string; reason: string }[];
}

/**
 * Everything that is known about the briefs, after models were asked about those of which nothing was: a brief without an
 * answer that nobody waits for is a template's. Writes the ledger; `tick.memory` is then what was written.
 */
export async function askModels(tick: Tick, asked: readonly Asked[]): Promise<Answers> {
  const briefs = asked.flatMap((one) => one.briefs);
  const { memory } = tick;
  if (!memory || briefs.length === 0) return NO_ANSWERS;
  const { now } = tick.snapshot;
  const wanted = openOn(memory, asked, now);
  const desk = new ModelDesk(tick);
  const silence = wanted.length > 0 ? (await desk.thinker()).silence : null;
  if (wanted.length === 0 || silence !== null) return answersOn(memory.ledger, briefs, now);
  const bounded = await Promise.all(wanted.map((one) => withinRole(desk, one)));
  const routed = await Promise.all(bounded.map(async (one) => ({ one, lane: await laneFor(desk, one) })));
  const reserved = await reserve(tick, desk, memory, routed);
  if (!reserved) return answersOn(tick.memory?.ledger ?? memory.ledger, briefs, now);
  const learned: Learned = { answers: {}, unanswered: [], sent: [], ended: [] };
  const returned = await sendParcels(tick, reserved, learned);
  for (const one of [...reserved.now, ...returned]) await askNow(tick, desk, one, learned);
  await settle(tick, desk, reserved, learned);
  return answersOn(tick.memory?.ledger ?? memory.ledger, briefs, now);
}

/** Whoever may be asked of single questions; nobody where no model can be. */
export async function askerOf(tick: Tick, { urgent = false } = {}): Promise<Ask> {
  if (tick.memory === null || (await new ModelDesk(tick).thinker()).silence !== null) return askNobody;
  return (questions) => askOnce(tick, questions, urgent);
}

/** Questions that are briefs themselves, each with its answer where there is one. */
async function askOnce(tick: Tick, questions: readonly Question[], urgent: boolean): Promise<Map<string, Said>> {
  const ids = questions.map(({ id }) => id);
  const before = tick.memory ? answersOn(tick.memory.ledger, ids, tick.snapshot.now) : NO_ANSWERS;
  const { given } = await askModels(
    tick,
    questions.map((question) => ({ question, briefs: [question.id], urgent })),
  );
  return new Map([...given].map(([id, { value, model }]) => [id, { value, model, fresh: !before.given.has(id) }]));
}

/** Effort and ceiling are the role's, whoever asks. */
async function withinRole(desk: ModelDesk, { question, ...asked }: Asked): Promise<Asked> {
  const { effort, most } = (await desk.thinker(asked.not)).role(question.role);
  return { ...asked, question: { ...question, effort, most: Math.min(question.most, most) } };
}

/** The batch lane where nobody waits, and it is no dearer. */
async function laneFor(desk: ModelDesk, { question, urgent, not = [] }: Asked): Promise<LaneOf | null> {
  const thinker = await desk.thinker(not);
  if (urgent || thinker.role(question.role).lane !== 'batch') return null;
  const lane = thinker.lane(question.role);
  if (!lane) return null;
  const [batch, now] = [desk.ceiling(question, lane.model, 'batch'), desk.ceiling(question, lane.model, 'now')];
  return batch.micro !== null && now.micro !== null && batch.micro >= now.micro ? null : lane;
}

/** What a vendor would not take is asked now instead: it is given back. */
async function sendParcels(tick: Tick, reserved: Reserved, learned: Learned): Promise<Asked[]> {
  const returned: Asked[] = [];
  for (const { batch, asked, lane } of reserved.parcels) {
    const { intent } = batch;
    const slips = asked.flatMap(({ question }) => reserved.slips.get(question.id) ?? []);
    const result = await lane.batches.submit({ intent, questions: asked.map(({ question }) => question) });
    if (result.kind === 'refused') {
      for (const slip of slips) reserved.purse.settle(slip, []);
      learned.ended.push({ intent, reason: result.reply.reason });
      tick.told.warnings.push(`The batch lane of ${lane.model.provider} took nothing, so it is asked at once.`);
      returned.push(...asked);
      continue;
    }
    // Whether it arrived or nobody knows: what it may cost stays held until it is found out.
    for (const slip of slips) reserved.purse.defer(slip, intent);
    if (result.kind === 'submitted') learned.sent.push({ intent, id: result.id });
  }
  return returned;
}

async function askNow(tick: Tick, desk: ModelDesk, { question, briefs, not = [] }: Asked, learned: Learned) {
  const { reply } = await desk.ask(question, not);
  learn(learned, reply, { form: question.form.name, briefs, at: tick.world.clock.now() });
}

/** Nothing was asked: it says nothing of whether models can answer. */
const UNASKED: readonly FailureCause[] = ['budget', 'rate', 'circuit', 'key', 'payment', 'lost'];

/** An answer about several briefs is kept for each of them. */
export function learn(
  learned: Pick<Learned, 'answers' | 'unanswered'>,
  reply: Reply,
  { form, briefs, at }: { form: string; briefs: readonly string[]; at: string },
): void {
  if (reply.kind === 'failed') {
    if (!UNASKED.includes(reply.cause)) learned.unanswered.push(...briefs);
    return;
  }
  const model = modelText(reply.model);
  const parts = partsOf(form, reply.value, briefs);
  for (const brief of briefs) {
    const value = parts.get(brief);
    const isKept = value !== undefined && JSON.stringify(value).length <= MOST_ANSWER;
    if (isKept) learned.answers[brief] = { value, model, at };
    else learned.unanswered.push(brief);
  }
}

async function settle(tick: Tick, desk: ModelDesk, { purse }: Reserved, learned: Learned): Promise<void> {
  const budgets = budgetsFor(tick);
  const decide = (held: Held): LedgerEvent[] => {
    const { batches = {}, circuits = {} } = held.ledger.state;
    const own = ({ intent }: { intent: string }) => batches[intent]?.token === tick.world.run.token;
    const seen = desk.circuits();
    return [
      ...settleSpending(held, budgets, purse.settlement()),
      ...learned.sent.filter(own).map((sent): LedgerEvent => ({ kind: 'batch-sent', ...sent })),
      ...learned.ended.filter(own).map((ended): LedgerEvent => ({ kind: 'batch-ended', ...ended })),
      ...learnedEvents(learned),
      ...(seen ? circuitEvents(circuits, seen) : []),
    ];
  };
  const { held, events } = await transact(tick.ledgers, decide, tick.memory ?? undefined);
  tick.memory = held;
  tellMoney(tick, events);
}

export function learnedEvents({ answers, unanswered }: Pick<Learned, 'answers' | 'unanswered'>): LedgerEvent[] {
  return [
    ...(Object.keys(answers).length > 0 ? [{ kind: 'answered-by-model' as const, answers }] : []),
    ...(unanswered.length > 0 ? [{ kind: 'unanswered' as const, briefs: [...new Set(unanswered)] }] : []),
  ];
}
