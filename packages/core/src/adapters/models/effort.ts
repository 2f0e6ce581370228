/** Older models know no effort and turn away who names one, for nothing: they are asked without, from then on. */
import type { ModelName, Provider } from '../../domain/model.ts';
import type { Taken } from '../../domain/traits.ts';
import { PRESETS } from './presets.ts';
import type { Heard, Send } from './provider.ts';
import { isUnknown } from './vendor-failure.ts';

export type EffortSetting = Pick<Taken, 'effort'>;

/** Those that are still asked a lot, with or without a date; of any other it is found out with its first question. */
const WITHOUT: Readonly<Partial<Record<Provider, RegExp>>> = {
  anthropic: /^claude-(?:haiku-4-5|sonnet-4-5|opus-4-1)(?:-\d{8})?$/,
};

/** What is known before anybody asked. */
export function takenAtFirst({ provider, id }: ModelName): Taken {
  const { effort, format } = PRESETS[provider];
  return { effort: effort && WITHOUT[provider]?.test(id) !== true, format };
}

/** In whatever words a vendor says so. */
export const EFFORT = /effort|reasoning|thinking/i;

export const withoutEffort =
  (taken: EffortSetting, send: Send): Send =>
  async (question, repair, signal) => {
    // Another question may find it out while this one is under way.
    const { effort } = taken;
    try {
      return await send(question, repair, signal);
    } catch (thrown) {
      if (!effort || !isUnknown(thrown, EFFORT)) throw thrown;
      taken.effort = false;
      return send(question, repair, signal);
    }
  };

/** A batch is not sent again by itself: whoever reads that says so, and its next question names none. */
export function heardOfEffort(heard: Heard, taken: EffortSetting): Heard {
  if (heard.kind !== 'failure' || !TURNED_AWAY.includes(heard.cause) || !EFFORT.test(heard.reason)) return heard;
  taken.effort = false;
  return { ...heard, cause: 'setting' };
}

const TURNED_AWAY: readonly string[] = ['request', 'unknown-model'];
