/** What OpenAI refuses of a request, whichever of its two surfaces it comes to. */

import type { Metadata, ReasoningEffort } from 'openai/resources/shared.js';
import { isObject } from './anthropic-checks.ts';
import type { JsonSchema } from './mind.ts';
import { OPENAI_MODELS, type OpenAIModel } from './model-catalogue.ts';
import { ModelRefusal } from './model-refusal.ts';
import { checkOpenAISchema } from './strict-schema.ts';

export const refuseParam = (message: string, param: string, code: string | null = null): ModelRefusal =>
  new ModelRefusal(400, message, { param, code });

export function findOpenAIModel(id: unknown): OpenAIModel {
  if (typeof id !== 'string' || id === '') {
    throw refuseParam("Missing required parameter: 'model'.", 'model', 'missing_required_parameter');
  }
  const bare = id.replace(/-20\d\d-\d\d-\d\d$/, '');
  const found = OPENAI_MODELS.find((model) => model.id === id || model.id === bare);
  if (found !== undefined) return found;
  throw new ModelRefusal(404, `The model \`${id}\` does not exist or you do not have access to it.`, {
    param: 'model',
    code: 'model_not_found',
  });
}

/** `beyond`: what OpenAI does and the sandbox does not. */
export function checkNames(
  body: Record<string, unknown>,
  known: Readonly<Record<string, true>>,
  beyond: readonly string[],
): void {
  const unknown = Object.keys(body).find((name) => !(name in known));
  if (unknown !== undefined) throw refuseParam(`Unknown parameter: '${unknown}'.`, unknown, 'unknown_parameter');
  const missing = beyond.find((name) => body[name] !== undefined && body[name] !== null);
  if (missing !== undefined) throw new ModelRefusal(501, `SANDBOX: ${missing} is not implemented`);
}

export function checkSampling(body: Record<string, unknown>, { efforts }: OpenAIModel): void {
  if (efforts.length === 0) return;
  const found = ['temperature', 'top_p'].find((name) => body[name] !== undefined && body[name] !== null);
  if (found === undefined || body[found] === 1) return;
  throw refuseParam(
    `Unsupported parameter: '${found}' is not supported with this model.`,
    found,
    'unsupported_parameter',
  );
}

/** The effort in force; models that do not reason have none. */
export function readEffort(effort: unknown, param: string, { efforts }: OpenAIModel): NonNullable<ReasoningEffort> {
  if (effort === undefined || effort === null) return efforts.length === 0 ? 'none' : 'medium';
  const found = efforts.find((known) => known === effort);
  if (found !== undefined) return found;
  if (efforts.length === 0) {
    throw refuseParam(
      `Unsupported parameter: '${param}' is not supported with this model.`,
      param,
      'unsupported_parameter',
    );
  }
  throw refuseParam(
    `Unsupported value: '${String(effort)}' is not supported with this model. Supported values are: ${efforts.map((known) => `'${known}'`).join(', ')}.`,
    param,
    'unsupported_value',
  );
}

export function checkMost(most: unknown, param: string, { most: largest }: OpenAIModel): number {
  if (most === undefined || most === null) return largest;
  if (!Number.isInteger(most))
    throw refuseParam(`Invalid type for '${param}': expected an integer.`, param, 'invalid_type');
  if (Number(most) < 16) {
    throw refuseParam(
      `Invalid '${param}': integer below minimum value. Expected a value >= 16, but got ${String(most)} instead.`,
      param,
      'integer_below_min_value',
    );
  }
  if (Number(most) > largest) {
    throw refuseParam(
      `Invalid '${param}': integer above maximum value. Expected a value <= ${largest}, but got ${String(most)} instead.`,
      param,
      'integer_above_max_value',
    );
  }
  return Number(most);
}

/** Sixteen pairs of short texts. */
export function checkMetadata(metadata: unknown): Metadata | null {
  if (metadata === undefined || metadata === null) return null;
  if (!isObject(metadata))
    throw refuseParam("Invalid type for 'metadata': expected an object.", 'metadata', 'invalid_type');
  const pairs = Object.entries(metadata);
  const fits = pairs.every(([name, value]) => name.length <= 64 && typeof value === 'string' && value.length <= 512);
  if (pairs.length <= 16 && fits) return metadata as Metadata;
  throw refuseParam(
    "Invalid 'metadata': at most 16 pairs, names of at most 64 and texts of at most 512 characters.",
    'metadata',
    'invalid_value',
  );
}

/** The schema of an answer, or null where any text will do. `param`: where the format stands in the request. */
export function readForm(format: unknown, texts: string, param: string): JsonSchema | null {
  if (format === undefined || format === null) return null;
  if (!isObject(format)) throw refuseParam(`Invalid type for '${param}'.`, param, 'invalid_type');
  if (format.type === 'text') return null;
  if (format.type === 'json_object') {
    if (/json/i.test(texts)) return {};
    throw refuseParam(
      `'messages' must contain the word 'json' in some form, to use '${param}' of type 'json_object'.`,
      param,
    );
  }
  if (format.type !== 'json_schema')
    throw refuseParam(`Invalid value: '${String(format.type)}'.`, `${param}.type`, 'invalid_value');
  return readSchema(format, param);
}

function readSchema(format: Record<string, unknown>, param: string): JsonSchema {
  const { name, schema, strict } = format;
  if (typeof name !== 'string') {
    throw refuseParam(`Missing required parameter: '${param}.name'.`, `${param}.name`, 'missing_required_parameter');
  }
  if (!/^[\w-]{1,64}$/.test(name)) {
    throw refuseParam(
      `Invalid '${param}.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
      `${param}.name`,
      'invalid_value',
    );
  }
  if (!isObject(schema)) {
    throw refuseParam(
      `Missing required parameter: '${param}.schema'.`,
      `${param}.schema`,
      'missing_required_parameter',
    );
  }
  if (strict === true) checkOpenAISchema(schema, param, name);
  return schema;
}
