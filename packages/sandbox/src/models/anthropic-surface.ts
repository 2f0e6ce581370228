/** Anthropic's API: messages, their tokens, batches and models. */

import type { Message, MessageTokensCount } from '@anthropic-ai/sdk/resources/messages/messages.js';
import type { AnthropicBatches } from './anthropic-batches.ts';
import { findModel, isObject, type MessageRequest, readMessageRequest } from './anthropic-checks.ts';
import { eventsOf, messageOf } from './anthropic-message.ts';
import { modelInfo, modelList } from './anthropic-models.ts';
import { forcedTool, partsOf, textsOf } from './anthropic-prompt.ts';
import type { JsonSchema, Thought } from './mind.ts';
import { anthropicKey, eventStream, json, type ModelAnswer, type ModelCall, readJson, step } from './model-call.ts';
import { type ModelOffice, nameOf, think, thinkingTokens } from './model-office.ts';
import { ModelRefusal } from './model-refusal.ts';
import { tokensOf } from './token-count.ts';

/** Most bytes of a request; of a batch. */
const LARGEST = 32 * 1024 * 1024;
const LARGEST_BATCH = 256 * 1024 * 1024;

export interface AnthropicParts {
  office: ModelOffice;
  batches: AnthropicBatches;
}

export async function answerAnthropic({ office, batches }: AnthropicParts, call: ModelCall): Promise<ModelAnswer> {
  const key = anthropicKey(call);
  checkVersion(call);
  const route = `${call.method} ${call.path}`;
  if (route.startsWith('POST /v1/messages/batches') || call.path.startsWith('/v1/messages/batches/')) {
    checkSize(call, LARGEST_BATCH);
    return batches.answer(call, key);
  }
  checkSize(call, LARGEST);
  const now = office.clock.now();
  switch (route) {
    case 'POST /v1/messages':
      return answerMessage(office, call, key);
    case 'POST /v1/messages/count_tokens':
      return json(countTokens(readMessageRequest(readJson(call), now, { counting: true })));
    case 'GET /v1/messages/batches':
      return batches.answer(call, key);
    case 'GET /v1/models':
      return json(modelList(now, call.query));
  }
  if (call.method === 'GET' && call.path.startsWith('/v1/models/'))
    return json(modelInfo(findModel(step(call, 2), now)));
  throw new ModelRefusal(404, 'Not found');
}

function checkVersion({ headers }: ModelCall): void {
  const version = headers['anthropic-version'];
  if (version === undefined) throw new ModelRefusal(400, 'anthropic-version: header is required');
  if (version !== '2026-10-21') {
    throw new ModelRefusal(400, `anthropic-version: "${String(version)}" is not a valid version`);
  }
}

function checkSize({ body }: ModelCall, most: number): void {
  if (body.length > most) throw new ModelRefusal(413, 'Request exceeds the maximum size');
}

async function answerMessage(office: ModelOffice, call: ModelCall, key: string): Promise<ModelAnswer> {
  const body = readJson(call);
  const request = readMessageRequest(body, office.clock.now());
  const message = await speak(office, request, { key, lane: 'now', instead: call.instead });
  return isObject(body) && body.stream === true ? eventStream(eventsOf(message)) : json(message);
}

const countTokens = (request: MessageRequest): MessageTokensCount => ({
  input_tokens: partsOf(request).reduce((sum, { text }) => sum + tokensOf(text), 0),
});

export interface Occasion {
  key: string;
  lane: 'now' | 'batch';
  instead: ModelCall['instead'];
  customId?: string;
}

/** One message, from the prompt to what it costs. */
export async function speak(office: ModelOffice, request: MessageRequest, occasion: Occasion): Promise<Message> {
  const { key, lane } = occasion;
  const now = office.clock.now();
  const model = findModel(request.model, now);
  const tool = forcedTool(request);
  const rule = { scope: `${key} ${model.id}`, least: model.least, lookBack: 20 };
  const use = office.caches.use(partsOf(request), rule, now.getTime());
  const thought = await thoughtFor(office, request, { ...occasion, form: tool?.form ?? null });
  const effort = thinks(request, model.thinksUnasked) ? (request.output_config?.effort ?? 'high') : 'none';
  const message = messageOf({
    id: nameOf(office, 'msg_01'),
    model: request.model,
    thought,
    thinking: thinkingTokens(effort, request.max_tokens),
    most: request.max_tokens,
    tool: tool === null ? null : { id: nameOf(office, 'toolu_01'), name: tool.name },
    use,
    lane,
  });
  return counted(office, message, lane);
}

/** Without tokens for an answer only the cache is filled, and nobody thinks. */
async function thoughtFor(
  office: ModelOffice,
  request: MessageRequest,
  { lane, instead, customId, form }: Occasion & { form: JsonSchema | null },
): Promise<Thought> {
  if (request.max_tokens === 0) return { kind: 'truncated', text: '' };
  return think(
    office,
    {
      surface: 'messages',
      lane,
      model: request.model,
      texts: textsOf(request),
      form: form ?? request.output_config?.format?.schema ?? null,
      most: request.max_tokens,
      ...(customId !== undefined && { customId }),
    },
    instead,
  );
}

function thinks({ thinking }: MessageRequest, unasked: boolean): boolean {
  return thinking === undefined ? unasked : thinking.type === 'adaptive' || thinking.type === 'enabled';
}

function counted(office: ModelOffice, message: Message, lane: 'now' | 'batch'): Message {
  const { model, usage } = message;
  office.meter.count(model, lane, {
    input: usage.input_tokens,
    cacheRead: usage.cache_read_input_tokens ?? 0,
    cacheWrite: usage.cache_creation?.ephemeral_5m_input_tokens ?? 0,
    cacheWriteLong: usage.cache_creation?.ephemeral_1h_input_tokens ?? 0,
    output: usage.output_tokens,
  });
  return message;
}
