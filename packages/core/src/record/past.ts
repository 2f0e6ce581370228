/** A run of the past, found by the files of its events: from the newest day back, as far as is bounded. */

import type { RecordedEvent } from '../domain/event.ts';
import { type EventFile, readEventFile, readEventPath } from '../domain/event-files.ts';
import { UserError } from '../domain/failure.ts';
import { later } from '../domain/intent.ts';
import type { LedgerReader } from '../ports.ts';

/** A run as it is recorded. */
export interface Past {
  run: string;
  /** Of its first event. */
  at: string;
  events: RecordedEvent[];
}

export interface Archive {
  reader: LedgerReader;
  /** The head whose files are read. */
  oid: string;
  now: string;
}

const DAY = 86_400_000;
const DAYS = 30;
const DAYS_PER_REQUEST = 10;
/** So many runs are looked into for the last that did something. */
const MOST_RUNS = 40;
const MOST_NAMED = 5;

/** The recorded events of a run by its id, with or without its attempt. */
export async function findRun(archive: Archive, asked: string): Promise<Past> {
  const files = await eventFiles(archive);
  const found = files.filter(({ run }) => isCalled(run, asked));
  const runs = [...new Set(found.map(({ run }) => run))];
  if (runs.length > 1) {
    throw new UserError(
      `Run ${asked} was tried ${runs.length} times, and each attempt is a run of its own.`,
      `Say which: ${runs.join(' or ')}.`,
    );
  }
  if (runs.length === 0) throw notFound(`There is no run ${asked} in the ledger`, files);
  return readRun(archive, found);
}

/** The newest run of which `counts` holds. */
export async function findLastRun(
  archive: Archive,
  counts: (events: readonly RecordedEvent[]) => boolean,
): Promise<Past> {
  const files = await eventFiles(archive);
  const runs = [...new Set(files.map(({ run }) => run))].slice(0, MOST_RUNS);
  for (const run of runs) {
    const past = await readRun(
      archive,
      files.filter((file) => file.run === run),
    );
    if (counts(past.events)) return past;
  }
  throw notFound('No run did anything that could be taken back', files);
}

/** By its whole id, or by the one that its page has, which does not say the attempt. */
export const isCalled = (run: string, asked: string): boolean =>
  run === asked || /^(\d+)-\d+$/.exec(run)?.[1] === asked;

/** Newest first. */
async function eventFiles({ reader, oid, now }: Archive): Promise<EventFile[]> {
  const days = Array.from({ length: DAYS }, (_, back) => later(now, -back * DAY).slice(0, 10));
  const files: EventFile[] = [];
  for (let start = 0; start < days.length; start += DAYS_PER_REQUEST) {
    const paths = await reader.eventFiles(oid, days.slice(start, start + DAYS_PER_REQUEST));
    files.push(...paths.map(readEventPath).filter((file) => file !== null));
  }
  return files.sort((a, b) => b.sequence - a.sequence);
}

async function readRun({ reader, oid }: Archive, files: readonly EventFile[]): Promise<Past> {
  const inOrder = files.toReversed();
  const texts = await reader.files(
    oid,
    inOrder.map(({ path }) => path),
  );
  const events = inOrder.flatMap(({ path }) => {
    const read = readEventFile(texts.get(path) ?? null);
    if (read) return read;
    throw new UserError(
      `The record of this run cannot be read whole: ${path} is cut off or damaged. Nothing was taken back.`,
      'Close by hand what it opened; the file says what that was.',
    );
  });
  return { run: inOrder[0]?.run ?? '', at: events[0]?.at ?? '', events };
}

/** Says what was looked at, so that whoever asked sees what to ask instead. */
function notFound(fault: string, files: readonly EventFile[]): UserError {
  const days = new Map(files.toReversed().map(({ run, day }) => [run, day]));
  const runs = [...days.keys()].reverse();
  const newest = runs.length === 0 ? '' : ` The newest: ${runs.slice(0, MOST_NAMED).join(', ')}.`;
  return new UserError(
    `${fault}: ${recorded([...days.values()])} in the last ${DAYS} days.`,
    `Give a run as its files under \`events/\` on the state branch are named, or \`last\`.${newest}`,
  );
}

/** `days`: of each run, the oldest first. */
function recorded(days: readonly string[]): string {
  const [first, newest] = [days[0], days.at(-1)];
  if (days.length === 0) return 'none is recorded';
  if (days.length === 1) return `1 run is recorded, of ${first},`;
  const span = first === newest ? `all of ${first}` : `from ${first} to ${newest}`;
  return `${days.length.toLocaleString('en-US')} runs are recorded, ${span},`;
}

/** Every event since then, at most of the last 30 days, in order; files that cannot be read are named and left out. */
export async function eventsSince(
  archive: Archive,
  since: string,
): Promise<{ events: RecordedEvent[]; unread: string[] }> {
  const files = (await eventFiles(archive)).filter(({ day }) => day >= since.slice(0, 10)).toReversed();
  const paths = files.map(({ path }) => path);
  const texts = new Map<string, string | null>();
  for (let start = 0; start < paths.length; start += FILES_PER_REQUEST)
    for (const [path, text] of await archive.reader.files(archive.oid, paths.slice(start, start + FILES_PER_REQUEST)))
      texts.set(path, text);
  const unread: string[] = [];
  const events = paths.flatMap((path) => {
    const read = readEventFile(texts.get(path) ?? null);
    if (read === null) unread.push(path);
    return (read ?? []).filter(({ at }) => at >= since);
  });
  return { events, unread };
}

const FILES_PER_REQUEST = 100;
