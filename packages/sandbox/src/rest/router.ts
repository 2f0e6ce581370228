/** Placeholder of the REST interface: every route answers 501 until the real router replaces this file. */

import type { Caller } from '../tokens.ts';
import type { World } from '../world.ts';

export interface RestRequest {
  method: string;
  /** Below /api/v3, without the query, percent-encoding kept. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  /** Parsed JSON, or undefined when the request has no body. */
  body: unknown;
  /** Null when the request carries no token. */
  actor: Caller | null;
}

export interface RestResponse {
  status: number;
  headers: Record<string, string>;
  /** A string or bytes are sent as they are, anything else as JSON; undefined sends nothing. */
  body: unknown;
}

/** Null means that no route matches. */
export async function handleRest(request: RestRequest, _world: World): Promise<RestResponse | null> {
  return {
    status: 501,
    headers: {},
    body: { message: `SANDBOX: ${request.method} ${request.path} is not implemented` },
  };
}
