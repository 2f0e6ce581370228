/** OpenAI's Responses: checked, thought about, and answered whole or as events. */

import type {
  Response,
  ResponseCreateParamsBase,
  ResponseOutputItem,
  ResponseOutputMessage,
  ResponseOutputRefusal,
  ResponseOutputText,
  ResponseUsage,
} from 'openai/resources/responses/responses.js';
import { isObject } from './anthropic-checks.ts';
import { type Asked, type Thought, textOf } from './mind.ts';
import { type ModelOffice, nameOf, think, thinkingTokens } from './model-office.ts';
import { ModelRefusal } from './model-refusal.ts';
import { type CachedPrompt, countOf, countOpenAI, useOpenAICache } from './openai-cache.ts';
import {
  checkMetadata,
  checkMost,
  checkNames,
  checkSampling,
  findOpenAIModel,
  readEffort,
  readForm,
  refuseParam,
} from './openai-checks.ts';
import type { CacheUse } from './prefix-cache.ts';
import { firstTokens, tokensOf } from './token-count.ts';

const KNOWN: Readonly<Record<keyof ResponseCreateParamsBase, true>> = {
  access_programs: true,
  background: true,
  background_options: true,
  context_management: true,
  conversation: true,
  image: true,
  include: true,
  input: true,
  instructions: true,
  max_output_tokens: true,
  max_tool_calls: true,
  metadata: true,
  model: true,
  moderation: true,
  parallel_tool_calls: true,
  previous_response_id: true,
  prompt: true,
  prompt_cache_key: true,
  prompt_cache_options: true,
  prompt_cache_retention: true,
  reasoning: true,
  safety_identifier: true,
  service_tier: true,
  store: true,
  stream: true,
  stream_options: true,
  temperature: true,
  text: true,
  tool_choice: true,
  tools: true,
  top_logprobs: true,
  top_p: true,
  truncation: true,
  user: true,
};

const BEYOND = [
  ...['access_programs', 'background', 'background_options', 'context_management', 'conversation', 'image', 'include'],
  ...[
    'max_tool_calls',
    'moderation',
    'previous_response_id',
    'prompt',
    'service_tier',
    'tools',
    'tool_choice',
    'top_logprobs',
  ],
];

export interface OpenAIOccasion {
  key: string;
  lane: 'now' | 'batch';
  instead: ((thought: Thought, asked: Asked) => Thought) | null;
  customId?: string;
}

/** As it is sent: `output_text` is what SDKs add to it. */
export type SentResponse = Omit<Response, 'output_text'>;

export async function respond(office: ModelOffice, body: unknown, occasion: OpenAIOccasion): Promise<SentResponse> {
  if (!isObject(body)) throw refuseParam('The request body is not a JSON object.', 'body', 'invalid_type');
  checkNames(body, KNOWN, BEYOND);
  const request = body as ResponseCreateParamsBase;
  const model = findOpenAIModel(request.model);
  checkSampling(body, model);
  const effort = readEffort(request.reasoning?.effort, 'reasoning.effort', model);
  const most = checkMost(request.max_output_tokens, 'max_output_tokens', model);
  const metadata = checkMetadata(request.metadata);
  const blocks = blocksOf(request);
  const texts = blocks.map(({ role, block }) => ({ role, text: plainText(block) }));
  const form = readForm(request.text?.format, texts.map(({ text }) => text).join('\n'), 'text.format');
  const use = useOpenAICache(office, cachedPrompt(request, blocks, occasion.key), model);
  const { lane, instead, customId } = occasion;
  const asked = { surface: 'responses', lane, model: model.id, texts, form, most } as const;
  const thought = await think(office, { ...asked, ...(customId !== undefined && { customId }) }, instead);
  const response = responseOf(office, request, {
    thought,
    most,
    metadata,
    use,
    thinking: thinkingTokens(effort, most),
  });
  countOpenAI(office, { model: model.id, lane, use, output: response.usage?.output_tokens ?? 0 });
  return response;
}

type Blocks = CachedPrompt['blocks'];

