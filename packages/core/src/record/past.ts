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
  const found = files.filter(({ run }) => run === asked || attemptOf(run) === asked);
  const runs = [...new Set(found.map(({ run }) => run))];
  if (runs.length > 1) {
    throw new UserError(
      `Run ${asked} was tried ${runs.length} times, and each attempt is a run of its own.`,
      `Say which: ${runs.join(' or ')}.`,
    );
  }
  if (runs.length === 0) throw notFound(`There is no run ${asked} in the ledger`, archive, files);
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
  throw notFound('No run did anything that could be taken back', archive, files);
}

const attemptOf = (run: string): string | undefined => /^(\d+)-\d+$/.exec(run)?.[1];

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
function notFound(fault: string, { now }: Archive, files: readonly EventFile[]): UserError {
  const runs = [...new Set(files.map(({ run }) => run))];
  const from = later(now, -(DAYS - 1) * DAY).slice(0, 10);
  const newest = runs.length === 0 ? '' : ` The newest: ${runs.slice(0, MOST_NAMED).join(', ')}.`;
  return new UserError(
    `${fault}: ${runs.length === 1 ? '1 run has' : `${runs.length} runs have`} events from ${from} to ${now.slice(0, 10)}.`,
    `Give a run as its files under \`events/\` on the state branch are named, or \`last\`.${newest}`,
  );
}
