/** Which days' events leave a pack: it is written anew with every commit, so what nobody asks for any more must not be in it. */
import { readEventPath } from '../../domain/event-files.ts';

const DAY = 86_400_000;
/** A run can be taken back, or explained, for thirty days; a day more for clocks. */
const DAYS = 31;
/** Of the event files of a pack together; beyond it the oldest days leave early. Today's never do. */
const MOST_CHARACTERS = 4_000_000;

/** The event files that leave, by day, oldest first. */
export function dueForArchive(
  files: Readonly<Record<string, string>>,
  now: string,
): [day: string, files: Record<string, string>][] {
  const days = new Map<string, Record<string, string>>();
  let characters = 0;
  for (const [path, text] of Object.entries(files)) {
    const day = readEventPath(path)?.day;
    if (day === undefined) continue;
    days.set(day, { ...days.get(day), [path]: text });
    characters += text.length;
  }
  const oldest = new Date(Date.parse(now) - DAYS * DAY).toISOString().slice(0, 10);
  const due: [string, Record<string, string>][] = [];
  for (const [day, old] of [...days].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (day >= now.slice(0, 10) || (day >= oldest && characters <= MOST_CHARACTERS)) break;
    due.push([day, old]);
    characters -= Object.values(old).reduce((sum, text) => sum + text.length, 0);
  }
  return due;
}
