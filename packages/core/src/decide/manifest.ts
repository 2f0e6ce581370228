/** Whether a manifest has a key: of JSON by its value, of TOML by its lines. What cannot be read lacks nothing. */
import type { SourceFile } from '../domain/evidence.ts';

function jsonLacks(text: string, keys: readonly string[]): boolean {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return false;
  }
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return true;
    value = (value as Record<string, unknown>)[key];
  }
  return false;
}

const bare = (name: string): string =>
  name
    .replace(/\s*\.\s*/g, '.')
    .replace(/["']/g, '')
    .trim();

function tomlLacks(text: string, key: string): boolean {
  let table = '';
  for (const line of text.split('\n')) {
    const heading = /^\s*\[{1,2}([^[\]]{1,200})\]/.exec(line)?.[1];
    if (heading !== undefined) table = bare(heading);
    const name = heading === undefined ? /^\s*([\w."'-]{1,200})\s*=/.exec(line)?.[1] : undefined;
    const full = name === undefined ? table : table === '' ? bare(name) : `${table}.${bare(name)}`;
    if (full === key || full.startsWith(`${key}.`)) return false;
  }
  return true;
}

/** `key` in dots, as in `engines.node`. */
export const lacksKey = ({ path, text }: SourceFile, key: string): boolean =>
  path.endsWith('.toml') ? tomlLacks(text, key) : jsonLacks(text, key.split('.'));
