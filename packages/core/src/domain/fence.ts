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
