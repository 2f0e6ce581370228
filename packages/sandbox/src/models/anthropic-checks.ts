/** What Anthropic refuses of a request for a message, in its words where somebody quoted them. */

import type {
  MessageCreateParamsBase,
  MessageParam,
  ThinkingConfigParam,
} from '@anthropic-ai/sdk/resources/messages/messages.js';
import { ANTHROPIC_MODELS, type AnthropicModel } from './model-catalogue.ts';
import { ModelRefusal } from './model-refusal.ts';
import { checkAnthropicSchema } from './strict-schema.ts';
import { checkToolPairs } from './tool-pairs.ts';

export type MessageRequest = MessageCreateParamsBase;

/** Everything the body may hold; two of the SDK's parameters travel as headers. */
const KNOWN: Readonly<Record<Exclude<keyof MessageRequest, 'user_profile_id' | 'workspace_id'>, true>> = {
  max_tokens: true,
  messages: true,
  model: true,
  cache_control: true,
  container: true,
  diagnostics: true,
  inference_geo: true,
  metadata: true,
  output_config: true,
  service_tier: true,
  speed: true,
  stop_sequences: true,
  stream: true,
  system: true,
  thinking: true,
  tool_choice: true,
  tools: true,
};

/** What the sandbox does not do, though Anthropic does. */
const BEYOND = ['container', 'diagnostics', 'inference_geo', 'speed', 'stop_sequences'] as const;
const SAMPLING = ['temperature', 'top_p', 'top_k'];

export const refuse = (message: string): ModelRefusal => new ModelRefusal(400, message);

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The request, if everything about it is right; `counting` asks for the tokens of a prompt only. */
export function readMessageRequest(body: unknown, now: Date, { counting = false } = {}): MessageRequest {
  if (!isObject(body)) throw refuse('The request body is not valid JSON.');
  checkKeys(body);
  checkShape(body, counting);
  const request = body as unknown as MessageRequest;
  const model = findModel(request.model, now);
  checkThinking(request, model);
  if (!counting) checkMost(request, model);
  checkOutput(request, model);
  checkMessages(request.messages, model);
  checkToolPairs(request.messages);
  return request;
}

export function findModel(id: string, now: Date): AnthropicModel {
  const bare = id.replace(/-20\d{6}$/, '');
  const found = ANTHROPIC_MODELS.find((model) => model.id === id || model.id === bare);
  if (found === undefined || (found.retires !== undefined && now.getTime() >= Date.parse(found.retires))) {
    throw new ModelRefusal(404, `model: ${id}`);
  }
  return found;
}

function checkKeys(body: Record<string, unknown>): void {
  const sampling = SAMPLING.find((name) => body[name] !== undefined);
  if (sampling !== undefined) throw refuse(`\`${sampling}\` is deprecated for this model.`);
  const unknown = Object.keys(body).find((name) => !(name in KNOWN));
  if (unknown !== undefined) throw refuse(`${unknown}: Extra inputs are not permitted`);
  const beyond = BEYOND.find((name) => body[name] !== undefined && body[name] !== null);
  if (beyond !== undefined) throw new ModelRefusal(501, `SANDBOX: ${beyond} is not implemented`);
}

function checkShape(body: Record<string, unknown>, counting: boolean): void {
  const required = counting ? ['messages', 'model'] : ['max_tokens', 'messages', 'model'];
  const missing = required.find((name) => body[name] === undefined);
  if (missing !== undefined) throw refuse(`${missing}: Field required`);
  if (typeof body.model !== 'string') throw refuse('model: Input should be a valid string');
  if (!Array.isArray(body.messages)) throw refuse('messages: Input should be a valid array');
  if (body.messages.length === 0) throw refuse('messages: at least one message is required');
  if (body.messages.length > 100_000) throw refuse('messages: List should have at most 100000 items');
  if (!['string', 'undefined'].includes(typeof body.system) && !Array.isArray(body.system)) {
    throw refuse('system: Input should be a valid array');
  }
}

function checkMost({ max_tokens, thinking, stream }: MessageRequest, { id, most }: AnthropicModel): void {
  if (!Number.isInteger(max_tokens)) throw refuse('max_tokens: Input should be a valid integer');
  if (max_tokens < 0) throw refuse('max_tokens: Input should be greater than or equal to 0');
  if (max_tokens > most) {
    throw refuse(`max_tokens: ${max_tokens} > ${most}, which is the maximum allowed number of output tokens for ${id}`);
  }
  if (max_tokens === 0 && stream === true) throw refuse('max_tokens: 0 is not supported with streaming');
  if (thinking?.type !== 'enabled') return;
  const { budget_tokens: budget } = thinking;
  if (!(budget >= 1024)) throw refuse('thinking.enabled.budget_tokens: Input should be greater than or equal to 1024');
  if (budget >= max_tokens) throw refuse('`max_tokens` must be greater than `thinking.budget_tokens`.');
}

const ADVICE: Readonly<Record<ThinkingConfigParam['type'], string>> = {
  enabled: ' Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
  disabled: ' Thinking defaults to adaptive mode when not specified.',
  adaptive: '',
  between_tools: '',
};

function checkThinking({ thinking }: MessageRequest, model: AnthropicModel): void {
  if (thinking === undefined) return;
  if (!(thinking.type in ADVICE)) throw refuse('thinking: Input tag found does not match any of the expected tags');
  if (model.thinking.includes(thinking.type)) return;
  throw refuse(`"thinking.type.${thinking.type}" is not supported for this model.${ADVICE[thinking.type]}`);
}

const EFFORTS: readonly unknown[] = ['low', 'medium', 'high', 'xhigh', 'max'];

function checkOutput({ output_config: config }: MessageRequest, model: AnthropicModel): void {
  if (config === undefined) return;
  const unknown = Object.keys(config).find((name) => !['effort', 'format'].includes(name));
  if (unknown !== undefined) throw refuse(`output_config.${unknown}: Extra inputs are not permitted`);
  const { effort, format } = config;
  if (effort != null && !model.effort) throw refuse('This model does not support the effort parameter.');
  if (effort != null && !EFFORTS.includes(effort)) {
    throw refuse("output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'");
  }
  if (format == null) return;
  if (format.type !== 'json_schema') throw refuse("output_config.format.type: Input should be 'json_schema'");
  const further = Object.keys(format).find((name) => !['type', 'schema'].includes(name));
  if (further !== undefined) throw refuse(`output_config.format.${further}: Extra inputs are not permitted`);
  if (format.schema === undefined) throw refuse('output_config.format.schema: Field required');
  checkAnthropicSchema(format.schema);
}

function checkMessages(messages: readonly MessageParam[], { thinking }: AnthropicModel): void {
  for (const [index, message] of messages.entries()) {
    const { role, content } = message;
    const at = `messages.${index}`;
    if (!['user', 'assistant'].includes(role)) {
      throw refuse(
        `${at}.role: Input should be 'user' or 'assistant'; use the top-level \`system\` for a system prompt`,
      );
    }
    if (typeof content !== 'string' && !Array.isArray(content)) throw refuse(`${at}.content: Field required`);
    if (content.length === 0) throw refuse(`${at}: all messages must have non-empty content`);
    for (const block of typeof content === 'string' ? [] : content) {
      if (block.type !== 'text') continue;
      if (block.cache_control != null && block.text === '')
        throw refuse('cache_control cannot be set for empty text blocks');
      if (block.text === '') throw refuse('messages: text content blocks must be non-empty');
    }
  }
  if (messages.at(-1)?.role === 'assistant' && !thinking.includes('enabled')) {
    throw refuse(
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    );
  }
}
