/** Who owns which code, as a CODEOWNERS file says: GitHub's own rules, and what GitHub would skip is skipped. */
import { LOGIN, TEAM } from './hand-off-settings.ts';

/** Where GitHub looks for the file; the first that exists counts. */
export const CODE_OWNERS_PATHS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;
/** A larger file is one that GitHub does not load. Bytes. */
export const MOST_CODE_OWNERS = 3_000_000;

/** A folder or name in a pattern. `tail`: what stands behind its last wild card; null: it has none. */
interface Segment {
  text: string;
  tail: string | null;
}

export interface OwnerRule {
  segments: readonly Segment[];
  /** It holds from the root on, else in any folder. */
  anchored: boolean;
  /** Logins, and teams as `org/team`; nobody: what earlier rules say does not hold here. */
  owners: readonly string[];
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;
/** Beyond this a pattern is nobody's path, and too many wild cards could be tried in too many ways. */
const LONGEST = 500;
const MOST_WILD = 10;

/** All rules, in the order of the file. A line that GitHub calls invalid says nothing. */
export function parseCodeOwners(text: string): OwnerRule[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line) => ruleOf(wordsOf(line)) ?? []);
}

/** Words of a line up to a comment; a blank in a path is written `\ `. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word = '';
  for (let at = 0; at <= line.length; at += 1) {
    const sign = line.charAt(at);
    if (sign === '\\' && line.charAt(at + 1) === ' ') {
      word += ' ';
      at += 1;
    } else if (sign === '' || sign === ' ' || sign === '\t' || sign === '\r') {
      if (word !== '') words.push(word);
      word = '';
    } else if (sign === '#' && word === '') break;
    else word += sign;
  }
  return words;
}

function ruleOf([pattern, ...names]: string[]): OwnerRule | null {
  if (pattern === undefined || pattern.length > LONGEST || /^[!\\]|[[\]]/.test(pattern)) return null;
  if ((pattern.match(/[*?]/g) ?? []).length > MOST_WILD) return null;
  const bare = names.map((name) => name.replace(/^@/, ''));
  const isValid = names.every((name, index) => {
    const rest = bare[index] ?? '';
    return name.startsWith('@') ? LOGIN.test(rest) || TEAM.test(rest) : EMAIL.test(name);
  });
  const trimmed = pattern.replace(/^\/|\/$/g, '');
  if (!isValid || trimmed === '') return null;
  // Whose address it is cannot be seen, so nobody is found by one.
  const owners = bare.filter((name, index) => names[index] !== name);
  const segments = trimmed.split('/').map((text) => ({ text, tail: /[*?]([^*?]*)$/.exec(text)?.[1] ?? null }));
  return { segments, anchored: pattern.startsWith('/') || trimmed.includes('/'), owners };
}

/** Owners of a file or folder: those of the last rule that fits. A rule for a folder holds for all below it. */
export function ownersOf(rules: readonly OwnerRule[], path: string): readonly string[] {
  const parts = path.replace(/^\/|\/$/g, '').split('/');
  return rules.findLast((rule) => fits(rule, parts))?.owners ?? [];
}

/** From the root on; a rule that fits a folder holds for all below it, so the rest of the path does not matter. */
function fits({ segments, anchored }: OwnerRule, parts: readonly string[]): boolean {
  const [only] = segments;
  if (!anchored) return only !== undefined && parts.some((part) => matches(only, part));
  // `docs/*` is what lies in the folder itself, not what lies in its folders.
  const isFlat = segments.length > 1 && segments.at(-1)?.text === '*';
  let [at, place, star, mark] = [0, 0, -1, 0];
  while (place < segments.length || (isFlat && at < parts.length)) {
    const segment = segments[place];
    const part = parts[at];
    if (segment?.text === '**') {
      star = place;
      mark = at;
      place += 1;
    } else if (part === undefined) return false;
    else if (segment !== undefined && matches(segment, part)) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      place = star + 1;
      mark += 1;
      at = mark;
    } else return false;
  }
  return true;
}

/** One name against one segment: the last `*` takes as much as is needed, none is tried twice. */
function matches({ text, tail }: Segment, name: string): boolean {
  if (tail === null) return text === name;
  if (!name.endsWith(tail)) return false;
  let [at, place, star, mark] = [0, 0, -1, 0];
  while (at < name.length) {
    const sign = text.charAt(place);
    if (sign === '*') {
      star = place;
      mark = at;
      place += 1;
    } else if (sign === '?' || (sign !== '' && sign === name.charAt(at))) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      place = star + 1;
      mark += 1;
      at = mark;
    } else return false;
  }
  while (text.charAt(place) === '*') place += 1;
  return place === text.length;
}
