/** Batches of Anthropic. Its listing shows nothing of ours, so a batch is known by the names of its parts, once it ended. */
import type { Anthropic } from '@anthropic-ai/sdk';
import type { ModelName, Question } from '../../domain/model.ts';
import { NO_TOKENS } from '../../domain/model.ts';
import type { Taken } from '../../domain/traits.ts';
import type { BatchLane, CollectedBatch, FoundBatch } from '../../ports.ts';
import { BatchDesk, earliest, idIn, isGone, jsonLines, partName, partPrefix, readable } from './batch-lane.ts';
import { heardOfEffort } from './effort.ts';
import type { Connection, Heard } from './provider.ts';
import { failureOfStatus } from './vendor-failure.ts';

type Batch = Anthropic.Messages.MessageBatch;

/** How a question is written, and a message read. */
export interface AnthropicForm {
  taken: Taken;
  body(question: Question): Anthropic.MessageCreateParamsNonStreaming;
  heard(message: Anthropic.Message): Heard;
}

/** Pages of a hundred batches that are looked through. */
const MOST_PAGES = 20;

export function createAnthropicBatches(
  client: Anthropic,
  connection: Connection,
  model: ModelName,
  form: AnthropicForm,
): BatchLane {
  const desk = new BatchDesk(connection, model);
  const lane = new Lane(client, desk, form, connection);
  return {
    async submit({ intent, questions }) {
      const requests = questions.map((question) => ({
        custom_id: partName(intent, question.id),
        params: form.body(questions.length === 1 ? { ...question, alone: true } : question),
      }));
      const made = await desk.make((signal) => client.messages.batches.create({ requests }, { signal }));
      return made.kind === 'got' ? desk.submitted(made.value) : desk.notSubmitted(made, questions);
    },
    find: (wanted) => readable(lane.find(wanted)),
    collect: (batch) => readable(lane.collect(batch)),
    cancel: (id) => desk.cancel((signal) => client.messages.batches.cancel(id, {}, { signal })),
  };
}

class Lane {
  readonly #client: Anthropic;
  readonly #desk: BatchDesk;
  readonly #form: AnthropicForm;
  readonly #connection: Connection;

  constructor(client: Anthropic, desk: BatchDesk, form: AnthropicForm, connection: Connection) {
    this.#client = client;
    this.#desk = desk;
    this.#form = form;
    this.#connection = connection;
  }

  async find({ intent, since, questions }: Parameters<BatchLane['find']>[0]): Promise<FoundBatch> {
    const listed = await this.#desk.attempt((signal) => this.#listed(earliest(since), signal));
    if (listed.kind === 'failure') return { kind: 'unknown', reason: listed.reason };
    let open: string | null = listed.value.whole ? null : 'there are too many batches to look through';
    for (const batch of listed.value.batches.filter((one) => idIn(one) !== null && sizeOf(one) === questions.length)) {
      if (batch.processing_status !== 'ended') {
        open = `${batch.id} may be it, and tells once it ended`;
        continue;
      }
      const results = await this.#desk.attempt((signal) => this.#results(batch.id, signal));
      if (results.kind === 'failure') open = isGone(results) ? open : results.reason;
      else if (results.value.some(({ custom_id }) => String(custom_id).startsWith(partPrefix(intent))))
        return { kind: 'found', id: batch.id };
    }
    return open === null ? { kind: 'absent' } : { kind: 'unknown', reason: open };
  }

  async collect({ id, intent, questions }: Parameters<BatchLane['collect']>[0]): Promise<CollectedBatch> {
    const seen = await this.#desk.attempt((signal) => this.#client.messages.batches.retrieve(id, {}, { signal }));
    if (seen.kind === 'failure') return notSeen(seen);
    const { processing_status: status, archived_at: archived, created_at: from, ended_at: to } = seen.value;
    if (status !== 'ended') return { kind: 'waiting' };
    if (archived) return { kind: 'gone', reason: `the results of ${id} are kept no longer` };
    const results = await this.#desk.attempt((signal) => this.#results(id, signal));
    if (results.kind === 'failure') return notSeen(results);
    const parts = new Map<string, Heard>();
    for (const { custom_id: name, result } of results.value) {
      if (!parts.has(String(name)))
        parts.set(
          String(name),
          this.#desk.part(() => this.#heard(result)),
        );
    }
    const milliseconds = Math.max(0, Date.parse(to ?? '') - Date.parse(from)) || 0;
    return this.#desk.ended(intent, questions, parts, milliseconds);
  }

  /** Newest first, down to what is too old. */
  async #listed(from: number, signal: AbortSignal): Promise<{ batches: Batch[]; whole: boolean }> {
    const batches: Batch[] = [];
    let page = await this.#client.messages.batches.list({ limit: 100 }, { signal });
    for (let read = 1; ; read++) {
      batches.push(...page.data.filter(({ created_at: at }) => Date.parse(at) >= from));
      const isDone = !page.hasNextPage() || page.data.some(({ created_at: at }) => Date.parse(at) < from);
      if (isDone || read === MOST_PAGES) return { batches, whole: isDone };
      page = await page.getNextPage();
    }
  }

  /** By the batch's id: the address that its vendor names may be another host, and would be sent the key. */
  async #results(id: string, signal: AbortSignal): Promise<Record<string, unknown>[]> {
    const path = `/v1/messages/batches/${encodeURIComponent(id)}/results`;
    const response = await this.#client.get<Response>(path, { signal, __binaryResponse: true });
    return jsonLines(await response.text());
  }

  #heard(result: unknown): Heard {
    const { type, message, error } = (result ?? {}) as {
      type?: string;
      message?: Anthropic.Message;
      error?: { error?: { type?: string } };
    };
    if (type === 'succeeded' && message !== null && typeof message === 'object') return this.#form.heard(message);
    const failure = { kind: 'failure', tokens: NO_TOKENS } as const;
    if (type !== 'errored')
      return { ...failure, cause: 'lost', reason: type === 'expired' ? 'the batch expired first' : `it was ${type}` };
    const status = STATUSES[error?.error?.type ?? ''] ?? 500;
    const said = { ...failure, ...failureOfStatus(status, { error }, this.#connection), tokens: NO_TOKENS };
    return heardOfEffort(said, this.#form.taken);
  }
}

const STATUSES: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  overloaded_error: 529,
};

const notSeen = (failure: { reason: string }): CollectedBatch =>
  isGone(failure) ? { kind: 'gone', reason: failure.reason } : { kind: 'unknown', reason: failure.reason };

const sizeOf = ({ request_counts: { canceled, errored, expired, processing, succeeded } }: Batch): number =>
  canceled + errored + expired + processing + succeeded;
