/** The owner's own rules: what is looked for, closed over its kinds, and what is asked for where it is found. */
import type { KeyPath, Readable, SenseFault } from './config-faults.ts';
import { patternOf } from './path-pattern.ts';
import type { Priority, TaskType } from './task.ts';

export const CONDITIONS = ['pattern', 'exists', 'missing', 'lacks'] as const;

/** As an owner writes it; exactly one of the conditions is given. */
export interface CustomSettings {
  name: string;
  title: string;
  suggestion?: string | undefined;
  files?: string[] | undefined;
  pattern?: string | undefined;
  exists?: string | undefined;
  missing?: string | undefined;
  lacks?: { file: string; key: string } | undefined;
  type?: TaskType | undefined;
  priority?: Priority | undefined;
  label?: string | undefined;
  weight: number;
}

export type Condition =
  /** A line that holds these pieces, in this order. */
  | { kind: 'pattern'; pattern: string; pieces: readonly string[]; files: readonly RegExp[] }
  | { kind: 'exists'; pattern: string; path: RegExp }
  | { kind: 'missing'; pattern: string; path: RegExp }
  | { kind: 'lacks'; pattern: string; path: RegExp; key: string };

export interface CustomRule {
  name: string;
  condition: Condition;
  settings: CustomSettings;
}

/** Fewer signs than this stand in nearly every line. */
const LEAST_PIECE = 3;

/** The parts of a pattern that have to stand in a line one behind the other; `*` is anything between them. */
export const piecesOf = (pattern: string): string[] => pattern.split('*').filter((piece) => piece !== '');

/** Whether a line holds the pieces in order: one pass, whatever the pattern. */
export function holds(line: string, pieces: readonly string[]): boolean {
  let from = 0;
  for (const piece of pieces) {
    const at = line.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return true;
}

const PROSE = /\.(?:md|mdx|markdown|rst|adoc|txt)$|^\/?docs?\//i;
const TEST = /(?:^|\/)(?:tests?|__tests__|specs?|e2e)\/|[._-](?:test|spec)\.\w+$|(?:^|\/)test_[^/]*$/i;

/** The owner's type, else what the file that is missing is for. */
export function customType({ type, missing = '' }: Pick<CustomSettings, 'type' | 'missing'>): TaskType {
  if (type !== undefined) return type;
  if (TEST.test(missing)) return 'testing';
  return PROSE.test(missing) ? 'documentation' : 'refactor';
}

const given = (settings: Readable<CustomSettings>): (typeof CONDITIONS)[number][] =>
  CONDITIONS.filter((condition) => settings[condition] !== undefined);

/** A pattern of paths that nothing can be made of. */
export const patternFaults = (pattern: string | undefined, path: KeyPath): SenseFault[] =>
  pattern !== undefined && patternOf(pattern) === null
    ? [
        {
          path,
          fault: `\`${pattern.slice(0, 60)}\` is no pattern of paths`,
          remedy: 'use at most five wild cards, as in `src/**/*.ts`',
        },
      ]
    : [];

/** What the schema cannot say of a rule: that it asks one question, and one that can be answered. */
export const customFaults = (settings: Readable<CustomSettings>, path: KeyPath = []): SenseFault[] => [
  ...conditionFaults(settings, path),
  ...wordFaults(settings, path),
  ...(settings.files ?? []).flatMap((file, at) => patternFaults(file, [...path, 'files', at])),
  ...patternFaults(settings.exists, [...path, 'exists']),
  ...patternFaults(settings.missing, [...path, 'missing']),
  ...patternFaults(settings.lacks?.file, [...path, 'lacks', 'file']),
];

function conditionFaults(settings: Readable<CustomSettings>, path: KeyPath): SenseFault[] {
  const conditions = given(settings);
  const known = settings.name === undefined ? 'the rule' : `the rule \`${settings.name}\``;
  if (conditions.length === 0)
    return [
      {
        path,
        fault: `${known} looks for nothing`,
        remedy: `give one of ${CONDITIONS.join(', ')}`,
        absent: CONDITIONS.map((condition) => [...path, condition]),
      },
    ];
  const several = {
    path: [...path, conditions[1] ?? ''],
    fault: `${known} has ${conditions.join(' and ')}`,
    remedy: 'keep one of them, or make two rules',
  };
  const files = {
    path: [...path, 'files'],
    fault: `${known} reads no files`,
    remedy: 'give files with pattern only',
    absent: [[...path, 'pattern']],
  };
  const idle = settings.files !== undefined && settings.pattern === undefined;
  return [...(conditions.length > 1 ? [several] : []), ...(idle ? [files] : [])];
}

function wordFaults({ pattern, lacks }: Readable<CustomSettings>, path: KeyPath): SenseFault[] {
  const wide = {
    path: [...path, 'pattern'],
    fault: 'it would match nearly every line',
    remedy: `give ${LEAST_PIECE} or more characters in a row besides \`*\``,
  };
  const unread = {
    path: [...path, 'lacks', 'file'],
    fault: `the keys of \`${lacks?.file?.slice(0, 60)}\` cannot be read`,
    remedy: 'name a file that ends in .json or .toml',
  };
  const longest = Math.max(0, ...piecesOf(pattern ?? '').map((piece) => piece.trim().length));
  return [
    ...(pattern !== undefined && longest < LEAST_PIECE ? [wide] : []),
    ...(lacks?.file !== undefined && !/\.(?:json|toml)$/.test(lacks.file) ? [unread] : []),
  ];
}

/** The rule as it runs; null for one with faults, which a configuration that was read does not hold. */
export function compileCustom(settings: CustomSettings): CustomRule | null {
  const condition = customFaults(settings).length > 0 ? null : conditionOf(settings);
  return condition === null ? null : { name: settings.name, condition, settings };
}

function conditionOf({ pattern, files = [], exists, missing, lacks }: CustomSettings): Condition | null {
  if (pattern !== undefined) {
    const folders = files.map(patternOf).filter((path) => path !== null);
    return { kind: 'pattern', pattern, pieces: piecesOf(pattern), files: folders };
  }
  const path = patternOf(exists ?? missing ?? lacks?.file ?? '');
  if (path === null) return null;
  if (exists !== undefined) return { kind: 'exists', pattern: exists, path };
  if (missing !== undefined) return { kind: 'missing', pattern: missing, path };
  return lacks === undefined ? null : { kind: 'lacks', pattern: lacks.file, path, key: lacks.key };
}
