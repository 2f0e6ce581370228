/** Batches of OpenAI: a file of questions, a batch that carries its intent, and files of answers and errors. */
import type { OpenAI } from 'openai';
import { toFile } from 'openai';
import { type ModelName, NO_TOKENS, type Question, type QuestionFrame } from '../../domain/model.ts';
import type { Taken } from '../../domain/traits.ts';
import type { BatchLane, CollectedBatch, FoundBatch, Submission } from '../../ports.ts';
import { BatchDesk, earliest, idIn, isGone, jsonLines, partName, readable } from './batch-lane.ts';
import { heardOfEffort } from './effort.ts';
import type { Connection, Heard } from './provider.ts';
import { failureOfStatus } from './vendor-failure.ts';

type Batch = OpenAI.Batches.Batch;

export interface OpenAiForm {
  taken: Taken;
  body(question: Question): OpenAI.Responses.ResponseCreateParamsNonStreaming;
  heard(response: OpenAI.Responses.Response): Heard;
}

const ENDPOINT = '/v1/responses';
const MOST_PAGES = 20;
/** Questions lie with the vendor no longer than a batch may take and be collected. */
const KEPT = { anchor: 'created_at', seconds: 7 * 86_400 } as const;

export function createOpenAiBatches(
  client: OpenAI,
  connection: Connection,
  model: ModelName,
  form: OpenAiForm,
): BatchLane {
  const desk = new BatchDesk(connection, model);
  const lane = new Lane(client, desk, form, connection);
  return {
    submit: (batch) => lane.submit(batch),
    find: (wanted) => readable(lane.find(wanted)),
    collect: (batch) => readable(lane.collect(batch)),
    cancel: (id) => desk.cancel((signal) => client.batches.cancel(id, { signal })),
  };
}

class Lane {
  readonly #client: OpenAI;
  readonly #desk: BatchDesk;
  readonly #form: OpenAiForm;
  readonly #connection: Connection;

  constructor(client: OpenAI, desk: BatchDesk, form: OpenAiForm, connection: Connection) {
    this.#client = client;
    this.#desk = desk;
    this.#form = form;
    this.#connection = connection;
  }

