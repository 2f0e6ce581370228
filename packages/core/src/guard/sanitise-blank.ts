/** White space at the edges of texts and lines, taken off by counting: patterns for it are slow on long runs. */

const isBlank = (character: string): boolean => character === ' ' || character === '\n' || character === '\t';

/** Without blanks around; wider ones, which some scripts begin a paragraph with, stay. */
export function trimBlank(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text.charAt(end - 1))) end -= 1;
  let start = 0;
  while (start < end && isBlank(text.charAt(start))) start += 1;
  return text.slice(start, end);
}

/** The lines of a text as one, parted by single spaces; tabs become spaces. */
export const oneLine = (text: string): string =>
  text
    .split('\n')
    .map(trimBlank)
    .filter((line) => line !== '')
    .join(' ')
    .replaceAll('\t', ' ');

/** Without empty lines before and blanks behind; the first line keeps its indentation. */
export function trimLines(text: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => trimBlank(line) !== '');
  return first < 0 ? '' : lines.slice(first).join('\n').trimEnd();
}
