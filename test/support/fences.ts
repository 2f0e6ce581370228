/** The data of a prompt, found as whoever reads it finds it. */
import { BEGIN, END } from '@steward/core/domain/fence.ts';

/** What stands between the marks of a prompt, in order; what is not in it is Steward's own. */
export function fencedTexts(prompt: string): string[] {
  const found: string[] = [];
  const lines = prompt.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const mark = new RegExp(`^${BEGIN} ([0-9a-f]{16})$`).exec(lines[at] ?? '')?.[1];
    if (mark === undefined) continue;
    const end = lines.indexOf(`${END} ${mark}`, at + 1);
    if (end < 0) break;
    found.push(lines.slice(at + 1, end).join('\n'));
    at = end;
  }
  return found;
}
