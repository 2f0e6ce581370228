/** The models as Anthropic lists them. */

import type { CapabilitySupport, EffortCapability, ModelInfo } from '@anthropic-ai/sdk/resources/models.js';
import { ANTHROPIC_MODELS, type AnthropicModel } from './model-catalogue.ts';

const supported = (is: boolean): CapabilitySupport => ({ supported: is });

const effortSupport = (is: boolean): EffortCapability => ({
  supported: is,
  low: supported(is),
  medium: supported(is),
  high: supported(is),
  xhigh: supported(is),
  max: supported(is),
});

export const modelInfo = ({ id, line, most, thinking, effort, retires }: AnthropicModel): ModelInfo => ({
  id,
  type: 'model',
  display_name: id,
  created_at: '2026-01-01T00:00:00Z',
  deprecated_at: null,
  lifecycle: retires === undefined ? 'active' : 'deprecated',
  line,
  max_input_tokens: 200_000,
  max_tokens: most,
  retires_at: retires ?? null,
  capabilities: {
    batch: supported(true),
    citations: supported(false),
    code_execution: supported(false),
    context_management: {
      supported: false,
      clear_thinking_20251015: null,
      clear_tool_uses_20250919: null,
      compact_20260112: null,
    },
    effort: effortSupport(effort),
    image_input: supported(false),
    pdf_input: supported(false),
    server_tools: { supported: false, code_execution: supported(false), web_search: supported(false) },
    structured_outputs: supported(true),
    thinking: {
      supported: true,
      types: {
        adaptive: supported(thinking.includes('adaptive')),
        between_tools: supported(thinking.includes('between_tools')),
        disabled: supported(thinking.includes('disabled')),
        enabled: supported(thinking.includes('enabled')),
      },
    },
  },
});

export const modelList = (now: Date, query: URLSearchParams) =>
  pageOf(
    ANTHROPIC_MODELS.filter(({ retires }) => retires === undefined || now.getTime() < Date.parse(retires)).map(
      modelInfo,
    ),
    query,
  );

/** One page of a list, as Anthropic cuts them. */
export function pageOf<Item extends { id: string }>(all: readonly Item[], query: URLSearchParams) {
  const limit = Number(query.get('limit') ?? 20);
  const after = query.get('after_id');
  const before = query.get('before_id');
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const to = before === null ? all.length : all.findIndex(({ id }) => id === before);
  const data = before === null ? all.slice(from, from + limit) : all.slice(Math.max(from, to - limit), to);
  return {
    data,
    has_more: before === null ? from + limit < to : to - limit > from,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
}
