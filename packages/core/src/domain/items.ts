/** Several texts on one line, parted by `; `: what is inside one is escaped as Markdown undoes it, and read back unchanged. */
import { oneLine } from './markdown.ts';

/** `a; b\; c`: two items. */
export const joinItems = (items: readonly string[]): string => items.map((item) => escaped(oneLine(item))).join('; ');

/** A semicolon gets a backslash; backslashes before it, or at the end, are doubled, so that none can be taken for that. */
function escaped(item: string): string {
  let text = '';
  let slashes = 0;
  for (const character of item) {
    if (character === '\\') slashes++;
    else {
      text += character === ';' ? `${'\\'.repeat(2 * slashes)}\\;` : '\\'.repeat(slashes) + character;
      slashes = 0;
    }
  }
  return text + '\\'.repeat(2 * slashes);
}

export function splitItems(text: string): string[] {
  const items: string[] = [];
  let item = '';
  let slashes = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') {
      slashes++;
      continue;
    }
    item += '\\'.repeat(character === ';' ? slashes >> 1 : slashes);
    const parts = character === ';' && slashes % 2 === 0 && text[at + 1] === ' ';
    if (parts) {
      items.push(item);
      item = '';
      at++;
    } else item += character;
    slashes = 0;
  }
  return [...items, item + '\\'.repeat(Math.ceil(slashes / 2))];
}
