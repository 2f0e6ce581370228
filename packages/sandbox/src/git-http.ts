/** Serves the bare repository over HTTP through git itself, so that real git clients speak to real git. */

import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { noteMovedRef } from './acts/commits.ts';
import { startGit } from './git-command.ts';
import { noObject } from './git-repository.ts';
import type { Caller } from './tokens.ts';
import type { World } from './world.ts';

export interface GitHttpRequest {
  method: string;
  /** Below the repository: /info/refs, /git-upload-pack, /git-receive-pack, /HEAD … */
  service: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  caller: Caller | null;
}

export interface GitHttpResponse {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export const isPush = (service: string, query: URLSearchParams): boolean =>
  service === '/git-receive-pack' || query.get('service') === 'git-receive-pack';

const refuse = (status: number, text: string): GitHttpResponse => ({
  status,
  headers: {
    'content-type': 'text/plain',
    ...(status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {}),
  },
  body: Buffer.from(text),
});

export async function serveGit(world: World, request: GitHttpRequest): Promise<GitHttpResponse> {
  const { caller } = request;
  const push = isPush(request.service, request.query);
  if (caller === null && (push || world.repository.isPrivate)) return refuse(401, 'Authentication required\n');
  if (caller !== null && !caller.may('contents', push ? 'write' : 'read')) {
    return refuse(403, `Permission to ${world.nameWithOwner}.git denied to ${caller.actor.login}.\n`);
  }
  if (saysAbilitiesOnly(request)) return sayAbilities(world, request);
  if (isPlainFetch(request)) return sendPack(world, request);
  if (request.service !== '/git-receive-pack') return runBackend(world, request);
  return world.exclusively(async () => {
    const before = new Map((await world.git.refs('refs')).map((ref) => [ref.name, ref.oid]));
    const response = await runBackend(world, request);
    await noteMoves(world, before);
    return response;
  });
}

/** In version 2 of the protocol the first answer names what the server can do, and no ref: the same each time. */
const saysAbilitiesOnly = ({ method, service, query, headers }: GitHttpRequest): boolean =>
  method === 'GET' &&
  service === '/info/refs' &&
  query.get('service') === 'git-upload-pack' &&
  headers['git-protocol'] === 'version=2';

/** By the configuration that git answered under. */
const abilities = new Map<string, Promise<GitHttpResponse>>();

function sayAbilities(world: World, request: GitHttpRequest): Promise<GitHttpResponse> {
  const { path, configuration } = world.git;
  const key = [configuration, join(path, 'config')].map((file) => readFileSync(file, 'utf8')).join('\0');
  const known = abilities.get(key) ?? runBackend(world, request);
  abilities.set(key, known);
  known.then(
    ({ status }) => status !== 200 && abilities.delete(key),
    () => abilities.delete(key),
  );
  return known;
}

/** What `http-backend` would start in its turn, and nothing else, for the requests that there are most of. */
const isPlainFetch = ({ method, service, headers }: GitHttpRequest): boolean =>
  method === 'POST' &&
  service === '/git-upload-pack' &&
  headers['content-type'] === 'application/x-git-upload-pack-request' &&
  ['', 'gzip'].includes(headers['content-encoding'] ?? '');

async function sendPack(world: World, { headers, body }: GitHttpRequest): Promise<GitHttpResponse> {
  const asked = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
  const answer = await outputOf(world, ['upload-pack', '--stateless-rpc', '--strict', '.'], {
    env: { GIT_PROTOCOL: String(headers['git-protocol'] ?? '') },
    input: asked,
  });
  const type = 'application/x-git-upload-pack-result';
  return { status: 200, headers: { 'content-type': type, 'cache-control': 'no-cache' }, body: answer };
}

/** What git said, however it ended: it tells a client of its failures in what it says. */
function outputOf(
  world: World,
  command: readonly string[],
  { env, input }: { env: Record<string, string>; input: Buffer },
): Promise<Buffer> {
  world.git.flush();
  const child = startGit(command, { at: world.git.path, configuration: world.git.configuration, env });
  return new Promise((resolve, reject) => {
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.resume();
    child.stdin.on('error', () => {
      // Git may answer without reading everything.
    });
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(output)));
    child.stdin.end(input);
  });
}

async function noteMoves(world: World, before: Map<string, string>): Promise<void> {
  const after = new Map((await world.git.refs('refs')).map((ref) => [ref.name, ref.oid]));
  for (const [name, oid] of after) if (before.get(name) !== oid) await noteMovedRef(world, name, oid);
  for (const name of before.keys()) if (!after.has(name)) await noteMovedRef(world, name, noObject);
}

async function runBackend(world: World, request: GitHttpRequest): Promise<GitHttpResponse> {
  const header = (name: string): string => String(request.headers[name] ?? '');
  const env = {
    GIT_PROJECT_ROOT: world.git.path,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: request.service,
    QUERY_STRING: request.query.toString(),
    REQUEST_METHOD: request.method,
    CONTENT_TYPE: header('content-type'),
    CONTENT_LENGTH: String(request.body.length),
    HTTP_CONTENT_ENCODING: header('content-encoding'),
    GIT_PROTOCOL: header('git-protocol'),
    REMOTE_ADDR: '127.0.0.1',
    ...(request.caller === null ? {} : { REMOTE_USER: request.caller.actor.login }),
  };
  return parseCgi(await outputOf(world, ['http-backend'], { env, input: request.body }));
}

function parseCgi(output: Buffer): GitHttpResponse {
  const split = output.indexOf('\r\n\r\n');
  if (split === -1) return refuse(500, 'git http-backend did not answer\n');
  const headers: Record<string, string> = {};
  for (const line of output.subarray(0, split).toString('latin1').split('\r\n')) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const { status = '200', ...rest } = headers;
  return { status: Number.parseInt(status, 10), headers: rest, body: output.subarray(split + 4) };
}
