/** Reads the committed slice of GitHub's OpenAPI description into operations, so that nothing else knows its layout. */
import slice from '../../openapi/github.generated.json' with { type: 'json' };

export type Schema = { [key: string]: unknown };

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly multiSegment: boolean;
  readonly schema: Schema;
  readonly pointer: string;
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly template: string;
  readonly documentation: string;
  readonly parameters: readonly Parameter[];
  /** JSON pointer of the body's schema; absent when the operation takes none. */
  readonly body?: { readonly pointer: string; readonly required: boolean };
  /** JSON pointers of the schemas by status; `null` for a status without a body. */
  readonly responses: ReadonlyMap<number, string | null>;
}

export const DESCRIPTION = slice as unknown as Schema;

const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const unescapePointer = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~');

const asSchema = (value: unknown): Schema => (typeof value === 'object' && value !== null ? (value as Schema) : {});

export function resolvePointer(pointer: string): Schema {
  let found: unknown = DESCRIPTION;
  for (const key of pointer.split('/').slice(1)) found = asSchema(found)[unescapePointer(key)];
  if (found === undefined) throw new Error(`the description has nothing at ${pointer}`);
  return asSchema(found);
}

/** The place that really holds an object, after one `$ref`. */
function settle(pointer: string): string {
  const reference = resolvePointer(pointer).$ref;
  return typeof reference === 'string' ? reference.slice(1) : pointer;
}

function readParameter(pointer: string): Parameter {
  const place = settle(pointer);
  const found = resolvePointer(place);
  return {
    name: String(found.name),
    in: found.in as Parameter['in'],
    required: found.required === true,
    multiSegment: found['x-multi-segment'] === true,
    schema: asSchema(found.schema),
    pointer: `${place}/schema`,
  };
}

const JSON_BODY = '/content/application~1json/schema';

function contentOf(pointer: string): string | null {
  const content = asSchema(resolvePointer(pointer).content);
  return content['application/json'] === undefined ? null : `${pointer}${JSON_BODY}`;
}

function readOperation(template: string, method: string): Operation {
  const place = `/paths/${escapePointer(template)}/${method}`;
  const found = resolvePointer(place);
  const parameters = Array.isArray(found.parameters) ? found.parameters : [];
  const responses = new Map<number, string | null>();
  for (const status of Object.keys(asSchema(found.responses))) {
    responses.set(Number(status), contentOf(settle(`${place}/responses/${status}`)));
  }
  const body = found.requestBody === undefined ? null : contentOf(`${place}/requestBody`);
  return {
    id: String(found.operationId),
    method: method.toUpperCase(),
    template,
    documentation: String(asSchema(found.externalDocs).url),
    parameters: parameters.map((_, index) => readParameter(`${place}/parameters/${index}`)),
    ...(body === null ? {} : { body: { pointer: body, required: asSchema(found.requestBody).required === true } }),
    responses,
  };
}

export const OPERATIONS: readonly Operation[] = Object.entries(asSchema(DESCRIPTION.paths)).flatMap(
  ([template, methods]) => Object.keys(asSchema(methods)).map((method) => readOperation(template, method)),
);
