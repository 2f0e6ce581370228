/** Endpoints that say they are compatible with OpenAI, and how far each of them is. */

import type { ChatCompletionCreateParamsBase } from 'openai/resources/chat/completions/completions.js';
import { type Thought, textOf } from './mind.ts';
import type { OpenAIModel } from './model-catalogue.ts';
import { ModelRefusal } from './model-refusal.ts';
import { refuseParam } from './openai-checks.ts';

export interface Compatibility {
  /** Models that it has; null: whatever it is asked for. */
  models: readonly string[] | null;
  /** Whether it wants a key. */
  key: boolean;
  /** Schemas are kept to, refused (only `json_object` is taken), or taken without a word and forgotten. */
  forms: 'kept' | 'refused' | 'forgotten';
  /** Whether it says what was used. */
  usage: boolean;
}

export const usualCompatibility = (): Compatibility => ({ models: null, key: true, forms: 'kept', usage: true });

/** What all of them have in common, here: they take sampling parameters, and no effort is too much or too little. */
export function checkCompatible(
  { model, response_format: format }: ChatCompletionCreateParamsBase,
  { models, forms }: Compatibility,
): OpenAIModel {
  if (typeof model !== 'string' || model === '' || models?.includes(model) === false) {
    throw new ModelRefusal(404, `model '${String(model)}' not found`, { param: 'model', code: 'model_not_found' });
  }
  if (forms === 'refused' && format?.type === 'json_schema') {
    throw refuseParam('This response_format type is unavailable now', 'response_format');
  }
  return { id: model, most: 32_768, efforts: [], breakpoints: false };
}

/** Without a schema to keep to, models like to wrap what they write. */
export function wrapped(thought: Thought, { forms }: Compatibility): Thought {
  if (forms !== 'forgotten' || thought.kind !== 'value') return thought;
  return { kind: 'text', text: `Here is the answer:\n\`\`\`json\n${textOf(thought)}\n\`\`\`\n` };
}
