/** `state.json` as text: one line for each entry of each field, so that a commit shows what changed, and nothing is spent on spaces. */
import type { State } from './state.ts';
import { rowsOf } from './state-rows.ts';

export function stateText(state: State): string {
  const fields = Object.entries(rowsOf(state)).map(([name, value]) => `${JSON.stringify(name)}: ${laidOut(value)}`);
  return `{\n${fields.join(',\n')}\n}\n`;
}

function laidOut(value: unknown): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  if (entries.length === 0) return '{}';
  return `{\n${entries.map(([key, entry]) => `${JSON.stringify(key)}:${JSON.stringify(entry)}`).join(',\n')}\n}`;
}
