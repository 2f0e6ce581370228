/** Serves the bare repository over HTTP through git's own `http-backend`, so that real git clients speak to real git. */

import type { IncomingHttpHeaders } from 'node:http';
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

const abilities = new WeakMap<World, Promise<GitHttpResponse>>();

function sayAbilities(world: World, request: GitHttpRequest): Promise<GitHttpResponse> {
  const known = abilities.get(world) ?? runBackend(world, request);
  abilities.set(world, known);
  known.then(
    ({ status }) => status !== 200 && abilities.delete(world),
    () => abilities.delete(world),
  );
  return known;
}

async function noteMoves(world: World, before: Map<string, string>): Promise<void> {
  const after = new Map((await world.git.refs('refs')).map((ref) => [ref.name, ref.oid]));
  for (const [name, oid] of after) if (before.get(name) !== oid) await noteMovedRef(world, name, oid);
  for (const name of before.keys()) if (!after.has(name)) await noteMovedRef(world, name, noObject);
}

function runBackend(world: World, request: GitHttpRequest): Promise<GitHttpResponse> {
  const header = (name: string): string => String(request.headers[name] ?? '');
  world.git.flush();
  const child = startGit(['http-backend'], {
    at: world.git.path,
    configuration: world.git.configuration,
    env: {
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
    },
  });
  return new Promise((resolve, reject) => {
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.resume();
    child.stdin.on('error', () => {
      // The backend may answer without reading everything.
    });
    child.on('error', reject);
    child.on('close', () => resolve(parseCgi(Buffer.concat(output))));
    child.stdin.end(request.body);
  });
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
