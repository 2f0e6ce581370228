/** A repository in which something has been done already, for what is told of work. */
import { HALF_HOUR, type Stage } from './cycle.ts';

export const DAY = 48 * HALF_HOUR;

/** Three tasks opened on a Friday; a day later one was done and one refused. */
export async function work(stage: Stage): Promise<Stage> {
  await stage.tick();
  stage.pass(DAY);
  stage.sandbox.world.closeIssue(1, 'octo', 'COMPLETED');
  stage.sandbox.world.closeIssue(2, 'octo', 'NOT_PLANNED');
  await stage.tick();
  stage.pass(HALF_HOUR);
  return stage;
}
