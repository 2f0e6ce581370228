/** Days, weeks and windows of ISO times; all in UTC, all pure. */

/** How far back what was seen is remembered one by one: beyond any listing lag and clock skew. Milliseconds. */
export const OVERLAP = 600_000;

const DAY = 86_400_000;
const WEEK = 7 * DAY;

/** `2026-11-20` */
export const dayOf = (at: string): string => at.slice(0, 10);

/** ISO week, `2026-W47`: that of the year in which its Thursday lies. */
export function weekOf(at: string): string {
  const day = momentOf(`${dayOf(at)}T00:00:00Z`) / DAY;
  // Day 0, 1 January 1970, was a Thursday.
  const thursday = day - ((((day + 3) % 7) + 7) % 7) + 3;
  const year = new Date(thursday * DAY).getUTCFullYear();
  const week = Math.floor((thursday - firstOf(year)) / 7) + 1;
  return `${year}-W${week < 10 ? '0' : ''}${week}`;
}

/** The day, counted from 1970, on which a year begins. */
const firstOf = (year: number): number => Date.UTC(year, 0, 1) / DAY;

/** The ISO weeks from the first to the last, both included; where there are more than that, the latest. */
export function weeksBetween(first: string, last: string, most: number): string[] {
  const weeks: string[] = [];
  for (let monday = mondayOf(last); weeks.length < most; monday -= WEEK) {
    const week = weekOf(new Date(monday).toISOString());
    if (week < first) break;
    weeks.unshift(week);
  }
  return weeks;
}

/** The first week is the one with 4 January. */
function mondayOf(week: string): number {
  const fourth = Date.UTC(Number(week.slice(0, 4)), 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth - weekday * DAY + (Number(week.slice(6)) - 1) * WEEK;
}

/** The first full hour `hour` (UTC) that is later than `at`. */
export function nextDaily(at: string, hour: number): string {
  const today = Date.parse(`${dayOf(at)}T00:00:00Z`) + hour * 3_600_000;
  return new Date(today > Date.parse(at) ? today : today + DAY).toISOString();
}

/** Whole days from one moment to another, never below zero. */
export const daysBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / DAY));

/** Never below zero. */
export const hoursBetween = (from: string, to: string): number =>
  Math.max(0, (Date.parse(to) - Date.parse(from)) / 3_600_000);

/** Two digits of a text as a number. */
const twoAt = (text: string, at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;

const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** What `Date.parse` says, without its price for times as GitHub and the ledger write them. */
export function momentOf(time: string): number {
  const { length } = time;
  if ((length !== 20 && length !== 24) || time.charCodeAt(length - 1) !== 90) return Date.parse(time);
  const month = twoAt(time, 5);
  const year = twoAt(time, 0) * 100 + twoAt(time, 2);
  // Leap days before this month: those of the years before, and this year's from March on.
  const past = month > 2 ? year : year - 1;
  const leap = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) - 477;
  const days = (year - 1970) * 365 + leap + (DAYS_BEFORE[month - 1] ?? Number.NaN) + twoAt(time, 8) - 1;
  const seconds = days * 86_400 + twoAt(time, 11) * 3_600 + twoAt(time, 14) * 60 + twoAt(time, 17);
  return seconds * 1000 + (length === 24 ? twoAt(time, 20) * 10 + time.charCodeAt(22) - 48 : 0);
}
