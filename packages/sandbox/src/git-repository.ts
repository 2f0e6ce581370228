/** The bare git repository under the sandbox: real objects and refs, every commit a compare-and-swap; git is started for the rest. */

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommitHistory, type HistoryFilter } from './commit-history.ts';
import type { GitObject } from './git-batch.ts';
import { GitFailure, type GitOptions, runGit } from './git-command.ts';
import { ObjectStore } from './object-store.ts';
import { isRefName, noObject, type RefData, RefStore } from './ref-store.ts';
import { encodeTree, parseTree, type TreeEntry } from './tree-object.ts';

export { noObject, type RefData, type TreeEntry };

export interface FileChange {
  path: string;
  /** Null deletes. */
  content: Buffer | null;
  mode?: '100644' | '100755' | '120000';
}

const configuration = [
  '[safe]\n\tdirectory = *',
  '[gc]\n\tauto = 0',
  // Threads take longer to start than such small repositories take to pack.
  '[pack]\n\tthreads = 1',
  '[maintenance]\n\tauto = false',
  '[receive]\n\tautogc = false',
  '[user]\n\tname = Steward sandbox\n\temail = sandbox@localhost',
  '[init]\n\tdefaultBranch = main',
  '[core]\n\tautocrlf = false\n\tquotePath = false',
  '[uploadpack]\n\tallowFilter = true\n\tallowAnySHA1InWant = true',
  '[transfer]\n\thideRefs = refs/sandbox',
  '[http]\n\treceivepack = true\n',
].join('\n');

export class GitRepository {
  readonly path: string;
  readonly configuration: string;
  readonly #objects: ObjectStore;
  readonly #refs: RefStore;
  readonly #history: CommitHistory;

