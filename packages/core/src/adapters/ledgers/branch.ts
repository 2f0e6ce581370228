/** The ledger on a branch of the repository: read with GraphQL, written by compare-and-swap, never forced. */
import { archiveFolder, eventFolder } from '../../domain/event-files.ts';
import type { CommitResult, LedgerReader, LedgerWriter } from '../../ports.ts';
import type { Answer, Client } from '../github/client.ts';
import { type LedgerHeadNode, rawLedgerOf } from '../github/ledger-head.ts';
import { errorOf, holesError, ownersError, readError } from '../github/remedy.ts';
import { fullName, type RepositoryName } from '../github/repository-name.ts';
import { type Nodes, present } from '../github/stub.ts';
import type { Folder } from './compaction.ts';
import { COMMIT, filesQuery, foldersQuery, HEAD, MESSAGES } from './ledger.graphql.ts';

export interface BranchLedgerOptions {
  client: Client;
  repository: RepositoryName;
  /** Short name: `steward/state`. */
  branch: string;
}

const FILES_PER_REQUEST = 60;

interface BlobNode {
  text?: string | null;
  isTruncated?: boolean;
  isBinary?: boolean | null;
}
interface HeadAnswer {
  repository: { ledger: { target: LedgerHeadNode | null } | null } | null;
}
interface FilesAnswer {
  repository: Record<string, BlobNode | null> | null;
}
interface FoldersAnswer {
  repository: Record<string, { entries?: { name: string }[] | null } | null> | null;
}
interface Years {
  repository: { events: Folder | null } | null;
}
interface MessagesAnswer {
  repository: { ledger: { target: { history?: Nodes<{ message: string }> } | null } | null } | null;
}

export function createBranchLedger(options: BranchLedgerOptions): LedgerReader & LedgerWriter {
  const { client, repository, branch } = options;
  const ref = `refs/heads/${branch}`;
  const reading = { repository: fullName(repository), doing: 'read the state branch', permission: 'contents: read' };

  const ask = async <T>(text: string, variables: object, isAnswer: (path: string) => boolean = () => false) => {
    const answer = await client.query<T>(text, { ...repository, ...variables });
    if (answer.kind === 'answered') return answer;
    const absent =
      answer.kind === 'partial' &&
      answer.faults.every((fault) => fault.type === 'NOT_FOUND' && isAnswer(String(fault.path.at(-1))));
    if (absent) return { data: answer.data as T, at: answer.at };
    throw readError(answer, reading);
  };

  const wholeOf = <R>({ repository: found }: { repository: R | null }): R => {
    if (!found) throw holesError(reading);
    return found;
  };

  const read = async (oid: string, paths: readonly string[], most: number): Promise<Map<string, string | null>> => {
    const found = new Map<string, string | null>();
    for (let start = 0; start < paths.length; start += most) {
      const some = paths.slice(start, start + most);
      const places = Object.fromEntries(some.map((path, place) => [`f${place}`, `${oid}:${path}`]));
      const { data } = await ask<FilesAnswer>(filesQuery(some.length), places, (field) => /^f\d+$/.test(field));
      some.forEach((path, place) => void found.set(path, wholeText(wholeOf(data)[`f${place}`])));
    }
    return found;
  };

  /** Of the months of their archives only what is of these days. */
  const eventFiles = async (oid: string, days: readonly string[]): Promise<string[]> => {
    const folders = [...new Set([...days.map(archiveFolder), ...days.map(eventFolder)])];
    const archived = new Set(days.map((day) => `${archiveFolder(day)}/${day.slice(8, 10)}-`));
    const places = Object.fromEntries(folders.map((folder, place) => [`d${place}`, `${oid}:${folder}`]));
    const { data } = await ask<FoldersAnswer>(foldersQuery(folders.length), places, (field) => /^d\d+$/.test(field));
    const found = wholeOf(data);
    return folders
      .flatMap((folder, place) => (found[`d${place}`]?.entries ?? []).map(({ name }) => `${folder}/${name}`))
      .filter((path) => path.startsWith('events/') || archived.has(path.slice(0, 'archive/2026/08/03-'.length)))
      .sort();
  };

  return {
    async head() {
      const { data, at } = await ask<HeadAnswer>(HEAD, { ref }, (field) => field === 'state');
      const { ledger } = wholeOf(data);
      if (ledger === null) return { raw: null, at };
      // A branch whose commit is not shown is not a branch that is not there.
      if (!ledger.target) throw holesError(reading);
      return { raw: rawLedgerOf(ledger.target), at };
    },

    files: (oid, paths) => read(oid, paths, FILES_PER_REQUEST),
    eventFiles,

    async compaction(oid, before) {
      const { compact } = await import('./compaction.ts');
      return compact(before, {
        async folders(text) {
          const { data } = await ask<Years>(text, { place: `${oid}:events` }, (field) => field === 'events');
          return wholeOf(data).events;
        },
        eventFiles: (days) => eventFiles(oid, days),
        texts: (paths) => read(oid, paths, paths.length),
      });
    },

    async messages(count) {
      const { data } = await ask<MessagesAnswer>(MESSAGES, { ref, count });
      return present(wholeOf(data).ledger?.target?.history).map((commit) => commit.message);
    },

    begin: (files) => begin(options, ref, files),

    async commit({ expected, headline, body, additions, deletions }) {
      const input = {
        branch: { repositoryNameWithOwner: fullName(repository), branchName: branch },
        expectedHeadOid: expected,
        message: { headline, body },
        fileChanges: {
          additions: Object.entries(additions).map(([path, text]) => ({
            path,
            contents: Buffer.from(text).toString('base64'),
          })),
          deletions: deletions.map((path) => ({ path })),
        },
      };
      type Committed = { createCommitOnBranch: { commit: { oid: string } | null } | null };
      const answer = await client.mutate<Committed>(COMMIT, { input });
      return committed(answer, repository, ({ createCommitOnBranch }) => createCommitOnBranch?.commit?.oid ?? null);
    },
  };
}

