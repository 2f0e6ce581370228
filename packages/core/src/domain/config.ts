/** What an owner may set, with its defaults, and how a wrong setting is reported: all faults at once, each with its fix. */

import * as v from 'valibot';
import { ADOPT } from './adoption-settings.ts';
import { AGENTS, agentFaults } from './agent-settings.ts';
import { evidenceFaults, RULES_SCHEMA, SCOPES_SCHEMA } from './config-rules.ts';
import { accepts, childOf, keysOf, nameOf, optionsOf } from './config-words.ts';
import { HAND_OFF, handOffFaults } from './hand-off-settings.ts';
import { LABELS } from './label-settings.ts';
import { QUEUES } from './queue.ts';
import { QUIET_HOURS } from './quiet-settings.ts';
import { AGENT_PULLS, REVIEW } from './review-settings.ts';

export const MODES = ['observe', 'suggest', 'assist', 'autopilot'] as const;
export type Mode = (typeof MODES)[number];

const count = (most: number, fallback: number, description: string) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most), v.description(description)), fallback);
const names = (description: string) =>
  v.optional(
    v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), v.description(description)),
    (): string[] => [],
  );

const SCHEMA = v.pipe(
  v.strictObject({
    mode: v.optional(
      v.pipe(
        v.picklist(MODES),
        v.description(
          'How far Steward goes: observe writes nothing, suggest keeps the dashboard, assist and autopilot also open issues. The input `mode` of an action wins',
        ),
      ),
      'suggest',
    ),
    caps: v.optional(
      v.pipe(
        v.strictObject({
          suggestions: count(20, 5, 'Suggestions on the dashboard at once'),
          'open-tasks': count(100, 8, "Steward's issues that may be open at once"),
          'new-issues-a-day': count(50, 3, 'Issues opened in one day (UTC)'),
          'agent-pull-requests': AGENT_PULLS,
          'notifications-a-week': count(
            500,
            10,
            'Writes that notify people in one ISO week: each issue opened counts, the dashboard included',
          ),
        }),
        v.description('Upper bounds, checked again at each write'),
      ),
      {},
    ),
    rules: RULES_SCHEMA,
    scopes: SCOPES_SCHEMA,
    adopt: ADOPT,
    labels: LABELS,
    review: REVIEW,
    agents: AGENTS,
    'hand-off': HAND_OFF,
    queue: v.optional(
      v.pipe(
        v.picklist(QUEUES),
        v.description(
          'How open tasks are put in order: smart by value, urgency, age and what they free; fifo by age alone',
        ),
      ),
      'smart',
    ),
    order: v.optional(
      v.pipe(
        v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000_000))),
        v.maxLength(100),
        v.description('Numbers of issues that come first, in this order, whatever else is said of them'),
      ),
      (): number[] => [],
    ),
    exclude: names('Paths that no rule reads, as patterns such as `examples/**`'),
    identities: names(
      "Further accounts whose issues and commits on the state branch count as Steward's own, such as `steward-bot`",
    ),
    'quiet-hours': QUIET_HOURS,
    'daily-hour': v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(0),
        v.maxValue(23),
        v.description('The hour (UTC) from which evidence is looked at once a day, even if nothing changed'),
      ),
      6,
    ),
  }),
  v.title('Configuration of Steward'),
  v.description('`.github/steward.yml`: every key is optional, and Steward never writes the file'),
);

export type Config = v.InferOutput<typeof SCHEMA>;
export const configSchema = SCHEMA;

/** A fault of the configuration: where (keys from the top), what is wrong and what to do. */
export interface ConfigFault {
  path: (string | number)[];
  fault: string;
  remedy: string;
}

/** Keys that the design promises and this version does not read yet: refused rather than silently ignored. */
const LATER = [
  'goals',
  'templates',
  'models',
  'prices',
  'budgets',
  'limits',
  'environments',
  'checks',
  'intake',
  'incidents',
  'health',
  'checkpoint',
  'dashboard',
  'visibility',
  'egress',
  'ledger',
  'logging',
  'merge',
];

