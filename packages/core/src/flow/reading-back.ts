/** Tasks read back from issues: by now they are people's words, and inspected and cleaned like any other. */
import type { LedgerEvent } from '../domain/event.ts';
import type { Task } from '../domain/task.ts';
import { cleanSpecification, textsIn } from '../guard/specification.ts';
import type { SecretFinding } from '../ports.ts';
import { isOfTask, type OwnIssue, taskOf } from '../record/recovery.ts';
import { cleaningOf, type Tick } from './tick.ts';

/** Looks for secrets in what would be read back from these issues. */
export async function inspectOwn(
  tick: Tick,
  own: readonly OwnIssue[],
  more: readonly Task[] = [],
): Promise<SecretFinding[]> {
  const tasks = own.filter(isOfTask).map(taskOf).concat(more);
  return tasks.length === 0 ? [] : tick.world.inspector.inspect(tasks.flatMap(textsIn));
}

/** The same event with every task in it cleaned. */
export function cleanedEvent(tick: Tick, event: LedgerEvent): LedgerEvent {
  const clean = (task: Task): Task => cleanSpecification(task, cleaningOf(tick), tick.inspected);
  if (event.kind === 'adopted') return { ...event, task: clean(event.task) };
  return event.kind === 'rebuilt' ? { ...event, tasks: event.tasks.map(clean) } : event;
}
