/** Anthropic's batches, in virtual time: answered when their time has come and somebody looks. */

import type {
  DeletedMessageBatch,
  MessageBatch,
  MessageBatchIndividualResponse,
  MessageBatchRequestCounts,
  MessageBatchResult,
} from '@anthropic-ai/sdk/resources/messages/batches.js';
import { isObject, readMessageRequest, refuse } from './anthropic-checks.ts';
import { pageOf } from './anthropic-models.ts';
import { speak } from './anthropic-surface.ts';
import { type BatchSettings, DAY, type Fate } from './batch-settings.ts';
import { json, jsonLines, type ModelAnswer, type ModelCall, readJson, step } from './model-call.ts';
import { type ModelOffice, nameOf } from './model-office.ts';
import { anthropicError, ModelRefusal } from './model-refusal.ts';

interface Kept {
  id: string;
  key: string;
  created: number;
  /** When it is done, if nothing comes before. */
  due: number;
  cancelled: number | null;
  ended: number | null;
  requests: { custom_id: string; params: unknown }[];
  results: MessageBatchIndividualResponse[];
  /** Under way or done: whoever looks meanwhile waits for the same answers. */
  answering: Promise<void> | null;
}

/** Results are there for so long after the submission. */
const KEPT = 29 * DAY;
/** From the wish to cancel until nothing of it runs any more. */
const CANCELLING = 60_000;
const MOST = 100_000;

export class AnthropicBatches {
  readonly #batches = new Map<string, Kept>();
  readonly #office: ModelOffice;
  readonly #settings: BatchSettings;
  readonly #serverUrl: () => string;

  constructor(office: ModelOffice, settings: BatchSettings, serverUrl: () => string) {
    this.#office = office;
    this.#settings = settings;
    this.#serverUrl = serverUrl;
  }

  async answer(call: ModelCall, key: string): Promise<ModelAnswer> {
    const id = step(call, 3);
    const act = step(call, 4);
    if (id === '') return call.method === 'POST' ? this.#create(call, key) : this.#list(call, key);
    const batch = this.#find(id, key);
    await this.#settle(batch);
    switch (`${call.method} ${act}`) {
      case 'GET ':
        return json(this.#view(batch));
      case 'GET results':
        return this.#results(batch);
      case 'POST cancel':
        return this.#cancel(batch);
      case 'DELETE ':
        return this.#delete(batch);
    }
    throw new ModelRefusal(404, 'Not found');
  }

  end(id: string): boolean {
    const batch = this.#batches.get(id);
    if (batch !== undefined) batch.due = this.#now();
    return batch !== undefined;
  }

  forget(id: string): boolean {
    return this.#batches.delete(id);
  }

  #now(): number {
    return this.#office.clock.now().getTime();
  }

