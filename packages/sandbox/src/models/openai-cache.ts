/** OpenAI's prompt cache: earlier models read what begins alike, later ones what ends at a breakpoint, and count what they write. */

import { isObject } from './anthropic-checks.ts';
import type { OpenAIModel } from './model-catalogue.ts';
import type { ModelOffice } from './model-office.ts';
import { refuseParam } from './openai-checks.ts';
import type { CacheUse, Part } from './prefix-cache.ts';

/** Fewest tokens of a prefix, and the steps in which earlier models compare. */
const LEAST = 1024;
const STEP = 128;
/** How many ends of blocks later models look at. */
const LOOK_BACK = 80;
const MINUTE = 60_000;
const LIVES: Readonly<Record<string, number>> = { '30m': 30 * MINUTE, '12h': 720 * MINUTE };

export interface CachedPrompt {
  /** Parts that are the same for all calls of a form: it stands before everything else. */
  head: readonly unknown[];
  /** Blocks of the conversation in order, with the role of whoever said them. */
  blocks: readonly { role: string; block: unknown }[];
  key: string;
  /** `prompt_cache_key`. */
  cacheKey: unknown;
  options: unknown;
  retention: unknown;
}

export function useOpenAICache(office: ModelOffice, prompt: CachedPrompt, model: OpenAIModel): CacheUse {
  const parts = model.breakpoints ? brokenParts(prompt) : evenParts(prompt);
  if (!model.breakpoints && prompt.options != null) {
    throw refuseParam(
      "Unsupported parameter: 'prompt_cache_options' is not supported with this model.",
      'prompt_cache_options',
      'unsupported_parameter',
    );
  }
  const scope = `${prompt.key} ${model.id} ${String(prompt.cacheKey ?? '')}`;
  const rule = { scope, least: LEAST, lookBack: model.breakpoints ? LOOK_BACK : 1 };
  const use = office.caches.use(parts, rule, office.clock.now().getTime());
  return model.breakpoints ? use : { ...use, written: [] };
}

const textOfPart = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function plain({ role, block }: CachedPrompt['blocks'][number]): { text: string; mark: unknown } {
  if (!isObject(block)) return { text: `${role}${textOfPart(block)}`, mark: undefined };
  const { prompt_cache_breakpoint: mark, ...rest } = block;
  return { text: `${role}${typeof rest.text === 'string' ? rest.text : textOfPart(rest)}`, mark };
}

/** As many bytes as 128 tokens have, each of them the end of a prefix. */
function evenParts({ head, blocks, retention }: CachedPrompt): Part[] {
  const texts = [...head.map(textOfPart), ...blocks.map((block) => plain(block).text)];
  const all = Buffer.from(texts.join('\0'));
  const life = retention === '24h' ? 1440 * MINUTE : 10 * MINUTE;
  const parts: Part[] = [];
  for (let at = 0; at < all.length; at += STEP * 4) {
    const piece = all.subarray(at, at + STEP * 4);
    const tokens = Math.ceil(piece.length / 4);
    parts.push({ text: piece.toString('latin1'), tokens, ...(tokens === STEP && { life }) });
  }
  return parts;
}

function brokenParts({ head, blocks, options, retention }: CachedPrompt): Part[] {
  const { mode = 'implicit', ttl = '30m' } = isObject(options) ? options : {};
  if (!['implicit', 'explicit'].includes(String(mode))) {
    throw refuseParam(`Invalid value: '${String(mode)}'.`, 'prompt_cache_options.mode', 'invalid_value');
  }
  if (ttl !== '30m') throw refuseParam(`Invalid value: '${String(ttl)}'.`, 'prompt_cache_options.ttl', 'invalid_value');
  if (options != null && retention != null) {
    throw refuseParam("'prompt_cache_retention' cannot be used with 'prompt_cache_options'.", 'prompt_cache_retention');
  }
  const conversation: Part[] = blocks.map((block) => {
    const { text, mark } = plain(block);
    return { text, ...(mark != null && { life: markLife(mark) }) };
  });
  const parts: Part[] = [...head.map((value) => ({ text: textOfPart(value) })), ...conversation];
  const explicit = conversation.filter(({ life }) => life !== undefined);
  for (const early of explicit.slice(0, mode === 'implicit' ? -3 : -4)) delete early.life;
  const last = parts.at(-1);
  if (mode === 'implicit' && last !== undefined) last.life ??= LIVES['30m'] as number;
  return parts;
}

function markLife(mark: unknown): number {
  const { mode, ttl = '30m' } = isObject(mark) ? mark : {};
  const life = LIVES[String(ttl)];
  if (mode === 'explicit' && life !== undefined) return life;
  throw refuseParam('Invalid value for a prompt cache breakpoint.', 'prompt_cache_breakpoint', 'invalid_value');
}

export const countOf = (use: CacheUse): { cached: number; written: number } => ({
  cached: use.read,
  written: use.written.reduce((sum, { tokens }) => sum + tokens, 0),
});

/** Counts what was used; the parts do not overlap, although OpenAI's input holds what was read and written. */
export function countOpenAI(
  office: ModelOffice,
  { model, lane, use, output }: { model: string; lane: 'now' | 'batch'; use: CacheUse; output: number },
): void {
  const { cached, written } = countOf(use);
  const input = use.total - cached - written;
  office.meter.count(model, lane, { input, cacheRead: cached, cacheWrite: written, cacheWriteLong: 0, output });
}
