/** What an owner may set, with its defaults, and how a wrong setting is reported: all faults at once, each with its fix. */
import * as v from 'valibot';
import { RULES } from './evidence.ts';

export const MODES = ['observe', 'suggest', 'assist', 'autopilot'] as const;
export type Mode = (typeof MODES)[number];

const count = (most: number, fallback: number) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most)), fallback);
const names = v.optional(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), []);
const rule = v.strictObject({
  enabled: v.optional(v.boolean(), true),
  weight: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
});

const SCHEMA = v.strictObject({
  mode: v.optional(v.picklist(MODES), 'suggest'),
  caps: v.optional(
    v.strictObject({
      suggestions: count(20, 5),
      'open-tasks': count(100, 8),
      'new-issues-a-day': count(50, 3),
      'agent-pull-requests': count(50, 2),
      'notifications-a-week': count(500, 10),
    }),
    {},
  ),
  rules: v.optional(v.strictObject(v.entriesFromList(RULES, v.optional(rule))), {}),
  labels: v.optional(
    v.strictObject({ task: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(50)), 'steward') }),
    {},
  ),
  exclude: names,
  identities: names,
  'daily-hour': v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(23)), 6),
});

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
  'adopt',
  'queue',
  'templates',
  'models',
  'prices',
  'budgets',
  'limits',
  'agents',
  'environments',
  'checks',
  'intake',
  'incidents',
  'health',
  'checkpoint',
  'dashboard',
  'visibility',
  'egress',
  'quiet-hours',
  'ledger',
  'logging',
  'merge',
];

export function parseConfig(value: unknown): { config: Config } | { faults: ConfigFault[] } {
  const result = v.safeParse(SCHEMA, value ?? {});
  const strays = strayFaults(value ?? {}, SCHEMA, []);
  if (result.success && strays.length === 0) return { config: result.output };
  const wrong = result.issues?.filter((issue) => !isStray(issue)) ?? [];
  return { faults: [...strays, ...wrong.map(faultOf)] };
}

export const DEFAULT_CONFIG: Config = v.parse(SCHEMA, {});

/** What the schema library says of unknown keys: only the first of each object, and none of those that every object has. */
const isStray = (issue: v.BaseIssue<unknown>): boolean => issue.type === 'strict_object' && issue.expected === 'never';

/** Every key that the schema does not know, at every depth; and lists where keys belong. */
function strayFaults(value: unknown, schema: unknown, path: (string | number)[]): ConfigFault[] {
  const { entries } = unwrap(schema) as { entries?: Record<string, unknown> };
  if (!entries || value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return [{ path, fault: 'a list is not allowed here', remedy: 'give keys and values' }];
  return Object.entries(value).flatMap(([key, member]) =>
    Object.hasOwn(entries, key)
      ? strayFaults(member, entries[key], [...path, key])
      : [strayFault([...path, key], key, Object.keys(entries))],
  );
}

function strayFault(path: (string | number)[], key: string, known: readonly string[]): ConfigFault {
  if (path.length === 1 && LATER.includes(key)) {
    return { path, fault: `\`${key}\` is not read by this version`, remedy: 'remove it' };
  }
  const near = nearest(key, known);
  return {
    path,
    fault: `unknown key \`${key.slice(0, 60)}\``,
    remedy: near ? `write \`${near}\`, or remove it` : `use one of ${known.join(', ')}`,
  };
}

const faultOf = (issue: v.BaseIssue<unknown>): ConfigFault => ({
  path: (issue.path ?? []).map((item) => item.key as string | number),
  fault: `${shown(issue.input)} is not allowed here`,
  remedy: `give ${issue.expected ?? issue.message}`,
});

/** A value in few words; of what holds others only the kind, since it may hold itself. */
function shown(input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  if (input !== null && typeof input === 'object') return 'what has keys of its own';
  return `\`${(typeof input === 'string' ? JSON.stringify(input) : String(input)).slice(0, 60)}\``;
}

function unwrap(schema: unknown): unknown {
  const wrapped = (schema as { wrapped?: unknown } | undefined)?.wrapped;
  return wrapped === undefined ? schema : unwrap(wrapped);
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
