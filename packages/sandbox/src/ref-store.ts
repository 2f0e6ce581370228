/** Refs as git's own files, read and moved without starting git: locks, packed refs and symbolic refs as git has them. */

import {
  type BigIntStats,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface RefData {
  name: string;
  oid: string;
}

/** As all zeros, git writes "nothing". */
export const noObject = '0'.repeat(40);

export interface RefMove {
  name: string;
  /** All zeros: deletes. */
  oid: string;
  /** All zeros: must not exist. */
  old: string;
}

const DEEPEST = 5;
/** As git does, a lock that somebody else holds is waited for, a moment. */
const LOCK_ATTEMPTS = 20;
const LOCK_PAUSE = 5;

export const isRefName = (name: string): boolean =>
  /^refs\/[^\s~^:?*[\\\x00-\x20\x7f]+$/.test(name) && !/\.\.|@\{|\/\/|\/$|\.$|\.lock(\/|$)|\/\./.test(name);

export class RefStore {
  readonly #root: string;
  #packed: { stamp: string; refs: Map<string, string> } = { stamp: '', refs: new Map() };

  constructor(repository: string) {
    this.#root = repository;
  }

  /** `HEAD` or a fully qualified name; what a symbolic ref points to. */
  read(name: string): string | null {
    const { final, oid } = this.#follow(name);
    return final === null ? null : oid;
  }

  /** Below a folder of refs, or the ref of that very name; by name. */
  list(prefix: string): RefData[] {
    const root = prefix.replace(/\/+$/, '');
    const names = new Set(
      [...this.#packedRefs().keys()].filter((name) => name === root || name.startsWith(`${root}/`)),
    );
    this.#walk(root, names);
    return [...names]
      .flatMap((name) => {
        const oid = this.read(name);
        return oid === null ? [] : [{ name, oid }];
      })
      .sort((left, right) => Buffer.compare(Buffer.from(left.name), Buffer.from(right.name)));
  }

  /** Compare-and-swap: null if git itself has to do it, because the ref to delete is packed. */
  async move({ name, oid, old }: RefMove): Promise<boolean | null> {
    const { final } = this.#follow(name);
    if (final === null) return false;
    const file = join(this.#root, final);
    const lock = await this.#lock(file);
    if (lock === null) return false;
    let renamed = false;
    try {
      if ((this.#ownOid(final) ?? noObject) !== old) return false;
      if (oid === noObject) return this.#remove(final, file);
      if (old === noObject && this.#isInTheWay(final)) return false;
      writeSync(lock, `${oid}\n`);
      if (!removeEmptyFolders(file)) return false;
      renameSync(`${file}.lock`, file);
      renamed = true;
      return true;
    } finally {
      closeSync(lock);
      if (!renamed) rmSync(`${file}.lock`, { force: true });
    }
  }

  /** Follows symbolic refs to the name that holds, or would hold, an id; null where they lead nowhere. */
  #follow(name: string): { final: string | null; oid: string | null } {
    let at = name;
    for (let depth = 0; depth < DEEPEST; depth += 1) {
      const text = this.#text(at);
      const target = /^ref:\s*(\S+)\s*$/.exec(text ?? '')?.[1];
      if (target === undefined) return { final: at, oid: this.#ownOid(at) };
      at = target;
    }
    return { final: null, oid: null };
  }

  #ownOid(name: string): string | null {
    const loose = /^[0-9a-f]{40}/.exec(this.#text(name) ?? '')?.[0];
    return loose ?? this.#packedRefs().get(name) ?? null;
  }

  #text(name: string): string | null {
    try {
      return readFileSync(join(this.#root, name), 'utf8');
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Read anew whenever the file is another one: git replaces it as a whole. */
  #packedRefs(): ReadonlyMap<string, string> {
    const file = join(this.#root, 'packed-refs');
    const status = statSync(file, { bigint: true, throwIfNoEntry: false });
    const stamp = status === undefined ? '' : stampOf(status);
    if (this.#packed.stamp !== stamp) {
      const lines = status === undefined ? [] : readFileSync(file, 'utf8').split('\n');
      const refs = lines.filter((line) => /^[0-9a-f]{40} /.test(line));
      this.#packed = { stamp, refs: new Map(refs.map((line) => [line.slice(41), line.slice(0, 40)])) };
    }
    return this.#packed.refs;
  }

  #walk(name: string, names: Set<string>): void {
    let entries: ReturnType<typeof readFolder>;
    try {
      entries = readFolder(join(this.#root, name));
    } catch (error) {
      if (!isMissing(error)) throw error;
      if (this.#text(name) !== null) names.add(name);
      return;
    }
    for (const entry of entries) {
      if (entry.isDirectory()) this.#walk(`${name}/${entry.name}`, names);
      else if (!entry.name.endsWith('.lock')) names.add(`${name}/${entry.name}`);
    }
  }

  async #lock(file: string): Promise<number | null> {
    for (let attempt = 0; attempt < LOCK_ATTEMPTS; attempt += 1) {
      try {
        mkdirSync(dirname(file), { recursive: true });
      } catch {
        // A ref stands where a folder would have to be.
        return null;
      }
      try {
        return openSync(`${file}.lock`, 'wx');
      } catch (error) {
        if (!['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      }
      await pause(LOCK_PAUSE);
    }
    return null;
  }

  /** `a` and `a/b` cannot both be refs. */
  #isInTheWay(name: string): boolean {
    if (this.list(name).some((ref) => ref.name !== name)) return true;
    const parts = name.split('/');
    return parts.slice(2, -1).some((_, index) => this.#ownOid(parts.slice(0, index + 3).join('/')) !== null);
  }

  #remove(name: string, file: string): boolean | null {
    if (this.#packedRefs().has(name)) return null;
    rmSync(file, { force: true });
    return true;
  }
}

const readFolder = (folder: string) => readdirSync(folder, { withFileTypes: true });

const stampOf = ({ mtimeNs, ino, size }: BigIntStats): string => `${mtimeNs} ${ino} ${size}`;

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Folders that deleted refs have left where a ref is to stand; false if something else is in them. */
function removeEmptyFolders(path: string): boolean {
  try {
    for (const entry of readFolder(path)) removeEmptyFolders(join(path, entry.name));
    rmdirSync(path);
  } catch (error) {
    return isMissing(error);
  }
  return true;
}
