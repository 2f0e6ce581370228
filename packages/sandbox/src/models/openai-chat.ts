/** Chat completions: OpenAI's own, and those of every endpoint that says it is compatible. */

import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionCreateParamsBase,
} from 'openai/resources/chat/completions/completions.js';
import { isObject } from './anthropic-checks.ts';
import { piecesOf } from './anthropic-message.ts';
import { type Compatibility, checkCompatible, wrapped } from './compatible.ts';
import { type Thought, textOf } from './mind.ts';
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
import type { OpenAIOccasion } from './openai-responses.ts';
import type { CacheUse } from './prefix-cache.ts';
import { firstTokens, tokensOf } from './token-count.ts';

const KNOWN: Readonly<Record<keyof ChatCompletionCreateParamsBase, true>> = {
  audio: true,
  frequency_penalty: true,
  function_call: true,
  functions: true,
  logit_bias: true,
  logprobs: true,
  max_completion_tokens: true,
  max_tokens: true,
  messages: true,
  metadata: true,
  modalities: true,
  model: true,
  moderation: true,
  n: true,
  parallel_tool_calls: true,
  prediction: true,
  presence_penalty: true,
  prompt_cache_key: true,
  prompt_cache_options: true,
  prompt_cache_retention: true,
  reasoning_effort: true,
  response_format: true,
  safety_identifier: true,
  seed: true,
  service_tier: true,
  stop: true,
  store: true,
  stream: true,
  stream_options: true,
  temperature: true,
  tool_choice: true,
  tools: true,
  top_logprobs: true,
  top_p: true,
  user: true,
  verbosity: true,
  web_search_options: true,
};

const BEYOND = [
  ...[
    'audio',
    'function_call',
    'functions',
    'logprobs',
    'modalities',
    'moderation',
    'n',
    'prediction',
    'service_tier',
    'stop',
  ],
  ...['tools', 'tool_choice', 'top_logprobs', 'web_search_options'],
];

/** `compatible`: null for OpenAI itself. */
export async function complete(
  office: ModelOffice,
  body: unknown,
  { key, lane, instead, customId }: OpenAIOccasion,
  compatible: Compatibility | null,
): Promise<ChatCompletion> {
  if (!isObject(body)) throw refuseParam('The request body is not a JSON object.', 'body', 'invalid_type');
  checkNames(body, KNOWN, BEYOND);
  const request = body as unknown as ChatCompletionCreateParamsBase;
  const model = compatible === null ? findOpenAIModel(request.model) : checkCompatible(request, compatible);
  if (compatible === null) checkLimits(body, model.efforts.length > 0);
  checkSampling(body, model);
  const effort = compatible === null ? readEffort(request.reasoning_effort, 'reasoning_effort', model) : 'none';
  const most = checkMost(request.max_completion_tokens ?? request.max_tokens, 'max_completion_tokens', model);
  checkMetadata(request.metadata);
  const blocks = blocksOf(request);
  const texts = blocks.map(({ role, block }) => ({ role, text: String(isObject(block) ? block.text : block) }));
  const form = formOf(request, texts.map(({ text }) => text).join('\n'));
  const use = useOpenAICache(office, cachedPrompt(request, blocks, key), model);
  const asked = { surface: 'chat', lane, model: request.model, texts, form, most } as const;
  const thought = await think(office, { ...asked, ...(customId !== undefined && { customId }) }, instead);
  const thinking = thinkingTokens(effort, most);
  const told = compatible === null ? thought : wrapped(thought, compatible);
  const completion = completionOf(office, request.model, { thought: told, most, thinking, use });
  countOpenAI(office, { model: request.model, lane, use, output: completion.usage?.completion_tokens ?? 0 });
  if (compatible?.usage === false) delete completion.usage;
  return completion;
}

function checkLimits(body: Record<string, unknown>, reasons: boolean): void {
  if (!reasons || body.max_tokens == null) return;
  throw refuseParam(
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    'max_tokens',
    'unsupported_parameter',
  );
}

function formOf({ response_format: format }: ChatCompletionCreateParamsBase, texts: string) {
  const flat = format?.type === 'json_schema' ? { ...(format.json_schema ?? {}), type: 'json_schema' } : format;
  return readForm(flat, texts, 'response_format');
}

type Blocks = CachedPrompt['blocks'];

function blocksOf({ messages }: ChatCompletionCreateParamsBase): Blocks {
  if (!Array.isArray(messages)) {
    throw refuseParam("Missing required parameter: 'messages'.", 'messages', 'missing_required_parameter');
  }
  if (messages.length === 0) {
    throw refuseParam(
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
      'messages',
      'empty_array',
    );
  }
  return messages.flatMap(({ role, content }, index): Blocks => {
    if (!['system', 'developer', 'user', 'assistant'].includes(role)) {
      throw new ModelRefusal(501, `SANDBOX: a message of role ${role} (messages[${index}]) is not implemented`);
    }
    return (Array.isArray(content) ? content : [content ?? '']).map((block) => ({ role, block }));
  });
}

const cachedPrompt = (request: ChatCompletionCreateParamsBase, blocks: Blocks, key: string): CachedPrompt => ({
  head: request.response_format === undefined ? [] : [request.response_format],
  blocks,
  key,
  cacheKey: request.prompt_cache_key,
  options: request.prompt_cache_options,
  retention: request.prompt_cache_retention,
});

function completionOf(
  office: ModelOffice,
  model: string,
  { thought, most, thinking, use }: { thought: Thought; most: number; thinking: number; use: CacheUse },
): ChatCompletion {
  const whole = textOf(thought);
  const text = firstTokens(whole, most - thinking);
  const isRefusal = thought.kind === 'refusal';
  const { cached, written } = countOf(use);
  const output = tokensOf(text) + thinking;
  return {
    id: nameOf(office, 'chatcmpl-'),
    object: 'chat.completion',
    created: Math.floor(office.clock.now().getTime() / 1000),
    model,
    choices: [
      {
        index: 0,
        logprobs: null,
        finish_reason: thought.kind === 'truncated' || text !== whole ? 'length' : 'stop',
        message: { role: 'assistant', content: isRefusal ? null : text, refusal: isRefusal ? text : null },
      },
    ],
    usage: {
      prompt_tokens: use.total,
      prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: written },
      completion_tokens: output,
      completion_tokens_details: { reasoning_tokens: thinking },
      total_tokens: use.total + output,
    },
  };
}

/** `withUsage`: `stream_options.include_usage`, a last piece without choices. */
export function chunksOf(completion: ChatCompletion, withUsage: boolean): ChatCompletionChunk[] {
  const { id, created, model, usage } = completion;
  const chunk = (choices: ChatCompletionChunk['choices']): ChatCompletionChunk => ({
    id,
    created,
    model,
    object: 'chat.completion.chunk',
    choices,
    ...(withUsage && { usage: null }),
  });
  const { message, finish_reason } = completion.choices[0] as ChatCompletion.Choice;
  const delta = (text: string): ChatCompletionChunk.Choice.Delta =>
    message.refusal === null ? { content: text } : { refusal: text };
  const choice = { index: 0, finish_reason: null };
  return [
    chunk([{ ...choice, delta: { role: 'assistant', content: '', refusal: null } }]),
    ...piecesOf(message.refusal ?? message.content ?? '').map((text) => chunk([{ ...choice, delta: delta(text) }])),
    chunk([{ index: 0, finish_reason, delta: {} }]),
    ...(withUsage && usage !== undefined ? [{ ...chunk([]), usage }] : []),
  ];
}
