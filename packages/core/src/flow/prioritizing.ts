/** Putting in order: what people arranged on GitHub is read once, and tasks that wait for each other are told. */
import { linkProposals, relationEvents } from '../decide/relations.ts';
import { circlesOf, orderTasks, queueRules } from '../domain/queue.ts';
import type { Related } from '../domain/standing.ts';
import type { Ledger } from '../domain/state.ts';
import { isOpen, realNumber } from '../domain/task.ts';
import type { Tick } from './tick.ts';
import type { Arrangement } from './wish.ts';

/** How the issues of the open tasks hang together; one request, for the first hundred in the queue. */
export async function readArrangement(tick: Tick, { tasks, state }: Ledger): Promise<Arrangement> {
  const queue = orderTasks(Object.values(tasks).filter(isOpen), queueRules(tick.config, state));
  const numbers = queue.flatMap(({ number }) => realNumber(number) ?? []);
  const related: Related =
    numbers.length === 0 ? { issues: [], dependencies: true } : await tick.world.reader.relations(numbers);
  return {
    eventsOn: (ledger) => relationEvents(ledger, related, tick.config),
    linksOn: (ledger) => linkProposals(ledger, related, tick.mode),
  };
}

const MOST_TOLD = 5;

/** Said by each run that puts in order, as long as it is so: nothing but a person gets them out of it. */
export function tellCircles(tick: Tick, { tasks }: Ledger): void {
  const circles = circlesOf(Object.values(tasks).filter(isOpen));
  for (const circle of circles.slice(0, MOST_TOLD)) {
    tick.told.warnings.push(
      `${circle}: these wait for each other, so none can begin. Take one of the dependencies away.`,
    );
  }
  if (circles.length > MOST_TOLD) tick.told.warnings.push(`${circles.length - MOST_TOLD} more circles of tasks.`);
}
