/** When people are not to be notified: nights, weekends, days away, in the owner's own time zone. */

export interface QuietHours {
  from?: number | undefined;
  to?: number | undefined;
  weekends: boolean;
  timezone: string;
  /** Days, both ends included: `2026-12-24`. */
  away: readonly { from: string; to: string }[];
}

export function isTimezone(name: string): boolean {
  // The usual answer, without the tables of all zones.
  if (name === 'UTC') return true;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** `2026-02-30` is none. */
export function isDay(text: string): boolean {
  const moment = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text);
}

const HOUR = 3_600_000;
/** A year of quarters of days: whoever is away for longer is looked for again then. */
const FARTHEST = 366 * 24;

/** When the quiet that holds now ends, to the hour; null where it is not quiet. */
export function quietUntil(at: string, hours: QuietHours): string | null {
  const clock = clockOf(hours.timezone);
  const now = Date.parse(at);
  if (!isQuiet(clock(now), hours)) return null;
  const start = Math.floor(now / HOUR) * HOUR;
  for (let step = 1; step <= FARTHEST; step++) {
    const next = start + step * HOUR;
    if (!isQuiet(clock(next), hours)) return new Date(next).toISOString();
  }
  return new Date(start + FARTHEST * HOUR).toISOString();
}

/** Whether it is quiet at a moment: for many moments, since each time zone is looked up but once. */
export function quietAt(hours: QuietHours): (moment: number) => boolean {
  const clock = clockOf(hours.timezone);
  return (moment) => isQuiet(clock(moment), hours);
}

interface Local {
  day: string;
  hour: number;
  weekday: string;
}

function isQuiet({ day, hour, weekday }: Local, { from, to, weekends, away }: QuietHours): boolean {
  if (away.some((span) => span.from <= day && day <= span.to)) return true;
  if (weekends && (weekday === 'Sat' || weekday === 'Sun')) return true;
  if (from === undefined || to === undefined || from === to) return false;
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

function clockOf(timeZone: string): (moment: number) => Local {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    weekday: 'short',
  });
  return (moment) => {
    const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
    const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
    return { day, hour: Number(parts.get('hour')), weekday: parts.get('weekday')?.slice(0, 3) ?? '' };
  };
}
