/** A request for a message taken apart: what is cached and up to where, and what the mind gets to read of it. */

import type { CacheControlEphemeral, TextBlockParam } from '@anthropic-ai/sdk/resources/messages/messages.js';
import { isObject, type MessageRequest, refuse } from './anthropic-checks.ts';
import type { Asked, JsonSchema } from './mind.ts';
import type { Part } from './prefix-cache.ts';

const LIVES: Readonly<Record<NonNullable<CacheControlEphemeral['ttl']>, number>> = { '5m': 300_000, '1h': 3_600_000 };
export const LONG = LIVES['1h'];

/** Thinking and what is empty cannot carry a mark. */
const UNMARKABLE: readonly unknown[] = ['thinking', 'redacted_thinking'];

interface Marked extends Part {
  kind: unknown;
}

/** In the order in which the prompt is put together: form, tools, system, messages. */
export function partsOf(request: MessageRequest): Part[] {
  const { output_config: config, tools = [], system = [], messages } = request;
  const systemBlocks: TextBlockParam[] = typeof system === 'string' ? [{ type: 'text', text: system }] : system;
  const parts: Marked[] = [
    ...(config?.format == null ? [] : [part({ format: config.format })]),
    ...tools.map((tool) => part(tool)),
    ...systemBlocks.map((block) => part(block)),
    ...messages.flatMap(({ role, content }) =>
      (typeof content === 'string' ? [{ type: 'text', text: content }] : content).map((block) => part(block, role)),
    ),
  ];
  markLast(parts, request.cache_control);
  checkMarks(parts);
  return parts;
}

/** The text itself counts, not its wrapping; the mark is no part of what has to be the same. */
function part(block: object, role = ''): Marked {
  const { cache_control: mark, ...rest } = block as { cache_control?: unknown; type?: unknown; text?: unknown };
  const text = rest.type === 'text' && typeof rest.text === 'string' ? rest.text : JSON.stringify(rest);
  const life = mark == null ? undefined : lifeOf(mark);
  return { kind: rest.type, text: `${role}${text}`, ...(life !== undefined && { life }) };
}

function lifeOf(mark: unknown): number {
  if (!isObject(mark) || mark.type !== 'ephemeral') throw refuse("cache_control.type: Input should be 'ephemeral'");
  const life = LIVES[(mark.ttl ?? '5m') as '5m'];
  if (life === undefined) throw refuse("cache_control.ephemeral.ttl: Input should be '5m' or '1h'");
  return life;
}

function markLast(parts: Marked[], mark: MessageRequest['cache_control']): void {
  if (mark == null) return;
  const last = parts.findLast(({ kind }) => !UNMARKABLE.includes(kind));
  if (last !== undefined) last.life ??= lifeOf(mark);
}

function checkMarks(parts: readonly Marked[]): void {
  const marked = parts.filter(({ life }) => life !== undefined);
  if (marked.length > 4) {
    throw refuse(`A maximum of 4 blocks with cache_control may be provided. Found ${marked.length}.`);
  }
  if (marked.some(({ kind }) => UNMARKABLE.includes(kind))) {
    throw refuse('cache_control: Extra inputs are not permitted on thinking blocks');
  }
  const short = marked.findIndex(({ life }) => life !== LONG);
  if (short >= 0 && marked.slice(short).some(({ life }) => life === LONG)) {
    throw refuse("a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block.");
  }
}

/** The tool that has to be used, if one has to. */
export function forcedTool({
  tools = [],
  tool_choice: choice,
}: MessageRequest): { name: string; form: JsonSchema } | null {
  if (choice?.type !== 'tool' && choice?.type !== 'any') return null;
  const found = tools.find((tool) => 'input_schema' in tool && (choice.type === 'any' || tool.name === choice.name));
  if (found === undefined || !('input_schema' in found)) {
    throw refuse(`tool_choice: Tool '${choice.type === 'tool' ? choice.name : 'any'}' not found in provided tools`);
  }
  return { name: found.name, form: found.input_schema };
}

export function textsOf({ system = [], messages }: MessageRequest): Asked['texts'] {
  const systemTexts = typeof system === 'string' ? [system] : system.map(({ text }) => text);
  return [
    ...systemTexts.filter((text) => text !== '').map((text) => ({ role: 'system', text })),
    ...messages.flatMap(({ role, content }) =>
      (typeof content === 'string' ? [content] : content.map(plainText)).map((text) => ({ role, text })),
    ),
  ];
}

const plainText = (block: object): string =>
  'text' in block && typeof block.text === 'string' ? block.text : JSON.stringify(block);
