/** OpenAI's API, and at `/compatible/v1` that of an endpoint like it: responses, completions, files, batches, models. */

import type { Model } from 'openai/resources/models.js';
import { isObject } from './anthropic-checks.ts';
import type { Compatibility } from './compatible.ts';
import { eventStream, json, type ModelAnswer, type ModelCall, openAIKey, readJson, step } from './model-call.ts';
import { OPENAI_MODELS } from './model-catalogue.ts';
import type { ModelOffice } from './model-office.ts';
import { ModelRefusal } from './model-refusal.ts';
import type { OpenAIBatches } from './openai-batches.ts';
import { chunksOf, complete } from './openai-chat.ts';
import { findOpenAIModel } from './openai-checks.ts';
import type { OpenAIFiles } from './openai-files.ts';
import { respond } from './openai-responses.ts';
import { responseEvents } from './response-events.ts';

export interface OpenAIParts {
  office: ModelOffice;
  files: OpenAIFiles;
  batches: OpenAIBatches;
  compatible: Compatibility;
}

const END = 'data: [DONE]\n\n';

export async function answerOpenAI(parts: OpenAIParts, call: ModelCall): Promise<ModelAnswer> {
  if (call.path.startsWith('/compatible/')) return answerCompatible(parts, call);
  const { office } = parts;
  const key = openAIKey(call);
  const occasion = { key, lane: 'now', instead: call.instead } as const;
  if (call.path.startsWith('/v1/files')) return parts.files.answer(call);
  if (call.path.startsWith('/v1/batches')) return parts.batches.answer(call, key);
  switch (`${call.method} ${call.path}`) {
    case 'POST /v1/responses': {
      const body = readJson(call);
      const response = await respond(office, body, occasion);
      return wantsStream(body) ? eventStream(responseEvents(response)) : json(response);
    }
    case 'POST /v1/chat/completions':
      return completed(readJson(call), (body) => complete(office, body, occasion, null));
    case 'GET /v1/models':
      return json({ object: 'list', data: OPENAI_MODELS.map(({ id }) => modelOf(id)) });
  }
  if (call.method === 'GET' && call.path.startsWith('/v1/models/'))
    return json(modelOf(findOpenAIModel(step(call, 2)).id));
  throw unknownRoute(call);
}

const unknownRoute = ({ method, path }: ModelCall): ModelRefusal =>
  new ModelRefusal(404, `Invalid URL (${method} ${path})`);

async function answerCompatible({ office, compatible }: OpenAIParts, call: ModelCall): Promise<ModelAnswer> {
  const key = compatible.key ? openAIKey(call) : '';
  const occasion = { key, lane: 'now', instead: call.instead } as const;
  switch (`${call.method} ${call.path}`) {
    case 'POST /compatible/v1/chat/completions':
      return completed(readJson(call), (body) => complete(office, body, occasion, compatible));
    case 'GET /compatible/v1/models':
      return json({ object: 'list', data: (compatible.models ?? []).map(modelOf) });
  }
  throw unknownRoute(call);
}

async function completed(body: unknown, ask: (body: unknown) => ReturnType<typeof complete>): Promise<ModelAnswer> {
  const completion = await ask(body);
  if (!wantsStream(body)) return json(completion);
  const { stream_options: options } = body as { stream_options?: { include_usage?: boolean } };
  return eventStream(chunksOf(completion, options?.include_usage === true), { named: false, end: END });
}

const wantsStream = (body: unknown): boolean => isObject(body) && body.stream === true;

const modelOf = (id: string): Model => ({ id, object: 'model', created: 1_767_225_600, owned_by: 'sandbox' });