  #find(id: string, key: string): Kept {
    const batch = this.#batches.get(id);
    if (batch === undefined || batch.key !== key) throw new ModelRefusal(404, `Message batch not found: ${id}`);
    return batch;
  }

  #create(call: ModelCall, key: string): ModelAnswer {
    const requests = readRequests(readJson(call));
    const created = this.#now();
    const id = nameOf(this.#office, 'msgbatch_01');
    const due = created + this.#settings.delay;
    const batch: Kept = { id, key, created, due, cancelled: null, ended: null, requests, results: [], answering: null };
    this.#batches.set(id, batch);
    return json(this.#view(batch));
  }

  async #list({ query }: ModelCall, key: string): Promise<ModelAnswer> {
    const own = [...this.#batches.values()].filter((batch) => batch.key === key).reverse();
    for (const batch of own) await this.#settle(batch);
    return json(
      pageOf(
        own.map((batch) => this.#view(batch)),
        query,
      ),
    );
  }

  #results(batch: Kept): ModelAnswer {
    if (this.#view(batch).results_url === null) {
      const why =
        batch.ended === null ? 'has not finished processing' : 'is archived, its results are not there any more';
      throw new ModelRefusal(404, `Message batch ${batch.id} ${why}.`);
    }
    // In no order that anybody could rely on.
    return { status: 200, type: 'application/x-jsonl', text: jsonLines(batch.results.toReversed()) };
  }

  #cancel(batch: Kept): ModelAnswer {
    if (batch.ended !== null) throw refuse(`Message batch ${batch.id} has ended and cannot be canceled.`);
    batch.cancelled ??= this.#now();
    return json(this.#view(batch));
  }

  #delete(batch: Kept): ModelAnswer {
    if (batch.ended === null) throw refuse(`Message batch ${batch.id} cannot be deleted while it is being processed.`);
    this.#batches.delete(batch.id);
    return json({ id: batch.id, type: 'message_batch_deleted' } satisfies DeletedMessageBatch);
  }

  /** Answers what is to be answered by now. */
  async #settle(batch: Kept): Promise<void> {
    const { due, created, cancelled } = batch;
    const end = Math.min(due, created + DAY, cancelled === null ? Number.POSITIVE_INFINITY : cancelled + CANCELLING);
    if (batch.ended !== null || end > this.#now()) return;
    const rest: Fate | null = end === due ? null : cancelled !== null && end < created + DAY ? 'cancelled' : 'expired';
    batch.answering ??= this.#answerAll(batch, rest);
    await batch.answering;
    batch.ended = end;
  }

  async #answerAll(batch: Kept, rest: Fate | null): Promise<void> {
    for (const { custom_id, params } of batch.requests) {
      const result = await this.#resultOf(batch, { customId: custom_id, params, rest });
      batch.results.push({ custom_id, result });
    }
  }

  async #resultOf(
    { key }: Kept,
    { customId, params, rest }: { customId: string; params: unknown; rest: Fate | null },
  ): Promise<MessageBatchResult> {
    const fate = rest ?? this.#settings.fate(customId);
    if (fate === 'expired') return { type: 'expired' };
    if (fate === 'cancelled') return { type: 'canceled' };
    try {
      if (fate === 'errored') throw new ModelRefusal(500, 'Internal server error');
      const request = readMessageRequest(params, this.#office.clock.now());
      if (request.stream === true) throw refuse('stream: Batched requests cannot be streamed');
      if (request.max_tokens === 0) throw refuse('max_tokens: Input should be greater than or equal to 1');
      const instead = fate === null ? null : () => fate;
      return {
        type: 'succeeded',
        message: await speak(this.#office, request, { key, lane: 'batch', instead, customId }),
      };
    } catch (error) {
      if (!(error instanceof ModelRefusal)) throw error;
      return { type: 'errored', error: anthropicError(error, null) };
    }
  }

  #view(batch: Kept): MessageBatch {
    const { id, created, cancelled, ended, requests } = batch;
    const archived = ended !== null && this.#now() >= created + KEPT ? created + KEPT : null;
    const processing = cancelled === null ? 'in_progress' : 'canceling';
    return {
      id,
      type: 'message_batch',
      processing_status: ended === null ? processing : 'ended',
      request_counts: countsOf(batch, requests.length),
      created_at: time(created),
      expires_at: time(created + DAY),
      ended_at: timeOrNull(ended),
      cancel_initiated_at: timeOrNull(cancelled),
      archived_at: timeOrNull(archived),
      results_url:
        ended === null || archived !== null ? null : `${this.#serverUrl()}/v1/messages/batches/${id}/results`,
    };
  }
}

const time = (milliseconds: number): string => new Date(milliseconds).toISOString();
const timeOrNull = (milliseconds: number | null): string | null => (milliseconds === null ? null : time(milliseconds));

/** All zero but `processing` until the whole batch has ended. */
function countsOf({ ended, results }: Kept, all: number): MessageBatchRequestCounts {
  const of = (type: MessageBatchResult['type']): number => results.filter(({ result }) => result.type === type).length;
  if (ended === null) return { processing: all, succeeded: 0, errored: 0, canceled: 0, expired: 0 };
  return {
    processing: 0,
    succeeded: of('succeeded'),
    errored: of('errored'),
    canceled: of('canceled'),
    expired: of('expired'),
  };
}

/** Only the frame is looked at now: what is wrong with a single request is told with the results. */
function readRequests(body: unknown): Kept['requests'] {
  if (!isObject(body) || !Array.isArray(body.requests)) throw refuse('requests: Field required');
  const { requests } = body;
  if (requests.length === 0) throw refuse('requests: List should have at least 1 item after validation');
  if (requests.length > MOST) throw refuse(`requests: List should have at most ${MOST} items after validation`);
  const seen = new Set<string>();
  for (const [index, request] of requests.entries()) {
    const at = `requests.${index}`;
    if (!isObject(request) || typeof request.custom_id !== 'string') throw refuse(`${at}.custom_id: Field required`);
    if (!/^[\w-]{1,64}$/.test(request.custom_id)) {
      throw refuse(`${at}.custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'`);
    }
    if (!isObject(request.params)) throw refuse(`${at}.params: Field required`);
    if (seen.has(request.custom_id)) throw refuse(`requests: custom_id must be unique, ${request.custom_id} is not`);
    seen.add(request.custom_id);
  }
  return requests as Kept['requests'];
}
