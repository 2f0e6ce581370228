/** Pools of tasks and agents: what belongs to an environment is done by its agents, and by no others. */
import * as v from 'valibot';
import { type ConfigFault, nearest, type Readable, type SenseFault } from './config-faults.ts';
import { patternFaults } from './custom-rule.ts';
import { DEFAULT_ENVIRONMENT } from './names.ts';
import { patternOf } from './path-pattern.ts';
import { CATEGORIES, type Task } from './task.ts';

export { DEFAULT_ENVIRONMENT };

const MOST = 20;

const NAME = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(40),
  // The two names that the schema library passes over in silence are refused.
  v.regex(
    /^(?!(?:constructor|prototype|default)$)[a-z][a-z0-9-]*$/,
    'a name of 1 to 40 small letters, digits and hyphens that begins with a letter, other than `default`',
  ),
);

const SETTINGS = v.strictObject({
  paths: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
      v.minLength(1),
      v.maxLength(50),
      v.description('Patterns such as `deploy/**`: a task belongs to it if all it may change lies there'),
    ),
  ),
  categories: v.optional(
    v.pipe(
      v.array(v.picklist(CATEGORIES)),
      v.minLength(1),
      v.maxLength(CATEGORIES.length),
      v.description('Categories of tasks that belong to it, as far as they lie in its `paths`'),
    ),
  ),
});

export const ENVIRONMENTS = v.optional(
  v.pipe(
    v.record(NAME, SETTINGS),
    v.description(
      `Pools of tasks, each by a name of its own: agents with that \`environment\` do them and nobody else. The first that fits counts; other tasks belong to \`${DEFAULT_ENVIRONMENT}\``,
    ),
  ),
  {},
);

export type EnvironmentsSettings = v.InferOutput<typeof ENVIRONMENTS>;

/** The environment a task belongs to. Of what has no certain place nobody knows that it lies within `paths`. */
export function environmentOf(
  { scope, category }: Pick<Task, 'scope' | 'category'>,
  { environments }: { environments: EnvironmentsSettings },
): string {
  const found = Object.entries(environments).find(
    ([, { paths, categories }]) =>
      (categories === undefined || categories.includes(category)) &&
      (paths === undefined || (scope.paths.length > 0 && scope.paths.every((path) => liesIn(path, paths)))),
  );
  return found?.[0] ?? DEFAULT_ENVIRONMENT;
}

/** A folder lies where what is in it would. */
const liesIn = (path: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => {
    const fits = patternOf(pattern);
    return fits !== null && (fits.test(path) || fits.test(`${path.replace(/\/+$/, '')}/`));
  });

/** What the schema cannot say of environments, and of the agents that name them. */
export function environmentFaults(
  environments: Readable<EnvironmentsSettings> = {},
  agents: Readable<Record<string, { environment?: string | undefined }>> = {},
): SenseFault[] {
  const all = Object.entries(environments);
  return [
    ...all.flatMap(([name, settings]) => emptyFaults(name, settings)),
    ...(all.length > MOST ? [tooMany(all.length)] : []),
    ...all.flatMap(([name, settings]) =>
      (settings?.paths ?? []).flatMap((path, at) => patternFaults(path, ['environments', name, 'paths', at])),
    ),
    ...Object.entries(agents).flatMap(([name, settings]) =>
      unknownFaults(name, settings?.environment, Object.keys(environments)),
    ),
  ];
}

function emptyFaults(name: string, settings: Readable<EnvironmentsSettings>[string]): SenseFault[] {
  if (settings === undefined || settings.paths !== undefined || settings.categories !== undefined) return [];
  const path = ['environments', name];
  const fault = 'nobody knows which tasks belong to it';
  const absent = [
    [...path, 'paths'],
    [...path, 'categories'],
  ];
  return [{ path, fault, remedy: 'give `paths`, `categories` or both', absent }];
}

const tooMany = (count: number): ConfigFault => ({
  path: ['environments'],
  fault: `${count} are more than ${MOST}`,
  remedy: 'join some of them',
});

/** An agent of a pool that does not exist would never be given anything. */
function unknownFaults(agent: string, environment: string | undefined, known: readonly string[]): SenseFault[] {
  if (environment === undefined || environment === DEFAULT_ENVIRONMENT || known.includes(environment)) return [];
  const near = nearest(environment, [...known, DEFAULT_ENVIRONMENT]);
  return [
    {
      path: ['agents', agent, 'environment'],
      fault: `there is no environment \`${environment}\``,
      remedy: near === undefined ? `describe it in \`environments\`, or remove it` : `write \`${near}\``,
      absent: [['environments', environment]],
    },
  ];
}
