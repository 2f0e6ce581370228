/** What the commands are for, as help lists them, and how each is carried out. */
import type { Surroundings } from './surroundings.ts';

/** Runs what a command does, and keeps its exit code. */
export type Carry = (act: (around: Surroundings) => Promise<number>) => Promise<void>;

export const GROUPS = {
  machine: 'Try it on this machine:',
  setUp: 'Set it up:',
  look: 'Look at what it does:',
  order: 'Give it orders:',
  shell: 'Your shell:',
} as const;
