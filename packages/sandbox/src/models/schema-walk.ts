/** Fills a form: goes through its schema and asks somebody for each value that is left open. */

import type { JsonSchema } from './mind.ts';

export interface Leaf {
  schema: JsonSchema;
  /** Names of fields from the outside in, and places in lists. */
  path: readonly (string | number)[];
}

/** Who decides what the schema leaves open. */
export interface Filler {
  text(leaf: Leaf): string;
  number(leaf: Leaf, bounds: { least: number; most: number; step: number }): number;
  truth(leaf: Leaf): boolean;
  /** Place of the choice. */
  choose(leaf: Leaf, choices: readonly unknown[]): number;
  /** How many items, within the bounds. */
  length(leaf: Leaf, bounds: { least: number; most: number }): number;
  /** A whole value that stands for what the schema says here; undefined: go on walking. */
  instead?(leaf: Leaf): unknown;
}

/** Deeper than that a form that holds itself ends. */
const DEEPEST = 24;
/** Lists without a bound. */
const LONGEST = 64;

/** As long as the schema wants it, in characters as JSON Schema counts them; `most` where it does not say. */
export function fitted(text: string, { minLength, maxLength }: JsonSchema, most: number): string {
  const least = Number(minLength ?? 0);
  const characters = [...text].slice(0, Math.min(Number(maxLength ?? most), Math.max(most, least)));
  return characters.join('').concat('.'.repeat(Math.max(0, least - characters.length)));
}

export function fill(form: JsonSchema, filler: Filler): unknown {
  return walk({ schema: form, path: [] }, form, filler);
}

function walk(leaf: Leaf, root: JsonSchema, filler: Filler): unknown {
  const schema = resolve(leaf.schema, root);
  const at = { ...leaf, schema };
  if (leaf.path.length > DEEPEST) throw new RangeError(`SANDBOX: ${leaf.path.join('.')} never ends.`);
  if ('const' in schema) return schema.const;
  const instead = filler.instead?.(at);
  if (instead !== undefined) return instead;
  if (Array.isArray(schema.enum)) return schema.enum[filler.choose(at, schema.enum)];
  const choices = choicesOf(schema);
  if (choices !== null) {
    const open = leaf.path.length > DEEPEST / 2 ? [choices.find(isShallow) ?? choices[0]] : choices;
    const chosen = open[filler.choose(at, open)] as JsonSchema;
    return walk({ ...leaf, schema: chosen }, root, filler);
  }
  switch (schema.type) {
    case 'object':
      return walkObject(at, root, filler);
    case 'array':
      return walkArray(at, root, filler);
    case 'string':
      return filler.text(at);
    case 'integer':
    case 'number':
      return filler.number(at, boundsOf(schema));
    case 'boolean':
      return filler.truth(at);
    case 'null':
      return null;
    default:
      return 'properties' in schema ? walkObject(at, root, filler) : { answer: filler.text(at) };
  }
}

function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const { $ref: ref } = schema;
  if (typeof ref !== 'string') return schema;
  const found = ref
    .split('/')
    .slice(1)
    .reduce<unknown>((value, step) => (value as JsonSchema | undefined)?.[decodeURIComponent(step)], root);
  if (typeof found !== 'object' || found === null) throw new RangeError(`SANDBOX: ${ref} is not in the schema.`);
  return found as JsonSchema;
}

const isShallow = (schema: unknown): boolean =>
  !['object', 'array'].includes(String((schema as JsonSchema).type)) && !('$ref' in (schema as JsonSchema));

function choicesOf(schema: JsonSchema): readonly unknown[] | null {
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return choices;
  if (!Array.isArray(schema.type)) return null;
  return schema.type.map((type) => ({ ...schema, type }));
}

function walkObject({ schema, path }: Leaf, root: JsonSchema, filler: Filler): unknown {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  return Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [
      name,
      walk({ schema: inner, path: [...path, name] }, root, filler),
    ]),
  );
}

function walkArray({ schema, path }: Leaf, root: JsonSchema, filler: Filler): unknown[] {
  const items = resolve((schema.items ?? { type: 'string' }) as JsonSchema, root);
  const different = Array.isArray(items.enum) ? items.enum.length : LONGEST;
  const least = Number(schema.minItems ?? 0);
  const most = Math.max(least, Math.min(Number(schema.maxItems ?? LONGEST), different));
  const length = path.length > DEEPEST / 2 ? least : filler.length({ schema, path }, { least, most });
  const values: unknown[] = [];
  for (let place = 0; place < length; place += 1) {
    values.push(walk({ schema: withoutThose(items, values), path: [...path, place] }, root, filler));
  }
  return schema.uniqueItems === true
    ? [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
    : values;
}

/** The same choices without those that were made; all of them once all were made. */
function withoutThose(items: JsonSchema, made: readonly unknown[]): JsonSchema {
  if (!Array.isArray(items.enum)) return items;
  const left = items.enum.filter((one) => !made.includes(one));
  return left.length === 0 ? items : { ...items, enum: left };
}

function boundsOf(schema: JsonSchema): { least: number; most: number; step: number } {
  const step = Number(schema.multipleOf ?? (schema.type === 'integer' ? 1 : 0.5));
  const given = (name: string, beyond: string, by: number): number | undefined => {
    if (typeof schema[name] === 'number') return schema[name];
    return typeof schema[beyond] === 'number' ? schema[beyond] + by : undefined;
  };
  const least = given('minimum', 'exclusiveMinimum', step);
  const most = given('maximum', 'exclusiveMaximum', -step);
  const from = least ?? Math.min(0, most ?? 0);
  return { least: Math.ceil(from / step) * step, most: Math.floor((most ?? from + 10 * step) / step) * step, step };
}
