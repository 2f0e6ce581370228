/** A text that a simple pattern takes: literals, classes, groups, choices and counts. */

/** Null where the pattern is more than that. */
export function textForPattern(pattern: string, draw: () => number): string | null {
  try {
    const text = new PatternReader(pattern, draw).read();
    return new RegExp(pattern, 'u').test(text) ? text : null;
  } catch {
    return null;
  }
}

const CLASSES: Readonly<Record<string, string>> = {
  d: '0123456789',
  w: 'abcdefghijklmnopqrstuvwxyz',
  s: ' ',
  '.': 'abcdefghijklmnopqrstuvwxyz',
};

class PatternReader {
  readonly #pattern: string;
  readonly #draw: () => number;
  #at = 0;

  constructor(pattern: string, draw: () => number) {
    this.#pattern = pattern;
    this.#draw = draw;
  }

  read(): string {
    const text = this.#choices();
    if (this.#at < this.#pattern.length) throw new RangeError('Something is left of the pattern.');
    return text;
  }

  #choices(): string {
    const options = [this.#sequence()];
    while (this.#pattern[this.#at] === '|') {
      this.#at += 1;
      options.push(this.#sequence());
    }
    return this.#pick(options);
  }

  #pick<T>(options: readonly T[]): T {
    return options[Math.floor(this.#draw() * options.length)] as T;
  }

  #sequence(): string {
    let text = '';
    while (this.#at < this.#pattern.length && !'|)'.includes(this.#pattern[this.#at] ?? '')) {
      const start = this.#at;
      const first = this.#piece();
      const end = this.#at;
      const count = this.#count();
      const next = this.#at;
      if (count > 0) text += first;
      for (let more = 1; more < count; more += 1) {
        this.#at = start;
        text += this.#piece();
        if (this.#at !== end) throw new RangeError('The pattern does not read the same twice.');
      }
      this.#at = next;
    }
    return text;
  }

  #piece(): string {
    const character = this.#pattern[this.#at] as string;
    this.#at += 1;
    if (character === '^' || character === '$') return '';
    if (character === '[') return this.#class();
    if (character === '.') return this.#pick([...(CLASSES['.'] as string)]);
    if (character === '(') {
      if (this.#pattern.startsWith('?:', this.#at)) this.#at += 2;
      else if (this.#pattern[this.#at] === '?') throw new RangeError('The pattern looks around.');
      const text = this.#choices();
      this.#at += 1;
      return text;
    }
    return character === '\\' ? this.#pick([...this.#escaped()]) : character;
  }

  #escaped(): string {
    const character = this.#pattern[this.#at] as string;
    this.#at += 1;
    if (/[A-Zbpu]/.test(character)) throw new RangeError('The pattern names what it does not take.');
    return CLASSES[character] ?? character;
  }

  #class(): string {
    if (this.#pattern[this.#at] === '^') throw new RangeError('The pattern names what it does not take.');
    let members = '';
    while (this.#pattern[this.#at] !== ']') {
      const character = this.#pattern[this.#at] as string;
      this.#at += 1;
      if (character === '\\') members += this.#escaped();
      else if (this.#pattern[this.#at] === '-' && this.#pattern[this.#at + 1] !== ']') {
        const last = this.#pattern.charCodeAt(this.#at + 1);
        this.#at += 2;
        for (let code = character.charCodeAt(0); code <= last; code += 1) members += String.fromCharCode(code);
      } else members += character;
    }
    this.#at += 1;
    return this.#pick([...members]);
  }

  #count(): number {
    const found = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/.exec(this.#pattern.slice(this.#at));
    if (found === null) return 1;
    this.#at += found[0].length;
    const [, least = found[0] === '*' || found[0] === '?' ? '0' : '1', comma, most] = found;
    const few = Number(least);
    const many = most ? Number(most) : comma === '' ? few : few + (found[0] === '?' ? 1 : 4);
    return few + Math.floor(this.#draw() * (Math.min(many, few + 8) - few + 1));
  }
}
