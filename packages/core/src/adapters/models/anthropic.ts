/** Anthropic, through its own library: Messages, with what all calls share marked for its cache. */
import { Anthropic } from '@anthropic-ai/sdk';
import { type ModelName, NO_TOKENS, type Question, type Tokens } from '../../domain/model.ts';
import type { Taken } from '../../domain/traits.ts';
import { createAnthropicBatches } from './anthropic-batches.ts';
import { type EffortSetting, withoutEffort } from './effort.ts';
import { guardedFetch } from './guarded-fetch.ts';
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

type Body = Anthropic.MessageCreateParamsNonStreaming;
type Content = Anthropic.TextBlockParam[];
type Cache = Connection['cache'];

export interface Settings extends EffortSetting {
  cache: Cache;
}

export function openAnthropic(connection: Connection, model: ModelName, taken: Taken): Line {
  const client = new Anthropic({
    ...{ apiKey: connection.key, baseURL: connection.baseUrl, maxRetries: 0, logLevel: 'off', openTelemetry: false },
    ...{ timeout: connection.timeOut + 5_000, fetch: guardedFetch(connection.fetch) },
  });
  const settings = (): Settings => ({ cache: connection.cache, effort: taken.effort });
  const send: Send = async (question, repair, signal) => {
    const sent = client.messages.create(bodyOf(model, question, settings(), repair), { signal });
    const { data, request_id } = await sent.withResponse();
    return { ...heardOf(data, connection.cache), ...requestOf(request_id) };
  };
  return {
    send: withoutEffort(taken, send),
    batches: createAnthropicBatches(client, connection, model, {
      taken,
      body: (question) => bodyOf(model, question, settings(), null),
      heard: (message) => heardOf(message, connection.cache),
    }),
  };
}

/** What lasts stands first: the instructions of a role, then what a run shares, then what one call is about. */
export function bodyOf(
  { id }: ModelName,
  question: Question,
  { cache, effort }: Settings,
  repair: Repair | null,
): Body {
  const { system, shared, own } = question.prompt;
  const isKept = (ttl: '5m' | '1h'): boolean => cache !== 'none' && (ttl === '1h' || !question.alone);
  const mark = (ttl: '5m' | '1h') => (isKept(ttl) ? { cache_control: { type: 'ephemeral', ttl } as const } : {});
  const asked: Content = [
    ...(shared === '' ? [] : [{ type: 'text' as const, text: shared, ...mark('5m') }]),
    { type: 'text', text: own },
  ];
  return {
    model: id,
    max_tokens: question.most,
    system: [{ type: 'text', text: system, ...mark(cache === '1h' ? '1h' : '5m') }],
    messages: [
      { role: 'user', content: asked },
      ...(repair === null
        ? []
        : ([
            { role: 'assistant', content: repairedAnswer(repair) },
            { role: 'user', content: repairWords(repair) },
          ] as const)),
    ],
    output_config: {
      ...(effort && { effort: question.effort }),
      format: { type: 'json_schema', schema: vendorSchema(question.form.schema) },
    },
  };
}

const CUT: readonly unknown[] = ['max_tokens', 'model_context_window_exceeded'];

export function heardOf(message: Anthropic.Message, cache: Cache): Heard {
  const { content, stop_reason: reason, usage } = objectIn(message);
  const text = Array.isArray(content) ? content.map((block) => (block.type === 'text' ? block.text : '')).join('') : '';
  const end = reason === 'refusal' ? 'refused' : CUT.includes(reason) ? 'cut' : 'whole';
  return { kind: 'message', text, end, tokens: tokensOf(usage, cache) };
}

/** Here cached input is no part of `input_tokens`. Where the two lifetimes are not told apart, the one that was asked for counts. */
export function tokensOf(usage: Partial<Anthropic.Usage> | null | undefined, cache: Cache): Tokens | null {
  const [input, output] = [countOf(usage?.input_tokens), countOf(usage?.output_tokens)];
  if (!usage || input === null || output === null) return null;
  const written = countOf(usage.cache_creation_input_tokens) ?? 0;
  const long = countOf(usage.cache_creation?.ephemeral_1h_input_tokens);
  const short = countOf(usage.cache_creation?.ephemeral_5m_input_tokens);
  const cacheWriteLong = long ?? (cache === '1h' ? written : 0);
  return {
    ...NO_TOKENS,
    ...{ input, output, cacheWriteLong },
    cacheRead: countOf(usage.cache_read_input_tokens) ?? 0,
    cacheWrite: short ?? Math.max(0, written - cacheWriteLong),
  };
}