export function parseConfig(value: unknown): { config: Config } | { faults: ConfigFault[] } {
  const result = v.safeParse(SCHEMA, value ?? {});
  const strays = strayFaults(value ?? {}, []);
  if (!result.success) {
    const wrong = result.issues.filter((issue) => !isStray(issue) && !isName(issue));
    return { faults: [...strays, ...wrong.map(faultOf)] };
  }
  const { rules, scopes, agents, 'hand-off': handOff } = result.output;
  const faults = [...strays, ...evidenceFaults(rules, scopes), ...agentFaults(agents), ...handOffFaults(handOff)];
  return faults.length === 0 ? { config: result.output } : { faults };
}

export const DEFAULT_CONFIG: Config = v.parse(SCHEMA, {});

/** What the schema library says of unknown keys: only the first of each object, and none of those that every object has. */
const isStray = (issue: v.BaseIssue<unknown>): boolean => issue.type === 'strict_object' && issue.expected === 'never';

/** What it says of names that the owner gives: the value's schema has no words for those. */
const isName = ({ path }: v.BaseIssue<unknown>): boolean => path?.at(-1)?.origin === 'key';

/** Every key that the schema does not know, at every depth; and lists where keys belong. */
function strayFaults(value: unknown, path: (string | number)[]): ConfigFault[] {
  const schema = schemaAt(path);
  if (Array.isArray(value) && childOf(schema, 0) !== undefined)
    return value.flatMap((item, at) => strayFaults(item, [...path, at]));
  const known = keysOf(schema);
  const name = nameOf(schema);
  if ((known.length === 0 && name === null) || value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return [{ path, fault: 'a list is not allowed here', remedy: 'give keys and values' }];
  if (name !== null) return Object.entries(value).flatMap(([key, member]) => namedFaults(name, [...path, key], member));
  return Object.entries(value).flatMap(([key, member]) =>
    known.includes(key) ? strayFaults(member, [...path, key]) : [strayFault([...path, key], key, known)],
  );
}

/** Of a value by a name that the owner gives: the name's fault, or those of the value. */
function namedFaults(name: v.GenericSchema, path: (string | number)[], value: unknown): ConfigFault[] {
  const given = String(path.at(-1));
  if (v.safeParse(name, given).success) return strayFaults(value, path);
  return [{ path, fault: `\`${given.slice(0, 60)}\` is no name`, remedy: `give ${accepts(name)}` }];
}

function strayFault(path: (string | number)[], key: string, known: readonly string[]): ConfigFault {
  if (LATER.includes(path.join('.'))) {
    return { path, fault: `\`${key}\` is not read by this version`, remedy: 'remove it' };
  }
  const near = nearest(key, known);
  return {
    path,
    fault: `unknown key \`${key.slice(0, 60)}\``,
    remedy: near ? `write \`${near}\`, or remove it` : `use one of ${known.join(', ')}`,
  };
}

function faultOf(issue: v.BaseIssue<unknown>): ConfigFault {
  const path = (issue.path ?? []).map((item) => item.key as string | number);
  const schema = schemaAt(path);
  const near = typeof issue.input === 'string' ? nearest(issue.input, optionsOf(schema)) : undefined;
  const remedy = near === undefined ? `give ${accepts(schema)}` : `write \`${near}\``;
  return { path, fault: `${shown(issue.input)} is not allowed here`, remedy };
}

const schemaAt = (path: (string | number)[]): unknown =>
  path.reduce<unknown>((schema, key) => childOf(schema, key), SCHEMA);

/** A value in few words; of what holds others only the kind, since it may hold itself. */
function shown(input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  if (input !== null && typeof input === 'object') return 'what has keys of its own';
  return `\`${(typeof input === 'string' ? JSON.stringify(input) : String(input)).slice(0, 60)}\``;
}

/** The known name within two edits of what was written, if there is one. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known.map((name) => ({ name, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }));
  ranked.sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, Math.floor(word.length / 3)) ? best.name : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(
        (next[j - 1] ?? 0) + 1,
        (row[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
