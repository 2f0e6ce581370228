/** The world now: the one query, and older pages only as far as the watermark. */
import type { Snapshot, Stub } from '../domain/snapshot.ts';
import type { Overview, Page, RepoReader } from '../ports.ts';

/** Pages of one kind that a tick reads at most; beyond, the rest is seen by a listing. */
const PAGES = 40;

/** Reads on while the oldest entry is still newer than `horizon` (milliseconds; null: the first page is enough). */
export async function completeSnapshot(
  reader: RepoReader,
  overview: Overview,
  horizon: number | null,
): Promise<Snapshot> {
  const { issues, pulls, ...rest } = overview;
  const stubs = [
    ...(await readDown(reader, 'issue', issues, horizon)),
    ...(await readDown(reader, 'pull', pulls, horizon)),
  ];
  return { ...rest, stubs: stubs.sort((a, b) => (a.updatedAt > b.updatedAt ? -1 : 1)) };
}

async function readDown(
  reader: RepoReader,
  kind: Stub['kind'],
  first: Page<Stub>,
  horizon: number | null,
): Promise<Stub[]> {
  const nodes = [...first.nodes];
  let { cursor } = first;
  for (let page = 1; horizon !== null && cursor !== null && page < PAGES; page++) {
    const oldest = nodes.at(-1);
    if (!oldest || Date.parse(oldest.updatedAt) <= horizon) break;
    const next: Page<Stub> = await reader.older(kind, cursor);
    nodes.push(...next.nodes);
    cursor = next.cursor;
  }
  return nodes;
}
