/** Conditional requests: an answer that the caller already has is not sent again, and costs nothing of the hour's budget. */

import { createHash } from 'node:crypto';
import type { RestRequest, RestResponse } from './router.ts';

/** The same answer with its validators, or 304 where the caller's still hold. */
export function conditional(request: RestRequest, response: RestResponse): RestResponse {
  if (response.status !== 200 || !['GET', 'HEAD'].includes(request.method)) return response;
  const etag = etagOf(request, response);
  const modified = modifiedOf(response.body);
  const headers = { ...response.headers, etag, ...(modified === null ? {} : { 'last-modified': modified }) };
  if (!isKnown(request, { etag, modified })) return { ...response, headers };
  const { link: _, ...kept } = headers as Record<string, string>;
  return { status: 304, headers: kept, body: undefined };
}

/** Another token, or another form of the answer, is another answer. */
function etagOf({ headers }: RestRequest, { headers: own, body }: RestResponse): string {
  const text = Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body);
  const hash = createHash('sha256');
  for (const part of [headers.authorization, headers.accept, own.link]) hash.update(`${part ?? ''}\0`);
  return `W/"${hash.update(text ?? '').digest('hex')}"`;
}

/** Only single things say when they changed. */
function modifiedOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('updated_at' in body)) return null;
  const time = Date.parse(String(body.updated_at));
  return Number.isNaN(time) ? null : new Date(time).toUTCString();
}

/** As HTTP has it, a tag decides alone where one is given, and tags are compared weakly. */
function isKnown({ headers }: RestRequest, now: { etag: string; modified: string | null }): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    const bare = (tag: string): string => tag.trim().replace(/^W\//, '');
    const given = String(tags).split(',').map(bare);
    return given.includes('*') || given.includes(bare(now.etag));
  }
  const since = Date.parse(String(headers['if-modified-since'] ?? ''));
  return now.modified !== null && Date.parse(now.modified) <= since;
}
