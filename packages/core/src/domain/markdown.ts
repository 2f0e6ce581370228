/** How any text is put into Markdown so that it cannot end the place it was put in; what every text for people shares. */

/** One line: what Markdown would fold or break is one space. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const LINE_ENDINGS = /\r\n|\r|\n/g;

/** A code span that its content cannot close: its fence is a run of backticks that the content does not have. */
export function codeSpan(text: string): string {
  const content = text.replace(LINE_ENDINGS, ' ');
  if (content === '') return '';
  const runs = new Set((content.match(/`+/g) ?? []).map((run) => run.length));
  let length = 1;
  while (runs.has(length)) length++;
  const fence = '`'.repeat(length);
  const stripped = content.startsWith(' ') && content.endsWith(' ') && content.trim() !== '';
  const pad = stripped || content.startsWith('`') || content.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

export interface Span {
  content: string;
  /** Index behind the closing fence. */
  end: number;
}

/** The code span that starts at `start`, read as Markdown reads it; null where there is none. */
export function readCodeSpan(text: string, start = 0): Span | null {
  const fence = /^`+/.exec(text.slice(start, start + 200))?.[0];
  if (!fence) return null;
  const from = start + fence.length;
  for (const run of text.slice(from).matchAll(/`+/g)) {
    if (run[0].length !== fence.length) continue;
    const content = text.slice(from, from + run.index);
    const padded = content.startsWith(' ') && content.endsWith(' ') && content.trim() !== '';
    return { content: padded ? content.slice(1, -1) : content, end: from + run.index + fence.length };
  }
  return null;
}

const SPECIAL = /[\\`*_~[\]<>|$&]/g;

/** A title inside other text: its code spans stay, nothing else in it is Markdown. */
export function titleText(title: string): string {
  const text = oneLine(title);
  let result = '';
  let index = 0;
  while (index < text.length) {
    const tick = text.indexOf('`', index);
    const span = tick < 0 ? null : readCodeSpan(text, tick);
    const plainEnd = tick < 0 ? text.length : tick;
    result += text.slice(index, plainEnd).replace(SPECIAL, '\\$&');
    if (tick < 0) break;
    const run = /^`+/.exec(text.slice(tick))?.[0] ?? '`';
    result += span ? text.slice(tick, span.end) : run.replace(SPECIAL, '\\$&');
    index = span ? span.end : tick + run.length;
  }
  return result;
}

/** A cell of a table: bars are escaped, also inside code, where the table alone undoes it. */
export const tableCell = (markdown: string): string =>
  markdown
    .replace(LINE_ENDINGS, ' ')
    .replace(/(\\*)\|/g, (_, slashes: string) => (slashes.length % 2 ? `${slashes}|` : `${slashes}\\|`))
    .trim();

const UNSAFE = /[\s()<>"'`\\*|]|[\u0000-\u001f\u007f]/g;

/** An address that cannot end its brackets: what could is percent-encoded. */
export const linkTarget = (url: string): string =>
  url.replace(UNSAFE, (character) =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );

/** `[text](url)`; the text is Markdown already. */
export const link = (text: string, url: string, title?: string): string =>
  `[${text}](${linkTarget(url)}${title === undefined ? '' : ` "${title.replace(/["\\]/g, '')}"`})`;

/** A path inside an address: each segment encoded, so that no name can leave its place. */
export const encodePath = (path: string): string =>
  path
    .split('/')
    .map((segment) =>
      encodeURIComponent(segment.toWellFormed()).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');

/** A text cut to so many characters, whole characters only, with an ellipsis where something is gone. */
export function shorten(text: string, most: number): string {
  const cut = cutTo(text, most);
  return cut === text ? text : `${cutTo(text, most - 1).trimEnd()}…`;
}

/** The first characters of a text. A long word is not cut in two: half a secret is one that no pattern knows. */
export function cutTo(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const cut = characters.slice(0, most).join('');
  return KEY_CHARACTER.test(characters[most] ?? '') ? cut.replace(/[\w+/=.:@-]{8,}$/, '') : cut;
}

const KEY_CHARACTER = /^[\w+/=.:@-]/;

/** `1 issue`, `2 issues`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
