/** Every provider and the file that talks to it, loaded when it is first asked: most runs ask none. */
import type { Provider } from '../../domain/model.ts';
import type { OpenLine } from './provider.ts';

export interface ProviderFile {
  load(): Promise<OpenLine>;
  /** Whether what it opens has a batch lane. */
  batches: boolean;
}

const compatible: ProviderFile = {
  load: async () => (await import('./compatible.ts')).openCompatible,
  batches: false,
};

export const PROVIDER_FILES: Readonly<Record<Provider, ProviderFile>> = {
  anthropic: { load: async () => (await import('./anthropic.ts')).openAnthropic, batches: true },
  openai: { load: async () => (await import('./openai.ts')).openOpenAi, batches: true },
  gemini: compatible,
  deepseek: compatible,
  openrouter: compatible,
  ollama: compatible,
  gpt4all: compatible,
  vllm: compatible,
  compatible,
};
