/** The end of the log of a run's first failed job: streamed, and never more of it held than is asked for. */
import type { FailedLog, Known } from '../../domain/remote.ts';
import type { Client } from './client.ts';
import type { RepositoryName } from './repository-name.ts';
import { refusal } from './unknown.ts';

interface JobNode {
  id: number;
  name: string;
  conclusion: string | null;
  html_url: string | null;
}

/** Bytes that are kept, and that are read before it is given up. */
const KEPT = 256 * 1024;
const MOST_READ = 64 * 1024 * 1024;
const FAILED = new Set(['failure', 'timed_out', 'startup_failure']);
const MISSING = { permission: 'actions: read', off: 'its jobs are not to be seen' };

const unknown = (reason: string): Known<never> => ({ kind: 'unknown', reason });

export async function readFailedLog(
  client: Client,
  { owner, name: repo }: RepositoryName,
  run: number,
): Promise<Known<FailedLog | null>> {
  const answer = await client.rest<{ jobs?: JobNode[] }>('GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs', {
    ...{ owner, repo, run_id: run, filter: 'latest', per_page: 100 },
  });
  const jobs = answer.kind === 'answered' ? answer.data.jobs : undefined;
  if (jobs === undefined) return refusal(answer, MISSING);
  const job = jobs.find(({ conclusion }) => FAILED.has(conclusion ?? ''));
  if (job === undefined) return { kind: 'known', value: null };
  const log = await readJobLog(client, { owner, name: repo }, job.id);
  if (log.kind === 'unknown') return unknown('GitHub gave no whole log; the next look asks again');
  return { kind: 'known', value: { job: job.name, url: job.html_url ?? '', tail: log.value } };
}

/** The end of the log of any job that is over. */
export async function readJobLog(
  client: Client,
  { owner, name: repo }: RepositoryName,
  job: number,
): Promise<Known<string>> {
  const path = `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}/actions/jobs/${job}/logs`;
  try {
    const response = await followed(client, path);
    if (!response.ok || response.body === null) return unknown(reasonOf(response));
    return { kind: 'known', value: await lastOf(response.body) };
  } catch {
    return unknown('GitHub gave no whole log');
  }
}

/** GitHub sends whoever asks to the place where logs lie; the token does not go along. */
async function followed(client: Client, path: string): Promise<Response> {
  const first = await client.open(path);
  const location = first.status >= 300 && first.status < 400 ? first.headers.get('location') : null;
  if (location === null) return first;
  await first.body?.cancel();
  return client.open(location);
}

function reasonOf({ status, headers }: Response): string {
  const isLimited =
    status === 429 || headers.get('retry-after') !== null || headers.get('x-ratelimit-remaining') === '0';
  if (isLimited) return "GitHub's limit of requests is reached";
  if (status === 401 || status === 403) return 'the token needs `actions: read`';
  if (status === 404 || status === 410) return 'GitHub has no log of it, or keeps it no longer';
  return `GitHub gave no whole log (${status})`;
}

async function lastOf(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let [held, read] = [0, 0];
  const reader = body.getReader();
  while (read < MOST_READ) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    held += value.length;
    read += value.length;
    while (held - (chunks[0]?.length ?? 0) >= KEPT) held -= chunks.shift()?.length ?? 0;
  }
  await reader.cancel();
  const text = new TextDecoder().decode(joined(chunks, held).subarray(-KEPT));
  // What was cut begins in the middle of a line.
  return read > KEPT ? text.slice(text.indexOf('\n') + 1) : text;
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
