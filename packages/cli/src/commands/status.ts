/** `steward status`, `tasks` and `queue`: what Steward remembers of a repository. */
import { isOpen, type Status as TaskStatus } from '@steward/core/domain/task.ts';
import { type LookOptions, look, print } from '../looking.ts';
import { recall } from '../real-repository.ts';
import { placeLines, placesOf, shownTask, statusLines, statusOf } from '../status-lines.ts';
import type { Surroundings } from '../surroundings.ts';
import { taskTable } from '../task-table.ts';
import { paintOn, wrapOn } from '../terminal.ts';

export interface TasksOptions extends LookOptions {
  status?: TaskStatus;
  agent?: string;
}

export const showStatus = (options: LookOptions, around: Surroundings): Promise<number> =>
  look(options, around, async (repository) => {
    const status = statusOf(await recall(repository), around.place);
    const { out } = around.screens;
    print(around, options.json, status, () => statusLines(status, paintOn(out, around.environment), wrapOn(out)));
    return 0;
  });

export const showTasks = (options: TasksOptions, around: Surroundings): Promise<number> =>
  look(options, around, async (repository) => {
    const { tasks } = await recall(repository);
    const { out } = around.screens;
    const wanted = tasks.filter(
      (task) =>
        (options.status === undefined ? isOpen(task) || task.status === 'suggested' : task.status === options.status) &&
        (options.agent === undefined || task.agent === options.agent),
    );
    print(around, options.json, wanted.map(shownTask), () =>
      wanted.length === 0
        ? ['There is no such task.']
        : taskTable(wanted, { columns: out.columns, paint: paintOn(out, around.environment) }),
    );
    return 0;
  });

export const showQueue = (options: LookOptions, around: Surroundings): Promise<number> =>
  look(options, around, async (repository) => {
    const places = placesOf(await recall(repository));
    const { out } = around.screens;
    print(around, options.json, places, () => placeLines(places, out.columns, paintOn(out, around.environment)));
    return 0;
  });
