/** What every request to a model goes through, by whichever door it came: counted, timed, struck by faults, answered, kept. */

import type { Arrival, Departure } from '../gateway.ts';
import { timestamp } from '../virtual-clock.ts';
import { type AnthropicParts, answerAnthropic } from './anthropic-surface.ts';
import type { ModelAnswer, ModelCall } from './model-call.ts';
import { describeModelFault, type ModelFault, type ModelFaults, type StatusEffect } from './model-faults.ts';
import type { ModelRequest } from './model-log.ts';
import { nameOf } from './model-office.ts';
import { anthropicError, COMMON_WORDS, ModelRefusal, openAIError, type Vendor } from './model-refusal.ts';
import { answerOpenAI, type OpenAIParts } from './openai-surface.ts';
import { spoiled } from './spoiled-answers.ts';

export interface ModelGatewayParts extends AnthropicParts {
  openai: OpenAIParts;
  faults: ModelFaults;
  log: ModelRequest[];
  /** Virtual milliseconds that each request takes. */
  latency: number;
}

export class ModelGateway {
  readonly #parts: ModelGatewayParts;
  #count = 0;

  constructor(parts: ModelGatewayParts) {
    this.#parts = parts;
  }

  async receive(arrival: Arrival): Promise<Departure> {
    const { office, faults, log, latency } = this.#parts;
    office.clock.advance(latency);
    this.#count += 1;
    const record = recordOf(arrival, this.#count, timestamp(office.clock.now()));
    log.push(record);
    const fault = faults.take(record);
    if (fault !== null) record.fault = describeModelFault(fault);
    const departure = await this.#depart(arrival, record, fault);
    if (departure.kind === 'answer') {
      record.status = departure.status;
      record.answer = departure.body.toString('utf8');
    }
    return departure;
  }

  async #depart(arrival: Arrival, record: ModelRequest, fault: ModelFault | null): Promise<Departure> {
    const { clock } = this.#parts.office;
    if (fault === null) return this.#send(record, await this.#answer(arrival, record, null));
    const { effect, timing } = fault;
    const answered = timing === 'after' ? await this.#answer(arrival, record, null) : null;
    switch (effect.kind) {
      case 'status':
        return this.#send(record, this.#refused(record, effect));
      case 'reset':
        return { kind: 'reset' };
      case 'refuse':
        return { kind: 'refused' };
      case 'hang':
        clock.advance(effect.milliseconds ?? 0);
        return { kind: 'silence', milliseconds: effect.milliseconds ?? null };
      case 'delay':
        clock.advance(effect.milliseconds);
        return this.#send(record, answered ?? (await this.#answer(arrival, record, null)));
      case 'cut':
        return { ...this.#send(record, answered ?? (await this.#answer(arrival, record, null))), kind: 'cut' };
      case 'interrupted':
        if (fieldIn(record.body, 'stream') !== true)
          return this.#send(record, this.#refused(record, { ...effect, kind: 'status' }));
        return this.#interrupt(record, answered ?? (await this.#answer(arrival, record, null)), effect.status);
      default:
        return this.#send(record, await this.#answer(arrival, record, spoiled(effect.kind)));
    }
  }

  #interrupt(record: ModelRequest, answer: ModelAnswer, status: 500 | 529): Departure {
    const refusal = new ModelRefusal(status, COMMON_WORDS[status] as string);
    const told = this.#explain(record, refusal);
    const events = answer.text.split('\n\n');
    const begun = events.slice(0, Math.ceil(events.length / 2)).map((event) => `${event}\n\n`);
    return this.#send(record, { ...answer, text: `${begun.join('')}event: error\ndata: ${told.text}\n\n` });
  }

  async #answer(arrival: Arrival, record: ModelRequest, instead: ModelCall['instead']): Promise<ModelAnswer> {
    const { pathname, searchParams } = new URL(arrival.url, 'http://127.0.0.1');
    const { method, headers, body } = arrival;
    const call: ModelCall = { method, path: pathname, query: searchParams, headers, body, instead };
    try {
      return await (record.vendor === 'anthropic'
        ? answerAnthropic(this.#parts, call)
        : answerOpenAI(this.#parts.openai, call));
    } catch (error) {
      if (error instanceof ModelRefusal) return this.#explain(record, error);
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return {
        ...this.#explain(record, new ModelRefusal(500, `SANDBOX: ${told}`)),
        headers: { 'x-should-retry': 'false' },
      };
    }
  }

  #explain({ vendor }: ModelRequest, refusal: ModelRefusal): ModelAnswer {
    const body =
      vendor === 'anthropic' ? anthropicError(refusal, nameOf(this.#parts.office, 'req_01')) : openAIError(refusal);
    return { status: refusal.status, type: 'application/json', text: JSON.stringify(body) };
  }

  #refused(record: ModelRequest, effect: StatusEffect): ModelAnswer {
    const { status, retryAfter, retryAfterMilliseconds, shouldRetry, code = null } = effect;
    const message = effect.message ?? COMMON_WORDS[status] ?? 'Something went wrong.';
    const headers = {
      ...(retryAfter !== undefined && { 'retry-after': `${retryAfter}` }),
      ...(retryAfterMilliseconds !== undefined && { 'retry-after-ms': `${retryAfterMilliseconds}` }),
      ...(shouldRetry !== undefined && { 'x-should-retry': `${shouldRetry}` }),
    };
    if (effect.page === true) {
      return { status, type: 'text/html', text: `<html><body><h1>${status} ${message}</h1></body></html>`, headers };
    }
    return { ...this.#explain(record, new ModelRefusal(status, message, { code })), headers };
  }

  #send(
    { vendor }: ModelRequest,
    { status, type, text, headers = {} }: ModelAnswer,
  ): Extract<Departure, { body: Buffer }> {
    const request = nameOf(this.#parts.office, 'req_');
    const body = Buffer.from(text);
    const common = {
      'content-type': type,
      'content-length': `${body.length}`,
      date: this.#parts.office.clock.now().toUTCString(),
      [vendor === 'anthropic' ? 'request-id' : 'x-request-id']: request,
    };
    return { kind: 'answer', status, headers: { ...common, ...headers }, body };
  }
}

function recordOf({ method, url, headers, body }: Arrival, n: number, at: string): ModelRequest {
  const path = url.split('?')[0] ?? url;
  const text = body.toString('utf8');
  const isAnthropic =
    path.startsWith('/v1/messages') || (path.startsWith('/v1/models') && 'anthropic-version' in headers);
  const vendor: Vendor = isAnthropic ? 'anthropic' : 'openai';
  const model = fieldIn(text, 'model');
  return {
    n,
    at,
    vendor,
    method,
    path: url,
    body: text,
    model: typeof model === 'string' ? model : null,
    write: method === 'POST',
    status: null,
    answer: null,
    fault: null,
  };
}

/** Of a body that is JSON. */
function fieldIn(text: string, name: 'model' | 'stream'): unknown {
  if (!text.startsWith('{')) return undefined;
  try {
    return (JSON.parse(text) as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}
