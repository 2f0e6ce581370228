/** What vendors' libraries send with: no key follows a redirect, and no answer is read without end. */

/** Bytes of one answer, results of a batch included. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

type Fetch = typeof globalThis.fetch;

export const guardedFetch =
  (fetch: Fetch = globalThis.fetch, most = LONGEST_ANSWER): Fetch =>
  async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'error' });
    if (response.body === null) return response;
    let left = most;
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        left -= chunk.byteLength;
        if (left < 0) controller.error(new Error('the answer does not end'));
        else controller.enqueue(chunk);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(counted), { status, statusText, headers });
  };
