/** Older models know no effort and turn away who names one, for nothing: they are asked without, from then on. */
import type { Send } from './provider.ts';
import { isUnknown } from './vendor-failure.ts';

export interface EffortSetting {
  /** Whether it is named. */
  effort: boolean;
}

export const withoutEffort =
  (setting: EffortSetting, send: Send): Send =>
  async (question, repair, signal) => {
    try {
      return await send(question, repair, signal);
    } catch (thrown) {
      if (!setting.effort || !isUnknown(thrown, /effort|reasoning/i)) throw thrown;
      setting.effort = false;
      return send(question, repair, signal);
    }
  };
