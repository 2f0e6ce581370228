/** The project's own addition to GitHub's description: a key that no schema names is a mistake, and is refused with the nearest name. */
import { resolvePointer, type Schema } from './description.ts';
import { type Failure, sandboxRefusal } from './failure.ts';

const COMBINATIONS = ['allOf', 'anyOf', 'oneOf'] as const;

const follow = (schema: Schema): Schema =>
  typeof schema.$ref === 'string' ? follow(resolvePointer(schema.$ref.slice(1))) : schema;

/** A schema and everything it combines, flattened: enough to know which keys it names. */
function alternatives(schema: Schema): Schema[] {
  const whole = follow(schema);
  const parts = COMBINATIONS.flatMap((key) => (Array.isArray(whole[key]) ? (whole[key] as Schema[]) : []));
  return [whole, ...parts.flatMap(alternatives)];
}

export function refuseUnknownKeys(schema: Schema, value: unknown, place: string): void {
  const shapes = alternatives(schema);
  if (Array.isArray(value)) {
    const items = shapes.flatMap((shape) => (shape.items === undefined ? [] : [shape.items as Schema]));
    for (const item of value) refuseUnknownKeys({ anyOf: items }, item, place);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const named = shapes.flatMap((shape) => Object.entries((shape.properties ?? {}) as Record<string, Schema>));
  // A schema that names no key at all takes any.
  const open =
    named.length === 0 ||
    shapes.some((shape) => shape.additionalProperties !== undefined && shape.additionalProperties !== false);
  for (const [key, item] of Object.entries(value)) {
    const inner = named.filter(([name]) => name === key).map(([, found]) => found);
    if (inner.length > 0) refuseUnknownKeys({ anyOf: inner }, item, place);
    else if (!open) throw unknownKey(place, key, [...new Set(named.map(([name]) => name))]);
  }
}

export function unknownKey(place: string, key: string, known: readonly string[]): Failure {
  const nearest = known.toSorted((a, b) => distance(key, a) - distance(key, b))[0];
  const hint = nearest === undefined ? 'none is known here' : `the nearest known one is "${nearest}"`;
  return sandboxRefusal(422, `unknown ${place} "${key}"; ${hint}`);
}

/** Levenshtein distance; keys are short. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
