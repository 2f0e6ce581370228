/** How a wrong setting is told: the key, what is wrong with it and what to do; and what can be read beside it all the same. */
import * as v from 'valibot';
import { accepts, childOf, keysOf, nameOf, optionsOf } from './config-words.ts';

export type KeyPath = readonly (string | number)[];

/** A fault of the configuration: where (keys from the top), what is wrong and what to do. */
export interface ConfigFault {
  path: KeyPath;
  fault: string;
  remedy: string;
}

/** What the schema finds wrong. */
interface SchemaFault extends ConfigFault {
  /** A key that nobody knows: it may stand for any other of its map. */
  stray: boolean;
}

/** What no schema can see: a setting that means nothing beside another. */
export interface SenseFault extends ConfigFault {
  /** What is not there and should be; where one of these is only written wrong, that is said in its place. */
  absent?: readonly KeyPath[];
}

/** The settings without those that are wrong: any of them may be missing. */
export type Readable<T> = T extends readonly (infer Item)[]
  ? readonly (Readable<Item> | undefined)[]
  : T extends object
    ? { [Key in keyof T]?: Readable<T[Key]> | undefined }
    : T;

/** Keys that the design promises and this version does not read yet: refused rather than silently ignored. */
const LATER = [
  'goals',
  'templates',
  'checks',
  'intake',
  'incidents',
  'checkpoint',
  'dashboard',
  'ledger',
  'logging',
  'merge',
];

type Issues = readonly v.BaseIssue<unknown>[];

/** What the schema library says of unknown keys: only the first of each object, and none of those that every object has. */
const isStray = (issue: v.BaseIssue<unknown>): boolean => issue.type === 'strict_object' && issue.expected === 'never';

/** What it says of names that the owner gives: the value's schema has no words for those. */
const isName = (schema: unknown, issue: v.BaseIssue<unknown>): boolean =>
  issue.path?.at(-1)?.origin === 'key' && nameOf(pathOf(issue).slice(0, -1).reduce<unknown>(childOf, schema)) !== null;

const pathOf = (issue: v.BaseIssue<unknown>): (string | number)[] =>
  (issue.path ?? []).map((item) => item.key as string | number);

/** Every key that is not known, and every value that is not accepted, once each. */
export function schemaFaults(schema: unknown, value: unknown, issues: Issues): SchemaFault[] {
  const strays = strayFaults(schema, value, []);
  const lists = new Set(strays.filter(({ stray }) => !stray).map(({ path }) => placeOf(path)));
  const wrong = new Map<string, SchemaFault>();
  for (const issue of issues.filter((one) => !isStray(one) && !isName(schema, one))) {
    const place = placeOf(pathOf(issue));
    if (!wrong.has(place) && !lists.has(placeOf(pathOf(issue).slice(0, -1))))
      wrong.set(place, valueFault(schema, issue));
  }
  return [...strays, ...wrong.values()];
}

/** Every key that the schema does not know, at every depth; and lists where keys belong. */
function strayFaults(schema: unknown, value: unknown, path: KeyPath): SchemaFault[] {
  if (Array.isArray(value) && childOf(schema, 0) !== undefined)
    return value.flatMap((item, at) => strayFaults(childOf(schema, at), item, [...path, at]));
  const known = keysOf(schema);
  const name = nameOf(schema);
  if ((known.length === 0 && name === null) || value === null || typeof value !== 'object') return [];
  if (Array.isArray(value))
    return [{ path, fault: 'a list is not allowed here', remedy: 'give keys and values', stray: false }];
  if (name !== null)
    return Object.entries(value).flatMap(([key, member]) => namedFaults(name, schema, [...path, key], member));
  return Object.entries(value).flatMap(([key, member]) =>
    known.includes(key)
      ? strayFaults(childOf(schema, key), member, [...path, key])
      : [strayFault([...path, key], key, known)],
  );
}

