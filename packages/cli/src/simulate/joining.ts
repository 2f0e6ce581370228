/** What a commit joined of old event files, against what the files say that it took away. */
import { type ArchiveFile, type EventFile, readArchivePath, readEventPath } from '@steward/core/domain/event-files.ts';
import { later } from '@steward/core/domain/intent.ts';
import type { GitRepository } from '@steward/sandbox/git-repository.ts';
import type { TreeDifference } from './tree-difference.ts';

/** An event file that was joined: where it went, and the last commit that still has it. */
export interface Joined {
  archive: string;
  from: string;
}

const DAY = 86_400_000;
const DAYS = 31;

/** `day`: of the commit. */
export async function followJoining(
  git: GitRepository,
  { parent, day, files }: { parent: string; day: string; files: TreeDifference },
): Promise<{ joined: Map<string, Joined>; faults: string[] }> {
  const joined = new Map<string, Joined>();
  const faults: string[] = [];
  const changed = [...files.modified.map(({ path }) => path), ...files.deleted];
  for (const path of changed) if (path.startsWith('archive/')) faults.push(`${path} was changed or removed`);
  const gone = files.deleted
    .flatMap((path) => readEventPath(path) ?? [])
    .sort((a, b) => a.sequence - b.sequence || (a.path < b.path ? -1 : 1));
  for (const { path, text } of files.added.filter(({ path }) => path.startsWith('archive/'))) {
    const archive = readArchivePath(path);
    const taken = gone.filter((file) => archive !== null && isWithin(file, archive));
    if (archive === null || archive.day >= later(day, -DAYS * DAY).slice(0, 10))
      faults.push(`${path} is none, or early`);
    let wanted = '';
    for (const file of taken) {
      wanted += (await git.read(`${parent}:${file.path}`))?.content.toString('utf8') ?? '';
      joined.set(file.path, { archive: path, from: parent });
    }
    if (wanted !== text) faults.push(`${path} is not the files that were joined to it`);
  }
  for (const path of files.deleted) {
    if (path.startsWith('events/') && !joined.has(path)) faults.push(`${path} was removed and is in no archive`);
  }
  return { joined, faults };
}

const isWithin = ({ day, sequence }: EventFile, { day: own, first, last }: ArchiveFile): boolean =>
  day === own && first <= sequence && sequence <= last;
