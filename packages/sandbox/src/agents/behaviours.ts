/** How agents behave: when they start, how long they take, and what comes of it. */

type Range = readonly [least: number, most: number];

/**
 * `work`: a pull request with a change; `lie`: success without one; `fail`; `quota`: says that its limit is used up;
 * `ask`: a question first, and work after an answer.
 */
export type Ending = 'work' | 'lie' | 'fail' | 'quota' | 'ask';

export interface Behaviour {
  /** Minutes from the hand-off to its start; null: it never starts. */
  start: Range | null;
  /** How long it then takes, in shares of its usual hours; null: nothing is ever heard of it again. */
  pace: Range | null;
  ending: Ending;
}

export const BEHAVIOURS = {
  quick: { start: [1, 4], pace: [0.3, 0.6], ending: 'work' },
  slow: { start: [10, 50], pace: [1.5, 3], ending: 'work' },
  silent: { start: [1, 10], pace: null, ending: 'work' },
  'never-starting': { start: null, pace: null, ending: 'work' },
  lying: { start: [1, 10], pace: [0.1, 0.5], ending: 'lie' },
  failing: { start: [1, 10], pace: [0.2, 1], ending: 'fail' },
  'quota-less': { start: [1, 4], pace: [0.01, 0.05], ending: 'quota' },
  asking: { start: [1, 10], pace: [0.1, 0.3], ending: 'ask' },
} as const satisfies Record<string, Behaviour>;

export type BehaviourName = keyof typeof BEHAVIOURS;

/** How somebody goes on whose question was answered. */
export const ANSWERED: Behaviour = { start: [1, 10], pace: [0.5, 1], ending: 'work' };
