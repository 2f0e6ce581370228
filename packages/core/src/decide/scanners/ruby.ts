/** Ruby: here documents, quotes with any mark, regular expressions that look like a division. */
import { type Cursor, lineEnd, quoteEnd, step, take } from './cursor.ts';
import { Interpolation, type Quote } from './interpolation.ts';
import { LineIndex } from './line-index.ts';

const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}', '<': '>' };
const DOUBLE: Quote = { close: '"', holes: [{ mark: '#{' }], escapes: true, lines: true };
const BACKTICK: Quote = { ...DOUBLE, close: '`' };
const REGEX: Quote = { ...DOUBLE, close: '/' };

const BEFORE_VALUE = new Set('(,=:[!&|?{;+-*%~^<>');
const WORD_BEFORE_VALUE =
  /(?:^|[^\w.@$])(?:return|if|unless|elsif|when|while|until|and|or|not|in|then|else|do|yield|case)$/;

/** Whether a value begins here: `certain`, `likely` (a word, a space, and no space behind), or not: then it is an operator. */
function valueAt({ text, at, last }: Cursor): 'certain' | 'likely' | null {
  if (last < 0 || text.slice(last, at).includes('\n')) return 'certain';
  const before = text.slice(Math.max(0, last - 10), last + 1);
  if (text[at - 1] === ':' || /(?:^|\s)def$/.test(before)) return null;
  if (BEFORE_VALUE.has(text[last] ?? '') || WORD_BEFORE_VALUE.test(before)) return 'certain';
  const spaced = /\s/.test(text[at - 1] ?? '') && !/[\s=]/.test(text[at + 1] ?? ' ');
  return spaced && /[a-z_?!]/i.test(text[last] ?? '') ? 'likely' : null;
}

function slashEnd(text: string, from: number, end: number): number {
  for (let at = from + 1; at < end; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '/') return at + 1;
  }
  return -1;
}

const HEREDOC = /<<([~-]?)(?:(["'`])([A-Za-z_]\w*)\2|([A-Za-z_]\w*))/y;
const ONLY_WORD = /[ \t]*([A-Za-z_]\w*)[ \t\r]*(?=\n|$)/y;
const PERCENT = /%([qQwWiIrsx]?)([^\w\s=])/y;

/** How far a regular expression over several lines is looked for. */
const LONGEST_REGEX = 2_000;

class Ruby {
  readonly #cursor: Cursor;
  readonly #strings = new Interpolation();
  readonly #lines: LineIndex;
  /** Words that end the here documents which begin behind this line. */
  #waiting: string[] = [];
  #noRegexBefore = 0;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    this.#lines = new LineIndex(cursor.text, ONLY_WORD);
  }

  scan(): void {
    const cursor = this.#cursor;
    while (cursor.at < cursor.text.length) {
      const character = cursor.text[cursor.at] ?? '';
      if (this.#takeSection() || this.#takeMark(character) || this.#takeString(character)) continue;
      if ((character === '{' || character === '}') && this.#strings.brace(cursor)) continue;
      step(cursor);
    }
  }

  /** What begins with its line: long comments, here documents, and the data behind the end. */
  #takeSection(): boolean {
    const cursor = this.#cursor;
    const { text, at } = cursor;
    if (text[at] === '\n' && this.#waiting.length > 0) {
      take(cursor, 'data', this.#bodyEnd(at + 1));
      return true;
    }
    if (at > 0 && text[at - 1] !== '\n') return false;
    if (/^=begin(?:\s|$)/.test(text.slice(at, at + 7))) {
      const close = text.indexOf('\n=end', at);
      take(cursor, 'comment', close < 0 ? text.length : lineEnd(text, close + 1));
      return true;
    }
    if (!/^__END__\r?(?:\n|$)/.test(text.slice(at, at + 9))) return false;
    take(cursor, 'data', text.length);
    return true;
  }

  #bodyEnd(from: number): number {
    const { text } = this.#cursor;
    let end = from;
    for (const word of this.#waiting) {
      const last = this.#lines.next(word, end);
      if (last >= 0) end = lineEnd(text, last);
    }
    this.#waiting = [];
    return end;
  }

  #takeMark(character: string): boolean {
    const cursor = this.#cursor;
    const { text, at } = cursor;
    if (character === '#') take(cursor, 'comment', lineEnd(text, at));
    else if (character === '$' && /["'`/]/.test(text[at + 1] ?? '')) cursor.at += 2;
    else if (character === '?' && /^[\s([,={|]\?["'`#/%{}][\s),.\]}]/.test(text.slice(at - 1, at + 3))) cursor.at += 2;
    else if (character === '<') return this.#noteHeredoc();
    else return false;
    return true;
  }

  #noteHeredoc(): boolean {
    const cursor = this.#cursor;
    const { text, at } = cursor;
    HEREDOC.lastIndex = at;
    const match = HEREDOC.exec(text);
    const word = match?.[3] ?? match?.[4];
    if (match === null || word === undefined || (match[1] === '' && !/^[A-Z_]/.test(word))) return false;
    if (/\w/.test(text[at - 1] ?? '') || this.#lines.next(word, lineEnd(text, at) + 1) < 0) return false;
    this.#waiting.push(word);
    take(cursor, 'string', at + match[0].length);
    return true;
  }

  #takeString(character: string): boolean {
    const cursor = this.#cursor;
    const { text, at } = cursor;
    if (character === '"') this.#strings.take(cursor, DOUBLE, 1);
    else if (character === "'") take(cursor, 'string', quoteEnd(text, at, { quote: "'", escapes: true, lines: true }));
    else if (character === '`' && valueAt(cursor) !== null) this.#strings.take(cursor, BACKTICK, 1);
    else if (character === '%') return this.#takePercent();
    else if (character === '/') return this.#takeRegex();
    else return false;
    return true;
  }

  #takePercent(): boolean {
    const cursor = this.#cursor;
    PERCENT.lastIndex = cursor.at;
    const match = PERCENT.exec(cursor.text);
    const value = match === null ? null : valueAt(cursor);
    if (match === null || value === null) return false;
    const [whole, letter = '', mark = ''] = match;
    const close = CLOSING[mark];
    if (letter === '' && value === 'likely' && (close === undefined || mark === '<')) return false;
    const holes = /[qwis]/.test(letter) ? [] : DOUBLE.holes;
    const quote: Quote = { close: close ?? mark, holes, escapes: true, lines: true, bare: true };
    this.#strings.take(cursor, close === undefined ? quote : { ...quote, open: mark }, whole.length);
    return true;
  }

  #takeRegex(): boolean {
    const cursor = this.#cursor;
    const { text, at } = cursor;
    const value = at < this.#noRegexBefore ? null : valueAt(cursor);
    if (value === null) return false;
    const line = lineEnd(text, at);
    if (slashEnd(text, at, line) > 0) {
      this.#strings.take(cursor, REGEX, 1);
      return true;
    }
    const far = Math.min(text.length, at + LONGEST_REGEX);
    const end = value === 'certain' ? slashEnd(text, at, far) : -1;
    if (end > 0) take(cursor, 'string', end);
    else this.#noRegexBefore = value === 'certain' ? far : line;
    return end > 0;
  }
}

export const scanRuby = (cursor: Cursor): void => new Ruby(cursor).scan();
