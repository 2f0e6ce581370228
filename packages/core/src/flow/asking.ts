/** Asking models: money is reserved, questions are sent, and what came of them is kept and charged. */
import { type Answers, type Asked, answersOn, hasAnswers, NO_ANSWERS, waitingTogether } from '../domain/asked.ts';
import { circuitEvents } from '../domain/circuit.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { counted } from '../domain/markdown.ts';
import { type Call, type ModelName, modelText, type Reply, type Role } from '../domain/model.ts';
import { sumOf } from '../domain/money/amount.ts';
import { bytesOf } from '../domain/prompt.ts';
import { type KeptAnswer, MOST_ANSWER } from '../domain/thinking.ts';
import { traitEvents } from '../domain/traits.ts';
import { cleanAnswer } from '../guard/answer.ts';
import { cleanReason } from '../guard/specification.ts';
import { heldBy, settleSpending } from '../record/spending.ts';
import { type Held, transact } from '../record/transaction.ts';
import { partsOf } from '../think/answers/parts.ts';
import { restOf, settleAllowances } from './allowing.ts';
import { type Ask, askNobody } from './ask.ts';
import { openOn, type Reserved, reserve } from './holding.ts';
import { budgetsFor, type LaneOf, ModelDesk } from './model-desk.ts';
import { settleBlocks } from './sharing.ts';
import { tellMoney } from './telling-money.ts';
import { tellSent } from './telling-sent.ts';
import { cleaningOf, type Tick } from './tick.ts';

/** What the ledger learns of it. */
interface Learned {
  answers: Record<string, KeptAnswer>;
  unanswered: string[];
  /** By brief, what it was asked for. */
  postponed: Record<string, Role>;
  sent: { intent: string; id: string }[];
  ended: { intent: string; reason: string }[];
}

/**
 * Everything that is known about the briefs, after models were asked about those of which nothing was: a brief without an
 * answer that nobody waits for is a template's. Writes the ledger; `tick.memory` is then what was written. Incidents are asked
 * about first, with money of their own: what is in reserve is for nothing else.
 */
export async function askModels(tick: Tick, asked: readonly Asked[]): Promise<Answers> {
  const briefs = asked.flatMap((one) => one.briefs);
  if (!tick.memory || briefs.length === 0) return NO_ANSWERS;
  const { incidents = [], rest = [] } = Object.groupBy(asked, ({ incident }) => (incident ? 'incidents' : 'rest'));
  for (const together of [incidents, rest]) await askTogether(tick, together);
  return waitingTogether(answersOn(tick.memory.ledger, briefs, tick.snapshot.now), asked);
}

async function askTogether(tick: Tick, asked: readonly Asked[]): Promise<void> {
  const { memory } = tick;
  const wanted = memory ? openOn(memory, asked, tick.snapshot.now) : [];
  const desk = new ModelDesk(tick, { ordered: wanted.some(({ ordered }) => ordered) });
  if (!memory || wanted.length === 0 || (await desk.isSilent())) return;
  await desk.tellLack(new Set(wanted.map(({ question }) => question.role)));
  const bounded = await Promise.all(wanted.map((one) => withinRole(desk, one)));
  const routed = await Promise.all(bounded.map(async (one) => ({ one, lane: await laneFor(desk, one) })));
  const reserved = await reserve(tick, desk, memory, routed);
  if (!reserved) return;
  const learned: Learned = { answers: {}, unanswered: [], postponed: {}, sent: [], ended: [] };
  const returned = await sendParcels(tick, desk, reserved, learned);
  for (const one of [...reserved.now, ...returned]) await askNow(tick, desk, one, learned);
  await settle(tick, desk, reserved, learned);
}

