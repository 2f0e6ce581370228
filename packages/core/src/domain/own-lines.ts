/** What somebody says themselves in a text: not what they quote, show as code, or hide. */
import { stripHidden } from './hidden-text.ts';

/** Nothing is looked at beyond this: GitHub takes no longer texts. */
const READ_LIMIT = 65_536;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/;

/** What people see of it; an unended comment hides the rest. */
function visible(text: string): string {
  const plain = stripHidden(text).text;
  let shown = '';
  let from = 0;
  for (let start = plain.indexOf('<!--'); start >= 0; start = plain.indexOf('<!--', from)) {
    shown += plain.slice(from, start);
    const end = plain.indexOf('-->', start + 4);
    from = end < 0 ? plain.length : end + 3;
  }
  return shown + plain.slice(from);
}

/** The lines that people see as its author's own, with empty ones in place of what is fenced or quoted. */
export function ownLines(text: string): string[] {
  let fence = '';
  return visible(text.slice(0, READ_LIMIT))
    .split('\n')
    .map((line) => {
      const [, mark = '', rest = ''] = FENCE.exec(line) ?? [];
      if (fence !== '') {
        if (mark.startsWith(fence) && rest.trim() === '') fence = '';
        return '';
      }
      fence = mark;
      return mark !== '' || /^ {0,3}>/.test(line) ? '' : line;
    });
}
