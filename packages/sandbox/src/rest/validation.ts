/** Checks requests and responses against the description. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { DESCRIPTION, type Operation, type Parameter, resolvePointer, type Schema } from './description.ts';
import { Failure, notFound, sandboxRefusal } from './failure.ts';
import { refuseUnknownKeys, unknownKey } from './unknown-keys.ts';

const ROOT = 'github';

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
formats.default(ajv);
// GitHub's own addresses of bots have brackets: its description calls them addresses all the same.
ajv.addFormat('email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/);
ajv.addFormat('repo.nwo', true);
ajv.addFormat('timestamp', true);
ajv.addSchema(DESCRIPTION, ROOT);

/** Compiled on first use: all validators at once cost half a second, one costs little. */
const compiled = new Map<string, ValidateFunction>();

function validatorAt(pointer: string): ValidateFunction {
  const known = compiled.get(pointer);
  if (known !== undefined) return known;
  const fresh = ajv.compile({ $ref: `${ROOT}#${encodeURI(pointer)}` });
  compiled.set(pointer, fresh);
  return fresh;
}

const describe = (error: ErrorObject): string =>
  `${error.instancePath === '' ? 'the whole' : error.instancePath} ${error.message ?? error.keyword}`;

function faultsAt(pointer: string, value: unknown): string[] {
  const validate = validatorAt(pointer);
  return validate(value) ? [] : (validate.errors ?? []).map(describe);
}

export type ParameterValue = string | number | boolean;

function coerce(schema: Schema, text: string): ParameterValue {
  if (schema.type === 'integer' && /^-?\d+$/.test(text)) return Number(text);
  if (schema.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function readParameter(parameter: Parameter, text: string): ParameterValue {
  const value = coerce(parameter.schema, text);
  const faults = faultsAt(parameter.pointer, value);
  if (faults.length === 0) return value;
  if (parameter.in === 'path') throw notFound();
  throw sandboxRefusal(422, `query ${parameter.name}=${text}: ${faults.join('; ')}`);
}

export type Parameters = Readonly<Record<string, ParameterValue>>;

export function readPath(operation: Operation, segments: Readonly<Record<string, string>>): Parameters {
  const entries = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .map((parameter) => [parameter.name, readParameter(parameter, segments[parameter.name] ?? '')] as const);
  return Object.fromEntries(entries);
}

/** Values asked for, with the description's defaults for the rest. */
export function readQuery(operation: Operation, query: URLSearchParams): Parameters {
  const known = operation.parameters.filter((parameter) => parameter.in === 'query');
  const names = known.map((parameter) => parameter.name);
  for (const name of query.keys()) {
    if (!names.includes(name)) throw unknownKey('query parameter', name, names);
  }
  const values: Record<string, ParameterValue> = {};
  for (const parameter of known) {
    const text = query.get(parameter.name);
    const fallback = parameter.schema.default;
    if (text !== null) values[parameter.name] = readParameter(parameter, text);
    else if (parameter.required) throw sandboxRefusal(422, `query parameter ${parameter.name} is required`);
    else if (fallback !== undefined) values[parameter.name] = fallback as ParameterValue;
  }
  return values;
}

export function readBody(operation: Operation, body: unknown): unknown {
  const expected = operation.body;
  if (expected === undefined) {
    if (body !== undefined && Object.keys(body ?? {}).length > 0)
      throw sandboxRefusal(422, `${operation.id} takes no body`);
    return undefined;
  }
  if (body === undefined && !expected.required) return {};
  const value = body ?? {};
  refuseUnknownKeys(resolvePointer(expected.pointer), value, 'body key');
  const faults = faultsAt(expected.pointer, value);
  if (faults.length > 0) throw new Failure(422, `Invalid request.\n\n${faults.join('\n')}`);
  return value;
}

/** What is wrong with a response; empty when it is as described. */
export function responseFaults(operation: Operation, status: number, body: unknown): readonly string[] {
  const pointer = operation.responses.get(status);
  if (pointer === undefined) return status < 400 ? [`${operation.id} does not describe status ${status}`] : [];
  // Some refusals are described without the body that every refusal has.
  if (pointer === null) return body === undefined || status >= 400 ? [] : [`status ${status} has no body`];
  return faultsAt(pointer, body);
}
