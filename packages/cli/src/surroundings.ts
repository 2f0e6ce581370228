/** All a command takes from the process it runs in, so that tests can give their own. */
import type { FedClock } from '@steward/core/adapters/clock.ts';
import type { Questions } from './init/questions.ts';
import type { Place } from './place.ts';
import type { Screens } from './terminal.ts';

export interface Surroundings {
  screens: Screens;
  environment: NodeJS.ProcessEnv;
  place: Place;
  /** Asks the person; absent where nobody sits at a terminal. */
  questions?: () => Promise<Questions>;
  /** The bundled run-cycle; looked up in dist/ where it is left out. */
  action?: string;
  /** The system's where it is left out. */
  clock?: FedClock;
  /** Aborted when the person or the machine asks the command to end. */
  stop: AbortSignal;
}
