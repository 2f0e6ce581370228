/** What a setting accepts, in words: read from the schema itself, so that table, JSON Schema and messages never differ. */
import type * as v from 'valibot';

/** One line of the table of settings. */
export interface Setting {
  /** `caps.open-tasks` */
  key: string;
  accepts: string;
  /** As it is written in YAML; null where there is none. */
  default: string | null;
  description: string;
}

/** What the words need of a schema of valibot. */
interface Shape {
  type?: string;
  wrapped?: Shape;
  default?: unknown;
  pipe?: readonly Step[];
  entries?: Readonly<Record<string, Shape>>;
  item?: Shape;
  /** Of a map whose names the owner gives: what a name has to be, and what each name holds. */
  key?: Shape;
  value?: Shape;
  options?: readonly string[];
}

interface Step {
  type?: string;
  requirement?: unknown;
  /** Of a form that a text has to have: what it is, in words. */
  message?: unknown;
  description?: string;
}

const bare = (shape: Shape | undefined): Shape => (shape?.wrapped ? bare(shape.wrapped) : (shape ?? {}));

const stepOf = (shape: Shape, type: string): Step | undefined => shape.pipe?.find((step) => step.type === type);

/** The schema of one key or item of a schema; undefined where it has none of that name. */
export function childOf(schema: unknown, key: string | number): unknown {
  const { entries, item, value } = bare(schema as Shape | undefined);
  return typeof key === 'number' ? item : (entries?.[key] ?? value);
}

export const keysOf = (schema: unknown): string[] => Object.keys(bare(schema as Shape | undefined).entries ?? {});

/** Of a map whose names the owner gives: the schema of a name; null for anything else. */
export const nameOf = (schema: unknown): v.GenericSchema | null =>
  (bare(schema as Shape | undefined).key as unknown as v.GenericSchema | undefined) ?? null;

/** The words of which one has to be written; none where it is no such setting. */
export const optionsOf = (schema: unknown): readonly string[] => bare(schema as Shape | undefined).options ?? [];

/** `a whole number from 0 to 20` */
export function accepts(schema: unknown): string {
  const shape = bare(schema as Shape | undefined);
  switch (shape.type) {
    case 'picklist':
      return `one of ${(shape.options ?? []).join(', ')}`;
    case 'boolean':
      return 'true or false';
    case 'number': {
      const what = stepOf(shape, 'integer') ? 'a whole number' : 'a number';
      return `${what} from ${stepOf(shape, 'min_value')?.requirement} to ${stepOf(shape, 'max_value')?.requirement}`;
    }
    case 'string':
      return formOf(shape) ?? `a text of 1 to ${stepOf(shape, 'max_length')?.requirement} characters`;
    case 'array':
      return `a list${lengthOf(shape)}, each item ${accepts(shape.item)}`;
    case 'record':
      return `a map of names, each with ${accepts(shape.value)}`;
    case 'strict_object':
      return `a map with the keys ${Object.keys(shape.entries ?? {}).join(', ')}`;
    default:
      throw new Error(`no words for a setting of type ${shape.type}`);
  }
}

/** Null where any text will do. A form without words would leave the owner with a remedy that does not mend. */
function formOf(shape: Shape): string | null {
  const form = stepOf(shape, 'regex') ?? stepOf(shape, 'check');
  if (form === undefined) return null;
  if (typeof form.message !== 'string') throw new Error('a text of a certain form has no words for it');
  return form.message;
}

const lengthOf = (shape: Shape): string => {
  const most = stepOf(shape, 'max_length')?.requirement;
  return most === undefined ? '' : ` of ${stepOf(shape, 'min_length')?.requirement ?? 0} to ${most}`;
};

/** Every setting below a schema, in order; maps are named by their keys alone, and names that the owner gives are `NAME`. */
export function settingsOf(schema: unknown, above: readonly string[] = []): Setting[] {
  return Object.entries(bare(schema as Shape).entries ?? {}).flatMap(([key, child]) => {
    const path = [...above, key];
    const shape = bare(child);
    if (shape.type === 'strict_object') return settingsOf(child, path);
    if (shape.type === 'record') return settingsOf(shape.value, [...path, 'NAME']);
    const description = stepOf(shape, 'description')?.description;
    if (!description) throw new Error(`the setting ${path.join('.')} has no description`);
    return [{ key: path.join('.'), accepts: accepts(child), default: defaultOf(child), description }];
  });
}

function defaultOf({ default: value }: Shape): string | null {
  const given = typeof value === 'function' ? value() : value;
  return given === undefined ? null : typeof given === 'string' ? given : JSON.stringify(given);
}
