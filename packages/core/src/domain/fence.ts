/** How texts of others stand in a prompt: between marks that none of them holds, so that none can end its place. */
import { digest } from './digest.ts';

export const BEGIN = 'BEGIN DATA';
export const END = 'END DATA';
const MARK_LENGTH = 16;

/** The same for the same texts; another one as long as any of them holds it. */
export function markOf(texts: readonly string[]): string {
  for (let round = 0; ; round++) {
    const mark = digest(`${round}\n${texts.map((text) => `${text.length}:${text}`).join('\n')}`, MARK_LENGTH);
    if (!texts.some((text) => text.includes(mark))) return mark;
  }
}

export const fenced = (text: string, mark: string): string => `${BEGIN} ${mark}\n${text}\n${END} ${mark}`;

/** What stands between the marks of a prompt, in order; what is not in it is Steward's own. */
export function fencedTexts(prompt: string): string[] {
  const found: string[] = [];
  const lines = prompt.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const mark = new RegExp(`^${BEGIN} ([0-9a-f]{${MARK_LENGTH}})$`).exec(lines[at] ?? '')?.[1];
    if (mark === undefined) continue;
    const end = lines.indexOf(`${END} ${mark}`, at + 1);
    if (end < 0) break;
    found.push(lines.slice(at + 1, end).join('\n'));
    at = end;
  }
  return found;
}
