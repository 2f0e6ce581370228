/** OpenAI's batches, in virtual time: lines of a file, answered into other files when their time has come. */

import type { Batch, BatchError } from 'openai/resources/batches.js';
import { isObject } from './anthropic-checks.ts';
import { type BatchLine, readLines } from './batch-lines.ts';
import { type BatchSettings, DAY, type Fate } from './batch-settings.ts';
import { json, jsonLines, type ModelAnswer, type ModelCall, readJson, step } from './model-call.ts';
import { type ModelOffice, nameOf } from './model-office.ts';
import { ModelRefusal, openAIError } from './model-refusal.ts';
import { complete } from './openai-chat.ts';
import { checkMetadata, checkNames, refuseParam } from './openai-checks.ts';
import { cursorPage, type OpenAIFiles } from './openai-files.ts';
import { respond } from './openai-responses.ts';

interface Kept {
  batch: Batch;
  key: string;
  /** When it is done, if nothing comes before, in milliseconds. */
  due: number;
  lines: BatchLine[];
  /** Under way or done: whoever looks meanwhile waits for the same answers. */
  answering: Promise<void> | null;
}

/** From submission until its file is read, and from the wish to cancel until nothing runs any more. */
const VALIDATING = 10_000;
const CANCELLING = 60_000;
const ENDED: readonly Batch['status'][] = ['failed', 'completed', 'expired', 'cancelled'];

export class OpenAIBatches {
  readonly #batches = new Map<string, Kept>();
  readonly #office: ModelOffice;
  readonly #files: OpenAIFiles;
  readonly #settings: BatchSettings;

  constructor(office: ModelOffice, files: OpenAIFiles, settings: BatchSettings) {
    this.#office = office;
    this.#files = files;
    this.#settings = settings;
  }

  async answer(call: ModelCall, key: string): Promise<ModelAnswer> {
    const id = step(call, 2);
    if (id === '') return call.method === 'POST' ? this.#create(call, key) : this.#list(call, key);
    const kept = this.#batches.get(id);
    if (kept === undefined || kept.key !== key) throw new ModelRefusal(404, `No batch found with id '${id}'.`);
    await this.#settle(kept);
    switch (`${call.method} ${step(call, 3)}`) {
      case 'GET ':
        return json(kept.batch);
      case 'POST cancel':
        return this.#cancel(kept);
    }
    throw new ModelRefusal(404, `Invalid URL (${call.method} ${call.path})`);
  }

  end(id: string): boolean {
    const kept = this.#batches.get(id);
    if (kept !== undefined) kept.due = this.#now();
    return kept !== undefined;
  }

  forget(id: string): boolean {
    const kept = this.#batches.get(id);
    for (const file of [kept?.batch.output_file_id, kept?.batch.error_file_id, kept?.batch.input_file_id]) {
      if (file !== undefined) this.#files.forget(file);
    }
    return this.#batches.delete(id);
  }

