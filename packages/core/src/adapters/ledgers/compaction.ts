/** Event files of days long past on the state branch, joined to one a day: three requests at most, and nothing is written here. */
import { type EventFile, readArchivePath, readEventPath } from '../../domain/event-files.ts';
import type { Compaction } from '../../ports.ts';
import { DAYS } from './days.graphql.ts';
import { joined } from './joining.ts';

/** So many of the oldest days are looked into; of most there is one, and of years that nobody joined many. */
const MOST_DAYS = 20;
/** So many of them are joined in one commit. */
const MOST_JOINED = 4;
const MOST_FILES = 200;

/** A folder with what is below it. */
export interface Folder {
  entries?: { name: string; object?: Folder | null }[] | null;
}

export interface Branch {
  /** Answer to a query of the folders of all events; null where there are none. */
  folders(query: string): Promise<Folder | null>;
  eventFiles(days: readonly string[]): Promise<string[]>;
  texts(paths: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
}

export async function compact(before: string, branch: Branch): Promise<Compaction> {
  const nothing = { additions: {}, deletions: [], left: [] };
  const old = daysOf(await branch.folders(DAYS)).filter((day) => day < before);
  if (old.length === 0) return nothing;
  const due = filesDue(await branch.eventFiles(old.slice(0, MOST_DAYS)));
  if (due.length === 0) return nothing;
  return joined(due, await branch.texts(due.map(({ path }) => path)));
}

/** Oldest first. */
function daysOf(root: Folder | null): string[] {
  const below = (folder: Folder | null | undefined) => folder?.entries ?? [];
  return below(root)
    .flatMap((year) =>
      below(year.object).flatMap((month) => below(month.object).map((day) => `${year.name}-${month.name}-${day.name}`)),
    )
    .filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))
    .sort();
}

/** The oldest that nobody looked at, by day and sequence. What was left once is left: its day has an archive that says so. */
function filesDue(paths: readonly string[]): EventFile[] {
  const archives = paths.flatMap((path) => readArchivePath(path) ?? []);
  const isLeft = ({ day, sequence }: EventFile): boolean =>
    archives.some((archive) => archive.day === day && archive.first <= sequence && sequence <= archive.last);
  const files = paths
    .flatMap((path) => readEventPath(path) ?? [])
    .filter((file) => !isLeft(file))
    .sort((a, b) => (a.day === b.day ? a.sequence - b.sequence : a.day < b.day ? -1 : 1));
  const days = new Set([...new Set(files.map(({ day }) => day))].slice(0, MOST_JOINED));
  const due = files.filter(({ day }) => days.has(day));
  // Files of one sequence, as of two lives of a memory in one day, go together.
  const next = due[MOST_FILES];
  const isNext = ({ day, sequence }: EventFile): boolean => day === next?.day && sequence === next.sequence;
  return due.slice(0, MOST_FILES).filter((file) => !isNext(file));
}
