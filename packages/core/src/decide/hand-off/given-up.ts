/** Tasks that everybody gave back who could do them: no rest helps, so a person is asked. */
import { environmentOf } from '../../domain/environment-settings.ts';
import type { LedgerEvent } from '../../domain/event.ts';
import { HANDABLE } from '../../domain/hand-off.ts';
import type { Task } from '../../domain/task.ts';
import { type ChoiceInput, candidatesFor, fieldOf } from './choice.ts';
import { suits } from './selection.ts';

export function givenUpEvents(input: ChoiceInput): LedgerEvent[] {
  const { ledger, config, means } = input;
  const isGivenBack = ({ id, status, attempts }: Task): boolean =>
    HANDABLE.includes(status) && !(id in ledger.state.leases) && attempts?.at(-1)?.ending === 'declined';
  const given = Object.values(ledger.tasks).filter(isGivenBack);
  if (given.length === 0) return [];
  const { awake, asleep } = fieldOf(input);
  const agents = [...awake, ...asleep];
  // Until it is known who owns the code, they may yet be somebody.
  if (means.owners === null && agents.some(({ reach }) => reach.by === 'person' && reach.logins.length === 0))
    return [];
  return given.flatMap((task): LedgerEvent[] => {
    const environment = environmentOf(task, config);
    const suited = agents.filter(({ agent }) => suits(agent, { ...task, environment }));
    const { able } = candidatesFor(task, { agents: suited, ledger, means, chosen: [] });
    if (suited.length === 0 || able.length > 0) return [];
    return [{ kind: 'moved', task: task.id, status: 'escalated', reason: 'whoever is able gave it back' }];
  });
}
