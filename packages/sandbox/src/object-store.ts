/** Objects of the repository, read and written without starting git; what is not at hand is asked of git. */

import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { type GitObject, ObjectReader } from './git-batch.ts';
import type { GitOptions } from './git-command.ts';
import { ObjectCache } from './object-cache.ts';
import { type PackFile, packObject, readPack, removePack, writePack } from './pack-file.ts';
import { zlibStream } from './zlib-stream.ts';

/** What is pending at most, in objects and in bytes, until a pack is made of it. */
const MOST_PENDING = 2000;
const MOST_BYTES = 8 << 20;
/** Packs that large are not joined with others any more. */
const LARGEST_JOINED = 16 << 20;

const PERSON = '[^<>\\n]*<[^<>\\n]*> \\d+ [+-]\\d{4}';
const COMMIT = new RegExp(`^tree [0-9a-f]{40}\\n(parent [0-9a-f]{40}\\n)*author ${PERSON}\\ncommitter ${PERSON}\\n`);

export class ObjectStore {
  readonly #folder: string;
  readonly #durable: boolean;
  readonly #reader: ObjectReader;
  readonly #cache = new ObjectCache();
  /** Written, but known only here. */
  readonly #pending = new Map<string, GitObject>();
  #pendingBytes = 0;
  #packs: PackFile[] = [];

  /** Durable: every object is a file of its own before `write` returns. Otherwise git sees them after `flush`. */
  constructor(options: GitOptions, durable: boolean) {
    this.#folder = join(options.at, 'objects');
    this.#durable = durable;
    this.#reader = new ObjectReader(options);
  }

  close(): void {
    this.#reader.close();
  }

  /** By its full id. What an id names never changes, so it may be remembered, whoever writes beside this. */
  async read(oid: string): Promise<GitObject | null> {
    const known = this.#pending.get(oid) ?? this.#cache.get(oid);
    if (known !== null) return known;
    const found = this.#readLoose(oid) ?? (await this.#reader.read(oid));
    if (found !== null) this.#cache.add(found);
    return found;
  }

  /** Whatever git understands by the expression. */
  ask(expression: string): Promise<GitObject | null> {
    return this.#reader.read(expression);
  }

  write(type: GitObject['type'], content: Buffer): string {
    if (type === 'commit' && !COMMIT.test(content.toString('utf8'))) throw new Error('That is not a commit object.');
    const head = Buffer.from(`${type} ${content.length}\0`);
    const oid = createHash('sha1').update(head).update(content).digest('hex');
    if (this.#pending.has(oid) || this.#cache.get(oid) !== null) return oid;
    const object = { oid, type, size: content.length, content: Buffer.from(content) };
    if (this.#durable) this.#writeLoose(oid, Buffer.concat([head, content]));
    else this.#postpone(object);
    this.#cache.add(object);
    return oid;
  }

  /** Lets git see everything that was written. */
  flush(): void {
    if (this.#pending.size === 0) return;
    const objects = [...this.#pending.values()].map(packObject);
    const joined: PackFile[] = [];
    // Each pack stays at least twice as large as the next, so that a long life makes few packs and copies seldom.
    for (let last = this.#packs.at(-1); last !== undefined; last = this.#packs.at(-1)) {
      if (last.bytes > LARGEST_JOINED || last.count > 2 * objects.length) break;
      objects.push(...readPack(last));
      joined.push(last);
      this.#packs.pop();
    }
    const written = writePack(join(this.#folder, 'pack'), objects);
    this.#packs.push(written);
    for (const pack of joined) if (pack.path !== written.path) removePack(pack);
    this.#pending.clear();
    this.#pendingBytes = 0;
  }

  #postpone(object: GitObject): void {
    this.#pending.set(object.oid, object);
    this.#pendingBytes += object.size;
    if (this.#pending.size > MOST_PENDING || this.#pendingBytes > MOST_BYTES) this.flush();
  }

  #fileOf(oid: string): { folder: string; file: string } {
    const folder = join(this.#folder, oid.slice(0, 2));
    return { folder, file: join(folder, oid.slice(2)) };
  }

  #readLoose(oid: string): GitObject | null {
    let packed: Buffer;
    try {
      packed = readFileSync(this.#fileOf(oid).file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
    const whole = inflateSync(packed);
    const zero = whole.indexOf(0);
    const [type, size] = whole.subarray(0, zero).toString('latin1').split(' ');
    return { oid, type: type as GitObject['type'], size: Number(size), content: whole.subarray(zero + 1) };
  }

  /** A reader, also one after a sudden end, never meets half a file. */
  #writeLoose(oid: string, whole: Buffer): void {
    const { folder, file } = this.#fileOf(oid);
    if (existsSync(file)) return;
    mkdirSync(folder, { recursive: true });
    const temporary = join(folder, `tmp_obj_${randomBytes(6).toString('hex')}`);
    writeFileSync(temporary, zlibStream(whole), { mode: 0o444, flag: 'wx' });
    renameSync(temporary, file);
  }
}
