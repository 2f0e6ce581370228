/** Settings that a repository takes over from its owner's repository `.github`, and where each effective setting is from. */
import type { KeyPath } from './config-faults.ts';

/** In the owner's repository `.github`: a name of its own, so that nothing is inherited by accident. */
export const DEFAULTS_FILE = 'steward-defaults.yml';

/** What each repository says itself: how far Steward goes there, and whom it believes. */
export const OWN_ALONE = ['inherit', 'mode', 'identities'] as const;

export const ORIGINS = ['default', 'organisation', 'repository', 'input'] as const;
export type Origin = (typeof ORIGINS)[number];

type Map = Readonly<Record<string, unknown>>;
const isMap = (value: unknown): value is Map => value !== null && typeof value === 'object' && !Array.isArray(value);

/** What has keys is merged key by key; a list or a value of the repository takes the place of the owner's as a whole. */
export function merged(defaults: unknown, own: unknown): unknown {
  if (!isMap(defaults) || !isMap(own)) return own ?? defaults;
  const keys = [...new Set([...Object.keys(defaults), ...Object.keys(own)])];
  return Object.fromEntries(keys.map((key) => [key, key in own ? merged(defaults[key], own[key]) : defaults[key]]));
}

/** Whether something stands there. */
export function has(value: unknown, path: KeyPath): boolean {
  let level = value;
  for (const key of path) {
    if (Array.isArray(level) ? !(Number(key) in level) : !isMap(level) || !(key in level)) return false;
    level = (level as Map)[String(key)];
  }
  return level !== undefined && level !== null;
}

export interface EffectiveSetting {
  /** `caps.open-tasks` */
  key: string;
  value: unknown;
  origin: Origin;
}

/** Every setting that holds, down to lists and values, in the order of the schema. */
export function effectiveSettings(
  config: unknown,
  written: { own: unknown; defaults: unknown; inputs: readonly string[] },
  path: readonly string[] = [],
): EffectiveSetting[] {
  if (!isMap(config)) return [{ key: path.join('.'), value: config, origin: originOf(path, written) }];
  return Object.entries(config).flatMap(([key, value]) =>
    value === undefined ? [] : effectiveSettings(value, written, [...path, key]),
  );
}

function originOf(
  path: readonly string[],
  { own, defaults, inputs }: { own: unknown; defaults: unknown; inputs: readonly string[] },
): Origin {
  if (inputs.includes(path.join('.'))) return 'input';
  if (has(own, path)) return 'repository';
  return has(defaults, path) ? 'organisation' : 'default';
}
