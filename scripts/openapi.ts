/** Refreshes the committed slice of GitHub's OpenAPI description; the whole package (385 MB) never enters the project. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = '@octokit/openapi';
const VERSION = '23.0.2';
const FOLDER = fileURLToPath(new URL('../packages/sandbox/openapi/', import.meta.url));

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const child = (value: Json | undefined, key: string): JsonObject => {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
};

/** Keys that hold prose or vendor data in OpenAPI objects; inside `properties` the same words are names of fields. */
const DROPPED = new Set(['description', 'example', 'examples', 'tags', 'title', 'deprecated']);

/** Says that a path parameter may hold slashes; the router needs it. */
const MULTI_SEGMENT = 'x-multi-segment';

function strip(value: Json, names: boolean): Json {
  if (Array.isArray(value)) return value.map((item) => strip(item, false));
  if (!isObject(value)) return value;
  const kept: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    if (!names && (DROPPED.has(key) || (key.startsWith('x-') && key !== MULTI_SEGMENT))) continue;
    kept[key] =
      key === 'enum' || key === 'default' || key === 'required' ? item : strip(item, key === 'properties' && !names);
  }
  return names ? kept : withNull(kept);
}

/** OpenAPI 3.0 says `nullable`; JSON Schema says a union with null. */
function withNull(schema: JsonObject): JsonObject {
  if (typeof schema.nullable !== 'boolean') return schema;
  const { nullable, ...rest } = schema;
  if (!nullable) return rest;
  if (typeof rest.type !== 'string') return { anyOf: [rest, { type: 'null' }] };
  const union: JsonObject = { ...rest, type: [rest.type, 'null'] };
  if (Array.isArray(rest.enum) && !rest.enum.includes(null)) union.enum = [...rest.enum, null];
  return union;
}

/** Unlike `child`, refuses to find nothing: an amendment that changes nothing is out of date. */
function existing(value: Json, ...keys: string[]): JsonObject {
  const found = keys.reduce<Json | undefined>((within, key) => (isObject(within) ? within[key] : undefined), value);
  if (!isObject(found)) throw new Error(`the description lacks ${keys.join('/')}, which is to be amended`);
  return found;
}

/** Where GitHub's description forbids what GitHub answers or takes; the reasons are in the sandbox's FIDELITY.md. */
function amend(components: JsonObject): void {
  const label = existing(components, 'schemas', 'pull-request-simple', 'properties', 'labels', 'items', 'properties');
  existing(label, 'description').type = ['string', 'null'];
  delete existing(components, 'parameters', 'created', 'schema').format;
  for (const key of ['target_url', 'environment_url', 'log_url']) {
    delete existing(components, 'schemas', 'deployment-status', 'properties', key).format;
  }
}

/** The same for what a request may carry. */
function amendPaths(paths: JsonObject): void {
  const assignees = existing(paths, '/repos/{owner}/{repo}/issues/{issue_number}/assignees', 'post', 'requestBody');
  const keys = ['target_repo', 'base_branch', 'custom_instructions', 'custom_agent', 'model'];
  const properties = Object.fromEntries(keys.map((key) => [key, { type: 'string' }]));
  existing(assignees, 'content', 'application/json', 'schema', 'properties').agent_assignment = {
    type: 'object',
    properties,
  };
}

function references(value: Json, into: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) references(item, into);
  if (!isObject(value)) return;
  if (typeof value.$ref === 'string') into.add(value.$ref);
  for (const item of Object.values(value)) references(item, into);
}

function wantedPaths(source: JsonObject, wanted: ReadonlySet<string>): JsonObject {
  const paths: JsonObject = {};
  const found = new Set<string>();
  for (const [path, methods] of Object.entries(child(source, 'paths'))) {
    for (const [method, operation] of Object.entries(isObject(methods) ? methods : {})) {
      const id = isObject(operation) ? operation.operationId : undefined;
      if (typeof id !== 'string' || !wanted.has(id)) continue;
      found.add(id);
      paths[path] = { ...child(paths, path), [method]: strip(operation ?? null, false) };
    }
  }
  const missing = [...wanted].filter((id) => !found.has(id));
  if (missing.length > 0) throw new Error(`the description has no operation ${missing.join(', ')}`);
  return paths;
}

/** Follows every `$ref` from the paths until nothing new is named. */
function usedComponents(source: JsonObject, paths: JsonObject): JsonObject {
  const components: JsonObject = {};
  const seen = new Set<string>();
  const waiting = new Set<string>();
  references(paths, waiting);
  for (const reference of waiting) {
    if (seen.has(reference)) continue;
    seen.add(reference);
    const [, , group = '', name = ''] = reference.split('/');
    const original = child(child(source, 'components'), group)[name];
    if (original === undefined) throw new Error(`the description lacks ${reference}`);
    const component = strip(original, false);
    components[group] = { ...child(components, group), [name]: component };
    references(component, waiting);
  }
  return components;
}

function install(folder: string): { description: JsonObject; licence: string } {
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${PACKAGE}@${VERSION}`], {
    cwd: folder,
    stdio: 'inherit',
  });
  const root = join(folder, 'node_modules', ...PACKAGE.split('/'));
  return {
    description: JSON.parse(readFileSync(join(root, 'generated', 'api.github.com.json'), 'utf8')) as JsonObject,
    licence: readFileSync(join(root, 'LICENSE'), 'utf8'),
  };
}

function refresh(): void {
  const wanted = readFileSync(join(FOLDER, 'operations.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const folder = mkdtempSync(join(tmpdir(), 'steward-openapi-'));
  try {
    const { description, licence } = install(folder);
    const paths = wantedPaths(description, new Set(wanted));
    const components = usedComponents(description, paths);
    amend(components);
    amendPaths(paths);
    const slice = {
      source: `${PACKAGE} ${VERSION}, api.github.com, MIT; made by scripts/openapi.ts`,
      paths,
      components,
    };
    writeFileSync(join(FOLDER, 'github.generated.json'), `${JSON.stringify(slice, null, 1)}\n`);
    writeFileSync(join(FOLDER, 'LICENSE'), licence);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

refresh();
