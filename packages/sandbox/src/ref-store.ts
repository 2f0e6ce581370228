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

const targetIn = (text: string | null): string | null => /^ref:\s*(\S+)\s*$/.exec(text ?? '')?.[1] ?? null;

export class RefStore {
  readonly #root: string;
  readonly #durable: boolean;
  #packed: { stamp: string; refs: Map<string, string> } = { stamp: '', refs: new Map() };
  /** Moved, but known only here. */
  #pending = new Map<string, RefMove>();

  /** Durable: a ref stands in its file before `move` returns. Otherwise git sees it after `flush`. */
  constructor(repository: string, durable: boolean) {
    this.#root = repository;
    this.#durable = durable;
  }

  /** `HEAD` or a fully qualified name; what a symbolic ref points to. */
  read(name: string): string | null {
    const { final, oid } = this.#follow(name);
    return final === null ? null : oid;
  }

  /** Below a folder of refs, or the ref of that very name; by name. */
  list(prefix: string): RefData[] {
    const root = prefix.replace(/\/+$/, '');
    const known = [...this.#packedRefs().keys(), ...this.#pending.keys()];
    const names = new Set(known.filter((name) => name === root || name.startsWith(`${root}/`)));
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
    const moved = { name: final, oid, old };
    if (!this.#durable) {
      const verdict = this.#judge(moved);
      if (verdict) this.#pending.set(final, { ...moved, old: this.#pending.get(final)?.old ?? old });
      return verdict;
    }
    const lock = await this.#waitForLock(final);
    return lock === null ? false : this.#settle(lock, moved);
  }

  /** Lets git see every ref as it is. */
  flush(): void {
    const moves = [...this.#pending.values()];
    this.#pending.clear();
    const deletions = moves.filter(({ oid }) => oid === noObject);
    for (const move of [...deletions, ...moves.filter(({ oid }) => oid !== noObject)]) {
      if (move.oid === move.old) continue;
      const lock = this.#lock(move.name);
      if (lock === null || !this.#settle(lock, move)) throw new Error(`${move.name} was moved behind the sandbox.`);
    }
  }

  #judge({ name, oid, old }: RefMove): boolean | null {
    if ((this.#ownOid(name) ?? noObject) !== old) return false;
    if (oid === noObject) return this.#packedRefs().has(name) ? null : true;
    return old !== noObject || !this.#isInTheWay(name);
  }

  #settle(lock: number, move: RefMove): boolean | null {
    const file = join(this.#root, move.name);
    let renamed = false;
    try {
      const verdict = this.#judge(move);
      if (verdict !== true) return verdict;
      if (move.oid === noObject) {
        rmSync(file, { force: true });
        return true;
      }
      writeSync(lock, `${move.oid}\n`);
      if (!removeEmptyFolders(file)) return false;
      renameSync(`${file}.lock`, file);
      renamed = true;
      return true;
    } finally {
      closeSync(lock);
      if (!renamed) rmSync(`${file}.lock`, { force: true });
    }
  }

  /** What a symbolic ref names, or null. */
  target(name: string): string | null {
    return targetIn(this.#text(name));
  }

  /** Follows symbolic refs to the name that holds, or would hold, an id; null where they lead nowhere. */
  #follow(name: string): { final: string | null; oid: string | null } {
    let at = name;
    for (let depth = 0; depth < DEEPEST; depth += 1) {
      const text = this.#pending.has(at) ? null : this.#text(at);
      const target = targetIn(text);
      if (target === null) return { final: at, oid: this.#ownOid(at, text) };
      at = target;
    }
    return { final: null, oid: null };
  }

  #ownOid(name: string, text = this.#pending.has(name) ? null : this.#text(name)): string | null {
    const pending = this.#pending.get(name);
    if (pending !== undefined) return pending.oid === noObject ? null : pending.oid;
    const loose = /^[0-9a-f]{40}/.exec(text ?? '')?.[0];
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

  async #waitForLock(name: string): Promise<number | null> {
    for (let attempt = 0; attempt < LOCK_ATTEMPTS; attempt += 1) {
      const lock = this.#lock(name);
      if (lock !== null) return lock;
      if (this.#isInTheWay(name)) return null;
      await pause(LOCK_PAUSE);
    }
    return null;
  }

  #lock(name: string): number | null {
    const file = join(this.#root, name);
    try {
      mkdirSync(dirname(file), { recursive: true });
      return openSync(`${file}.lock`, 'wx');
    } catch (error) {
      if (['EEXIST', 'ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
      throw error;
    }
  }

  /** `a` and `a/b` cannot both be refs. */
  #isInTheWay(name: string): boolean {
    if (this.list(name).some((ref) => ref.name !== name)) return true;
    const parts = name.split('/');
    return parts.slice(2, -1).some((_, index) => this.#ownOid(parts.slice(0, index + 3).join('/')) !== null);
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
