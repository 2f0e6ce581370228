/** Which schemas a vendor takes for an answer: each knows a part of JSON Schema only, and says where it ends. */

import type { JsonSchema } from './mind.ts';
import { ModelRefusal } from './model-refusal.ts';

interface Dialect {
  /** Keywords that are refused wherever they stand. */
  refused: readonly string[];
  /** Whether every property has to be required. */
  everyRequired: boolean;
  refuse(message: string, path: readonly string[]): ModelRefusal;
}

const CHOICES = ['allOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentRequired', 'dependentSchemas'];
const NUMBERS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];

/** Anthropic's: no bounds of numbers, lengths or lists (but `minItems` of 0 or 1). */
const anthropicDialect: Dialect = {
  refused: [...CHOICES.filter((word) => word !== 'allOf'), ...NUMBERS, 'minLength', 'maxLength', 'maxItems'],
  everyRequired: false,
  refuse: (message) => new ModelRefusal(400, `output_config.format.schema: ${message}`),
};

/** OpenAI's with `strict`: bounds are taken, but not those of a text's length. */
const openAIDialect = (param: string, name: string): Dialect => ({
  refused: [...CHOICES, 'minLength', 'maxLength', 'patternProperties', 'unevaluatedProperties'],
  everyRequired: true,
  refuse: (message, path) =>
    new ModelRefusal(
      400,
      `Invalid schema for response_format '${name}': In context=(${path.map((step) => `'${step}'`).join(', ')}), ${message}`,
      { param, code: 'invalid_json_schema' },
    ),
});

export const checkAnthropicSchema = (schema: unknown): void => check(schema, anthropicDialect, []);

export function checkOpenAISchema(schema: unknown, param: string, name: string): void {
  const dialect = openAIDialect(param, name);
  if (isObject(schema) && (schema.type !== 'object' || 'anyOf' in schema)) {
    throw dialect.refuse(`schema must be a JSON Schema of 'type: "object"', got 'type: "${String(schema.type)}"'.`, []);
  }
  check(schema, dialect, []);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function check(schema: unknown, dialect: Dialect, path: readonly string[]): void {
  if (!isObject(schema)) throw dialect.refuse('a schema must be an object.', path);
  const types = [schema.type].flat();
  const refused = dialect.refused.find((word) => word in schema);
  if (refused !== undefined) throw dialect.refuse(`'${refused}' is not permitted.`, path);
  if (!dialect.everyRequired && Number(schema.minItems ?? 0) > 1) {
    throw dialect.refuse("For 'array' type, 'minItems' values other than 0 or 1 are not supported", path);
  }
  if (types.includes('object') || isObject(schema.properties)) checkObject(schema, dialect, path);
  if (types.includes('array')) {
    if (!isObject(schema.items)) throw dialect.refuse('array schema missing items.', path);
    check(schema.items, dialect, [...path, 'items']);
  }
  for (const [index, choice] of listOf(schema.anyOf).entries()) check(choice, dialect, [...path, 'anyOf', `${index}`]);
  for (const [name, defined] of Object.entries(isObject(schema.$defs) ? schema.$defs : {})) {
    check(defined, dialect, [...path, '$defs', name]);
  }
}

function checkObject(schema: JsonSchema, dialect: Dialect, path: readonly string[]): void {
  if (schema.additionalProperties !== false) {
    const words = dialect.everyRequired
      ? "'additionalProperties' is required to be supplied and to be false."
      : "For 'object' type, 'additionalProperties' must be explicitly set to false";
    throw dialect.refuse(words, path);
  }
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = listOf(schema.required);
  const missing = Object.keys(properties).find((name) => !required.includes(name));
  if (dialect.everyRequired && missing !== undefined) {
    const words = "'required' is required to be supplied and to be an array including every key in properties.";
    throw dialect.refuse(`${words} Missing '${missing}'.`, path);
  }
  for (const [name, inner] of Object.entries(properties)) check(inner, dialect, [...path, 'properties', name]);
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
