/** GraphQL's view of git: refs, commits with truthfully computed signatures, trees and blobs with GitHub's cut. */

import { type CommitObject, github, isSignedBy, type Person, readCommit } from '../commit-object.ts';
import type { GitObject } from '../git-batch.ts';
import { nodeId } from '../identity.ts';
import { parseTree, type TreeEntry } from '../tree-object.ts';
import type { World } from '../world.ts';
import { asUser, userOfEmail } from './actors.ts';
import { connection } from './connection.ts';
import type { Context, Resolver, Resolvers } from './resolver.ts';

export interface RefSource {
  kind: 'Ref';
  /** Fully qualified. */
  ref: string;
  oid: string;
}

export interface CommitSource {
  kind: 'Commit';
  oid: string;
  commit: CommitObject;
}

export interface ObjectSource {
  kind: 'Blob' | 'Tree' | 'Tag';
  oid: string;
  content: Buffer;
  /** Path from the root, where known. */
  path: string;
}

interface EntrySource {
  kind: 'TreeEntry';
  entry: TreeEntry;
  path: string;
}

const blobTextLimit = 512_000;
const sniffedBytes = 8000;

export const refSource = (ref: string, oid: string): RefSource => ({ kind: 'Ref', ref, oid });

export async function objectSource(
  world: World,
  expression: string,
  path = '',
): Promise<CommitSource | ObjectSource | null> {
  const object = await world.git.read(expression);
  return object === null ? null : sourceOf(object, path);
}

function sourceOf(object: GitObject, path: string): CommitSource | ObjectSource {
  if (object.type === 'commit') return { kind: 'Commit', oid: object.oid, commit: readCommit(object.content) };
  const kind = object.type === 'blob' ? 'Blob' : object.type === 'tree' ? 'Tree' : 'Tag';
  return { kind, oid: object.oid, content: object.content, path };
}

export async function commitSource(world: World, oid: string): Promise<CommitSource> {
  const found = await objectSource(world, oid);
  if (found?.kind !== 'Commit') throw new Error(`${oid} is not a commit of the sandbox's repository.`);
  return found;
}

const utc = (person: Person): string => new Date(person.date).toISOString().replace(/\.\d{3}Z$/, 'Z');
const isBinary = (content: Buffer): boolean => content.subarray(0, sniffedBytes).includes(0);

async function entryAt(world: World, root: string, path: string): Promise<EntrySource | null> {
  const parts = path.split('/').filter((part) => part !== '');
  let tree = root;
  for (const [index, name] of parts.entries()) {
    const entry = (await world.git.readTree(tree)).find((candidate) => candidate.name === name);
    if (entry === undefined) return null;
    if (index === parts.length - 1) return { kind: 'TreeEntry', entry, path: parts.join('/') };
    if (entry.type !== 'tree') return null;
    tree = entry.oid;
  }
  return null;
}

const entries = (tree: ObjectSource): EntrySource[] =>
  parseTree(tree.content).map((entry) => ({
    kind: 'TreeEntry',
    entry,
    path: tree.path === '' ? entry.name : `${tree.path}/${entry.name}`,
  }));

const actorOf = (person: Person) => ({ kind: 'GitActor', person });
const repositoryOf: Resolver = (_source, _args, { world }) => world.repository;
const abbreviated: Resolver = ({ oid }: { oid: string }) => oid.slice(0, 7);

function splitMessage(message: string): { headline: string; body: string } {
  const [headline = '', ...rest] = message.split('\n');
  return { headline, body: rest.join('\n').trim() };
}

const history: Resolver = async (source: CommitSource, args, { world }, info) => {
  if (args.author != null) throw new Error('SANDBOX: Commit.history(author) is not implemented');
  const oids = await world.git.commits(source.oid, {
    ...(args.path == null ? {} : { path: args.path }),
    ...(args.since == null ? {} : { since: args.since }),
    ...(args.until == null ? {} : { until: args.until }),
  });
  return connection({ items: oids, args, info, node: (oid) => commitSource(world, oid) });
};

