/** Which files a commit adds, changes and removes, folder by folder: equal folders are not opened. */
import type { GitRepository, TreeEntry } from '@steward/sandbox/git-repository.ts';

export interface ChangedFile {
  path: string;
  text: string;
}

export interface TreeDifference {
  added: ChangedFile[];
  modified: ChangedFile[];
  deleted: string[];
}

/** `before`: a commit, or null for none. */
export async function changedFiles(git: GitRepository, before: string | null, after: string): Promise<TreeDifference> {
  const difference: TreeDifference = { added: [], modified: [], deleted: [] };
  const compare = async (old: string | null, young: string | null, folder: string): Promise<void> => {
    const [was, is] = [await entriesOf(git, old), await entriesOf(git, young)];
    for (const name of new Set([...was.keys(), ...is.keys()])) {
      const [one, other] = [was.get(name), is.get(name)];
      if (one?.oid === other?.oid) continue;
      const path = `${folder}${name}`;
      if (one?.type === 'tree' || other?.type === 'tree') {
        await compare(treeOf(one), treeOf(other), `${path}/`);
      } else if (other === undefined) difference.deleted.push(path);
      else {
        const text = (await git.read(other.oid))?.content.toString('utf8') ?? '';
        (one === undefined ? difference.added : difference.modified).push({ path, text });
      }
    }
  };
  await compare(before, after, '');
  return difference;
}

const treeOf = (entry: TreeEntry | undefined): string | null => (entry?.type === 'tree' ? entry.oid : null);

async function entriesOf(git: GitRepository, oid: string | null): Promise<Map<string, TreeEntry>> {
  const entries = oid === null ? [] : await git.readTree(oid);
  return new Map(entries.map((entry) => [entry.name, entry]));
}