/** Of a value by a name that the owner gives: the name's fault, or those of the value. */
function namedFaults(name: v.GenericSchema, schema: unknown, path: KeyPath, value: unknown): SchemaFault[] {
  const given = String(path.at(-1));
  if (v.safeParse(name, given).success) return strayFaults(childOf(schema, given), value, path);
  return [{ path, fault: `\`${given.slice(0, 60)}\` is no name`, remedy: `give ${accepts(name)}`, stray: true }];
}

function strayFault(path: KeyPath, key: string, known: readonly string[]): SchemaFault {
  if (LATER.includes(path.join('.'))) {
    return { path, fault: `\`${key}\` is not read by this version`, remedy: 'remove it', stray: true };
  }
  const near = nearest(key, known);
  return {
    path,
    fault: `unknown key \`${key.slice(0, 60)}\``,
    remedy: near ? `write \`${near}\`, or remove it` : `use one of ${known.join(', ')}`,
    stray: true,
  };
}

function valueFault(schema: unknown, issue: v.BaseIssue<unknown>): SchemaFault {
  const path = pathOf(issue);
  const own = path.reduce<unknown>(childOf, schema);
  const near = typeof issue.input === 'string' ? misspelt(issue.input, optionsOf(own)) : undefined;
  const remedy = near === undefined ? `give ${accepts(own)}` : `write \`${near}\``;
  const fault = issue.input === undefined ? 'it is missing' : `${shown(issue.input)} is not allowed here`;
  return { path, fault, remedy, stray: false };
}

/** What was meant, where more than half of the word says so: else all that can be given is told. */
function misspelt(word: string, known: readonly string[]): string | undefined {
  const near = nearest(word, known);
  return near !== undefined && 2 * editDistance(word.toLowerCase(), near) < word.length ? near : undefined;
}

/** A value in few words; of what holds others only the kind, since it may hold itself. */
function shown(input: unknown): string {
  if (Array.isArray(input)) return `a list of ${input.length}`;
  if (input !== null && typeof input === 'object') return 'what has keys of its own';
  return `\`${(typeof input === 'string' ? JSON.stringify(input) : String(input)).slice(0, 60)}\``;
}

/** What was read, without what is wrong in it. The library made its own maps and lists: none of the owner's is changed. */
export function readableOf<T>(output: unknown, issues: Issues): Readable<T> {
  for (const issue of issues.filter((one) => !isStray(one))) {
    const path = pathOf(issue);
    if (path.length === 0) return {} as Readable<T>;
    // Of a list that is too long the items can be read.
    if (issue.kind === 'validation' && Array.isArray(issue.input)) continue;
    const parent = path.slice(0, -1).reduce<unknown>((value, key) => (value as Level | undefined)?.[key], output);
    if (parent) (parent as Level)[path.at(-1) ?? ''] = undefined;
  }
  return output as Readable<T>;
}

type Level = Record<string | number, unknown>;

/** All of them, each with the name of the key that it is about. */
export function allFaults(wrong: readonly SchemaFault[], senseless: readonly SenseFault[]): ConfigFault[] {
  const said = (paths: readonly KeyPath[]) => paths.some((path) => wrong.some((one) => standsFor(one, path)));
  return [
    ...wrong.map(({ stray, ...fault }) => (stray ? fault : named(fault))),
    ...senseless.filter(({ absent = [] }) => !said(absent)).map(named),
  ];
}

/** Whether this may be why the other is not there: it is written wrong, its map is, or it has another name. */
function standsFor({ path, stray }: SchemaFault, absent: KeyPath): boolean {
  const map = placeOf(absent.slice(0, -1));
  return placeOf(path) === map || placeOf(path) === placeOf(absent) || (stray && placeOf(path.slice(0, -1)) === map);
}

const named = ({ path, fault, remedy }: ConfigFault): ConfigFault => ({
  path,
  fault: path.length === 0 ? fault : `\`${placeOf(path)}\`: ${fault}`,
  remedy,
});

/** `rules.custom[0].title` */
const placeOf = (path: KeyPath): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');

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
