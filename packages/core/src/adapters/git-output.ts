/** Reads what git prints for machines: lists with NUL between their items, and batches of objects. Pure. */
import type { Churn } from '../domain/evidence.ts';
import type { LineChange, TreeEntry } from '../ports.ts';

/** `ls-tree -r -z --long`. */
export function parseTree(output: Buffer): TreeEntry[] {
  return output
    .toString('utf8')
    .split('\0')
    .flatMap((item) => {
      const match = /^(\d{6}) \w+ ([0-9a-f]+) +(\d+|-)\t([\s\S]+)$/.exec(item);
      if (match === null) return [];
      const [, mode = '', oid = '', size = '-', path = ''] = match;
      return [{ path, mode, oid, size: size === '-' ? null : Number(size) }];
    });
}

/** A commit is dated as its author likes, beyond what a date can hold: later than this is no date. */
const LAST_SECOND = 253_402_300_799;

/** What the fetched history says of one path. */
export interface PathHistory {
  /** Commit times in seconds, newest first. */
  times: number[];
  /** Contents that it had, before and after each change. */
  contents: Set<string>;
}

export interface History {
  /** Commit time of the newest commit, in seconds; 0 where there is none. */
  newest: number;
  paths: Map<string, PathHistory>;
}

const HEADING = /^\u0001(\d+)$/;
const CHANGE = /^\n?:\d{6} \d{6} ([0-9a-f]+) ([0-9a-f]+) \w+$/;
const NOTHING = /^0+$/;

/** `log -z --raw --no-abbrev --no-renames` with a format of `%x01%ct`, newest first. */
export function parseHistory(output: Buffer): History {
  const history: History = { newest: 0, paths: new Map() };
  const items = output.toString('utf8').split('\0');
  let time = 0;
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at] ?? '';
    const heading = HEADING.exec(item);
    if (heading !== null) {
      time = Number(heading[1]);
      history.newest ||= time;
      continue;
    }
    const change = CHANGE.exec(item);
    if (change === null) continue;
    at += 1;
    const path = items[at] ?? '';
    const known = history.paths.get(path) ?? { times: [], contents: new Set() };
    known.times.push(time);
    for (const oid of change.slice(1)) if (!NOTHING.test(oid)) known.contents.add(oid);
    history.paths.set(path, known);
  }
  return history;
}

/** How often each path changed since then, and when last. */
export function churnSince({ paths }: History, since: number): Map<string, Churn> {
  const churn = new Map<string, Churn>();
  for (const [path, { times }] of paths) {
    const recent = times.filter((time) => time >= since);
    if (recent.length === 0) continue;
    const last = recent.reduce((latest, time) => Math.max(latest, time));
    churn.set(path, { commits: recent.length, last: new Date(Math.min(last, LAST_SECOND) * 1000).toISOString() });
  }
  return churn;
}

/** `blame --porcelain` of one line; null too where its date is none. */
export function parseBlame(output: Buffer): LineChange | null {
  const text = output.toString('utf8');
  const oid = /^([0-9a-f]{40,64}) /.exec(text)?.[1];
  const time = Number(/^author-time (\d+)$/m.exec(text)?.[1] ?? Number.NaN);
  if (oid === undefined || !(time <= LAST_SECOND)) return null;
  return { oid, date: new Date(time * 1000).toISOString() };
}

/** Takes the objects of `cat-file --batch` out of its output as it comes. */
export async function* parseBatch(output: AsyncIterable<Buffer>): AsyncGenerator<{ oid: string; bytes: Uint8Array }> {
  let pieces: Buffer[] = [];
  let held = 0;
  let wanted = 0;
  let heading: { oid: string; size: number } | null = null;
  for await (const piece of output) {
    pieces.push(piece);
    held += piece.length;
    if (held < wanted) continue;
    let buffer = Buffer.concat(pieces);
    for (;;) {
      if (heading === null) {
        const end = buffer.indexOf(10);
        if (end < 0) break;
        const match = /^([0-9a-f]+) \w+ (\d+)$/.exec(buffer.toString('latin1', 0, end));
        buffer = buffer.subarray(end + 1);
        if (match !== null) heading = { oid: match[1] ?? '', size: Number(match[2]) };
      } else {
        if (buffer.length < heading.size + 1) break;
        yield { oid: heading.oid, bytes: buffer.subarray(0, heading.size) };
        buffer = buffer.subarray(heading.size + 1);
        heading = null;
      }
    }
    pieces = [buffer];
    held = buffer.length;
    wanted = heading === null ? 0 : heading.size + 1;
  }
}
