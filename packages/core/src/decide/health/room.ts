/** Whether there is room: for Steward's memory, and on the machine that runs it. */
import type { Room } from '../../domain/vitals.ts';
import { type Check, fault, type HealthFacts, notSeen, percent, type Result, warning } from './facts.ts';

/** From here on the next task may not fit. */
const NEARLY_FULL = 95;

export const ledger: Check = ({ ledger: { bytes, most }, settings }) => {
  const share = percent(bytes, most);
  if (share < settings.ledger) return null;
  const words = `\`state.json\` takes ${share} % of the ${Math.round(most / 1024)} KB that it may have`;
  return share >= NEARLY_FULL ? fault(words) : warning(words);
};

export const memory: Check = ({ runner, settings }) => roomResult(runner.memory, settings.memory, 'memory');

export const disk: Check = ({ runner, settings }) => roomResult(runner.disk, settings.disk, 'disk');

function roomResult(room: Room | null, least: number, what: 'memory' | 'disk'): Result {
  if (room === null || room.total === 0) return notSeen(`the runner does not say how much room it has`);
  const share = percent(room.free, room.total);
  if (share >= least) return null;
  const words = `${share} % of the runner's ${what} is free: ${megabytes(room.free)} of ${megabytes(room.total)} MB`;
  return share < least / 2 ? fault(words) : warning(words);
}

const megabytes = (bytes: HealthFacts['ledger']['bytes']): string =>
  Math.round(bytes / 1024 / 1024).toLocaleString('en-US');
