/** Whether what a model wrote has the form that was asked for: JSON, and JSON Schema as far as `AnswerForm` uses it. */
import type { AnswerForm } from './model.ts';

/** Characters of an answer that are looked at at all. */
const LONGEST = 400_000;
/** Objects and lists within each other. */
const DEEPEST = 24;
/** Values in an answer, all together. */
const MOST_VALUES = 20_000;

export type ParsedAnswer = { kind: 'sound'; value: unknown } | { kind: 'unsound'; fault: string };

type Schema = Readonly<Record<string, unknown>>;

/** Reads an answer. A fault says where and what, so that the model can mend it; of the answer it shows names alone. */
export function parseAnswer(text: string, form: Pick<AnswerForm, 'schema' | 'fault'>): ParsedAnswer {
  if (text.length > LONGEST) return unsound(`it has ${text.length} characters, at most ${LONGEST} are read`);
  const value = read(text) ?? read(withoutFence(text));
  if (value === undefined) return unsound(text.trim() === '' ? 'it is empty' : 'it is no JSON');
  const budget = { left: MOST_VALUES };
  if (isBeyond(value, DEEPEST, budget)) {
    return unsound(
      budget.left < 0 ? `it holds more than ${MOST_VALUES} values` : `it is deeper than ${DEEPEST} levels`,
    );
  }
  const fault = faultOf(value, form.schema, '') ?? form.fault?.(value) ?? null;
  return fault === null ? { kind: 'sound', value } : unsound(fault);
}

const unsound = (fault: string): ParsedAnswer => ({ kind: 'unsound', fault });

const FENCE = /^[^\S\n]*```[a-z]*[^\S\n]*\n([\s\S]*?)\n[^\S\n]*```[^\S\n]*$/gim;

/** Models that are not held to a form wrap JSON in a fence, whatever they are told. One of several would be a guess. */
function withoutFence(text: string): string {
  const [first, ...others] = text.matchAll(FENCE);
  return first?.[1] !== undefined && others.length === 0 ? first[1] : text;
}

/** Undefined: it is none. */
function read(text: string): unknown {
  try {
    return JSON.parse(text, (key, value) => (key === '__proto__' ? undefined : value));
  } catch {
    return undefined;
  }
}

/** In levels, not by recursion: the depth is what is not known yet. */
function isBeyond(value: unknown, deepest: number, budget: { left: number }): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    budget.left -= level.length;
    if (budget.left < 0 || depth > deepest) return true;
    level = level.flatMap((item) => (item !== null && typeof item === 'object' ? Object.values(item) : []));
  }
  return false;
}

/** What is wrong first; null: nothing. */
function faultOf(value: unknown, schema: Schema, path: string): string | null {
  const { anyOf } = schema;
  if (Array.isArray(anyOf)) {
    const faults = anyOf.map((option) => faultOf(value, schemaOf(option), path));
    if (faults.every((fault) => fault !== null)) return faults[0] ?? at(path, 'it is none of what is allowed');
  }
  return (
    typeFault(value, schema, path) ??
    choiceFault(value, schema, path) ??
    sizeFault(value, schema, path) ??
    (Array.isArray(value) ? itemFault(value, schema, path) : null) ??
    (isObject(value) ? memberFault(value, schema, path) : null)
  );
}

const at = (path: string, fault: string): string => `${path === '' ? 'the answer' : `\`${path}\``}: ${fault}`;

const schemaOf = (value: unknown): Schema => (isObject(value) ? value : {});
const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

function typeFault(value: unknown, { type }: Schema, path: string): string | null {
  if (type === undefined) return null;
  const types = (Array.isArray(type) ? type : [type]).map(String);
  return types.some((one) => TYPES[one]?.(value) === true)
    ? null
    : at(path, `it has to be of type ${types.join(' or ')}`);
}

function choiceFault(value: unknown, schema: Schema, path: string): string | null {
  const choices = 'const' in schema ? [schema.const] : schema.enum;
  if (!Array.isArray(choices) || choices.some((choice) => isEqual(choice, value))) return null;
  return at(path, `it has to be one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`);
}

const isEqual = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

function sizeFault(value: unknown, schema: Schema, path: string): string | null {
  const [size, least, most, unit] =
    typeof value === 'string'
      ? [[...value].length, schema.minLength, schema.maxLength, ' characters']
      : Array.isArray(value)
        ? [value.length, schema.minItems, schema.maxItems, ' items']
        : [value, schema.minimum, schema.maximum, ''];
  if (typeof size !== 'number') return null;
  if (typeof least === 'number' && size < least) return at(path, `at least ${least}${unit}, not ${size}`);
  return typeof most === 'number' && size > most ? at(path, `at most ${most}${unit}, not ${size}`) : null;
}

function itemFault(value: readonly unknown[], { items }: Schema, path: string): string | null {
  if (!isObject(items)) return null;
  for (const [index, item] of value.entries()) {
    const fault = faultOf(item, items, `${path}[${index}]`);
    if (fault !== null) return fault;
  }
  return null;
}

function memberFault(value: Readonly<Record<string, unknown>>, schema: Schema, path: string): string | null {
  const properties = schemaOf(schema.properties);
  const below = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const missing = required.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) return at(below(missing), 'it is missing');
  for (const [key, member] of Object.entries(value)) {
    if (Object.hasOwn(properties, key)) {
      const fault = faultOf(member, schemaOf(properties[key]), below(key));
      if (fault !== null) return fault;
    } else if (schema.additionalProperties === false) {
      return at(path, `it has a key that nobody asked for, \`${key.slice(0, 40)}\``);
    }
  }
  return null;
}
