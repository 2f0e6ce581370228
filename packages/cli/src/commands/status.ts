/** `steward status`, `tasks` and `queue`: what Steward remembers of a repository on GitHub, read with the person's token. */
import { isOpen, type Status as TaskStatus } from '@steward/core/domain/task.ts';
import { openRepository, type RepositoryOptions, recall } from '../real-repository.ts';
import { placeLines, placesOf, shownTask, statusLines, statusOf } from '../status-lines.ts';
import type { Surroundings } from '../surroundings.ts';
import { taskTable } from '../task-table.ts';
import { paintOn } from '../terminal.ts';

export interface LookOptions extends RepositoryOptions {
  json: boolean;
}

export interface TasksOptions extends LookOptions {
  status?: TaskStatus;
  agent?: string;
}

export async function showStatus(options: LookOptions, around: Surroundings): Promise<number> {
  const status = statusOf(await recall(await openRepository(options, around)));
  print(around, options, status, () => statusLines(status, paintOn(around.screens.out, around.environment)));
  return 0;
}

export async function showTasks(options: TasksOptions, around: Surroundings): Promise<number> {
  const { tasks } = await recall(await openRepository(options, around));
  const { out } = around.screens;
  const wanted = tasks.filter(
    (task) =>
      (options.status === undefined ? isOpen(task) || task.status === 'suggested' : task.status === options.status) &&
      (options.agent === undefined || task.agent === options.agent),
  );
  print(around, options, wanted.map(shownTask), () =>
    wanted.length === 0
      ? ['There is no such task.']
      : taskTable(wanted, { columns: out.columns, paint: paintOn(out, around.environment) }),
  );
  return 0;
}

export async function showQueue(options: LookOptions, around: Surroundings): Promise<number> {
  const places = placesOf(await recall(await openRepository(options, around)));
  const { out } = around.screens;
  print(around, options, places, () => placeLines(places, out.columns, paintOn(out, around.environment)));
  return 0;
}

function print({ screens }: Surroundings, { json }: LookOptions, data: unknown, lines: () => string[]): void {
  screens.out.write(json ? `${JSON.stringify(data)}\n` : `${lines().join('\n')}\n`);
}