/** Whoever may be asked of single questions; nobody where no model can be, and nothing is kept that one said. */
export async function askerOf(tick: Tick, { urgent = false, ordered = false } = {}): Promise<Ask> {
  if (tick.memory === null) return askNobody;
  const { silence } = await new ModelDesk(tick).thinker();
  if (silence !== null && !hasAnswers(tick.memory.ledger, tick.snapshot.now)) return askNobody;
  return async (questions, cleaned) => {
    // Such questions are briefs themselves.
    const asked = questions.map((question): Asked => ({ question, briefs: [question.id], cleaned, urgent, ordered }));
    const { given } = await askModels(tick, asked);
    return new Map([...given].map(([id, { value, model }]) => [id, { value, model }]));
  };
}

/** Effort and ceiling are the role's, whoever asks. */
async function withinRole(desk: ModelDesk, { question, ...asked }: Asked): Promise<Asked> {
  const { effort, most } = (await desk.thinker(asked.not)).role(question.role);
  return { ...asked, question: { ...question, effort, most: Math.min(question.most, most) } };
}

/** The batch lane where nobody waits, and it is no dearer. */
async function laneFor(desk: ModelDesk, { question, urgent, incident, not = [] }: Asked): Promise<LaneOf | null> {
  const thinker = await desk.thinker(not);
  if (urgent || incident || thinker.role(question.role).lane !== 'batch') return null;
  const lane = thinker.lane(question.role);
  if (!lane) return null;
  const [batch, now] = [desk.ceiling(question, lane.model, 'batch'), desk.ceiling(question, lane.model, 'now')];
  return batch.micro !== null && now.micro !== null && batch.micro >= now.micro ? null : lane;
}

