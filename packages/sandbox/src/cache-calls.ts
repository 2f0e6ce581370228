/** The second version of the cache service as `@actions/cache` asks it: three calls, and blobs as Azure's storage has them. */
import type { IncomingHttpHeaders } from 'node:http';
import type { CacheEntry, CacheGrant } from './actions-cache.ts';
import { tokenIn } from './tokens.ts';
import type { World } from './world.ts';

const ROOT = '/twirp/github.actions.results.api.v1.CacheService/';

export interface CacheAsked {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface CacheAnswer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** What is asked, by a name for the transcript; null for what is not of this service. */
export function cacheOperation({ method, url }: Pick<CacheAsked, 'method' | 'url'>): string | null {
  if (url.pathname.startsWith(ROOT)) return url.pathname.slice(ROOT.length);
  return url.pathname.startsWith('/cacheaccount/') ? `${method} blob` : null;
}

export const changesCache = (operation: string): boolean => !/^(GET|HEAD) |^Get/.test(operation);

export function serveCache(world: World, asked: CacheAsked): CacheAnswer {
  const place = world.cache.blobAt(asked.url);
  if (place !== null) return place === 'refused' ? problem(403, 'AuthenticationFailed') : serveBlob(place, asked);
  const grant = world.cache.grantOf(tokenIn(asked.headers.authorization));
  if (grant === null) return problem(401, 'unauthenticated');
  const request = fieldsOf(asked);
  if (request === null) return problem(400, 'malformed');
  const operation = cacheOperation(asked);
  switch (operation) {
    case 'CreateCacheEntry':
      return create(world, grant, request);
    case 'FinalizeCacheEntryUpload':
      return finalize(world, grant, request);
    case 'GetCacheEntryDownloadURL':
      return lookUp(world, grant, request);
    default:
      return problem(501, `SANDBOX: ${operation} is not implemented`);
  }
}

interface Fields {
  key: string;
  version: string;
  restoreKeys: string[];
  sizeBytes: number;
  /** By what name it was asked: blobs lie under the same. */
  origin: string;
}

function create(world: World, { ref, mode }: CacheGrant, request: Fields): CacheAnswer {
  const { key, version } = request;
  if (mode !== 'write') return told({ ok: false, message: 'cache write denied: the token may only read' });
  const entry = world.cache.reserve({ key, version, ref }, timeOf(world));
  if (entry === null) return problem(409, 'cache entry with the same key, version, and scope already exists');
  return told({ ok: true, signed_upload_url: `${request.origin}${world.cache.address(entry)}` });
}

function finalize(world: World, { ref }: CacheGrant, { key, version, sizeBytes }: Fields): CacheAnswer {
  const entry = world.cache.finish({ key, version, ref }, timeOf(world));
  if (entry === null || entry.blob?.length !== sizeBytes) return problem(404, 'cache entry not found');
  return told({ ok: true, entry_id: String(entry.id) });
}

function lookUp(world: World, { ref, mode }: CacheGrant, request: Fields): CacheAnswer {
  const { key, version, restoreKeys } = request;
  if (mode === 'none') return problem(403, 'cache read denied: the token has no readable scopes');
  const refs = [...new Set([ref, world.defaultRef])];
  const entry = world.cache.find({ keys: [key, ...restoreKeys], version, refs }, timeOf(world));
  if (entry === null) return told({ ok: false });
  return told({
    ok: true,
    signed_download_url: `${request.origin}${world.cache.address(entry)}`,
    matched_key: entry.key,
  });
}

const told = (body: object): CacheAnswer => ({ status: 200, headers: {}, body });
const problem = (status: number, message: string): CacheAnswer => ({
  ...{ status, headers: {} },
  body: { code: message.split(' ')[0], msg: message },
});

const timeOf = (world: World): number => world.clock.now().getTime();

function fieldsOf({ body, headers }: CacheAsked): Fields | null {
  try {
    const { key, version, restore_keys: more = [], size_bytes: size = '0' } = JSON.parse(body.toString('utf8'));
    if (typeof key !== 'string' || typeof version !== 'string' || !Array.isArray(more)) return null;
    return { key, version, restoreKeys: more.map(String), sizeBytes: Number(size), origin: `http://${headers.host}` };
  } catch {
    return null;
  }
}

/** Blocks that were put and not listed yet, by entry and name. */
const blocks = new WeakMap<CacheEntry, Map<string, Buffer>>();

function serveBlob(entry: CacheEntry, { method, url, body, headers }: CacheAsked): CacheAnswer {
  if (method === 'GET' || method === 'HEAD') return readBlob(entry, headers.range);
  if (method !== 'PUT' || entry.finished) return problem(409, 'BlobImmutable');
  const made = {
    status: 201,
    headers: { etag: `"${entry.id}"`, 'last-modified': new Date(entry.madeAt).toUTCString() },
  };
  const known = blocks.get(entry) ?? new Map<string, Buffer>();
  blocks.set(entry, known);
  switch (url.searchParams.get('comp')) {
    case 'block':
      known.set(url.searchParams.get('blockid') ?? '', body);
      break;
    case 'blocklist': {
      const names = [...body.toString('utf8').matchAll(/<(?:Latest|Uncommitted)>([^<]+)</g)].map(
        ([, name = '']) => name,
      );
      entry.blob = Buffer.concat(names.map((name) => known.get(name) ?? Buffer.alloc(0)));
      break;
    }
    default:
      entry.blob = body;
  }
  return { ...made, body: undefined };
}

function readBlob({ blob, finished }: CacheEntry, range: string | undefined): CacheAnswer {
  if (blob === null || !finished) return problem(404, 'BlobNotFound');
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const part = blob.subarray(Number(from), to === '' ? undefined : Number(to) + 1);
  const headers = { 'content-type': 'application/octet-stream', 'accept-ranges': 'bytes' };
  if (range === undefined) return { status: 200, headers, body: blob };
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${blob.length}` },
    body: part,
  };
}
