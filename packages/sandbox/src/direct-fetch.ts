/** The door without a socket: `fetch` answered in the same process, with the errors that Node's own fetch would give. */

import type { Departure, Receiver } from './gateway.ts';

/** After so long without headers Node's own fetch gives up. */
const patience = 300_000;

/** What Node's own fetch adds where the caller says nothing else; answers depend on it. */
const sentByFetch = { accept: '*/*', 'accept-encoding': 'gzip, deflate' };

export interface DirectDoor {
  gateway: Receiver;
  /** What the world calls itself now: only what lies below is served. */
  serverUrl(): string;
  /** Where its interfaces begin; `/api/` when left out. */
  below?: string;
  /** Lets virtual time pass. */
  pass(milliseconds: number): void;
}

/**
 * Of a world GraphQL and REST only: git's own clients need a socket. Nothing here waits for real time, but for a request that hangs
 * without saying how long: that ends when the caller's signal says so.
 */
export function directFetch(door: DirectDoor): typeof globalThis.fetch {
  return async (input, init) => {
    const server = door.serverUrl();
    const root = `${server}${door.below ?? '/api/'}`;
    const signal = init?.signal ?? (input instanceof Request ? input.signal : null);
    signal?.throwIfAborted();
    const request = new Request(input, { ...init, signal: null });
    if (!request.url.startsWith(root)) {
      throw new TypeError(`SANDBOX: ${request.url} is not served here, only what begins with ${root}.`);
    }
    const departure = await door.gateway.receive({
      method: request.method,
      url: request.url.slice(server.length),
      headers: { ...sentByFetch, ...Object.fromEntries(request.headers) },
      body: Buffer.from(await request.arrayBuffer()),
    });
    return departure.kind === 'silence' ? giveUp(door, departure, signal) : responseOf(departure);
  };
}

/** Where virtual time passed meanwhile, the caller's time is out; otherwise the caller decides, and at last fetch itself. */
function giveUp(
  door: DirectDoor,
  { milliseconds }: Extract<Departure, { kind: 'silence' }>,
  signal: AbortSignal | null,
): Promise<never> {
  if (milliseconds !== null) {
    throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  }
  if (signal === null) {
    door.pass(patience);
    throw failed('UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error');
  }
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    if (signal.aborted) reject(signal.reason);
  });
}

function responseOf(departure: Exclude<Departure, { kind: 'silence' }>): Response {
  switch (departure.kind) {
    case 'answer':
      return new Response(bodyOf(departure.status, departure.body), departure);
    case 'cut':
      return new Response(broken(departure.body), departure);
    case 'reset':
      throw failed('ECONNRESET', 'read ECONNRESET');
    case 'refused':
      throw failed('ECONNREFUSED', 'connect ECONNREFUSED');
  }
}

const BODILESS = [204, 205, 304];
const bodyOf = (status: number, body: Buffer): Uint8Array<ArrayBuffer> | null =>
  BODILESS.includes(status) ? null : new Uint8Array(body);

const failed = (code: string, message: string): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });

/** Half of the body, and then the connection is gone. */
function broken(body: Buffer): ReadableStream {
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent) {
        const cause = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
        controller.error(new TypeError('terminated', { cause }));
        return;
      }
      sent = true;
      controller.enqueue(new Uint8Array(body.subarray(0, body.length >> 1)));
    },
  });
}
