/** Files of events by day, sequence and run: how they are called, and how they are read back. */
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
  `${eventFolder(at)}/${String(sequence).padStart(8, '0')}-${run}.ndjson`;

const PATH = /^events\/(\d{4})\/(\d{2})\/(\d{2})\/(\d{8,16})-([\w.-]{1,100})\.ndjson$/;

/** A file of events by its path; null for any other. */
export function readEventPath(path: string): EventFile | null {
  const [, year, month, day, sequence, run = ''] = PATH.exec(path) ?? [];
  return sequence === undefined ? null : { path, day: `${year}-${month}-${day}`, sequence: Number(sequence), run };
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
