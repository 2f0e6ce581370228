/** Strings with code in them, which may hold strings again: `"a ${b("c")} d"`. */
import { type Cursor, take } from './cursor.ts';

export interface Hole {
  mark: string;
  before?: string;
}

export interface Quote {
  close: string;
  /** A mark that has to be closed as well before the string ends, as in `%w(a (b) c)`. */
  open?: string;
  /** What begins code inside the string: each ends with a brace, behind which code may have to follow. */
  holes: readonly Hole[];
  escapes: boolean;
  /** Whether it may go on over lines. */
  lines: boolean;
  /** Marks that are no quotes would read like brackets of code: nothing of them is kept. */
  bare?: boolean;
}

interface Held {
  quote: Quote;
  nesting: number;
  /** Braces that were open when its hole began. */
  depth: number;
}

export class Interpolation {
  readonly #held: Held[] = [];
  #depth = 0;

  /** Takes the string whose opening marks, `length` characters, stand at the cursor; up to its end or its first hole. */
  take(cursor: Cursor, quote: Quote, length: number): void {
    this.#read(cursor, cursor.at + length, { quote, nesting: 0, depth: 0 });
  }

  /** Counts a brace of code; true where it ended a hole and the string behind it was taken. */
  brace(cursor: Cursor): boolean {
    if (cursor.text[cursor.at] === '{') {
      this.#depth += 1;
      return false;
    }
    const held = this.#held.at(-1);
    if (held === undefined || held.depth !== this.#depth) {
      this.#depth -= 1;
      return false;
    }
    this.#held.pop();
    this.#read(cursor, cursor.at + 1, held);
    return true;
  }

  #read(cursor: Cursor, from: number, held: Held): void {
    const { text } = cursor;
    const { open, close, escapes, lines } = held.quote;
    const kind = held.quote.bare === true ? 'data' : 'string';
    let at = from;
    let { nesting } = held;
    while (at < text.length) {
      const character = text[at];
      const hole = this.#holeAt(text, at, held.quote);
      const ends = nesting === 0 && text.startsWith(close, at);
      if (hole > 0) this.#held.push({ quote: held.quote, nesting, depth: this.#depth });
      if (hole > 0 || ends || (!lines && character === '\n')) {
        take(cursor, kind, at + (hole > 0 ? hole : ends ? close.length : 0));
        return;
      }
      if (character === open) nesting += 1;
      else if (character === close) nesting -= 1;
      at += escapes && character === '\\' ? 2 : 1;
    }
    take(cursor, kind, text.length);
  }

  #holeAt(text: string, at: number, { holes }: Quote): number {
    const hole = holes.find(({ mark, before = '' }) => text.startsWith(mark + before, at));
    return hole?.mark.length ?? 0;
  }
}
