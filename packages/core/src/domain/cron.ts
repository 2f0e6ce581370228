/** Cron lines as GitHub reads them: five fields, UTC. */

const MINUTE = 60_000;
const NAMES: readonly (readonly string[])[] = [
  ...[[], [], []],
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
];
const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

/** Whether it ticks in the minute of this moment. */
export type Cron = (moment: number) => boolean;

/** Null where it is no cron line. */
export function cronOf(line: string): Cron | null {
  const fields = line.trim().toLowerCase().split(/\s+/);
  const sets = fields.map(setOf);
  if (fields.length !== 5 || sets.some((set) => set === null)) return null;
  const [minutes, hours, days, months, weekdays] = sets as Set<number>[];
  const [anyDay, anyWeekday] = [fields[2]?.startsWith('*'), fields[4]?.startsWith('*')];
  return (moment) => {
    const at = new Date(moment);
    const day = days?.has(at.getUTCDate()) === true;
    const weekday = weekdays?.has(at.getUTCDay()) === true;
    // Where both days are given, either is enough.
    const isDay = anyDay || anyWeekday ? day && weekday : day || weekday;
    const isTime = minutes?.has(at.getUTCMinutes()) === true && hours?.has(at.getUTCHours()) === true;
    return isTime && isDay && months?.has(at.getUTCMonth() + 1) === true;
  };
}

function setOf(field: string, index: number): Set<number> | null {
  const [least, most] = RANGES[index] ?? [0, -1];
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const [, range = '', step = '1'] = /^(\*|\w+(?:-\w+)?)(?:\/(\d{1,2}))?$/.exec(part) ?? [];
    const [from, to = part.includes('/') ? most : null] = range === '*' ? [least, most] : range.split('-').map(number);
    const last = to ?? from;
    if (from === undefined || last === undefined || !(from >= least) || !(last <= most || (index === 4 && last === 7)))
      return null;
    for (let one = from; one <= last; one += Math.max(1, Number(step))) found.add(index === 4 ? one % 7 : one);
  }
  return found;

  function number(word: string): number {
    const named = NAMES[index]?.indexOf(word) ?? -1;
    if (named >= 0) return named + (index === 3 ? 1 : 0);
    return /^\d{1,2}$/.test(word) ? Number(word) : Number.NaN;
  }
}

/** The minutes in which any of them ticks within so many days from a moment on. */
export function ticksOf(crons: readonly Cron[], from: number, days: number): number[] {
  const start = Math.ceil(from / MINUTE) * MINUTE;
  const ticks: number[] = [];
  for (let at = start; at < start + days * 24 * 60 * MINUTE; at += MINUTE)
    if (crons.some((cron) => cron(at))) ticks.push(at);
  return ticks;
}
