/** Trees: read flat or recursively, and written from a base and a list of changes. */
import type { FileChange } from '../git-repository.ts';
import type { World } from '../world.ts';
import { type Call, created, ok } from './call.ts';
import { Failure, notFound, sandboxRefusal } from './failure.ts';
import { refuseEmpty, resolveCommit } from './git-view.ts';
import { repositoryApi } from './site.ts';

/** More entries than this are cut off, and `truncated` says so. */
const LARGEST_TREE = 100_000;

async function treeView(world: World, sha: string, recursive: boolean): Promise<Record<string, unknown>> {
  const args = ['ls-tree', '-z', '--long', ...(recursive ? ['-r', '-t'] : []), sha];
  const rows = (await world.git.git(args)).toString('utf8').split('\0').filter(Boolean);
  const tree = rows.slice(0, LARGEST_TREE).map((row) => {
    const tab = row.indexOf('\t');
    const [mode = '', type = '', oid = '', size = '-'] = row.slice(0, tab).split(/ +/);
    return {
      path: row.slice(tab + 1),
      mode,
      type,
      sha: oid,
      ...(size === '-' ? {} : { size: Number(size) }),
      ...(type === 'commit' ? {} : { url: repositoryApi(world, `git/${type}s`, oid) }),
    };
  });
  return { sha, url: repositoryApi(world, 'git/trees', sha), tree, truncated: rows.length > LARGEST_TREE };
}

async function treeNamed(world: World, name: string): Promise<string | null> {
  const start = /^[0-9a-f]{40}$/.test(name) ? name : await resolveCommit(world, name);
  return start === null ? null : world.git.resolve(`${start}^{tree}`);
}

export async function getTree({ world, path, query }: Call) {
  const sha = await treeNamed(world, String(path.tree_sha));
  if (sha === null) throw notFound();
  // GitHub takes any value of the parameter, even "false", as yes.
  return ok(await treeView(world, sha, query.recursive !== undefined));
}

interface TreeBody {
  readonly base_tree?: string;
  readonly tree: readonly {
    readonly path?: string;
    readonly mode?: string;
    readonly type?: string;
    readonly sha?: string | null;
    readonly content?: string;
  }[];
}

function checkPath(path: string | undefined): string {
  if (path === undefined || path === '') throw new Failure(422, "tree.path can't be empty");
  if (path.startsWith('/')) throw new Failure(422, 'tree.path cannot start with a slash');
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git')) {
    throw new Failure(422, 'tree.path contains a malformed path component');
  }
  return path;
}

async function contentOf(world: World, entry: TreeBody['tree'][number]): Promise<Buffer | null> {
  if (entry.content !== undefined && entry.sha !== undefined) {
    throw new Failure(422, 'Must supply either tree.sha or tree.content, not both');
  }
  if (entry.content !== undefined) return Buffer.from(entry.content);
  if (entry.sha === null) return null;
  const blob = entry.sha !== undefined && /^[0-9a-f]{40}$/.test(entry.sha) ? await world.git.read(entry.sha) : null;
  if (blob === null || blob.type !== 'blob') throw new Failure(422, `tree.sha ${entry.sha ?? ''} is not a valid blob`);
  return blob.content;
}

async function changeOf(world: World, entry: TreeBody['tree'][number]): Promise<FileChange> {
  const { mode, type } = entry;
  if (mode === '040000' || mode === '160000' || type === 'tree' || type === 'commit') {
    throw sandboxRefusal(501, 'entries of a new tree that are trees or submodules are not implemented');
  }
  const change = { path: checkPath(entry.path), content: await contentOf(world, entry) };
  return mode === undefined ? change : { ...change, mode: mode as NonNullable<FileChange['mode']> };
}

export async function createTree({ world, body }: Call) {
  const { base_tree: asked, tree: entries } = body as TreeBody;
  await refuseEmpty(world);
  const base = asked === undefined || !/^[0-9a-f]{40}$/.test(asked) ? null : await world.git.read(asked);
  if (asked !== undefined && base?.type !== 'tree') throw new Failure(422, 'base_tree is not a valid tree oid');
  if (entries.length === 0) throw new Failure(422, 'Invalid tree info');
  const changes: FileChange[] = [];
  for (const entry of entries) changes.push(await changeOf(world, entry));
  const sha = await world.git.changeTree(base?.oid ?? null, changes);
  return created(await treeView(world, sha, false), repositoryApi(world, 'git/trees', sha));
}
