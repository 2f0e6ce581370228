/** Walks over commits without starting git, as far as that is short and simple; null means: ask git. */

import { readCommit } from './commit-object.ts';
import type { GitObject } from './git-batch.ts';

/** So many unknown commits are read before git is asked instead. */
const patience = 200;

export class CommitGraph {
  readonly #read: (oid: string) => Promise<GitObject | null>;
  readonly #parents = new Map<string, readonly string[]>();

  constructor(read: (oid: string) => Promise<GitObject | null>) {
    this.#read = read;
  }

  async isAncestor(older: string, newer: string): Promise<boolean | null> {
    const seen = new Set([newer]);
    for (const oid of seen) {
      if (oid === older) return true;
      if (seen.size > patience) return null;
      const parents = await this.#parentsOf(oid);
      if (parents === null) return null;
      for (const parent of parents) seen.add(parent);
    }
    return false;
  }

  /** From `newer` down to the root, or to `older`, which is left out; newest first. */
  async line(newer: string, older: string | null = null): Promise<string[] | null> {
    const found: string[] = [];
    let unknown = 0;
    for (let oid: string | undefined = newer; oid !== undefined && oid !== older; ) {
      if (!this.#parents.has(oid)) unknown += 1;
      const parents: readonly string[] | null = unknown > patience ? null : await this.#parentsOf(oid);
      if (parents === null || parents.length > 1) return null;
      found.push(oid);
      oid = parents[0];
      if (oid === undefined && older !== null) return null;
    }
    return found;
  }

  /** Null for what is no commit or not here, as behind the edge of a shallow history. */
  async #parentsOf(oid: string): Promise<readonly string[] | null> {
    const known = this.#parents.get(oid);
    if (known !== undefined) return known;
    const object = await this.#read(oid);
    if (object?.type !== 'commit') return null;
    const { parents } = readCommit(object.content);
    this.#parents.set(oid, parents);
    return parents;
  }
}
