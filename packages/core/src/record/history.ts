/** Events of many days, read back from their files: the newest first where there are more than are read. */
import type { RecordedEvent } from '../domain/event.ts';
import { readArchivePath, readEventFile, readEventPath } from '../domain/event-files.ts';
import { later } from '../domain/intent.ts';
import type { LedgerReader } from '../ports.ts';
import type { Archive } from './past.ts';

export interface History {
  events: RecordedEvent[];
  /** Files that were left out, or cannot be read. */
  unread: number;
}

const DAY = 86_400_000;
const DAYS_PER_REQUEST = 30;
/** Sixty files go into one request. */
const MOST_FILES = 1_800;

/** Paths of the event files of all days from the first moment's to the last's, in order of sequence. */
export async function eventPaths(
  { reader, oid }: { reader: LedgerReader; oid: string },
  { from, to }: { from: string; to: string },
): Promise<string[]> {
  const days: string[] = [];
  for (let day = from; day.slice(0, 10) <= to.slice(0, 10); day = later(day, DAY)) days.push(day.slice(0, 10));
  const paths: string[] = [];
  for (let start = 0; start < days.length; start += DAYS_PER_REQUEST) {
    paths.push(...(await reader.eventFiles(oid, days.slice(start, start + DAYS_PER_REQUEST))));
  }
  return paths
    .flatMap((path) => {
      const first = readEventPath(path)?.sequence ?? readArchivePath(path)?.first;
      return first === undefined ? [] : [{ path, first }];
    })
    .sort((a, b) => a.first - b.first)
    .map(({ path }) => path);
}

/** In order; what cannot be read is counted, and the rest is read all the same. */
export async function readHistory(archive: Archive, from: string, most = MOST_FILES): Promise<History> {
  const paths = await eventPaths(archive, { from, to: archive.now });
  const newest = paths.slice(-most);
  const texts = await archive.reader.files(archive.oid, newest);
  const read = newest.map((path) => readEventFile(texts.get(path) ?? null));
  return {
    events: read.flatMap((events) => events ?? []),
    unread: paths.length - newest.length + read.filter((events) => events === null).length,
  };
}