  /** The file alone starts and costs nothing: only what comes after it can be ambiguous. */
  async submit({ intent, questions, within }: Parameters<BatchLane['submit']>[0]): Promise<Submission> {
    const { clock } = this.#connection;
    const begun = clock.elapsed();
    const lines = questions.map((question) =>
      JSON.stringify({
        custom_id: partName(intent, question.id),
        method: 'POST',
        url: ENDPOINT,
        body: this.#form.body(question),
      }),
    );
    const file = await this.#desk.attempt(async (signal) => {
      const content = await toFile(Buffer.from(`${lines.join('\n')}\n`), 'steward.jsonl');
      return this.#client.files.create({ file: content, purpose: 'batch', expires_after: KEPT }, { signal });
    }, within);
    if (file.kind === 'failure') return this.#desk.notSubmitted({ ...file, tokens: NO_TOKENS }, questions);
    const name = idIn(file.value);
    if (name === null) return this.#desk.notSubmitted(NO_FILE, questions);
    if (within !== undefined && clock.elapsed() - begun > within) return this.#desk.notSubmitted(TOO_LATE, questions);
    const made = await this.#desk.make((signal) => {
      const batch = { input_file_id: name, endpoint: ENDPOINT, completion_window: '24h' } as const;
      return this.#client.batches.create({ ...batch, metadata: { intent } }, { signal });
    });
    return made.kind === 'got' ? this.#desk.submitted(made.value) : this.#desk.notSubmitted(made, questions);
  }

  async find({ intent, since }: Parameters<BatchLane['find']>[0]): Promise<FoundBatch> {
    const looked = await this.#desk.attempt((signal) => this.#look(intent, earliest(since) / 1_000, signal));
    if (looked.kind === 'failure') return { kind: 'unknown', reason: looked.reason };
    return looked.value;
  }

  /** Newest first, down to what is too old. */
  async #look(intent: string, from: number, signal: AbortSignal): Promise<FoundBatch> {
    let page = await this.#client.batches.list({ limit: 100 }, { signal });
    for (let read = 1; ; read++) {
      const found = page.data.find((one) => one.metadata?.intent === intent && idIn(one) !== null);
      if (found) return { kind: 'found', id: found.id };
      if (!page.hasNextPage() || page.data.some(({ created_at: at }) => at < from)) return { kind: 'absent' };
      if (read === MOST_PAGES) return { kind: 'unknown', reason: 'there are too many batches to look through' };
      page = await page.getNextPage();
    }
  }

  async collect({ id, intent, questions }: Parameters<BatchLane['collect']>[0]): Promise<CollectedBatch> {
    const seen = await this.#desk.attempt((signal) => this.#client.batches.retrieve(id, { signal }));
    if (seen.kind === 'failure') return notSeen(seen);
    const batch = seen.value;
    if (!ENDED.includes(batch.status)) return { kind: 'waiting' };
    const milliseconds = 1_000 * Math.max(0, (endOf(batch) ?? batch.created_at) - batch.created_at) || 0;
    if (batch.status === 'failed')
      return this.#desk.ended(intent, questions, this.#rejected(batch, intent, questions), 0);
    const parts = new Map<string, Heard>();
    for (const file of [batch.output_file_id, batch.error_file_id].filter(
      (name) => name !== undefined && name !== null,
    )) {
      const text = await this.#desk.attempt(async (signal) =>
        (await this.#client.files.content(file, { signal })).text(),
      );
      if (text.kind === 'failure') return notSeen(text);
      for (const line of jsonLines(text.value)) {
        if (!parts.has(String(line.custom_id)))
          parts.set(
            String(line.custom_id),
            this.#desk.part(() => this.#heard(line)),
          );
      }
    }
    return this.#desk.ended(intent, questions, parts, milliseconds);
  }

  /** Its vendor found a fault in the file, and asked nothing of it. */
  #rejected({ errors }: Batch, intent: string, questions: readonly QuestionFrame[]): Map<string, Heard> {
    const { code, message } = errors?.data?.[0] ?? {};
    const failure = failureOfStatus(
      400,
      { error: { code, message: message ?? 'the batch was not accepted' } },
      this.#connection,
    );
    const heard = heardOfEffort({ kind: 'failure', ...failure }, this.#form.taken);
    return new Map(questions.map(({ id }) => [partName(intent, id), heard]));
  }

  #heard({ response, error }: Record<string, unknown>): Heard {
    const {
      status_code: status,
      body,
      request_id: request,
    } = (response ?? {}) as {
      status_code?: number;
      body?: OpenAI.Responses.Response & { error?: unknown };
      request_id?: string;
    };
    const named = typeof request === 'string' && /^[\w-]{1,100}$/.test(request) ? { request } : {};
    if (body !== null && typeof body === 'object' && status !== undefined && status < 300)
      return { ...this.#form.heard(body), ...named };
    const failure = { kind: 'failure', tokens: NO_TOKENS, ...named } as const;
    const unasked = UNASKED[(error as { code?: string } | null)?.code ?? ''];
    if (unasked !== undefined) return { ...failure, cause: 'lost', reason: unasked };
    const what = status === undefined ? { error } : { error: body?.error };
    const said = { ...failure, ...failureOfStatus(status ?? 500, what, this.#connection), tokens: NO_TOKENS };
    return heardOfEffort(said, this.#form.taken);
  }
}

const TOO_LATE = { kind: 'failure', cause: 'time-out', reason: 'its file took too long', tokens: NO_TOKENS } as const;
const NO_FILE = { kind: 'failure', cause: 'server', reason: 'the answer names no file', tokens: NO_TOKENS } as const;

/** Of what its vendor never came to. */
const UNASKED: Readonly<Record<string, string>> = {
  batch_expired: 'the batch expired first',
  batch_cancelled: 'the batch was cancelled first',
};

const ENDED: readonly string[] = ['completed', 'failed', 'expired', 'cancelled'] satisfies Batch['status'][];

const endOf = ({ completed_at, expired_at, cancelled_at, failed_at }: Batch): number | undefined =>
  completed_at ?? expired_at ?? cancelled_at ?? failed_at;

const notSeen = (failure: { reason: string }): CollectedBatch =>
  isGone(failure) ? { kind: 'gone', reason: failure.reason } : { kind: 'unknown', reason: failure.reason };
