/** Tree objects as git stores them. */

export interface TreeEntry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  oid: string;
  name: string;
  /** Only when the name is not UTF-8. */
  rawName?: Buffer;
}

export function parseTree(content: Buffer, oidLength: number): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(32, at);
    const zero = content.indexOf(0, space);
    const mode = content.subarray(at, space).toString('latin1').padStart(6, '0');
    const type = mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
    const rawName = content.subarray(space + 1, zero);
    const name = rawName.toString('utf8');
    at = zero + 1 + oidLength;
    const entry: TreeEntry = { mode, type, name, oid: content.subarray(zero + 1, at).toString('hex') };
    entries.push(Buffer.from(name).equals(rawName) ? entry : { ...entry, rawName: Buffer.from(rawName) });
  }
  return entries;
}

/** Entries in any order; git sorts a folder as if its name ended with a slash, and by bytes. */
export function formatTree(entries: readonly TreeEntry[]): Buffer {
  const sorted = entries
    .map((entry) => {
      const name = entry.rawName ?? Buffer.from(entry.name);
      return { entry, name, place: entry.type === 'tree' ? Buffer.concat([name, slash]) : name };
    })
    .sort((left, right) => Buffer.compare(left.place, right.place));
  const parts = sorted.flatMap(({ entry, name }) => [
    Buffer.from(`${entry.mode.replace(/^0/, '')} `),
    name,
    zero,
    Buffer.from(entry.oid, 'hex'),
  ]);
  return Buffer.concat(parts);
}

const slash = Buffer.from('/');
const zero = Buffer.alloc(1);
