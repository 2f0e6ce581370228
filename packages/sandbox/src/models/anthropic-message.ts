/** What Anthropic answers: a message, and the same as a stream of events. */

import type {
  ContentBlock,
  Message,
  RawMessageStreamEvent,
  StopReason,
  TextBlock,
  ThinkingBlock,
  ToolUseBlock,
  Usage,
} from '@anthropic-ai/sdk/resources/messages/messages.js';
import { LONG } from './anthropic-prompt.ts';
import { type Thought, textOf } from './mind.ts';
import type { CacheUse } from './prefix-cache.ts';
import { firstTokens, tokensOf } from './token-count.ts';

export interface MessageParts {
  id: string;
  model: string;
  thought: Thought;
  /** Tokens of what is thought before; nothing of it is shown. */
  thinking: number;
  most: number;
  /** The tool that is used for the answer; null: text. */
  tool: { id: string; name: string } | null;
  use: CacheUse;
  lane: 'now' | 'batch';
}

export function messageOf(parts: MessageParts): Message {
  const { id, model, thought, thinking, most, use, lane } = parts;
  const whole = textOf(thought);
  const text = firstTokens(whole, thought.kind === 'truncated' ? tokensOf(whole) : Math.max(0, most - thinking));
  const stop = stopReason(parts, text === whole);
  const output = Math.min(most, thinking) + (stop === 'refusal' ? 0 : tokensOf(text));
  return {
    id,
    type: 'message',
    role: 'assistant',
    model,
    container: null,
    diagnostics: null,
    content: [...(thinking > 0 ? [thinkingBlock(id)] : []), ...(stop === 'refusal' ? [] : said(parts, text))],
    stop_reason: stop,
    stop_sequence: null,
    stop_details: stop === 'refusal' ? { type: 'refusal', category: null, explanation: whole } : null,
    usage: usageOf(use, { output, thinking: Math.min(most, thinking), lane }),
  };
}

function stopReason({ thought, tool }: MessageParts, isWhole: boolean): StopReason {
  if (thought.kind === 'refusal') return 'refusal';
  if (thought.kind === 'truncated' || !isWhole) return 'max_tokens';
  return tool === null ? 'end_turn' : 'tool_use';
}

const thinkingBlock = (id: string): ThinkingBlock => ({
  type: 'thinking',
  thinking: '',
  signature: btoa(`thought ${id}`),
});

function said({ thought, tool }: MessageParts, text: string): (TextBlock | ToolUseBlock)[] {
  if (text === '') return [];
  if (tool === null || thought.kind !== 'value') return [{ type: 'text', text, citations: null }];
  return [{ type: 'tool_use', ...tool, input: thought.value, caller: { type: 'direct' } }];
}

export function usageOf(
  { total, read, written }: CacheUse,
  { output, thinking, lane }: { output: number; thinking: number; lane: 'now' | 'batch' },
): Usage {
  const long = sum(written.filter(({ life }) => life === LONG));
  const short = sum(written.filter(({ life }) => life !== LONG));
  return {
    input_tokens: total - read - long - short,
    cache_read_input_tokens: read,
    cache_creation_input_tokens: long + short,
    cache_creation: { ephemeral_5m_input_tokens: short, ephemeral_1h_input_tokens: long },
    output_tokens: output,
    output_tokens_details: { thinking_tokens: thinking },
    server_tool_use: null,
    service_tier: lane === 'batch' ? 'batch' : 'standard',
    inference_geo: null,
    speed: null,
  };
}

const sum = (written: CacheUse['written']): number => written.reduce((all, { tokens }) => all + tokens, 0);

/** The message in pieces, as SDKs put it together again. */
export function eventsOf(message: Message): RawMessageStreamEvent[] {
  const { usage, stop_reason, stop_sequence, stop_details, container } = message;
  return [
    {
      type: 'message_start',
      message: {
        ...message,
        content: [],
        stop_reason: null,
        stop_details: null,
        usage: { ...usage, output_tokens: 1 },
      },
    },
    ...message.content.flatMap(blockEvents),
    {
      type: 'message_delta',
      delta: { container, stop_reason, stop_sequence, stop_details },
      usage: {
        input_tokens: usage.input_tokens,
        output_tokens: usage.output_tokens,
        output_tokens_details: usage.output_tokens_details,
        cache_creation_input_tokens: usage.cache_creation_input_tokens,
        cache_read_input_tokens: usage.cache_read_input_tokens,
        server_tool_use: null,
      },
    },
    { type: 'message_stop' },
  ];
}

function blockEvents(block: ContentBlock, index: number): RawMessageStreamEvent[] {
  const stop: RawMessageStreamEvent = { type: 'content_block_stop', index };
  switch (block.type) {
    case 'text':
      return [
        { type: 'content_block_start', index, content_block: { ...block, text: '' } },
        ...piecesOf(block.text).map(
          (text): RawMessageStreamEvent => ({
            type: 'content_block_delta',
            index,
            delta: { type: 'text_delta', text },
          }),
        ),
        stop,
      ];
    case 'thinking':
      return [
        { type: 'content_block_start', index, content_block: { ...block, signature: '' } },
        { type: 'content_block_delta', index, delta: { type: 'signature_delta', signature: block.signature } },
        stop,
      ];
    case 'tool_use':
      return [
        { type: 'content_block_start', index, content_block: { ...block, input: {} } },
        ...piecesOf(JSON.stringify(block.input)).map(
          (partial_json): RawMessageStreamEvent => ({
            type: 'content_block_delta',
            index,
            delta: { type: 'input_json_delta', partial_json },
          }),
        ),
        stop,
      ];
    default:
      throw new TypeError(`SANDBOX: a block ${block.type} is not streamed.`);
  }
}

/** Forty characters each; surrogate pairs stay whole. */
export function piecesOf(text: string): string[] {
  const characters = [...text];
  return Array.from({ length: Math.ceil(characters.length / 40) }, (_, place) =>
    characters.slice(place * 40, place * 40 + 40).join(''),
  );
}