/** Text that GitHub cut off is no text: half a shard reads as a whole one that lost its tasks. */
function wholeText(blob: BlobNode | null | undefined): string | null {
  if (!blob || blob.isTruncated || blob.isBinary) return null;
  return blob.text ?? null;
}

/** A tree, a commit without parents, and a ref to it: only the ref shows, and it cannot be made twice. */
async function begin(
  { client, repository }: BranchLedgerOptions,
  ref: string,
  files: Record<string, string>,
): Promise<CommitResult> {
  const place = { owner: repository.owner, repo: repository.name };
  const entries = Object.entries(files).map(([path, content]) => ({ path, mode: '100644', type: 'blob', content }));
  const sha = ({ sha }: { sha: string }): string => sha;
  const post = async (what: string, parameters: object): Promise<CommitResult> =>
    committed(
      await client.rest<{ sha: string }>(`POST /repos/{owner}/{repo}/git/${what}`, { ...place, ...parameters }),
      repository,
      sha,
    );
  const tree = await post('trees', { tree: entries });
  if (tree.kind !== 'committed') return tree;
  const root = await post('commits', { message: 'Begin [skip ci]', tree: tree.oid, parents: [] });
  if (root.kind !== 'committed') return root;
  const made = committed(
    await client.rest<{ object: { sha: string } }>('POST /repos/{owner}/{repo}/git/refs', {
      ...place,
      ref,
      sha: root.oid,
    }),
    repository,
    ({ object }) => object.sha,
  );
  return made;
}

function committed<D>(answer: Answer<D>, repository: RepositoryName, oidOf: (data: D) => string | null): CommitResult {
  switch (answer.kind) {
    case 'answered': {
      const oid = oidOf(answer.data);
      if (oid !== null) return { kind: 'committed', oid };
      return { kind: 'ambiguous', reason: 'the answer does not show the commit' };
    }
    case 'ambiguous':
      return { kind: 'ambiguous', reason: answer.message };
    case 'limited':
      throw errorOf(answer, attemptOn(repository));
    case 'partial':
      return { kind: 'ambiguous', reason: answer.faults.map((fault) => fault.message).join('; ') };
    case 'refused':
      return refused(answer, repository);
  }
}

const attemptOn = (repository: RepositoryName) => ({
  repository: fullName(repository),
  doing: 'write the state branch',
  permission: 'contents: write',
});

/** The head moved, the branch appeared or disappeared: all of them are answered by reading again. */
const MOVED = /reference already exists|expected branch to point to|is at [0-9a-f]{40} but expected/i;

function refused(answer: { type: string; message: string }, repository: RepositoryName): CommitResult {
  const { type, message } = answer;
  if (type === 'STALE_DATA' || MOVED.test(message)) return { kind: 'stale' };
  const error = ownersError(answer, attemptOn(repository));
  if (error) throw error;
  if (type === 'CONFLICT' && /empty/i.test(message)) {
    return { kind: 'refused', reason: 'the repository has no commit yet, so it cannot hold a state branch' };
  }
  if (type === 'NOT_FOUND' && /ref|branch/i.test(message)) return { kind: 'stale' };
  return { kind: 'refused', reason: message };
}
