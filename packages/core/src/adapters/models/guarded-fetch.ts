/** What vendors' libraries send with: no key follows a redirect, and no answer is read without end. */

/** Bytes of one answer, results of a batch included. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

type Fetch = typeof globalThis.fetch;

/** `only`: headers that are sent; absent: all that the library has. */
export const guardedFetch =
  (
    fetch: Fetch = globalThis.fetch,
    { most = LONGEST_ANSWER, only }: { most?: number; only?: RegExp | undefined } = {},
  ): Fetch =>
  async (input, init) => {
    const headers = new Headers(init?.headers);
    for (const name of [...headers.keys()]) if (only && !only.test(name)) headers.delete(name);
    const response = await fetch(input, { ...init, headers, redirect: 'error' });
    if (response.body === null) return response;
    let left = most;
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        left -= chunk.byteLength;
        if (left < 0) controller.error(new Error('the answer does not end'));
        else controller.enqueue(chunk);
      },
    });
    const { status, statusText } = response;
    return new Response(response.body.pipeThrough(counted), { status, statusText, headers: response.headers });
  };