function signature(source: CommitSource, world: World): Record<string, unknown> | null {
  const { commit } = source;
  if (commit.signature === null) return null;
  const valid = isSignedBy(commit, world.signature);
  return {
    kind: 'GpgSignature',
    email: commit.committer.email,
    isValid: valid,
    wasSignedByGitHub: valid && commit.committer.email === github.email,
    state: valid ? 'VALID' : 'UNKNOWN_KEY',
    signature: commit.signature,
    payload: commit.payload,
    signer: null,
    keyId: null,
  };
}

export const gitResolvers: Resolvers = {
  Ref: {
    id: ({ ref }: RefSource) => nodeId('REF', ref),
    name: ({ ref }: RefSource) => ref.replace(/^refs\/[^/]+\//, ''),
    prefix: ({ ref }: RefSource) => /^refs\/[^/]+\//.exec(ref)?.[0] ?? 'refs/',
    target: ({ oid }: RefSource, _args, { world }) => objectSource(world, oid),
    repository: repositoryOf,
  },
  Commit: {
    id: ({ oid }: CommitSource) => nodeId('C', oid),
    abbreviatedOid: abbreviated,
    message: ({ commit }: CommitSource) => commit.message.replace(/\n$/, ''),
    messageHeadline: ({ commit }: CommitSource) => splitMessage(commit.message).headline,
    messageBody: ({ commit }: CommitSource) => splitMessage(commit.message).body,
    committedDate: ({ commit }: CommitSource) => utc(commit.committer),
    authoredDate: ({ commit }: CommitSource) => utc(commit.author),
    author: ({ commit }: CommitSource) => actorOf(commit.author),
    committer: ({ commit }: CommitSource) => actorOf(commit.committer),
    committedViaWeb: (source: CommitSource, _args, { world }) => signature(source, world)?.wasSignedByGitHub === true,
    signature: (source: CommitSource, _args, { world }) => signature(source, world),
    parents: ({ commit }: CommitSource, args, { world }, info) =>
      connection({ items: commit.parents, args, info, node: (oid) => objectSource(world, oid) }),
    tree: ({ commit }: CommitSource, _args, { world }) => objectSource(world, commit.tree),
    file: ({ commit }: CommitSource, { path }, { world }) => entryAt(world, commit.tree, path),
    history,
    repository: repositoryOf,
    url: ({ oid }: CommitSource, _args, { world }) => `${world.repositoryUrl}/commit/${oid}`,
  },
  Tree: {
    id: ({ oid }: ObjectSource) => nodeId('T', oid),
    abbreviatedOid: abbreviated,
    entries: (source: ObjectSource) => entries(source),
    repository: repositoryOf,
  },
  TreeEntry: {
    name: ({ entry }: EntrySource) => entry.name,
    nameRaw: ({ entry }: EntrySource) => (entry.rawName ?? Buffer.from(entry.name)).toString('base64'),
    mode: ({ entry }: EntrySource) => Number.parseInt(entry.mode, 8),
    type: ({ entry }: EntrySource) => entry.type,
    oid: ({ entry }: EntrySource) => entry.oid,
    extension: ({ entry }: EntrySource) => /\.[^.]*$/.exec(entry.name)?.[0] ?? '',
    object: ({ entry, path }: EntrySource, _args, { world }) =>
      entry.type === 'commit' ? null : objectSource(world, entry.oid, path),
    size: async ({ entry }: EntrySource, _args, { world }) =>
      entry.type === 'blob' ? ((await world.git.read(entry.oid))?.size ?? 0) : 0,
    repository: repositoryOf,
  },
  Blob: {
    id: ({ oid }: ObjectSource) => nodeId('B', oid),
    abbreviatedOid: abbreviated,
    byteSize: ({ content }: ObjectSource) => content.length,
    isBinary: ({ content }: ObjectSource) => isBinary(content),
    isTruncated: ({ content }: ObjectSource) => content.length > blobTextLimit,
    text: ({ content }: ObjectSource) =>
      isBinary(content) ? null : content.subarray(0, blobTextLimit).toString('utf8'),
    repository: repositoryOf,
  },
  GitActor: {
    name: ({ person }: { person: Person }) => person.name,
    email: ({ person }: { person: Person }) => person.email,
    date: ({ person }: { person: Person }) => person.date,
    user: ({ person }: { person: Person }, _args, { world }: Context) => asUser(userOfEmail(person.email, world)),
  },
};
