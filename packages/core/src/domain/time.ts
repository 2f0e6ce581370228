/** Days, weeks and windows of ISO times; all in UTC, all pure. */

/** How far back what was seen is remembered one by one: beyond any listing lag and clock skew. Milliseconds. */
export const OVERLAP = 600_000;

/** `2026-11-20` */
export const dayOf = (at: string): string => at.slice(0, 10);

/** ISO week, `2026-W47`. */
export function weekOf(at: string): string {
  const date = new Date(`${dayOf(at)}T00:00:00Z`);
  const weekday = (date.getUTCDay() + 6) % 7;
  const thursday = new Date(date.getTime() + (3 - weekday) * 86_400_000);
  const start = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - start) / 604_800_000) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}

/** The first full hour `hour` (UTC) that is later than `at`. */
export function nextDaily(at: string, hour: number): string {
  const today = Date.parse(`${dayOf(at)}T00:00:00Z`) + hour * 3_600_000;
  return new Date(today > Date.parse(at) ? today : today + 86_400_000).toISOString();
}

/** Whole days from one moment to another, never below zero. */
export const daysBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000));

const SEEN_LIMIT = 500;

/** What was seen before and now, as far as it is later than `oldest`; at most the newest 500, so that the state stays small. */
export function trimSeen(
  before: ReadonlyMap<string, string>,
  now: Readonly<Record<string, string>>,
  oldest: number,
): Map<string, string> {
  const seen = new Map<string, string>();
  for (const [key, updatedAt] of before) if (momentOf(updatedAt) > oldest) seen.set(key, updatedAt);
  for (const key in now) {
    const updatedAt = now[key] ?? '';
    if (momentOf(updatedAt) > oldest) seen.set(key, updatedAt);
    else seen.delete(key);
  }
  if (seen.size <= SEEN_LIMIT) return seen;
  const newest = [...seen].sort(([keyA, a], [keyB, b]) => (a === b ? (keyA < keyB ? -1 : 1) : a > b ? -1 : 1));
  return new Map(newest.slice(0, SEEN_LIMIT));
}

const digitsOf = (text: string, at: number, count: number): number => {
  let value = 0;
  for (let place = at; place < at + count; place += 1) value = value * 10 + text.charCodeAt(place) - 48;
  return value;
};

/** What `Date.parse` says, without its price for times as GitHub and the ledger write them. */
export function momentOf(time: string): number {
  const isUsual = (time.length === 20 || time.length === 24) && time.charCodeAt(time.length - 1) === 90;
  if (!isUsual) return Date.parse(time);
  const month = digitsOf(time, 5, 2);
  // Years that begin in March end with the day that leap years add.
  const year = digitsOf(time, 0, 4) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + digitsOf(time, 8, 2) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const days = era * 146_097 + dayOfEra - 719_468;
  const seconds = (digitsOf(time, 11, 2) * 60 + digitsOf(time, 14, 2)) * 60 + digitsOf(time, 17, 2);
  return (days * 86_400 + seconds) * 1000 + (time.length === 24 ? digitsOf(time, 20, 3) : 0);
}
