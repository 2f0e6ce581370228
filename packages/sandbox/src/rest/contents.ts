/** Files and folders by path, with GitHub's limits on size and its way of showing links and submodules. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { TreeEntry } from '../git-repository.ts';
import { settingsOf } from '../settings-data.ts';
import type { World } from '../world.ts';
import { isOwners } from './authorise.ts';
import { type Answer, type Call, ok } from './call.ts';
import { Failure, notFound, sandboxRefusal } from './failure.ts';
import { resolveCommit } from './git-view.ts';
import { api, repositoryApi, repositoryPage } from './site.ts';

const MEGABYTE = 1024 * 1024;
const LARGEST_INLINE = MEGABYTE;
const LARGEST = 100 * MEGABYTE;

/** GitHub wraps base64 as mail does. */
export const wrapBase64 = (content: Buffer): string => content.toString('base64').replace(/.{1,60}/g, '$&\n');

interface Place {
  readonly world: World;
  /** As asked, for addresses. */
  readonly ref: string;
  readonly commit: string;
}

async function entryAt({ world, commit }: Place, path: string): Promise<TreeEntry | null> {
  const listing = await world.git.readTree(
    (await world.git.resolve(`${commit}:${posix.dirname(path).replace(/^\.$/, '')}`)) ?? '',
  );
  return listing.find((entry) => entry.name === posix.basename(path)) ?? null;
}

function baseView({ world, ref }: Place, entry: TreeEntry, path: string) {
  const url = `${repositoryApi(world, 'contents', path)}?ref=${encodeURIComponent(ref)}`;
  const folder = entry.type === 'tree';
  const git = entry.type === 'commit' ? null : repositoryApi(world, folder ? 'git/trees' : 'git/blobs', entry.oid);
  const html = entry.type === 'commit' ? null : repositoryPage(world, folder ? 'tree' : 'blob', ref, path);
  return {
    name: posix.basename(path),
    path,
    sha: entry.oid,
    url,
    html_url: html,
    git_url: git,
    download_url: entry.type === 'blob' ? repositoryPage(world, 'raw', ref, path) : null,
    _links: { self: url, git, html },
  };
}

async function bytesOf(world: World, oid: string): Promise<Buffer> {
  const object = await world.git.read(oid);
  if (object === null) throw notFound();
  return object.content;
}

async function folderView(place: Place, entries: readonly TreeEntry[], path: string) {
  const { world } = place;
  const views: unknown[] = [];
  for (const entry of entries) {
    const size = entry.type === 'blob' ? (await bytesOf(world, entry.oid)).length : 0;
    // A submodule is called a file in a listing, for the sake of old clients.
    const type = entry.type === 'tree' ? 'dir' : entry.mode === '120000' ? 'symlink' : 'file';
    views.push({ ...baseView(place, entry, posix.join(path, entry.name)), size, type });
  }
  return views;
}

function fileView(place: Place, entry: TreeEntry, path: string, content: Buffer) {
  if (content.length > LARGEST) {
    throw new Failure(403, 'This API returns blobs up to 100 MB in size.', [
      { resource: 'Blob', field: 'data', code: 'too_large' },
    ]);
  }
  const inline = content.length <= LARGEST_INLINE;
  const body = inline ? { content: wrapBase64(content), encoding: 'base64' } : { content: '', encoding: 'none' };
  return { ...baseView(place, entry, path), size: content.length, type: 'file', ...body };
}

const wantsRaw = (accept: string): boolean => /application\/vnd\.github(\.v3)?\.raw(\+json)?/.test(accept);

async function blobAnswer(call: Call, place: Place, entry: TreeEntry, path: string): Promise<Answer> {
  const content = await bytesOf(place.world, entry.oid);
  if (entry.mode === '120000') {
    const target = content.toString('utf8');
    const end = posix.join(posix.dirname(path), target);
    const found = target.startsWith('/') || end.startsWith('..') ? null : await entryAt(place, end);
    // A link to a file of the repository is shown as that file, under the name of the link.
    if (found?.mode.startsWith('100')) return blobAnswer(call, place, found, path);
    return ok({ ...baseView(place, entry, path), size: content.length, type: 'symlink', target });
  }
  if (!wantsRaw(call.accept)) return ok(fileView(place, entry, path, content));
  return { status: 200, body: content, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' } };
}

/** A file of the owner's repository `.github`, whose text is all there is of it. */
function ownersFile(world: World, path: string): Answer {
  const text = settingsOf(world.data).ownerFiles?.[path];
  if (text === undefined) throw notFound();
  const content = Buffer.from(text);
  const url = `${api(world)}/repos/${world.repository.owner}/.github/contents/${path}`;
  const addresses = { url, html_url: null, git_url: null, download_url: null };
  const named = { name: posix.basename(path), path, sha: blobName(content), type: 'file', size: content.length };
  return ok({
    ...{ ...named, ...addresses, _links: { self: url, html: null, git: null } },
    ...{ content: wrapBase64(content), encoding: 'base64' },
  });
}

/** As git names a blob. */
const blobName = (content: Buffer): string =>
  createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');

export async function contentAt(call: Call): Promise<Answer> {
  const { world } = call;
  const ref = String(call.query.ref ?? world.repository.defaultBranch);
  const path = String(call.path.path).replace(/^\/+|\/+$/g, '');
  if (isOwners(`${call.path.owner}/${call.path.repo}`, world)) return ownersFile(world, path);
  const commit = await resolveCommit(world, ref);
  if (commit === null)
    throw new Failure(
      404,
      call.query.ref === undefined ? 'This repository is empty.' : `No commit found for the ref ${ref}`,
    );
  const place = { world, ref, commit };
  if (path === '') return ok(await folderView(place, await world.git.readTree(commit), ''));
  const entry = await entryAt(place, path);
  if (entry === null) throw notFound();
  if (entry.type === 'commit') throw sandboxRefusal(501, 'the content of a submodule is not implemented');
  if (entry.type === 'tree') return ok(await folderView(place, await world.git.readTree(entry.oid), path));
  return blobAnswer(call, place, entry, path);
}
