/** Where each provider answers unless an address is given, and what is tried first of its endpoint: others refuse what they do not know. */
import type { Provider } from '../../domain/model.ts';
import type { Taken } from '../../domain/traits.ts';

export interface Preset extends Taken {
  /** Null: the owner has to give one. */
  baseUrl: string | null;
  /** Without a key it is not asked. */
  needsKey: boolean;
}

export const PRESETS: Readonly<Record<Provider, Preset>> = {
  anthropic: { baseUrl: 'https://api.anthropic.com', needsKey: true, format: 'json_schema', effort: true },
  openai: { baseUrl: 'https://api.openai.com/v1', needsKey: true, format: 'json_schema', effort: true },
  gemini: {
    ...{ baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai', needsKey: true },
    ...{ format: 'json_schema', effort: true },
  },
  deepseek: { baseUrl: 'https://api.deepseek.com', needsKey: true, format: 'json_object', effort: false },
  openrouter: { baseUrl: 'https://openrouter.ai/api/v1', needsKey: true, format: 'json_schema', effort: true },
  ollama: { baseUrl: 'http://127.0.0.1:11434/v1', needsKey: false, format: 'json_schema', effort: false },
  gpt4all: { baseUrl: 'http://127.0.0.1:4891/v1', needsKey: false, format: 'text', effort: false },
  vllm: { baseUrl: 'http://127.0.0.1:8000/v1', needsKey: false, format: 'json_schema', effort: false },
  compatible: { baseUrl: null, needsKey: false, format: 'json_schema', effort: false },
};
