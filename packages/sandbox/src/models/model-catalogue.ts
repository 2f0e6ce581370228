/** The models that the endpoint knows, by exact id, and in what they differ; a compatible endpoint takes any id. */

import type { ThinkingConfigParam } from '@anthropic-ai/sdk/resources/messages/messages.js';
import type { ModelLine } from '@anthropic-ai/sdk/resources/models.js';
import type { ChatModel, ReasoningEffort } from 'openai/resources/shared.js';

export interface AnthropicModel {
  id: string;
  line: ModelLine;
  /** Most tokens of an answer. */
  most: number;
  /** Fewest tokens of a prefix that can be cached. */
  least: number;
  /** Which settings of `thinking` it takes. */
  thinking: readonly ThinkingConfigParam['type'][];
  /** Whether it thinks where nothing is said of it. */
  thinksUnasked: boolean;
  effort: boolean;
  /** From then on it is not found. */
  retires?: string;
}

const older = ['enabled', 'disabled'] as const;
const both = ['enabled', 'disabled', 'adaptive'] as const;
const adaptive = ['disabled', 'adaptive'] as const;
const always = ['adaptive', 'between_tools'] as const;

const anthropic = (
  id: string,
  [least, thinking]: readonly [number, AnthropicModel['thinking']],
  further: Partial<AnthropicModel> = {},
): AnthropicModel => ({
  id,
  line: (/haiku|sonnet|opus|fable|mythos/.exec(id)?.[0] ?? 'opus') as ModelLine,
  most: 128_000,
  least,
  thinking,
  thinksUnasked: !thinking.includes('enabled'),
  effort: true,
  ...further,
});

const sonnet45 = { most: 64_000, effort: false, retires: '2026-12-01T00:00:00Z' };

export const ANTHROPIC_MODELS: readonly AnthropicModel[] = [
  anthropic('claude-fable-5-2', [512, always]),
  anthropic('claude-mythos-5-2', [512, always]),
  anthropic('claude-haiku-5-5', [512, adaptive], { most: 64_000 }),
  anthropic('claude-sonnet-5-5', [512, always]),
  anthropic('claude-fable-5-1', [512, always]),
  anthropic('claude-opus-5-5', [512, adaptive]),
  anthropic('claude-mythos-5-1', [512, always]),
  anthropic('claude-sonnet-5', [1024, adaptive]),
  anthropic('claude-fable-5', [512, always]),
  anthropic('claude-mythos-5', [512, always]),
  anthropic('claude-opus-5', [512, adaptive]),
  anthropic('claude-opus-4-8', [1024, adaptive], { thinksUnasked: false }),
  anthropic('claude-opus-4-7', [2048, adaptive], { thinksUnasked: false }),
  anthropic('claude-opus-4-6', [4096, both]),
  anthropic('claude-sonnet-4-6', [1024, both], { most: 64_000 }),
  anthropic('claude-haiku-4-5', [4096, older], { most: 64_000, effort: false }),
  anthropic('claude-opus-4-5', [4096, older], { most: 64_000, retires: '2027-01-23T00:00:00Z' }),
  anthropic('claude-sonnet-4-5', [1024, older], sonnet45),
];

export interface OpenAIModel {
  id: string;
  most: number;
  /** What `reasoning.effort` may be; empty: it does not reason, and takes sampling parameters. */
  efforts: readonly NonNullable<ReasoningEffort>[];
  /** Caches at breakpoints, and counts what it writes. */
  breakpoints: boolean;
}

const EARLY = ['minimal', 'low', 'medium', 'high'] as const;
const MIDDLE = ['none', 'low', 'medium', 'high', 'xhigh'] as const;
const LATE = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;

const openAI = (
  ids: readonly ChatModel[],
  efforts: OpenAIModel['efforts'],
  { most = 128_000, breakpoints = false } = {},
): OpenAIModel[] => ids.map((id) => ({ id, most, efforts, breakpoints }));

export const OPENAI_MODELS: readonly OpenAIModel[] = [
  ...openAI(['gpt-6-astra', 'gpt-6.2-astra', 'gpt-6.1-sol', 'gpt-6.2-sol'], LATE, { breakpoints: true }),
  ...openAI(['gpt-6.1-terra', 'gpt-6-sol', 'gpt-6-luna'], LATE, { breakpoints: true }),
  ...openAI(['gpt-5.6-sol', 'gpt-5.6-terra', 'gpt-5.6-luna'], LATE, { breakpoints: true }),
  ...openAI(['gpt-5.5', 'gpt-5.4', 'gpt-5.4-mini', 'gpt-5.4-nano', 'gpt-5.2', 'gpt-5.1'], MIDDLE),
  ...openAI(['gpt-5', 'gpt-5-mini', 'gpt-5-nano'], EARLY),
  ...openAI(['gpt-4.1', 'gpt-4.1-mini', 'gpt-4.1-nano'], [], { most: 32_768 }),
];
