/** Event files joined as they are, byte for byte and in order; what cannot be read cuts them in two and stays where it is. */
import { archivePath, type EventFile, readEventFile } from '../../domain/event-files.ts';
import type { Compaction } from '../../ports.ts';

/** Of one joined file: GitHub cuts texts of half a megabyte, and what is cut could not be read back. */
const MOST_BYTES = 300_000;

interface Part {
  day: string;
  first: number;
  last: number;
  text: string;
  isWhole: boolean;
}

/** `files`: by day and sequence. */
export function joined(files: readonly EventFile[], texts: ReadonlyMap<string, string | null>): Compaction {
  const parts: Part[] = [];
  const compaction: Compaction = { additions: {}, deletions: [], left: [] };
  for (const transaction of transactionsOf(files)) {
    const [{ day, sequence }] = transaction;
    const whole = transaction.map((file) => wholeText(file, texts.get(file.path) ?? null));
    const isWhole = whole.every((text) => text !== null);
    (isWhole ? compaction.deletions : compaction.left).push(...transaction.map(({ path }) => path));
    const text = isWhole ? whole.join('') : '';
    const part = parts.at(-1);
    if (part?.isWhole && isWhole && part.day === day && Buffer.byteLength(part.text + text) <= MOST_BYTES) {
      part.text += text;
      part.last = sequence;
    } else parts.push({ day, first: sequence, last: sequence, text, isWhole });
  }
  for (const { day, first, last, text } of parts) compaction.additions[archivePath(day, first, last)] = text;
  return compaction;
}

/** Files of one sequence, of which there is more than one only where memory began anew within a day. */
function transactionsOf(files: readonly EventFile[]): [EventFile, ...EventFile[]][] {
  const found: [EventFile, ...EventFile[]][] = [];
  for (const file of files) {
    const last = found.at(-1);
    if (last?.[0].day === file.day && last[0].sequence === file.sequence) last.push(file);
    else found.push([file]);
  }
  return found;
}

/** Null where it is not what its name says: then nobody knows what would be joined. */
function wholeText({ sequence }: EventFile, text: string | null): string | null {
  const events = readEventFile(text);
  if (!text || !events || events.length === 0) return null;
  if (events.some((event) => event.sequence !== sequence)) return null;
  return text.endsWith('\n') ? text : `${text}\n`;
}