function blocksOf({ instructions, input }: ResponseCreateParamsBase): Blocks {
  if (input === undefined || input.length === 0) {
    throw refuseParam("Missing required parameter: 'input'.", 'input', 'missing_required_parameter');
  }
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : (input as unknown[]);
  return [
    ...(instructions == null ? [] : [{ role: 'developer', block: instructions }]),
    ...items.flatMap((item, index) => contentOf(item, index)),
  ];
}

function contentOf(item: unknown, index: number): Blocks {
  if (!isObject(item) || !['user', 'system', 'developer', 'assistant'].includes(String(item.role))) {
    const kind = isObject(item) ? String(item.type ?? item.role) : typeof item;
    throw new ModelRefusal(501, `SANDBOX: an input item ${kind} (input[${index}]) is not implemented`);
  }
  const { role, content } = item;
  const blocks: unknown[] = Array.isArray(content) ? content : [content];
  for (const block of blocks) {
    const type = isObject(block) ? String(block.type) : 'input_text';
    if (['input_text', 'output_text'].includes(type)) continue;
    throw refuseParam(`Invalid value: '${type}'.`, `input[${index}].content`, 'invalid_value');
  }
  return blocks.map((block) => ({ role: String(role), block }));
}

const plainText = (block: unknown): string => String(isObject(block) ? block.text : block);

const cachedPrompt = (request: ResponseCreateParamsBase, blocks: Blocks, key: string): CachedPrompt => ({
  head: request.text?.format === undefined ? [] : [request.text.format],
  blocks,
  key,
  cacheKey: request.prompt_cache_key,
  options: request.prompt_cache_options,
  retention: request.prompt_cache_retention,
});

interface Spoken {
  thought: Thought;
  most: number;
  metadata: Response['metadata'];
  use: CacheUse;
  thinking: number;
}

function responseOf(office: ModelOffice, request: ResponseCreateParamsBase, spoken: Spoken): SentResponse {
  const { thought, most, use, thinking } = spoken;
  const whole = textOf(thought);
  const text = firstTokens(whole, most - thinking);
  const isWhole = thought.kind !== 'truncated' && text === whole;
  const created = Math.floor(office.clock.now().getTime() / 1000);
  return {
    id: nameOf(office, 'resp_'),
    object: 'response',
    created_at: created,
    completed_at: isWhole ? created : null,
    status: isWhole ? 'completed' : 'incomplete',
    error: null,
    incomplete_details: isWhole ? null : { reason: 'max_output_tokens' },
    access_programs: null,
    instructions: request.instructions ?? null,
    metadata: spoken.metadata ?? {},
    model: request.model as string,
    output: outputOf(office, { thought, text, isWhole, thinking }),
    parallel_tool_calls: true,
    temperature: 1,
    top_p: 1,
    tool_choice: 'auto',
    tools: [],
    max_output_tokens: request.max_output_tokens ?? null,
    reasoning: request.reasoning ?? null,
    text: request.text ?? { format: { type: 'text' } },
    usage: usageOf(use, { output: tokensOf(text) + thinking, thinking }),
  };
}

function outputOf(
  office: ModelOffice,
  { thought, text, isWhole, thinking }: { thought: Thought; text: string; isWhole: boolean; thinking: number },
): ResponseOutputItem[] {
  const part: ResponseOutputText | ResponseOutputRefusal =
    thought.kind === 'refusal'
      ? { type: 'refusal', refusal: text }
      : { type: 'output_text', text, annotations: [], logprobs: [] };
  const message: ResponseOutputMessage = {
    id: nameOf(office, 'msg_'),
    type: 'message',
    role: 'assistant',
    status: isWhole ? 'completed' : 'incomplete',
    content: [part],
  };
  if (thinking === 0) return [message];
  const reasoning: ResponseOutputItem = { id: nameOf(office, 'rs_'), type: 'reasoning', summary: [] };
  return text === '' ? [reasoning] : [reasoning, message];
}

function usageOf(use: CacheUse, { output, thinking }: { output: number; thinking: number }): ResponseUsage {
  const { cached, written } = countOf(use);
  return {
    input_tokens: use.total,
    input_tokens_details: { cached_tokens: cached, cache_write_tokens: written },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: thinking },
    total_tokens: use.total + output,
  };
}