  #now(): number {
    return this.#office.clock.now().getTime();
  }

  #create(call: ModelCall, key: string): ModelAnswer {
    const body = readJson(call);
    if (!isObject(body)) throw refuseParam('The request body is not a JSON object.', 'body', 'invalid_type');
    const { input_file_id: file, endpoint, completion_window: window } = readFrame(body);
    const { lines, errors } = readLines(this.#files.content(file), endpoint);
    const created = Math.floor(this.#now() / 1000);
    const batch: Batch = {
      id: nameOf(this.#office, 'batch_'),
      object: 'batch',
      endpoint,
      input_file_id: file,
      completion_window: window,
      status: 'validating',
      created_at: created,
      expires_at: created + DAY / 1000,
      request_counts: { total: 0, completed: 0, failed: 0 },
      metadata: checkMetadata(body.metadata),
      ...(errors.length > 0 && { errors: { object: 'list', data: errors satisfies BatchError[] } }),
    };
    this.#batches.set(batch.id, { batch, key, due: this.#now() + this.#settings.delay, lines, answering: null });
    return json(batch);
  }

  async #list({ query }: ModelCall, key: string): Promise<ModelAnswer> {
    const own = [...this.#batches.values()].filter((kept) => kept.key === key).reverse();
    for (const kept of own) await this.#settle(kept);
    return json(
      cursorPage(
        own.map(({ batch }) => batch),
        query,
      ),
    );
  }

  #cancel({ batch }: Kept): ModelAnswer {
    if (ENDED.includes(batch.status)) {
      throw new ModelRefusal(409, `Cannot cancel a batch with status '${batch.status}'.`);
    }
    batch.status = 'cancelling';
    batch.cancelling_at ??= Math.floor(this.#now() / 1000);
    return json(batch);
  }

  /** Moves on as far as time has come. */
  async #settle(kept: Kept): Promise<void> {
    const { batch, due, lines } = kept;
    if (ENDED.includes(batch.status)) return;
    const created = batch.created_at * 1000;
    const cancelled = batch.cancelling_at === undefined ? Number.POSITIVE_INFINITY : batch.cancelling_at * 1000;
    const end = Math.min(due, created + DAY, cancelled + CANCELLING);
    if (this.#now() < Math.min(created + VALIDATING, end)) return;
    if (batch.errors !== undefined) {
      Object.assign(batch, { status: 'failed', failed_at: batch.created_at } satisfies Partial<Batch>);
      return;
    }
    batch.in_progress_at ??= Math.min(batch.created_at + VALIDATING / 1000, Math.floor(end / 1000));
    if (batch.status === 'validating') batch.status = 'in_progress';
    batch.request_counts = { total: lines.length, completed: 0, failed: 0 };
    if (this.#now() < end) return;
    kept.answering ??= this.#finish(kept, end, end === due ? null : end < created + DAY ? 'cancelled' : 'expired');
    await kept.answering;
  }

  async #finish({ batch, key, lines }: Kept, end: number, rest: 'cancelled' | 'expired' | null): Promise<void> {
    const outputs: object[] = [];
    const failures: object[] = [];
    for (const line of lines) {
      const fate = rest ?? this.#settings.fate(line.custom_id);
      const { done, told } = await this.#tell(line, key, fate);
      (done ? outputs : failures).push({ id: nameOf(this.#office, 'batch_req_'), custom_id: line.custom_id, ...told });
    }
    batch.request_counts = { total: lines.length, completed: outputs.length, failed: failures.length };
    // In no order that anybody could rely on.
    const keep = (kind: string, written: object[]): string =>
      this.#files.keep(jsonLines(written), 'batch_output', `${batch.id}_${kind}.jsonl`).id;
    if (outputs.length > 0) batch.output_file_id = keep('output', outputs.reverse());
    if (failures.length > 0) batch.error_file_id = keep('error', failures);
    const at = Math.floor(end / 1000);
    batch.status = rest ?? 'completed';
    if (batch.status === 'completed') Object.assign(batch, { finalizing_at: at, completed_at: at });
    if (batch.status === 'expired') batch.expired_at = at;
    if (batch.status === 'cancelled') batch.cancelled_at = at;
  }

  /** A line of the file of outputs, or of that of errors. */
  async #tell(line: BatchLine, key: string, fate: Fate | null): Promise<{ done: boolean; told: object }> {
    if (fate === 'expired' || fate === 'cancelled') return { done: false, told: unsent(fate) };
    const occasion = { key, lane: 'batch', instead: insteadOf(fate), customId: line.custom_id } as const;
    const request_id = nameOf(this.#office, 'req_');
    try {
      if (fate === 'errored') throw new ModelRefusal(500, 'The server had an error processing your request.');
      const body =
        line.url === '/v1/responses'
          ? await respond(this.#office, line.body, occasion)
          : await complete(this.#office, line.body, occasion, null);
      return { done: true, told: { response: { status_code: 200, request_id, body }, error: null } };
    } catch (error) {
      if (!(error instanceof ModelRefusal)) throw error;
      const response = { status_code: error.status, request_id, body: openAIError(error) };
      return { done: false, told: { response, error: null } };
    }
  }
}

const insteadOf = (fate: Fate | null) => (fate !== null && typeof fate === 'object' ? () => fate : null);

const unsent = (fate: 'expired' | 'cancelled') => ({
  response: null,
  error: {
    code: `batch_${fate}`,
    message:
      fate === 'expired'
        ? 'This request could not be executed before the completion window expired.'
        : 'This request was cancelled.',
  },
});

const FRAME = {
  completion_window: true,
  endpoint: true,
  input_file_id: true,
  metadata: true,
  output_expires_after: true,
} as const;

function readFrame(body: Record<string, unknown>) {
  checkNames(body, FRAME, ['output_expires_after']);
  const { input_file_id, endpoint, completion_window } = body;
  if (typeof input_file_id !== 'string') {
    throw refuseParam("Missing required parameter: 'input_file_id'.", 'input_file_id', 'missing_required_parameter');
  }
  if (endpoint !== '/v1/responses' && endpoint !== '/v1/chat/completions') {
    throw refuseParam(`Invalid value: '${String(endpoint)}'.`, 'endpoint', 'invalid_value');
  }
  if (completion_window !== '24h') {
    throw refuseParam(
      `Invalid value: '${String(completion_window)}'. Value must be '24h'.`,
      'completion_window',
      'invalid_value',
    );
  }
  return { input_file_id, endpoint, completion_window };
}
