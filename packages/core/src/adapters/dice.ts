/** Chance as a port. */
import type { Dice } from '../ports.ts';

export const dice: Dice = { roll: () => Math.random() };
