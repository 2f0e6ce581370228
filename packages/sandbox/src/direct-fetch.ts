/** The door without a socket: `fetch` answered in the same process, with the errors that Node's own fetch would give. */

import type { Departure, Gateway } from './gateway.ts';

/** Serves what lies below `serverUrl`; anything else is refused loudly. Nothing here waits for real time. */
export function directFetch(gateway: Gateway, serverUrl: () => string): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const base = serverUrl();
    if (!request.url.startsWith(`${base}/`)) throw new TypeError(`SANDBOX: ${request.url} is not served here`);
    const url = request.url.slice(base.length);
    const departure = await gateway.receive({
      method: request.method,
      url,
      headers: Object.fromEntries(request.headers),
      body: Buffer.from(await request.arrayBuffer()),
    });
    return responseOf(departure);
  };
}

function responseOf(departure: Departure): Response {
  switch (departure.kind) {
    case 'answer':
      return new Response(bodyOf(departure.status, departure.body), departure);
    case 'cut':
      return new Response(broken(departure.body), departure);
    case 'reset':
      throw failed('ECONNRESET', 'read ECONNRESET');
    case 'refused':
      throw failed('ECONNREFUSED', 'connect ECONNREFUSED');
    case 'silence':
      throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
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
