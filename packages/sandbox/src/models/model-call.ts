/** A request on its way to a surface, and what comes of it. */

import type { IncomingHttpHeaders } from 'node:http';
import type { Asked, Thought } from './mind.ts';
import { ModelRefusal } from './model-refusal.ts';

export interface ModelCall {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** What a fault makes of the answer. */
  instead: ((thought: Thought, asked: Asked) => Thought) | null;
}

export interface ModelAnswer {
  status: number;
  type: string;
  text: string;
  headers?: Record<string, string>;
}

export const json = (body: unknown, status = 200): ModelAnswer => ({
  status,
  type: 'application/json',
  text: JSON.stringify(body),
});

/** Server-sent events; Anthropic names each, OpenAI's end says so. */
export const eventStream = (events: readonly object[], { named = true, end = '' } = {}): ModelAnswer => ({
  status: 200,
  type: 'text/event-stream; charset=utf-8',
  text: events
    .map(
      (event) =>
        `${named && 'type' in event ? `event: ${String(event.type)}\n` : ''}data: ${JSON.stringify(event)}\n\n`,
    )
    .join('')
    .concat(end),
});

export const jsonLines = (lines: readonly unknown[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

export function readJson({ body }: Pick<ModelCall, 'body'>): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ModelRefusal(400, 'The request body is not valid JSON.');
  }
}

/** Keys of the sandbox begin so; everything else is a wrong key. */
const isTestKey = (key: string): boolean => key.startsWith('test-');

const bearer = ({ headers }: ModelCall): string => /^bearer\s+(.*)$/i.exec(headers.authorization ?? '')?.[1] ?? '';

export function anthropicKey(call: ModelCall): string {
  const key = String(call.headers['x-api-key'] ?? '') || bearer(call);
  if (key === '') throw new ModelRefusal(401, 'x-api-key header is required');
  if (!isTestKey(key)) throw new ModelRefusal(401, 'invalid x-api-key');
  return key;
}

export function openAIKey(call: ModelCall): string {
  const key = bearer(call);
  if (key === '')
    throw new ModelRefusal(
      401,
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.",
    );
  if (!isTestKey(key)) throw new ModelRefusal(401, 'Incorrect API key provided.', { code: 'invalid_api_key' });
  return key;
}

/** The n-th part of a path, of which the first is 0. */
export const step = ({ path }: Pick<ModelCall, 'path'>, place: number): string =>
  decodeURIComponent(path.split('/').filter((part) => part !== '')[place] ?? '');
