/** Whom plans are asked of: models, in the run that somebody waits in; in its place whoever a caller names. */
import type { Answers, Asked } from '../domain/asked.ts';
import { askModels } from './asking.ts';
import { isOrdered, type Tick } from './tick.ts';

/** What is known of the briefs once it is through; what nobody answered is missing. */
export type AskBriefs = (asked: readonly Asked[]) => Promise<Answers>;

export const askOf =
  (tick: Tick): AskBriefs =>
  (asked) =>
    askModels(
      tick,
      asked.map((one) => ({ ...one, ordered: isOrdered(tick, 'plan') })),
    );
