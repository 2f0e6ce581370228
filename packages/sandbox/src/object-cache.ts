/** Objects that were used lately, up to a number of bytes. */

import type { GitObject } from './git-batch.ts';

const MOST_BYTES = 32 << 20;
const LARGEST = 1 << 20;
/** Counted for each object beside its content. */
const OVERHEAD = 200;

export class ObjectCache {
  readonly #objects = new Map<string, GitObject>();
  #bytes = 0;

  get(oid: string): GitObject | null {
    const object = this.#objects.get(oid);
    if (object === undefined) return null;
    this.#objects.delete(oid);
    this.#objects.set(oid, object);
    return object;
  }

  /** The least lately used make room. */
  add(object: GitObject): void {
    if (object.size > LARGEST || this.#objects.has(object.oid)) return;
    this.#objects.set(object.oid, object);
    this.#bytes += object.size + OVERHEAD;
    for (const [oid, oldest] of this.#objects) {
      if (this.#bytes <= MOST_BYTES) break;
      this.#objects.delete(oid);
      this.#bytes -= oldest.size + OVERHEAD;
    }
  }
}