  private constructor(directory: string, durable: boolean) {
    this.path = join(directory, 'repository.git');
    this.configuration = join(directory, 'gitconfig');
    this.#objects = new ObjectStore(this.#options(), durable);
    this.#refs = new RefStore(this.path, durable);
    this.#history = new CommitHistory({
      path: this.path,
      read: (oid) => this.#objects.read(oid),
      git: (args) => this.git(args),
    });
  }

  /** Not durable: what is written reaches the disk only once real git is to see it. */
  static async open(directory: string, { durable = true } = {}): Promise<GitRepository> {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'gitconfig'), configuration);
    const repository = new GitRepository(directory, durable);
    if (!existsSync(join(repository.path, 'HEAD'))) {
      await repository.git(['init', '--quiet', '--bare', '--template=', repository.path], { at: directory });
    }
    return repository;
  }

  close(): void {
    this.flush();
    this.#objects.close();
  }

  /** Lets a real git that is started on the repository see everything. */
  flush(): void {
    this.#objects.flush();
    this.#refs.flush();
  }

  #options(): GitOptions {
    return { at: this.path, configuration: this.configuration };
  }

  git(args: readonly string[], options: Partial<Omit<GitOptions, 'configuration'>> = {}): Promise<Buffer> {
    this.flush();
    return runGit(args, { ...this.#options(), ...options });
  }

  /** What an expression names (an id, `main`, `main:path`, `HEAD^{tree}`), or null. What is not plain is asked of git. */
  async read(expression: string): Promise<GitObject | null> {
    if (expression === '' || /[\n\0]/.test(expression)) return null;
    const found = await this.#readPlain(expression);
    if (found !== undefined) return found;
    this.flush();
    return this.#objects.ask(expression);
  }

  async #readPlain(expression: string): Promise<GitObject | null | undefined> {
    const [, base = '', inner] = /^([^:^~@]+)(\^\{tree\}|:.*)?$/.exec(expression) ?? [];
    const oid = wholeId.test(base) ? base : this.#nearestRef(base);
    if (oid === undefined) return undefined;
    const object = await this.#objects.read(oid);
    if (object === null || inner === undefined) return object;
    const tree = object.type === 'commit' ? await this.#objects.read(treeOf(object)) : object;
    if (tree?.type !== 'tree') return undefined;
    return inner.startsWith(':') ? this.#entryAt(tree, inner.slice(1)) : tree;
  }

  /** As git looks a name up: tags before branches. */
  #nearestRef(name: string): string | undefined {
    const full = name === 'HEAD' || name.startsWith('refs/') ? [name] : [];
    for (const place of [...full, `refs/${name}`, `refs/tags/${name}`, `refs/heads/${name}`]) {
      const oid = place === 'HEAD' || isRefName(place) ? this.#refs.read(place) : null;
      if (oid !== null) return oid;
    }
    return undefined;
  }

  async #entryAt(root: GitObject, path: string): Promise<GitObject | null | undefined> {
    const parts = path === '' ? [] : path.split('/');
    // From here a relative path leads nowhere, and git would end over it.
    if (parts.some((part) => part === '.' || part === '..')) return null;
    if (parts.includes('')) return undefined;
    let at: GitObject | null = root;
    for (const name of parts) {
      if (at?.type !== 'tree') return null;
      const entry = parseTree(at.content).find((other) => other.name === name && other.rawName === undefined);
      if (entry === undefined) return null;
      at = await this.#objects.read(entry.oid);
    }
    return at;
  }

  async resolve(expression: string): Promise<string | null> {
    return (await this.read(expression))?.oid ?? null;
  }

  async writeObject(type: 'blob' | 'commit', content: Buffer): Promise<string> {
    return this.#objects.write(type, content);
  }

  async readTree(oid: string): Promise<readonly TreeEntry[]> {
    const object = await this.read(`${oid}^{tree}`);
    return object === null ? [] : parseTree(object.content);
  }

  async writeTree(entries: readonly TreeEntry[]): Promise<string> {
    return this.#objects.write('tree', encodeTree(entries));
  }

  /** The tree that results from the changes; an entry of the same name is replaced, an emptied folder vanishes. */
  async changeTree(base: string | null, changes: readonly FileChange[]): Promise<string> {
    const blobs = changes.map(({ path, mode, content }) => ({
      path: path.split('/'),
      mode,
      oid: content === null ? null : this.#objects.write('blob', content),
    }));
    return (await this.#changeFolder(base, blobs)) ?? this.writeTree([]);
  }

  async #changeFolder(base: string | null, changes: readonly BlobChange[]): Promise<string | null> {
    const entries = new Map((base === null ? [] : await this.readTree(base)).map((entry) => [entry.name, entry]));
    const below = new Map<string, BlobChange[]>();
    for (const { path, mode, oid } of changes) {
      const [name = '', ...rest] = path;
      if (rest.length > 0) below.set(name, [...(below.get(name) ?? []), { path: rest, mode, oid }]);
      else if (oid === null) entries.delete(name);
      else entries.set(name, { name, oid, type: 'blob', mode: mode ?? keptMode(entries.get(name)) });
    }
    for (const [name, inside] of below) {
      const folder = entries.get(name);
      const oid = await this.#changeFolder(folder?.type === 'tree' ? folder.oid : null, inside);
      if (oid === null) entries.delete(name);
      else entries.set(name, { name, oid, type: 'tree', mode: '040000' });
    }
    return entries.size === 0 ? null : this.writeTree([...entries.values()]);
  }

  async refs(prefix: string): Promise<RefData[]> {
    return this.#refs.list(prefix);
  }

  /** The ref that HEAD names; null where it names none. */
  get headRef(): string | null {
    return this.#refs.target('HEAD');
  }

  /** A fully qualified ref only: nothing else that git could understand by that name. */
  async ref(name: string): Promise<string | null> {
    return isRefName(name) ? this.#refs.read(name) : null;
  }

  async isRefName(name: string): Promise<boolean> {
    return isRefName(name);
  }

  /** Compare-and-swap: true if the ref was `old` (all zeros: absent) and is `oid` now (all zeros: deleted). */
  async updateRef(name: string, oid: string, old: string): Promise<boolean> {
    if (!isRefName(name)) throw new RangeError(`${name} is not the full name of a ref.`);
    if (oid !== noObject) await this.#checkTarget(name, oid);
    return (await this.#refs.move({ name, oid, old })) ?? this.#deletePacked(name, old);
  }

  async #checkTarget(name: string, oid: string): Promise<void> {
    const type = (await this.#objects.read(oid))?.type;
    if (type === undefined || (name.startsWith('refs/heads/') && type !== 'commit')) {
      throw new RangeError(`${name} cannot point to ${type ?? 'nothing'}, ${oid}.`);
    }
  }

  async #deletePacked(name: string, old: string): Promise<boolean> {
    try {
      await this.git(['update-ref', '-d', name, old]);
      return true;
    } catch (error) {
      if (error instanceof GitFailure && /cannot lock ref|reference already exists/.test(error.stderr)) return false;
      throw error;
    }
  }

  isAncestor(older: string, newer: string): Promise<boolean> {
    return this.#history.isAncestor(older, newer);
  }

  /** Newest first, without what can be reached from `older`. */
  commitsBetween(older: string | null, newer: string): Promise<string[]> {
    return this.#history.between(older, newer);
  }

  commits(from: string, filter: HistoryFilter = {}): Promise<string[]> {
    return this.#history.before(from, filter);
  }
}

interface BlobChange {
  path: readonly string[];
  mode: FileChange['mode'];
  oid: string | null;
}

const wholeId = /^[0-9a-f]{40}$/;

/** Overwriting a script keeps it executable; a link or a folder is replaced by a plain file. */
const keptMode = (before: TreeEntry | undefined): string => (before?.mode === '100755' ? '100755' : '100644');

const treeOf = (commit: GitObject): string => commit.content.toString('latin1', 5, 45);
