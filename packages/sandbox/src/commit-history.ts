/** Which commit comes before which. What is short and simple is walked here; git is started for the rest. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCommit } from './commit-object.ts';
import type { GitObject } from './git-batch.ts';
import { GitFailure } from './git-command.ts';

/** So many unknown commits are read before git is asked instead. */
const patience = 200;
/** Of what git said between two commits. */
const mostKept = 200;

export interface HistoryParts {
  /** Of the repository. */
  path: string;
  read(oid: string): Promise<GitObject | null>;
  git(args: readonly string[]): Promise<Buffer>;
}

export interface HistoryFilter {
  path?: string;
  since?: string;
  until?: string;
}

export class CommitHistory {
  readonly #parts: HistoryParts;
  readonly #parents = new Map<string, readonly string[]>();
  /** What git said of two commits: every look at a pull request asks for the same. */
  readonly #between = new Map<string, readonly string[]>();

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  async isAncestor(older: string, newer: string): Promise<boolean> {
    const known = this.#isShallow ? null : await this.#searchBack(older, newer);
    if (known !== null) return known;
    try {
      await this.#parts.git(['merge-base', '--is-ancestor', older, newer]);
      return true;
    } catch (error) {
      if (error instanceof GitFailure && error.exitCode === 1) return false;
      throw error;
    }
  }

  /** Newest first, without what can be reached from `older`. */
  async between(older: string | null, newer: string): Promise<string[]> {
    const isPlain = [newer, older ?? newer].every((oid) => /^[0-9a-f]{40}$/.test(oid)) && !this.#isShallow;
    if (!isPlain) return this.#listBetween(older, newer);
    const line = await this.#lineBack(newer, older);
    if (line !== null) return line;
    const key = `${older}..${newer}`;
    const commits = this.#between.get(key) ?? (await this.#listBetween(older, newer));
    if (this.#between.size >= mostKept) this.#between.clear();
    this.#between.set(key, commits);
    return [...commits];
  }

  async before(newest: string, { path, since, until }: HistoryFilter): Promise<string[]> {
    if (path === undefined && since === undefined && until === undefined) return this.between(null, newest);
    return this.#list([
      newest,
      ...(since === undefined ? [] : [`--since=${since}`]),
      ...(until === undefined ? [] : [`--until=${until}`]),
      '--',
      ...(path === undefined ? [] : [`:(literal)${path}`]),
    ]);
  }

  #listBetween(older: string | null, newer: string): Promise<string[]> {
    return this.#list([newer, ...(older === null ? [] : [`^${older}`]), '--']);
  }

  async #list(args: readonly string[]): Promise<string[]> {
    return (await this.#parts.git(['rev-list', ...args])).toString('utf8').split('\n').filter(Boolean);
  }

  /** Null: too far to say. */
  async #searchBack(older: string, newer: string): Promise<boolean | null> {
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

  /** From `newer` down to the root, or to `older`, which is left out; null where it is no single line. */
  async #lineBack(newer: string, older: string | null): Promise<string[] | null> {
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

  /** Null for what is no commit or not here. */
  async #parentsOf(oid: string): Promise<readonly string[] | null> {
    const known = this.#parents.get(oid);
    if (known !== undefined) return known;
    const object = await this.#parts.read(oid);
    if (object?.type !== 'commit') return null;
    const { parents } = readCommit(object.content);
    this.#parents.set(oid, parents);
    return parents;
  }

  /** Where history is cut off, its edge is a matter for git. */
  get #isShallow(): boolean {
    return existsSync(join(this.#parts.path, 'shallow'));
  }
}
