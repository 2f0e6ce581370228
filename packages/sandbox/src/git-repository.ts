/** The bare git repository under the sandbox: real objects and refs, written with plumbing so that every commit is a compare-and-swap. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { type GitObject, ObjectReader, TreeWriter } from './git-batch.ts';
import { GitFailure, type GitOptions, runGit } from './git-command.ts';

export interface TreeEntry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  oid: string;
  name: string;
  /** Only when the name is not UTF-8. */
  rawName?: Buffer;
}

export interface FileChange {
  path: string;
  /** Null deletes. */
  content: Buffer | null;
  mode?: '100644' | '100755' | '120000';
}

export interface RefData {
  name: string;
  oid: string;
}

export const noObject = '0'.repeat(40);
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
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
  #reader: ObjectReader;
  #trees: TreeWriter;
  #written = 0;

  private constructor(directory: string) {
    this.path = join(directory, 'repository.git');
    this.configuration = join(directory, 'gitconfig');
    this.#reader = new ObjectReader(this.#options());
    this.#trees = new TreeWriter(this.#options());
  }

  static async open(directory: string): Promise<GitRepository> {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'gitconfig'), configuration);
    const repository = new GitRepository(directory);
    if (!existsSync(join(repository.path, 'HEAD'))) {
      await repository.git(['init', '--quiet', '--bare', '--template=', repository.path], { at: directory });
    }
    return repository;
  }

  close(): void {
    this.#reader.close();
    this.#trees.close();
  }

  #options(): GitOptions {
    return { at: this.path, configuration: this.configuration };
  }

  git(args: readonly string[], options: Partial<Omit<GitOptions, 'configuration'>> = {}): Promise<Buffer> {
    return runGit(args, { ...this.#options(), ...options });
  }

  read(expression: string): Promise<GitObject | null> {
    return this.#reader.read(expression);
  }

  async resolve(expression: string): Promise<string | null> {
    return (await this.read(expression))?.oid ?? null;
  }

  /** As a loose object, which is a file by the name of its hash: git would take a process for each. */
  async writeObject(type: 'blob' | 'commit', content: Buffer): Promise<string> {
    const whole = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
    const oid = createHash('sha1').update(whole).digest('hex');
    const folder = join(this.path, 'objects', oid.slice(0, 2));
    const place = join(folder, oid.slice(2));
    if (existsSync(place)) return oid;
    mkdirSync(folder, { recursive: true });
    const unfinished = join(folder, `tmp_obj_${process.pid}_${++this.#written}`);
    writeFileSync(unfinished, deflateSync(whole, { level: 1 }), { mode: 0o444 });
    renameSync(unfinished, place);
    return oid;
  }

  async readTree(oid: string): Promise<TreeEntry[]> {
    const object = await this.read(`${oid}^{tree}`);
    return object === null ? [] : parseTree(object.content, object.oid.length / 2);
  }

  writeTree(entries: readonly TreeEntry[]): Promise<string> {
    if (entries.length === 0) return this.#writeEmptyTree();
    return this.#trees.write(
      entries.map(({ mode, type, oid, name, rawName }) =>
        Buffer.concat([Buffer.from(`${mode} ${type} ${oid}\t`), rawName ?? Buffer.from(name)]),
      ),
    );
  }

  async #writeEmptyTree(): Promise<string> {
    await this.git(['hash-object', '-w', '--stdin', '-t', 'tree']);
    return emptyTree;
  }

  /** The tree that results from the changes; an entry of the same name is replaced, an emptied folder vanishes. */
  async changeTree(base: string | null, changes: readonly FileChange[]): Promise<string> {
    const blobs = await eachOf(changes, 6, async (change) => ({
      path: change.path.split('/'),
      mode: change.mode,
      oid: change.content === null ? null : await this.writeObject('blob', change.content),
    }));
    return (await this.#changeFolder(base, blobs)) ?? this.#writeEmptyTree();
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
    const output = await this.git(['for-each-ref', '--format=%(refname) %(objectname)', prefix]);
    return output
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ({ name: line.slice(0, line.lastIndexOf(' ')), oid: line.slice(line.lastIndexOf(' ') + 1) }));
  }

  /** A fully qualified ref only: nothing else that git could understand by that name. */
  async ref(name: string): Promise<string | null> {
    if (!(await this.isRefName(name))) return null;
    return this.resolve(name);
  }

  async isRefName(name: string): Promise<boolean> {
    return /^refs\/[^\s~^:?*[\\\x00-\x20\x7f]+$/.test(name) && !/\.\.|@\{|\/\/|\/$|\.$|\.lock(\/|$)|\/\./.test(name);
  }

  /** Compare-and-swap: true if the ref was `old` (all zeros: absent) and is `oid` now (all zeros: deleted). */
  async updateRef(name: string, oid: string, old: string): Promise<boolean> {
    const args = oid === noObject ? ['update-ref', '-d', name, old] : ['update-ref', name, oid, old];
    try {
      await this.git(args);
      return true;
    } catch (error) {
      if (error instanceof GitFailure && /cannot lock ref|reference already exists/.test(error.stderr)) return false;
      throw error;
    }
  }

  async isAncestor(older: string, newer: string): Promise<boolean> {
    try {
      await this.git(['merge-base', '--is-ancestor', older, newer]);
      return true;
    } catch (error) {
      if (error instanceof GitFailure && error.exitCode === 1) return false;
      throw error;
    }
  }

  async commits(from: string, options: { path?: string; since?: string; until?: string } = {}): Promise<string[]> {
    const args = ['rev-list', from];
    if (options.since !== undefined) args.push(`--since=${options.since}`);
    if (options.until !== undefined) args.push(`--until=${options.until}`);
    args.push('--');
    if (options.path !== undefined) args.push(`:(literal)${options.path}`);
    return (await this.git(args)).toString('utf8').split('\n').filter(Boolean);
  }
}

interface BlobChange {
  path: readonly string[];
  mode: FileChange['mode'];
  oid: string | null;
}

/** Overwriting a script keeps it executable; a link or a folder is replaced by a plain file. */
const keptMode = (before: TreeEntry | undefined): string => (before?.mode === '100755' ? '100755' : '100644');

export function parseTree(content: Buffer, oidLength: number): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(32, at);
    const zero = content.indexOf(0, space);
    const mode = content.subarray(at, space).toString('latin1').padStart(6, '0');
    const type = mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
    const rawName = content.subarray(space + 1, zero);
    const name = rawName.toString('utf8');
    at = zero + 1 + oidLength;
    const entry: TreeEntry = { mode, type, name, oid: content.subarray(zero + 1, at).toString('hex') };
    entries.push(Buffer.from(name).equals(rawName) ? entry : { ...entry, rawName });
  }
  return entries;
}

async function eachOf<A, B>(items: readonly A[], atOnce: number, act: (item: A) => Promise<B>): Promise<B[]> {
  const results: B[] = new Array(items.length);
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await act(items[index] as A);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  return results;
}
