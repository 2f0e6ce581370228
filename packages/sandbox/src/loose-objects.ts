/** Git's loose objects, read and written without starting git: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import type { GitObject } from './git-batch.ts';

/** Objects never change, so what was seen lately need not be read again. */
const mostRemembered = 16 * 1024 * 1024;

export class LooseObjects {
  readonly #folder: string;
  readonly #lately = new Map<string, GitObject>();
  #remembered = 0;
  #written = 0;

  /** `folder`: the repository's `objects`. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  write(type: GitObject['type'], content: Buffer): string {
    const whole = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
    const oid = createHash('sha1').update(whole).digest('hex');
    if (this.read(oid) === null) {
      this.#put(oid, whole);
      this.#remember({ oid, type, size: content.length, content });
    }
    return oid;
  }

  /** Null where it is not loose: absent, or in a pack. */
  read(oid: string): GitObject | null {
    const known = this.#lately.get(oid);
    if (known !== undefined) return known;
    const packed = readIfThere(this.#fileOf(oid));
    if (packed === null) return null;
    const whole = inflateSync(packed);
    const end = whole.indexOf(0);
    const [type = '', size] = whole.subarray(0, end).toString('latin1').split(' ');
    const content = whole.subarray(end + 1);
    if (Number(size) !== content.length) throw new Error(`The object ${oid} is damaged.`);
    const object: GitObject = { oid, type: type as GitObject['type'], size: content.length, content };
    this.#remember(object);
    return object;
  }

  /** Whole or not at all, for git may be reading beside. */
  #put(oid: string, whole: Buffer): void {
    const file = this.#fileOf(oid);
    const temporary = join(this.#folder, `tmp_obj_sandbox_${process.pid}_${this.#written++}`);
    writeFileSync(temporary, deflateSync(whole, { level: 1 }), { mode: 0o444, flag: 'wx' });
    mkdirSync(dirname(file), { recursive: true });
    renameSync(temporary, file);
  }

  #fileOf(oid: string): string {
    return join(this.#folder, oid.slice(0, 2), oid.slice(2));
  }

  #remember(object: GitObject): void {
    this.#lately.set(object.oid, object);
    this.#remembered += object.size;
    for (const [oid, { size }] of this.#lately) {
      if (this.#remembered <= mostRemembered) break;
      this.#lately.delete(oid);
      this.#remembered -= size;
    }
  }
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
