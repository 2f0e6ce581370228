/** Any endpoint with OpenAI's Chat Completions: it is held to a form as strictly as it turns out to take. */
import type { OpenAI } from 'openai';
import type { ModelName, Question, Tokens } from '../../domain/model.ts';
import { FORMATS, type Format, type Taken } from '../../domain/traits.ts';
import { EFFORT } from './effort.ts';
import { disjoint, openAiClient } from './openai.ts';
import {
  type Connection,
  formWords,
  type Heard,
  type Line,
  objectIn,
  type Repair,
  repairedAnswer,
  repairWords,
} from './provider.ts';
import { countOf } from './token-count.ts';
import { isUnknown, requestOf } from './vendor-failure.ts';
import { vendorSchema } from './vendor-schema.ts';

type Body = OpenAI.Chat.ChatCompletionCreateParamsNonStreaming;

export function openCompatible(connection: Connection, model: ModelName, taken: Taken): Line {
  const client = openAiClient(connection);
  return {
    /** An endpoint that does not know a format, or an effort, says so at once and for nothing; what it takes is remembered. */
    async send(question, repair, signal) {
      for (;;) {
        const tried = { ...taken };
        try {
          const body = bodyOf(model, question, tried, repair);
          const { data, request_id } = await client.chat.completions.create(body, { signal }).withResponse();
          return { ...heardOf(data), ...requestOf(request_id) };
        } catch (thrown) {
          if (!isLearnt(thrown, tried, taken)) throw thrown;
        }
      }
    },
    batches: null,
  };
}

/** Whether the question can be put in a way that was not turned away yet. Another may have found it out meanwhile. */
function isLearnt(thrown: unknown, tried: Taken, taken: Taken): boolean {
  if (tried.effort && isUnknown(thrown, EFFORT)) {
    taken.effort = false;
    return true;
  }
  const next = FORMATS[FORMATS.indexOf(tried.format) + 1];
  if (next === undefined || !isUnknown(thrown, UNKNOWN_FORMAT)) return false;
  if (taken.format === tried.format) taken.format = next;
  return true;
}

const UNKNOWN_FORMAT = /response_?format|json_?schema|json_?object|json mode|structured output|grammar/i;

export function bodyOf({ id }: ModelName, question: Question, taken: Taken, repair: Repair | null): Body {
  const { prompt, form, most, effort } = question;
  const { format } = taken;
  const system = format === 'json_schema' ? prompt.system : `${prompt.system}\n\n${formWords(form)}`;
  return {
    model: id,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: prompt.shared === '' ? prompt.own : `${prompt.shared}\n\n${prompt.own}` },
      ...(repair === null
        ? []
        : ([
            { role: 'assistant', content: repairedAnswer(repair) },
            { role: 'user', content: `${repairWords(repair)}\n\n${formWords(form)}` },
          ] as const)),
    ],
    max_tokens: most,
    ...(taken.effort && { reasoning_effort: effort }),
    ...formatOf(question, format),
  };
}

function formatOf({ form }: Question, format: Format): Pick<Body, 'response_format'> {
  if (format === 'text') return {};
  if (format === 'json_object') return { response_format: { type: 'json_object' } };
  const { name, schema } = form;
  return {
    response_format: { type: 'json_schema', json_schema: { name, schema: vendorSchema(schema), strict: true } },
  };
}

/** Models served plainly say what they think before they answer. */
const THOUGHT = /^\s*<think>[\s\S]*?<\/think>/;

export function heardOf(completion: OpenAI.Chat.ChatCompletion): Heard {
  const { choices, usage } = objectIn(completion);
  const { message, finish_reason: reason } = (choices?.[0] ?? {}) as Partial<OpenAI.Chat.ChatCompletion.Choice>;
  const isRefused = reason === 'content_filter' || Boolean(message?.refusal);
  const end = isRefused ? 'refused' : reason === 'length' ? 'cut' : 'whole';
  return { kind: 'message', text: String(message?.content ?? '').replace(THOUGHT, ''), end, tokens: tokensOf(usage) };
}

export function tokensOf(usage: Partial<OpenAI.CompletionUsage> | null | undefined): Tokens | null {
  const [input, output] = [countOf(usage?.prompt_tokens), countOf(usage?.completion_tokens)];
  if (!usage || input === null || output === null) return null;
  const { cached_tokens, cache_write_tokens } = usage.prompt_tokens_details ?? {};
  // DeepSeek tells it beside the others.
  const { prompt_cache_hit_tokens: hit } = usage as { prompt_cache_hit_tokens?: unknown };
  return disjoint({
    input,
    output,
    cached: countOf(cached_tokens) ?? countOf(hit),
    written: countOf(cache_write_tokens),
  });
}
