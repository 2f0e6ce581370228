/** Files of events, one a transaction and later joined by day: how they are called, and how they are read back. */
import type { RecordedEvent } from './event.ts';

export interface EventFile {
  path: string;
  /** `2026-11-20` */
  day: string;
  sequence: number;
  run: string;
}

/** Where the events of a day are kept. */
export const eventFolder = (at: string): string => `events/${at.slice(0, 10).replaceAll('-', '/')}`;

export const eventPath = (at: string, sequence: number, run: string): string =>
  `${eventFolder(at)}/${padded(sequence)}-${run}.ndjson`;

const padded = (sequence: number): string => String(sequence).padStart(8, '0');

const PATH = /^events\/(\d{4})\/(\d{2})\/(\d{2})\/(\d{8,16})-([\w.-]{1,100})\.ndjson$/;

/** A file of events by its path; null for any other. */
export function readEventPath(path: string): EventFile | null {
  const [, year, month, day, sequence, run = ''] = PATH.exec(path) ?? [];
  return sequence === undefined ? null : { path, day: `${year}-${month}-${day}`, sequence: Number(sequence), run };
}

/** Event files of a day long past, joined to one. */
export interface ArchiveFile {
  path: string;
  day: string;
  /** Sequences of the first and the last that was looked at for it. */
  first: number;
  last: number;
}

/** Where the joined files of a day are, with those of its month. */
export const archiveFolder = (day: string): string => `archive/${day.slice(0, 7).replace('-', '/')}`;

export const archivePath = (day: string, first: number, last: number): string =>
  `${archiveFolder(day)}/${day.slice(8, 10)}-${padded(first)}-${padded(last)}.ndjson`;

const ARCHIVE = /^archive\/(\d{4})\/(\d{2})\/(\d{2})-(\d{8,16})-(\d{8,16})\.ndjson$/;

/** A joined file by its path; null for any other. */
export function readArchivePath(path: string): ArchiveFile | null {
  const [, year, month, day, first, last] = ARCHIVE.exec(path) ?? [];
  return last === undefined ? null : { path, day: `${year}-${month}-${day}`, first: Number(first), last: Number(last) };
}

/** The events of one file; null where it is not whole. */
export function readEventFile(text: string | null): RecordedEvent[] | null {
  if (text === null) return null;
  try {
    const events: unknown[] = text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    return events.every(isEvent) ? events : null;
  } catch {
    return null;
  }
}

const isEvent = (value: unknown): value is RecordedEvent =>
  value !== null && typeof value === 'object' && typeof (value as { kind?: unknown }).kind === 'string';
