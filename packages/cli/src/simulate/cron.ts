/** When a half-hourly schedule really starts its runs: late, sometimes not at all, now and then silent for half a day. */
import { Chance } from './chance.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** As the workflow's `7,37 * * * *`. */
const MINUTES = [7, 37];

/** Starts of runs in milliseconds since 1970, in order, for so many days from a midnight on. */
export function cronStarts(seed: number, from: number, days: number): number[] {
  const chance = new Chance(seed, 'cron');
  const starts: number[] = [];
  let silentUntil = 0;
  for (let hour = from; hour < from + days * DAY; hour += HOUR) {
    if (chance.happens(1 / (9 * 24))) silentUntil = hour + chance.between(8, 14) * HOUR;
    for (const minute of MINUTES) {
      const late = delay(chance);
      if (chance.happens(0.06) || hour < silentUntil) continue;
      starts.push(hour + minute * MINUTE + late);
    }
  }
  // The concurrency group lets one run after the other.
  return starts.sort((a, b) => a - b);
}

/** Mostly some minutes; at busy hours up to an hour. */
function delay(chance: Chance): number {
  const most = chance.happens(0.05) ? 3600 : 420;
  return chance.between(3, most) * 1000;
}
