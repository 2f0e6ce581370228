/** What the tests of the model endpoint share: servers that are closed again, and the vendors' own clients. */

import Anthropic from '@anthropic-ai/sdk';
import { type ModelServer, type ModelServerOptions, openModelServer } from '@steward/sandbox/models/model-server.ts';
import type { Line } from '@steward/sandbox/models/scripted-mind.ts';
import { scriptedMind } from '@steward/sandbox/models/scripted-mind.ts';
import OpenAI from 'openai';

const open: ModelServer[] = [];

export async function startModels(options: ModelServerOptions = {}): Promise<ModelServer> {
  const server = await openModelServer(options);
  open.push(server);
  return server;
}

/** A server that says these things one after the other. */
export const startSaying = (...lines: Line[]): Promise<ModelServer> => startModels({ mind: scriptedMind(lines) });

export async function closeModels(): Promise<void> {
  for (const server of open.splice(0)) await server.close();
}

export const anthropicOf = (server: ModelServer, further: { apiKey?: string; timeout?: number } = {}): Anthropic =>
  new Anthropic({ apiKey: 'test-anthropic', baseURL: server.url, maxRetries: 0, logLevel: 'off', ...further });

export const openaiOf = (
  server: ModelServer,
  further: { apiKey?: string; timeout?: number; baseURL?: string } = {},
): OpenAI =>
  new OpenAI({ apiKey: 'test-openai', baseURL: server.openaiUrl, maxRetries: 0, logLevel: 'off', ...further });

/** What a promise was refused with. */
export const failureOf = (promise: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(promise).then(
    () => null,
    (error: unknown) => error,
  );

/** So many tokens, as the endpoint counts them. */
export const ofTokens = (count: number, letter = 'x'): string => letter.repeat(count * 4);

export const verdictForm = {
  type: 'object',
  properties: { verdict: { type: 'string', enum: ['keep', 'close'] }, reason: { type: 'string' } },
  required: ['verdict', 'reason'],
  additionalProperties: false,
};
