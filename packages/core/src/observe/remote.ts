/** What GitHub knows beside the tree, as far as it is wanted and may be known. */
import type { Known, Remote, RemotePart } from '../domain/remote.ts';
import { NOTHING_KNOWN } from '../domain/remote.ts';
import type { RemoteReader, Told } from '../ports.ts';

export interface RemoteRequest {
  now: string;
  home: string;
  branch: string;
  wanted: ReadonlySet<RemotePart>;
  told: Told;
  /** Waits until GitHub may have found out which pull requests can be merged. */
  pause: () => Promise<void>;
}

/** What was wanted and is not known, and why. */
export interface Unknown {
  part: RemotePart;
  reason: string;
}

/** How far back runs are looked at. */
const DAYS = 30;

export async function readRemote(
  reader: RemoteReader,
  request: RemoteRequest,
): Promise<{ remote: Remote; unknown: Unknown[] }> {
  const { now, home, branch, wanted, told } = request;
  const unknown: Unknown[] = [];
  const look = async <T>(part: RemotePart, read: () => Promise<Known<T>>): Promise<T | null> => {
    if (!wanted.has(part)) return null;
    const answer = await read();
    if (answer.kind === 'known') return answer.value;
    unknown.push({ part, reason: answer.reason });
    return null;
  };
  const since = new Date(Date.parse(now) - DAYS * 86_400_000).toISOString();
  const remote = {
    ...NOTHING_KNOWN,
    at: now,
    home,
    runs: await look('runs', () => reader.runs(branch, since)),
    pulls: await look('pulls', () => settledPulls(reader, request)),
    issues: await look('issues', () => reader.issues()),
    dependencyAlerts: await look('dependencyAlerts', () => reader.dependencyAlerts(told)),
    codeAlerts: await look('codeAlerts', () => reader.codeAlerts(told)),
  };
  return { remote, unknown };
}

/** GitHub finds out about conflicts only once somebody has asked: then it is asked once more, and no further. */
async function settledPulls(reader: RemoteReader, { pause }: RemoteRequest): ReturnType<RemoteReader['pulls']> {
  const first = await reader.pulls();
  if (first.kind === 'unknown' || first.value.every(({ mergeable }) => mergeable !== 'unknown')) return first;
  await pause();
  const second = await reader.pulls();
  return second.kind === 'known' ? second : first;
}
