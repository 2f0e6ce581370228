/** Git's refs as files, moved by compare-and-swap without starting git, under the same locks that git itself takes. */

import {
  closeSync,
  type Dirent,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

export interface RefData {
  name: string;
  oid: string;
}

export const noObject = '0'.repeat(40);

export interface RefMove {
  name: string;
  /** All zeros: deleted. */
  oid: string;
  /** All zeros: absent. */
  old: string;
}

export class RefFiles {
  readonly #repository: string;
  #packed: { version: string; refs: ReadonlyMap<string, string> } = { version: '', refs: new Map() };

  constructor(repository: string) {
    this.#repository = repository;
  }

  /** What a fully qualified name points to, through symbolic refs as well. */
  read(name: string): string | null {
    for (let at = name, depth = 0; depth < 5; depth += 1) {
      const text = readText(join(this.#repository, at));
      if (text === null) return this.#packedRefs().get(at) ?? null;
      const target = /^ref: *(\S+)/.exec(text)?.[1];
      if (target === undefined) return /^[0-9a-f]{40}(?=\s|$)/.exec(text)?.[0] ?? null;
      at = target;
    }
    return null;
  }

  /** All whose name begins with the prefix, at a slash; by name. */
  list(prefix: string): RefData[] {
    const folder = prefix.replace(/\/$/, '');
    const names = new Set(this.#looseBelow(folder));
    for (const name of this.#packedRefs().keys()) if (name.startsWith(`${folder}/`)) names.add(name);
    return [...names]
      .sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
      .map((name) => ({ name, oid: this.read(name) }))
      .filter((ref): ref is RefData => ref.oid !== null);
  }

  /** True if the ref was `old` and is `oid` now. */
  swap(move: RefMove): boolean {
    const file = join(this.#repository, move.name);
    const lock = `${file}.lock`;
    if (!makeFolder(dirname(file))) return false;
    try {
      if (!take(lock)) return false;
      try {
        return this.#swapLocked(move, { file, lock });
      } finally {
        rmSync(lock, { force: true });
      }
    } finally {
      this.#tidy(dirname(file));
    }
  }

  #swapLocked({ name, oid, old }: RefMove, { file, lock }: { file: string; lock: string }): boolean {
    const now = this.read(name);
    if ((now ?? noObject) !== old) return false;
    if (now === null && this.#isCrossed(name)) return false;
    // Folders that refs once lived in may still stand where the ref is to be.
    if (!removeEmptyFolders(file)) return false;
    if (oid === noObject) return this.#remove(name, file);
    writeFileSync(lock, `${oid}\n`);
    renameSync(lock, file);
    return true;
  }

  /** A name cannot be a ref and a folder of refs at once. */
  #isCrossed(name: string): boolean {
    if (this.list(name).length > 0) return true;
    const parts = name.split('/');
    return parts.some((_, index) => index > 1 && this.read(parts.slice(0, index).join('/')) !== null);
  }

  /** First from the packed refs, so that no older value shows through. */
  #remove(name: string, file: string): boolean {
    if (this.#packedRefs().has(name) && !this.#unpack(name)) return false;
    rmSync(file, { force: true });
    return true;
  }

  #unpack(name: string): boolean {
    const file = join(this.#repository, 'packed-refs');
    const lock = `${file}.lock`;
    if (!take(lock)) return false;
    try {
      const kept: string[] = [];
      let dropping = false;
      for (const line of (readText(file) ?? '').split('\n')) {
        // A line that begins with ^ says what the tag above it stands for.
        dropping = line.startsWith('^') ? dropping : line.slice(41) === name;
        if (!dropping) kept.push(line);
      }
      writeFileSync(lock, kept.join('\n'));
      renameSync(lock, file);
      return true;
    } finally {
      rmSync(lock, { force: true });
    }
  }

  #packedRefs(): ReadonlyMap<string, string> {
    const file = join(this.#repository, 'packed-refs');
    const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
    const version = stat === undefined ? '' : `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
    if (version === this.#packed.version) return this.#packed.refs;
    const lines = (readText(file) ?? '').split('\n').filter((line) => /^[0-9a-f]{40} /.test(line));
    this.#packed = { version, refs: new Map(lines.map((line) => [line.slice(41), line.slice(0, 40)])) };
    return this.#packed.refs;
  }

  #looseBelow(folder: string): string[] {
    const found: string[] = [];
    for (const entry of entriesOf(join(this.#repository, folder))) {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) found.push(...this.#looseBelow(name));
      else if (!name.endsWith('.lock')) found.push(name);
    }
    return found;
  }

  /** Empty folders would stand in the way of a ref of that name; refs/heads itself stays. */
  #tidy(folder: string): void {
    const kept = join(this.#repository, 'refs').length;
    for (let at = folder; dirname(at).length > kept; at = dirname(at)) {
      try {
        rmdirSync(at);
      } catch {
        return;
      }
    }
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error) ?? '')) return null;
    throw error;
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return [];
    throw error;
  }
}

/** False where a file stands in the way. */
function makeFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    return true;
  } catch (error) {
    if (['EEXIST', 'ENOTDIR'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}

function take(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx'));
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** False where something is left in them. */
function removeEmptyFolders(folder: string): boolean {
  const left = entriesOf(folder).filter(
    (entry) => !entry.isDirectory() || !removeEmptyFolders(join(folder, entry.name)),
  );
  if (left.length > 0) return false;
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '');
  }
}
