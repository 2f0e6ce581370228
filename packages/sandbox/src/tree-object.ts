/** Tree objects as git stores them. */

export interface TreeEntry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  oid: string;
  name: string;
  /** Only when the name is not UTF-8. */
  rawName?: Buffer;
}

const parsed = new WeakMap<Buffer, readonly TreeEntry[]>();

/** What was parsed once is not parsed again while the object is at hand: whoever is asked for a file reads the same folders. */
export function parseTree(content: Buffer): readonly TreeEntry[] {
  const known = parsed.get(content) ?? entriesOf(content);
  parsed.set(content, known);
  return known;
}

/** Bytes of an object's id. */
const OID = 20;

function entriesOf(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(32, at);
    const zero = content.indexOf(0, space);
    const mode = content.subarray(at, space).toString('latin1').padStart(6, '0');
    const type = mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
    const rawName = content.subarray(space + 1, zero);
    const name = rawName.toString('utf8');
    at = zero + 1 + OID;
    const entry: TreeEntry = { mode, type, name, oid: content.subarray(zero + 1, at).toString('hex') };
    entries.push(Buffer.from(name).equals(rawName) ? entry : { ...entry, rawName });
  }
  return entries;
}

/** In git's order: by bytes, a folder as if its name ended with a slash. */
export function encodeTree(entries: readonly TreeEntry[]): Buffer {
  const slash = Buffer.from('/');
  const keyed = entries.map((entry) => {
    const name = entry.rawName ?? Buffer.from(entry.name);
    return { entry, name, key: entry.type === 'tree' ? Buffer.concat([name, slash]) : name };
  });
  keyed.sort((left, right) => Buffer.compare(left.key, right.key));
  return Buffer.concat(
    keyed.flatMap(({ entry, name }) => [
      Buffer.from(`${entry.mode.replace(/^0+/, '')} `),
      name,
      Buffer.alloc(1),
      Buffer.from(entry.oid, 'hex'),
    ]),
  );
}
