/** Where lines of a text are that end a here document: finds each end without reading the text again. */
export class LineIndex {
  readonly #text: string;
  readonly #word: RegExp;
  #starts: Map<string, number[]> | null = null;

  /** `word` is sticky and holds in its first group the word that a line is found by. */
  constructor(text: string, word: RegExp) {
    this.#text = text;
    this.#word = word;
  }

  /** The start of the first line from `from` on with this word; -1 where there is none. */
  next(word: string, from: number): number {
    this.#starts ??= this.#read();
    const starts = this.#starts.get(word) ?? [];
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    return starts[low] ?? -1;
  }

  #read(): Map<string, number[]> {
    const found = new Map<string, number[]>();
    for (let start = 0; start < this.#text.length; ) {
      this.#word.lastIndex = start;
      const word = this.#word.exec(this.#text)?.[1];
      if (word !== undefined) {
        const starts = found.get(word);
        if (starts === undefined) found.set(word, [start]);
        else starts.push(start);
      }
      const end = this.#text.indexOf('\n', start);
      start = end < 0 ? this.#text.length : end + 1;
    }
    return found;
  }
}
