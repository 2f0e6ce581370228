/** Objects of the repository, read and written as loose files without starting git; what is packed is asked of git. */

import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { type GitObject, ObjectReader } from './git-batch.ts';
import type { GitOptions } from './git-command.ts';

/** Bytes of content kept in memory, and the largest object that is kept. */
const KEPT_BYTES = 32 << 20;
const LARGEST_KEPT = 1 << 20;
/** Counted for each object beside its content. */
const OVERHEAD = 200;

const COMMIT =
  /^tree [0-9a-f]{40}\n(parent [0-9a-f]{40}\n)*author [^<>\n]*<[^<>\n]*> \d+ [+-]\d{4}\ncommitter [^<>\n]*<[^<>\n]*> \d+ [+-]\d{4}\n/;

export class ObjectStore {
  readonly #folder: string;
  readonly #reader: ObjectReader;
  readonly #kept = new Map<string, GitObject>();
  #keptBytes = 0;

  constructor(options: GitOptions) {
    this.#folder = join(options.at, 'objects');
    this.#reader = new ObjectReader(options);
  }

  close(): void {
    this.#reader.close();
  }

  /** By its full id. What an id names never changes, so it may be remembered, whoever writes beside this. */
  async read(oid: string): Promise<GitObject | null> {
    const found = this.#recall(oid) ?? this.#readLoose(oid) ?? (await this.#reader.read(oid));
    if (found !== null) this.#keep(found);
    return found;
  }

  /** Whatever git understands by the expression. */
  ask(expression: string): Promise<GitObject | null> {
    return this.#reader.read(expression);
  }

  write(type: GitObject['type'], content: Buffer): string {
    if (type === 'commit' && !COMMIT.test(content.toString('utf8'))) throw new Error('That is not a commit object.');
    const whole = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
    const oid = createHash('sha1').update(whole).digest('hex');
    if (this.#kept.has(oid)) return oid;
    const folder = join(this.#folder, oid.slice(0, 2));
    const file = join(folder, oid.slice(2));
    if (!existsSync(file)) writeWhole(folder, file, deflateSync(whole, { level: 1 }));
    this.#keep({ oid, type, size: content.length, content: Buffer.from(content) });
    return oid;
  }

  #readLoose(oid: string): GitObject | null {
    let packed: Buffer;
    try {
      packed = readFileSync(join(this.#folder, oid.slice(0, 2), oid.slice(2)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
    const whole = inflateSync(packed);
    const zero = whole.indexOf(0);
    const [type, size] = whole.subarray(0, zero).toString('latin1').split(' ');
    return { oid, type: type as GitObject['type'], size: Number(size), content: whole.subarray(zero + 1) };
  }

  #recall(oid: string): GitObject | null {
    const object = this.#kept.get(oid) ?? null;
    if (object !== null) {
      this.#kept.delete(oid);
      this.#kept.set(oid, object);
    }
    return object;
  }

  /** The least lately used make room. */
  #keep(object: GitObject): void {
    if (object.size > LARGEST_KEPT || this.#kept.has(object.oid)) return;
    this.#kept.set(object.oid, object);
    this.#keptBytes += object.size + OVERHEAD;
    for (const [oid, oldest] of this.#kept) {
      if (this.#keptBytes <= KEPT_BYTES) break;
      this.#kept.delete(oid);
      this.#keptBytes -= oldest.size + OVERHEAD;
    }
  }
}

/** A reader never meets half a file. */
function writeWhole(folder: string, file: string, content: Buffer): void {
  const temporary = join(folder, `tmp_obj_${randomBytes(6).toString('hex')}`);
  try {
    writeFileSync(temporary, content, { mode: 0o444, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, content, { mode: 0o444, flag: 'wx' });
  }
  renameSync(temporary, file);
}