/** What a vendor would not take is asked now instead: it is given back. */
async function sendParcels(tick: Tick, desk: ModelDesk, reserved: Reserved, learned: Learned): Promise<Asked[]> {
  const returned: Asked[] = [];
  for (const { batch, asked, lane } of reserved.parcels) {
    const { intent } = batch;
    const slips = asked.flatMap(({ question }) => reserved.slips.get(question.id) ?? []);
    const within = desk.left();
    const questions = asked.map(({ question }) => question);
    const result = within < 0 ? TOO_LATE : await lane.batches.submit({ intent, questions, within });
    if (result !== TOO_LATE) for (const one of asked) tellAsked(tick, one, [lane.model]);
    if (result.kind === 'refused') {
      for (const slip of slips) reserved.purse.settle(slip, []);
      learned.ended.push({ intent, reason: cleanReason(result.reply.reason, cleaningOf(tick)) });
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

/** By then another run takes it that this one is over, and looks whether it was sent. */
const TOO_LATE = { kind: 'refused', reply: { reason: 'too much time had passed' } } as const;

async function askNow(tick: Tick, desk: ModelDesk, asked: Asked, learned: Learned): Promise<void> {
  const { question, briefs, not = [] } = asked;
  const { reply } = await desk.ask(question, not);
  const sent = reply.calls.filter((call) => !UNSENT.includes(call.result) && !isUnreached(call));
  tellAsked(
    tick,
    asked,
    sent.map(({ model }) => model),
  );
  const { role, form } = question;
  learn(tick, learned, reply, { role, form: form.name, briefs, at: tick.world.clock.now() });
}

/** Once for each model that got it. */
function tellAsked(tick: Tick, { cleaned }: Asked, models: readonly ModelName[]): void {
  if (cleaned) for (const to of new Set(models.map(modelText))) tellSent(tick, cleaned, to);
}

/** Where nothing listened nothing was used: of a connection that broke nobody knows. */
const isUnreached = ({ result, tokens }: Call): boolean => result === 'connection' && tokens !== null;

/** Nothing left for a vendor. */
const UNSENT: readonly Call['result'][] = ['budget', 'rate', 'circuit'];
/** It is answered for nothing, and says nothing of the question: whoever looks next asks. */
const UNASKED: readonly Call['result'][] = [...UNSENT, 'key', 'payment', 'setting'];
/** What passes by itself. */
const PASSING: readonly Call['result'][] = ['limit', 'overload', 'time-out', 'connection', 'server', 'lost'];

type LearnedOfReplies = Pick<Learned, 'answers' | 'unanswered' | 'postponed'>;

/** To ask the same again would bring the same. */
export const isFinal = (cause: Call['result']): boolean =>
  cause !== 'answered' && !UNASKED.includes(cause) && !PASSING.includes(cause);

/** An answer about several briefs is kept for each of them, as far as it says something of it. */
export function learn(
  tick: Tick,
  learned: LearnedOfReplies,
  reply: Reply,
  { role, form, briefs, at }: { role: Role; form: string; briefs: readonly string[]; at: string },
): void {
  if (reply.kind === 'failed') {
    // Of several models the last may not have been reached, and another was, for money.
    const causes = [reply.cause, ...reply.calls.map(({ result }) => result)];
    if (causes.some(isFinal)) learned.unanswered.push(...briefs);
    else if (causes.some((cause) => PASSING.includes(cause)))
      for (const brief of briefs) learned.postponed[brief] = role;
    return;
  }
  const model = modelText(reply.model);
  const parts = partsOf(form, reply.value, briefs);
  const mute = briefs.filter((brief) => {
    const value = cleanAnswer(parts.get(brief), cleaningOf(tick));
    if (value === undefined || bytesOf(JSON.stringify(value)) > MOST_ANSWER) return true;
    learned.answers[brief] = { value, model, at };
    return false;
  });
  if (mute.length === 0) return;
  learned.unanswered.push(...mute);
  const share = `${mute.length} of ${counted(briefs.length, 'thing')}`;
  const warning = `An answer of ${model} says nothing that can be kept of ${share} it was asked about.`;
  // A transaction may be decided more than once.
  if (!tick.told.warnings.includes(warning)) tick.told.warnings.push(warning);
}

async function settle(
  tick: Tick,
  desk: ModelDesk,
  { purse, allowances, since }: Reserved,
  learned: Learned,
): Promise<void> {
  const budgets = budgetsFor(tick);
  const settlement = purse.settlement();
  let isHeld = false;
  const decide = (held: Held): LedgerEvent[] => {
    const { batches = {}, circuits = {} } = held.ledger.state;
    isHeld = heldBy(held.ledger, settlement.token) !== null;
    const own = ({ intent }: { intent: string }) => batches[intent]?.token === tick.world.run.token;
    return [
      ...settleSpending(held, budgets, settlement),
      ...learned.sent.filter(own).map((sent): LedgerEvent => ({ kind: 'batch-sent', ...sent })),
      ...learned.ended.filter(own).map((ended): LedgerEvent => ({ kind: 'batch-ended', ...ended })),
      ...learnedEvents(learned),
      ...settleAllowances(allowances, held.ledger.state.limits, tick.config.limits, {
        ...{ since, now: Date.parse(held.at) },
      }),
      ...circuitEvents(circuits, desk.circuits(circuits)),
      ...traitEvents(held.ledger.state.traits, desk.traits(), held.at),
    ];
  };
  const { held, events } = await transact(tick.ledgers, decide, tick.memory ?? undefined);
  // What expired meanwhile is charged in full.
  if (isHeld) tick.rounds.set(settlement.token, sumOf([settlement.charged, ...settlement.out]).micro);
  await settleBlocks(tick, restOf(allowances));
  tick.memory = held;
  tellMoney(tick, events);
}

export function learnedEvents({ answers, unanswered, postponed }: LearnedOfReplies): LedgerEvent[] {
  return [
    ...(Object.keys(answers).length > 0 ? [{ kind: 'answered-by-model' as const, answers }] : []),
    ...(unanswered.length > 0 ? [{ kind: 'unanswered' as const, briefs: [...new Set(unanswered)] }] : []),
    ...(Object.keys(postponed).length > 0 ? [{ kind: 'postponed' as const, briefs: postponed }] : []),
  ];
}
