/** What stands for good and bad health in tests: a machine with room, and one that is nearly full. */
import type { RunnerVitals } from '@steward/core/domain/vitals.ts';
import { HALF_HOUR, type RunOptions, type Stage } from './cycle.ts';

const GIGABYTE = 1024 ** 3;
const memory = { total: 8 * GIGABYTE, free: 4 * GIGABYTE };
export const ROOMY: RunnerVitals = { memory, disk: { total: 100 * GIGABYTE, free: 50 * GIGABYTE } };
export const FULL: RunnerVitals = { memory, disk: { total: 100 * GIGABYTE, free: GIGABYTE } };

export const HEALTH_TITLE = 'Steward needs a look';

/** The issues about health, oldest first. */
export const healthIssues = ({ sandbox }: Stage) =>
  sandbox.world.data.issues.filter(({ title }) => title === HEALTH_TITLE);

/** From 09:07 to 06:07 of the next day: the daily look is due. */
export const UNTIL_DAILY = 21 * 60 * 60_000;

/** Ticks half an hour apart until one is quiet; a red one is no reason to stop. */
export async function settleHealth(stage: Stage, options: RunOptions): Promise<void> {
  for (let round = 0; round < 6; round++) {
    stage.pass(HALF_HOUR);
    if ((await stage.tick(options)).quiet) return;
  }
  throw new Error('never quiet');
}
