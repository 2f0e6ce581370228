/** Every planted bug. */
import { CAP_MUTANTS } from './caps.ts';
import { CLEANING_MUTANTS } from './cleaning.ts';
import { GITHUB_MUTANTS } from './github.ts';
import { MEMORY_MUTANTS } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { PEOPLE_MUTANTS } from './people.ts';
import { PROTOCOL_MUTANTS } from './protocol.ts';
import { TICK_MUTANTS } from './tick.ts';

export const MUTANTS: readonly Mutant[] = [
  ...PROTOCOL_MUTANTS,
  ...MEMORY_MUTANTS,
  ...CAP_MUTANTS,
  ...PEOPLE_MUTANTS,
  ...CLEANING_MUTANTS,
  ...GITHUB_MUTANTS,
  ...TICK_MUTANTS,
];
