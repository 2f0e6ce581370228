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

/** Keeps what lies within the overlap before the watermark; at most the newest 500, so that the state stays small. */
export function trimSeen(seen: Record<string, string>, watermark: string, overlap: number): Record<string, string> {
  const oldest = Date.parse(watermark) - overlap;
  const kept = Object.entries(seen)
    .filter(([, updatedAt]) => Date.parse(updatedAt) > oldest)
    .sort(([keyA, a], [keyB, b]) => (a === b ? (keyA < keyB ? -1 : 1) : a > b ? -1 : 1))
    .slice(0, SEEN_LIMIT);
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}
