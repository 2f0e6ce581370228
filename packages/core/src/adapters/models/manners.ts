/** How any model is asked: admitted first, timed, tried again with patience, its answer checked and mended once. */
import { parseAnswer } from '../../domain/answer.ts';
import {
  type Call,
  type FailureCause,
  type Lane,
  type ModelName,
  NO_TOKENS,
  type Question,
  type QuestionFrame,
  type Reply,
} from '../../domain/model.ts';
import { type CallFailure, waitBefore } from '../../domain/retry.ts';
import type { Model } from '../../ports.ts';
import {
  type Connection,
  deadlineOf,
  type Heard,
  type Line,
  type Repair,
  repairedAnswer,
  repairWords,
  type Send,
} from './provider.ts';
import { failureOf } from './vendor-failure.ts';

type Failed = Extract<Reply, { kind: 'failed' }>;

export const createModel = (connection: Connection, name: ModelName, line: Line): Model => ({
  name,
  batches: line.batches,
  ask: (question) => new Asking(connection, name, question).run(line.send),
});

/** One question to one model, from the first call to the reply. */
class Asking {
  readonly #calls: Call[] = [];
  readonly #connection: Connection;
  readonly #model: ModelName;
  readonly #question: Question;

  constructor(connection: Connection, model: ModelName, question: Question) {
    this.#connection = connection;
    this.#model = model;
    this.#question = question;
  }

  async run(send: Send): Promise<Reply> {
    let repair: Repair | null = null;
    for (;;) {
      const heard = await this.#hear(send, repair);
      if (heard.kind === 'failed') return heard;
      if (heard.end !== 'whole') return this.#failed(endOf(heard.end, this.#question));
      const parsed = parseAnswer(heard.text, this.#question.form);
      if (parsed.kind === 'sound')
        return { kind: 'answered', value: parsed.value, model: this.#model, calls: this.#calls };
      if (repair !== null)
        return this.#failed({ cause: 'invalid', reason: `its answer does not have the form: ${parsed.fault}` });
      repair = { answer: heard.text, fault: parsed.fault };
    }
  }

  /** One message, after as many attempts as it takes and is right. */
  async #hear(send: Send, repair: Repair | null): Promise<Extract<Heard, { kind: 'message' }> | Failed> {
    const { gate, clock, dice } = this.#connection;
    let before: CallFailure | null = null;
    for (let made = 1; ; made++) {
      const admission = await gate.admit(weighed(this.#question, repair), this.#model);
      if (admission.kind === 'refused') {
        // What went wrong is what has to be mended: that it could not be tried once more is not.
        if (before !== null) return this.#failed(before);
        this.#note({ result: admission.cause, tokens: NO_TOKENS, milliseconds: 0 });
        return this.#failed(admission);
      }
      const heard = await this.#call(send, repair);
      if (heard.kind === 'message') return heard;
      const wait = waitBefore(heard, made, dice.roll());
      if (wait === null) return this.#failed(heard);
      before = heard;
      await clock.sleep(wait);
    }
  }

  async #call(send: Send, repair: Repair | null): Promise<Heard> {
    const { clock } = this.#connection;
    const started = clock.elapsed();
    const signal = deadlineOf(this.#connection);
    const heard = await send(this.#question, repair, signal).catch((thrown: unknown) =>
      failureOf(thrown, signal, this.#connection),
    );
    this.#note({
      result: heard.kind === 'failure' ? heard.cause : resultOf(heard, this.#question),
      tokens: heard.tokens,
      milliseconds: Math.max(0, Math.round(clock.elapsed() - started)),
      ...(heard.request !== undefined && { request: heard.request }),
    });
    return heard;
  }

  #note(made: Omit<Call, 'model' | 'role' | 'lane' | 'question'>): void {
    const call = { ...callOf(this.#model, this.#question, 'now'), ...made };
    this.#calls.push(call);
    this.#connection.gate.spent(call);
  }

  #failed({ cause, reason, retryAfter }: Pick<CallFailure, 'cause' | 'reason' | 'retryAfter'>): Failed {
    return { kind: 'failed', cause, reason, calls: this.#calls, ...(retryAfter !== undefined && { retryAfter }) };
  }
}

/** A model reads again what it is to mend: that costs as well. */
function weighed(question: Question, repair: Repair | null): Question {
  if (repair === null) return question;
  const system = [question.prompt.system, repairedAnswer(repair), repairWords(repair)].join('\n\n');
  return { ...question, prompt: { ...question.prompt, system } };
}

export const callOf = (model: ModelName, { role, id }: QuestionFrame, lane: Lane) => ({
  model,
  role,
  lane,
  question: id,
});

type Message = Extract<Heard, { kind: 'message' }>;

const endOf = (end: 'cut' | 'refused', { most }: QuestionFrame): { cause: FailureCause; reason: string } =>
  end === 'cut'
    ? {
        cause: 'truncation',
        reason: most === undefined ? 'its answer was too long' : `its answer was longer than ${most} tokens`,
      }
    : { cause: 'refusal', reason: 'it would not answer' };

/** What a message counts as by itself, before anybody mends it. */
export function resultOf({ end, text }: Message, question: QuestionFrame): Call['result'] {
  if (end !== 'whole') return endOf(end, question).cause;
  return parseAnswer(text, question.form).kind === 'sound' ? 'answered' : 'invalid';
}

/** The reply to a question of a batch: what came is not mended any more. */
export function batchReply(heard: Heard, question: QuestionFrame, model: ModelName, milliseconds: number): Reply {
  const base = { ...callOf(model, question, 'batch'), tokens: heard.tokens, milliseconds };
  const made = { ...base, ...(heard.request !== undefined && { request: heard.request }) };
  if (heard.kind === 'failure') {
    return { kind: 'failed', cause: heard.cause, reason: heard.reason, calls: [{ ...made, result: heard.cause }] };
  }
  const calls = [{ ...made, result: resultOf(heard, question) }];
  if (heard.end !== 'whole') return { kind: 'failed', ...endOf(heard.end, question), calls };
  const parsed = parseAnswer(heard.text, question.form);
  if (parsed.kind === 'sound') return { kind: 'answered', value: parsed.value, model, calls };
  return { kind: 'failed', cause: 'invalid', reason: `its answer does not have the form: ${parsed.fault}`, calls };
}
