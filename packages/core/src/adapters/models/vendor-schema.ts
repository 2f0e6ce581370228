/** A form as vendors take it: bounds that they refuse become words, and the answer is held to them here. */

type Schema = Readonly<Record<string, unknown>>;

/** Anthropic and OpenAI both refuse some of these in a strict form; neither tells which before it is asked. */
const BOUNDS: Readonly<Record<string, string>> = {
  minLength: 'at least # characters',
  maxLength: 'at most # characters',
  minItems: 'at least # items',
  maxItems: 'at most # items',
  minimum: 'at least #',
  maximum: 'at most #',
};

export function vendorSchema(schema: Schema): Record<string, unknown> {
  const kept = Object.entries(schema).filter(([key]) => !(key in BOUNDS));
  const words = Object.entries(BOUNDS).flatMap(([key, text]) =>
    schema[key] === undefined ? [] : [text.replace('#', String(schema[key]))],
  );
  const result = Object.fromEntries(kept.map(([key, value]) => [key, below(key, value)]));
  if (words.length === 0) return result;
  const description =
    typeof schema.description === 'string' ? `${schema.description} (${words.join(', ')})` : words.join(', ');
  return { ...result, description };
}

/** Where a schema holds others: names of properties may be those of bounds. */
function below(key: string, value: unknown): unknown {
  if (key === 'properties' || key === '$defs') {
    return Object.fromEntries(
      Object.entries(value as Schema).map(([name, member]) => [name, vendorSchema(member as Schema)]),
    );
  }
  if (key === 'items') return vendorSchema(value as Schema);
  return key === 'anyOf' ? (value as Schema[]).map(vendorSchema) : value;
}
