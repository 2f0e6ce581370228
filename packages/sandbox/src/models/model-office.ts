/** What all surfaces share: the mind, time, names, the caches and what was used. */

import type { Dice } from '../dice.ts';
import type { VirtualClock } from '../virtual-clock.ts';
import type { Asked, Mind, Thought } from './mind.ts';
import type { Meter } from './model-log.ts';
import type { PrefixCache } from './prefix-cache.ts';

export type ModelClock = Pick<VirtualClock, 'now' | 'advance'>;

export interface ModelOffice {
  mind: Mind;
  clock: ModelClock;
  names: Dice;
  caches: PrefixCache;
  meter: Meter;
  /** Answers asked for so far. */
  asked: number;
}

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789';

export const nameOf = ({ names }: ModelOffice, prefix: string): string => `${prefix}${names.letters(ALPHABET, 22)}`;

/** `instead`: what a fault makes of the answer. */
export async function think(
  office: ModelOffice,
  asked: Omit<Asked, 'n'>,
  instead: ((thought: Thought, asked: Asked) => Thought) | null,
): Promise<Thought> {
  office.asked += 1;
  const whole = { ...asked, n: office.asked };
  const thought = await office.mind.answer(whole);
  return instead === null ? thought : instead(thought, whole);
}

/** What is thought before an answer, in tokens; the more effort, the more, and never more than half of what there is. */
const THOUGHT: Readonly<Record<string, number>> = {
  none: 0,
  minimal: 16,
  low: 32,
  medium: 64,
  high: 128,
  xhigh: 256,
  max: 512,
};

export const thinkingTokens = (effort: string, most: number): number =>
  Math.min(THOUGHT[effort] ?? 0, Math.floor(most / 2));
