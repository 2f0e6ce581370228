/** Reads what git prints for machines: lists with NUL between their items, and batches of objects. Pure. */
import type { Churn } from '../domain/evidence.ts';
import type { TreeEntry } from '../ports.ts';

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

/** No machine lives this long: a commit may be dated as its author likes, beyond what a date can hold. */
export const LAST_SECOND = 253_402_300_799;

/**
 * `log -z --name-only` with a format of `%x00%H %ct`: how often each path changed, commits at the edge of the history aside.
 * A path may look like anything but is never empty: a heading is what stands behind an empty item.
 */
export function parseChurn(output: Buffer, edge: ReadonlySet<string>): Map<string, Churn> {
  const churn = new Map<string, Churn>();
  let last = '';
  let counts = false;
  let before: 'empty' | 'heading' | 'path' = 'path';
  for (const raw of output.toString('utf8').split('\0')) {
    if (before === 'empty') {
      const [oid = '', time = ''] = raw.split(' ');
      counts = !edge.has(oid);
      last = new Date(Math.min(Number(time) || 0, LAST_SECOND) * 1000).toISOString();
      before = 'heading';
      continue;
    }
    // The first path of a commit stands on a line of its own.
    const path = before === 'heading' ? raw.replace(/^\n/, '') : raw;
    before = raw === '' ? 'empty' : 'path';
    if (path === '' || !counts) continue;
    const known = churn.get(path);
    if (known === undefined) churn.set(path, { commits: 1, last });
    else churn.set(path, { commits: known.commits + 1, last: known.last > last ? known.last : last });
  }
  return churn;
}

/** `blame --porcelain` of one line; null too where its date is none. */
export function parseBlame(output: Buffer): { oid: string; date: string } | null {
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
