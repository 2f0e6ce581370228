/** How Steward's own runs went in the last week: whether they came, ended well, and in the usual time. */
import { counted } from '../../domain/markdown.ts';
import type { OwnRun } from '../../domain/vitals.ts';
import { isFailure } from '../run-history.ts';
import { type Check, fault, type HealthFacts, median, notSeen, percent, warning } from './facts.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Fewer say nothing. */
const LEAST_FAILED = 3;
const LEAST_RUNS = 10;

/** Runs that are red because of findings of health would keep themselves red. */
export const runs: Check = ({ runs: known, state, settings, now }) => {
  if (known.kind === 'unknown') return notSeen(known.reason);
  const reds = new Set(state.health?.reds ?? []);
  const counting = known.value.filter(({ id }) => !reds.has(id));
  const failed = counting.filter(({ conclusion }) => isFailure(conclusion));
  const share = percent(failed.length, counting.length);
  if (failed.length < LEAST_FAILED || share <= settings['failed-runs']) return null;
  const words = `${failed.length} of ${counted(counting.length, 'run')} failed in the last week`;
  const isNow = failed.some(({ endedAt }) => Date.parse(now) - Date.parse(endedAt) < DAY);
  return isNow ? fault(words) : warning(words);
};

/** A single late or dropped run is normal. This one runs, so what can be seen is a gap before it. */
export const activity: Check = ({ runs: known, settings, now }) => {
  if (known.kind === 'unknown') return notSeen(known.reason);
  if (known.value.length === 0) return notSeen('no finished run was seen in the last week');
  const gap = longestGap(known.value, now);
  const allowed = (settings['missed-runs'] + 1) * settings.interval * MINUTE;
  if (gap.length < allowed) return null;
  const hours = Math.floor(gap.length / (60 * MINUTE));
  const span = hours > 0 ? counted(hours, 'hour') : counted(Math.floor(gap.length / MINUTE), 'minute');
  const missed = Math.max(1, Math.floor(gap.length / (settings.interval * MINUTE)) - 1);
  return warning(`no run for ${span} from ${gap.from.slice(0, 16).replace('T', ' ')} UTC: ${missed} were missing`);
};

/** Within the last day, from the last run before it on. */
function longestGap(all: readonly OwnRun[], now: string): { length: number; from: string } {
  const times = [...all.map(({ startedAt }) => startedAt), now].sort();
  let longest = { length: 0, from: now };
  for (const [index, time] of times.entries()) {
    const from = times[index - 1];
    if (from === undefined || Date.parse(now) - Date.parse(time) >= DAY) continue;
    const length = Date.parse(time) - Date.parse(from);
    if (length > longest.length) longest = { length, from };
  }
  return longest;
}

export const lengthOf = ({ startedAt, endedAt }: OwnRun): number =>
  Math.max(0, Date.parse(endedAt) - Date.parse(startedAt));

/** The usual run, and whether it takes twice what it took before. */
export const durations: Check = ({ runs: known, settings }: HealthFacts) => {
  if (known.kind === 'unknown') return notSeen(known.reason);
  const ended = known.value.filter(({ conclusion }) => conclusion === 'success' || isFailure(conclusion));
  if (ended.length < LEAST_RUNS) return null;
  const lengths = ended.map(lengthOf);
  const [newer, older] = [median(lengths.slice(0, LEAST_RUNS)), median(lengths.slice(LEAST_RUNS))];
  if (newer > settings.minutes * MINUTE) {
    const words = `the usual run takes ${minutes(newer)} minutes`;
    return newer > 2 * settings.minutes * MINUTE ? fault(words) : warning(words);
  }
  const isSlower = lengths.length >= 2 * LEAST_RUNS && newer > 2 * older && newer - older > MINUTE;
  return isSlower ? warning(`the usual run takes ${minutes(newer)} minutes, ${minutes(older)} a few days ago`) : null;
};

export const minutes = (length: number): string => (Math.round(length / 6_000) / 10).toFixed(1);
