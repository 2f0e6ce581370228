/** The rules of a category, and an owner's own ones in their place with what is known of the task filled in. */
import type { Assignment, Commands } from '../../domain/assignment.ts';
import { type Category, realNumber } from '../../domain/task.ts';
import { filled } from '../overrides/fill.ts';
import { type Line, PLACEHOLDER_NAMES, type ValueName, type Values } from '../overrides/placeholders.ts';
import { analysis } from './analysis.ts';
import { deployment } from './deployment.ts';
import { development } from './development.ts';
import { maintenance } from './maintenance.ts';
import { testing } from './testing.ts';

export const BUILT_IN: Record<Category, readonly string[]> = {
  development,
  testing,
  deployment,
  analysis,
  maintenance,
};

/** A line of an owner's rules; `built-in` stands for all those of the category. */
export type OwnLine = Line | 'built-in';

/** Of the words that templates may fill in, those that are known here. */
export const KNOWN = [
  ...(['title', 'why', 'type', 'issue', 'path', 'branch'] as const),
  ...(['test-command', 'suite-command', 'lint-command', 'types-command'] as const),
  ...(['format-command', 'build-command', 'bench-command'] as const),
] as const satisfies readonly ValueName[];

/**
 * The owner's rules as Markdown, to be cleaned with the rest; undefined where there are none, or none can be filled in.
 * `task`: as the ledger has it, and so cleaned once.
 */
export function ownPart(
  own: ReadonlyMap<Category, readonly OwnLine[]>,
  { task, branch, commands }: Pick<Assignment, 'task' | 'branch' | 'commands'>,
): string | undefined {
  const lines = own.get(task.category) ?? [];
  const values = valuesOf(task, branch, commands);
  const items = lines.flatMap((line) => (line === 'built-in' ? BUILT_IN[task.category] : filled(line, values)));
  return items.length === 0 ? undefined : listOf(items);
}

export const listOf = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

function valuesOf({ title, why, type, number, scope }: Assignment['task'], branch: string, commands: Commands): Values {
  const known: Record<(typeof KNOWN)[number], string | null> = {
    ...{ title, why, type, branch },
    issue: realNumber(number) === null ? null : `#${number}`,
    path: scope.paths[0] ?? null,
    'test-command': commands.test ?? null,
    'suite-command': commands.test ?? null,
    'lint-command': commands.lint ?? null,
    'types-command': commands.types ?? null,
    'format-command': commands.format ?? null,
    'build-command': commands.build ?? null,
    'bench-command': commands.bench ?? null,
  };
  const none = Object.fromEntries(PLACEHOLDER_NAMES.map((name) => [name, null])) as Values;
  return { ...none, ...known };
}
