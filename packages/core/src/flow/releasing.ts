/** Tasks that end because people took their issues back into their own hands. */
import { endsBy } from '../decide/intake/release.ts';
import type { LedgerEvent } from '../domain/event.ts';
import type { Ledger } from '../domain/state.ts';
import { isOpen } from '../domain/task.ts';
import type { Findings } from './intake.ts';

export const releaseEvent = ({ task, release: { reason, by } }: Findings['released'][number]): LedgerEvent => ({
  ...{ kind: 'moved', task, status: 'cancelled', reason },
  ...(by !== undefined && { by }),
});

/** Where nothing has become of the task since it was read. */
export const releasedEvents = ({ tasks }: Ledger, { released }: Findings): LedgerEvent[] =>
  released
    .filter(({ task: id, release }) => tasks[id] && isOpen(tasks[id]) && endsBy(tasks[id].status, release))
    .map(releaseEvent);
