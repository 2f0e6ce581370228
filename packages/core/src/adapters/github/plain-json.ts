/**
 * Answers read by JSON.parse alone. Octokit hands each value to a function, for whole numbers beyond 2^53, which GitHub
 * gives nowhere that Steward reads: on a long listing that takes most of the time of a request.
 */
import type { request } from '@octokit/request';

type Request = typeof request;
type Answer = Awaited<ReturnType<Request>>;

/** A request hook of Octokit's. What cannot be read is its text, as in Octokit. */
export async function withPlainJson(ask: Request, options: ReturnType<Request['endpoint']['merge']>): Promise<Answer> {
  const { hook: _, ...transport } = options.request ?? {};
  const streamed = { ...options, request: { ...transport, parseSuccessResponseBody: false } };
  const answer = await ask(streamed as Parameters<Request>[1] & { url: string });
  return { ...answer, data: await bodyOf(answer) };
}

async function bodyOf({ data, headers }: Answer): Promise<unknown> {
  // Without a body there is no stream.
  if (!(data instanceof ReadableStream)) return data ?? '';
  const text = await new Response(data).text().catch(() => '');
  if (!/^application\/(?:scim\+)?json\b/.test(headers['content-type'] ?? '')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
