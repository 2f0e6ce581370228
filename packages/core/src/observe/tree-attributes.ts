/** What a repository's own `.gitattributes` say of its paths. */
import { patternOf } from '../domain/path-pattern.ts';

interface Attribute {
  pattern: RegExp;
  folder: string;
  marks: boolean;
}

/** The paths that a repository itself declares to be generated or vendored. The last line that matches counts. */
export class LinguistAttributes {
  readonly #lines: Record<'generated' | 'vendored', Attribute[]> = { generated: [], vendored: [] };

  add(path: string, text: string): void {
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
    for (const line of text.split('\n', 2_000)) {
      const [pattern = '', ...words] = line.trim().split(/\s+/);
      if (pattern.startsWith('#') || words.length === 0) continue;
      for (const word of words) this.#addWord(word, pattern, folder);
    }
  }

  #addWord(word: string, pattern: string, folder: string): void {
    const match = /^(-|!)?linguist-(generated|vendored)(?:=(\w+))?$/.exec(word);
    const expression = match === null ? null : patternOf(pattern);
    if (match === null || expression === null) return;
    const marks = match[1] === undefined && match[3] !== 'false';
    this.#lines[match[2] as 'generated' | 'vendored'].push({ pattern: expression, folder, marks });
  }

  /** True or false where a line says so; undefined where none speaks of the path. */
  says(kind: 'generated' | 'vendored', path: string): boolean | undefined {
    return this.#lines[kind].findLast(
      ({ folder, pattern }) => path.startsWith(folder) && pattern.test(path.slice(folder.length)),
    )?.marks;
  }
}
