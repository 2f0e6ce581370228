/** OpenAI, through its own library: Responses, nothing kept there, with a key that leads calls of one beginning to one cache. */
import { OpenAI } from 'openai';
import { digest } from '../../domain/digest.ts';
import { type FailureCause, type ModelName, NO_TOKENS, type Question, type Tokens } from '../../domain/model.ts';
import type { Taken } from '../../domain/traits.ts';
import { type EffortSetting, withoutEffort } from './effort.ts';
import { guardedFetch } from './guarded-fetch.ts';
import { createOpenAiBatches } from './openai-batches.ts';
import {
  type Connection,
  type Heard,
  type Line,
  objectIn,
  type Repair,
  repairedAnswer,
  repairWords,
  type Send,
} from './provider.ts';
import { countOf } from './token-count.ts';
import { requestOf } from './vendor-failure.ts';
import { vendorSchema } from './vendor-schema.ts';

type Body = OpenAI.Responses.ResponseCreateParamsNonStreaming;

export function openOpenAi(connection: Connection, model: ModelName, taken: Taken): Line {
  const client = openAiClient(connection);
  const send: Send = async (question, repair, signal) => {
    const sent = client.responses.create(bodyOf(model, question, taken, repair), { signal });
    const { data, request_id } = await sent.withResponse();
    return { ...heardOf(data), ...requestOf(request_id) };
  };
  return {
    send: withoutEffort(taken, send),
    batches: createOpenAiBatches(client, connection, model, {
      taken,
      body: (question) => bodyOf(model, question, taken, null),
      heard: heardOf,
    }),
  };
}

/**
 * Neither an address nor an organisation nor another key is taken from the environment; and headers that somebody sets there
 * for OpenAI, which may be secrets, go to nobody else.
 */
export function openAiClient({ provider, key, baseUrl, timeOut, fetch }: Connection): OpenAI {
  const only = provider === 'openai' ? undefined : OWN_HEADERS;
  return new OpenAI({
    ...{ apiKey: key === '' ? 'none' : key, adminAPIKey: null, organization: null, project: null, baseURL: baseUrl },
    ...{ maxRetries: 0, logLevel: 'off', timeout: timeOut + 5_000, fetch: guardedFetch(fetch, { only }) },
    defaultHeaders: { authorization: key === '' ? null : `Bearer ${key}` },
  });
}

/** That the library sends by itself. */
const OWN_HEADERS = /^(?:accept|authorization|content-type|idempotency-key|user-agent|x-stainless-[a-z-]+)$/;

export function bodyOf({ id }: ModelName, question: Question, { effort }: EffortSetting, repair: Repair | null): Body {
  const { system, shared, own } = question.prompt;
  const text = (words: string) => ({ type: 'input_text', text: words }) as const;
  return {
    model: id,
    instructions: system,
    input: [
      { role: 'user', content: [...(shared === '' ? [] : [text(shared)]), text(own)] },
      ...(repair === null
        ? []
        : ([
            { role: 'assistant', content: repairedAnswer(repair) },
            { role: 'user', content: repairWords(repair) },
          ] as const)),
    ],
    max_output_tokens: question.most,
    ...(effort && { reasoning: { effort: question.effort } }),
    text: {
      format: {
        type: 'json_schema',
        name: question.form.name,
        schema: vendorSchema(question.form.schema),
        strict: true,
      },
    },
    prompt_cache_key: `steward-${digest(`${id}\0${system}\0${shared}`, 24)}`,
    store: false,
  };
}

export function heardOf(response: OpenAI.Responses.Response): Heard {
  const { output, status, error, incomplete_details: incomplete, usage } = objectIn(response);
  const tokens = tokensOf(usage);
  if (status === 'failed') {
    const cause = CODES[error?.code ?? ''] ?? (/policy/.test(error?.code ?? '') ? 'refusal' : 'request');
    return { kind: 'failure', cause, reason: `openai gave up: ${error?.code ?? 'it does not say why'}`, tokens };
  }
  const parts = (Array.isArray(output) ? output : []).flatMap((item) => (item.type === 'message' ? item.content : []));
  const isRefused = incomplete?.reason === 'content_filter' || parts.some(({ type }) => type === 'refusal');
  const end = isRefused ? 'refused' : status === 'incomplete' ? 'cut' : 'whole';
  const text = parts.map((part) => (part.type === 'output_text' ? part.text : '')).join('');
  return { kind: 'message', text, end, tokens };
}

const CODES: Readonly<Record<string, FailureCause>> = { server_error: 'server', rate_limit_exceeded: 'limit' };

/** Here what was cached, or is now, is a part of `input_tokens`. */
export function tokensOf(usage: Partial<OpenAI.Responses.ResponseUsage> | null | undefined): Tokens | null {
  const [input, output] = [countOf(usage?.input_tokens), countOf(usage?.output_tokens)];
  if (!usage || input === null || output === null) return null;
  const { cached_tokens, cache_write_tokens, cache_write_tokens_details: lifetimes } = usage.input_tokens_details ?? {};
  return disjoint({
    input,
    output,
    cached: countOf(cached_tokens),
    written: countOf(cache_write_tokens),
    long: countOf(lifetimes?.ttl_12h_tokens),
  });
}

/** All input in parts. Where they do not fit together, none of them is below zero, and their sum is all input. */
export function disjoint(told: {
  input: number;
  output: number;
  cached: number | null;
  written?: number | null;
  long?: number | null;
}): Tokens {
  const cacheRead = Math.min(told.input, told.cached ?? 0);
  const written = Math.min(told.input - cacheRead, told.written ?? 0);
  const cacheWriteLong = Math.min(written, told.long ?? 0);
  return {
    ...NO_TOKENS,
    ...{ cacheRead, cacheWriteLong, cacheWrite: written - cacheWriteLong },
    input: told.input - cacheRead - written,
    output: told.output,
  };
}
