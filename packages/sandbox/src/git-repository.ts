/** The bare git repository under the sandbox: real objects and refs, and every commit a compare-and-swap. What is simple is done on the files themselves, for starting git costs milliseconds. */

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommitGraph } from './commit-graph.ts';
import { readCommit } from './commit-object.ts';
import { type GitObject, ObjectReader } from './git-batch.ts';
import { GitFailure, type GitOptions, runGit } from './git-command.ts';
import { formatTree, parseTree, type TreeEntry } from './git-tree.ts';
import { LooseObjects } from './loose-objects.ts';
import { noObject, type RefData, RefFiles } from './ref-files.ts';

export type { TreeEntry } from './git-tree.ts';
export { noObject, type RefData } from './ref-files.ts';

export interface FileChange {
  path: string;
  /** Null deletes. */
  content: Buffer | null;
  mode?: '100644' | '100755' | '120000';
}

const configuration = [
  '[safe]\n\tdirectory = *',
  '[gc]\n\tauto = 0',
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
  readonly #reader: ObjectReader;
  readonly #objects: LooseObjects;
  readonly #refs: RefFiles;
  readonly #graph: CommitGraph;

  private constructor(directory: string) {
    this.path = join(directory, 'repository.git');
    this.configuration = join(directory, 'gitconfig');
    this.#reader = new ObjectReader(this.#options());
    this.#objects = new LooseObjects(join(this.path, 'objects'));
    this.#refs = new RefFiles(this.path);
    this.#graph = new CommitGraph((oid) => this.#object(oid));
  }

  static async open(directory: string): Promise<GitRepository> {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'gitconfig'), configuration);
    const repository = new GitRepository(directory);
    if (!existsSync(join(repository.path, 'HEAD'))) {
      await repository.git([...['init', '--quiet', '--bare', '--template=', '--object-format=sha1'], repository.path], {
        at: directory,
      });
    }
    return repository;
  }

  close(): void {
    this.#reader.close();
  }

  #options(): GitOptions {
    return { at: this.path, configuration: this.configuration };
  }

  git(args: readonly string[], options: Partial<Omit<GitOptions, 'configuration'>> = {}): Promise<Buffer> {
    return runGit(args, { ...this.#options(), ...options });
  }

  /** The object an expression names (`main`, `main:path`, an oid), or null. */
  async read(expression: string): Promise<GitObject | null> {
    const [, base = '', kind, path] = /^([\w./-]+?)(\^\{(?:tree|commit)\})?(?::(.*))?$/.exec(expression) ?? [];
    // Git itself gives up on paths that are relative to a folder: here there is none.
    if (path !== undefined && /^\.{1,2}(\/|$)/.test(path)) return null;
    const start = wholeOid.test(base) ? base : this.#refNamed(base);
    if (start === null || (path !== undefined && !plainPath.test(path))) return this.#reader.read(expression);
    const object = await this.#object(start);
    if (object === null || (kind === undefined && path === undefined)) return object;
    const tree =
      object.type === 'commit' ? readCommit(object.content).tree : object.type === 'tree' ? object.oid : null;
    if (kind === '^{commit}' && object.type === 'commit' && path === undefined) return object;
    if (tree === null || kind === '^{commit}') return this.#reader.read(expression);
    return this.#objectAt(tree, path ?? '');
  }

  async #object(oid: string): Promise<GitObject | null> {
    return this.#objects.read(oid) ?? this.#reader.read(oid);
  }

  /** In the order in which git itself tries them. */
  #refNamed(name: string): string | null {
    if (name === 'HEAD') return this.#refs.read('HEAD');
    const places = name.startsWith('refs/') ? [name] : [`refs/${name}`, `refs/tags/${name}`, `refs/heads/${name}`];
    for (const place of places) {
      const oid = isRefName(place) ? this.#refs.read(place) : null;
      if (oid !== null) return oid;
    }
    return null;
  }

  async #objectAt(tree: string, path: string): Promise<GitObject | null> {
    let oid = tree;
    for (const name of path === '' ? [] : path.split('/')) {
      const folder = await this.#object(oid);
      if (folder?.type !== 'tree') return null;
      const entry = parseTree(folder.content, oid.length / 2).find((one) => one.name === name && !one.rawName);
      if (entry === undefined) return null;
      oid = entry.oid;
    }
    return this.#object(oid);
  }

  async resolve(expression: string): Promise<string | null> {
    return (await this.read(expression))?.oid ?? null;
  }

  async writeObject(type: 'blob' | 'commit', content: Buffer): Promise<string> {
    return this.#objects.write(type, content);
  }

  async readTree(oid: string): Promise<TreeEntry[]> {
    const object = await this.read(`${oid}^{tree}`);
    return object === null ? [] : parseTree(object.content, object.oid.length / 2);
  }

  async writeTree(entries: readonly TreeEntry[]): Promise<string> {
    return this.#objects.write('tree', formatTree(entries));
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

  /** All below a name such as `refs/heads`, by name. */
  async refs(prefix: string): Promise<RefData[]> {
    return this.#refs.list(prefix);
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
    if (!isRefName(name)) throw new Error(`${name} is no name of a ref.`);
    const object = oid === noObject ? null : await this.#object(oid);
    const isFit = object !== null && (object.type === 'commit' || !name.startsWith('refs/heads/'));
    if (oid !== noObject && !isFit) throw new Error(`${name} cannot point to ${oid}.`);
    return this.#refs.swap({ name, oid, old });
  }

  async isAncestor(older: string, newer: string): Promise<boolean> {
    const known = this.#isShallow ? null : await this.#graph.isAncestor(older, newer);
    if (known !== null) return known;
    try {
      await this.git(['merge-base', '--is-ancestor', older, newer]);
      return true;
    } catch (error) {
      if (error instanceof GitFailure && error.exitCode === 1) return false;
      throw error;
    }
  }

  /** Newest first; `since` leaves out what can be reached from there. */
  async commitsBetween(older: string | null, newer: string): Promise<string[]> {
    const isPlain = [newer, older ?? newer].every((oid) => wholeOid.test(oid)) && !this.#isShallow;
    const line = isPlain ? await this.#graph.line(newer, older) : null;
    return line ?? this.#list([newer, ...(older === null ? [] : [`^${older}`]), '--']);
  }

  async commits(from: string, options: { path?: string; since?: string; until?: string } = {}): Promise<string[]> {
    const { path, since, until } = options;
    if (path === undefined && since === undefined && until === undefined) return this.commitsBetween(null, from);
    return this.#list([
      from,
      ...(since === undefined ? [] : [`--since=${since}`]),
      ...(until === undefined ? [] : [`--until=${until}`]),
      '--',
      ...(path === undefined ? [] : [`:(literal)${path}`]),
    ]);
  }

  async #list(args: readonly string[]): Promise<string[]> {
    return (await this.git(['rev-list', ...args])).toString('utf8').split('\n').filter(Boolean);
  }

  /** Where history is cut off, its edge is a matter for git. */
  get #isShallow(): boolean {
    return existsSync(join(this.path, 'shallow'));
  }
}

const wholeOid = /^[0-9a-f]{40}$/;
/** No part of it empty, `.` or `..`. */
const plainPath = /^(?!\.{0,2}(?:\/|$))[^/\n\0]+(?:\/(?!\.{0,2}(?:\/|$))[^/\n\0]+)*$|^$/;

const isRefName = (name: string): boolean =>
  /^refs\/[^\s~^:?*[\\\x00-\x20\x7f]+$/.test(name) && !/\.\.|@\{|\/\/|\/$|\.$|\.lock(\/|$)|\/\./.test(name);

interface BlobChange {
  path: readonly string[];
  mode: FileChange['mode'];
  oid: string | null;
}

/** Overwriting a script keeps it executable; a link or a folder is replaced by a plain file. */
const keptMode = (before: TreeEntry | undefined): string => (before?.mode === '100755' ? '100755' : '100644');
