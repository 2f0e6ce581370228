/** Whether two issues of people are one: rather one too few than one too many, since the second is then left alone. */
import { areAtOdds, areOpposed } from '../../domain/opposition.ts';
import { namesTheSame, saysTheSame, soundsAlike, type Words, wordsOf } from '../../domain/similarity.ts';
import { type Atoms, atomsOf } from './atoms.ts';
import type { Piece } from './pieces.ts';

export interface Portrait {
  number: number;
  title: string;
  atoms: Atoms;
  /** The title, read. */
  heading: Words;
  /** Of the prose below. */
  prose: ReadonlySet<string>;
}

const PROSE_LIMIT = 8_000;

export function portraitOf(number: number, title: string, pieces: readonly Piece[]): Portrait {
  const prose = pieces
    .filter(({ kind, section }) => kind !== 'code' && section !== 'environment')
    .map(({ text }) => text)
    .join(' ')
    .slice(0, PROSE_LIMIT);
  return { number, title, atoms: atomsOf(title, pieces), heading: wordsOf(title), prose: wordsOf(prose).words };
}

/** Both say what the other says. */
export function isAlike(a: Portrait, b: Portrait): boolean {
  if (contradict(a, b)) return false;
  if (saysTheSame(a.title, b.title)) return true;
  const titles = sharedPart(a.heading.words, b.heading.words);
  if (holdsAny(a.atoms.errors, b.atoms.errors) && holdsAny(a.atoms.frames, b.atoms.frames)) return true;
  if (titles >= 0.3 && [...a.atoms.results].some((result) => result.length > 5 && b.atoms.results.has(result)))
    return true;
  if (holdsAny(a.atoms.errors, b.atoms.errors) && (titles >= 0.25 || holdsAny(a.atoms.names, b.atoms.names)))
    return true;
  if (holdsAny(a.atoms.typed, b.atoms.typed) && (titles >= 0.3 || holdsAny(a.atoms.results, b.atoms.results)))
    return true;
  return tellTheSame(a, b);
}

const MOST_SAID = 12;

/** The same story below. A few words in common above it make up for some of it, but not where the titles differ in the one that counts. */
function tellTheSame(a: Portrait, b: Portrait): boolean {
  const isNear = soundsAlike(a.heading, b.heading);
  if (isNear && areAtOdds(a.heading, b.heading)) return false;
  const told = sharedPart(a.prose, b.prose);
  if (isNear && namesTheSame(a.heading, b.heading) && told >= 0.5) return true;
  return Math.min(a.prose.size, b.prose.size) >= MOST_SAID && told >= 0.6;
}

/** They name other things: opposites, other quotations or numbers in the title, other calls, other errors. */
function contradict(a: Portrait, b: Portrait): boolean {
  if (soundsAlike(a.heading, b.heading) && areOpposed(a.heading, b.heading)) return true;
  const [inA, inB] = [namedIn(a.title), namedIn(b.title)];
  if (inA.size > 0 && inB.size > 0 && !holdsAny(inA, inB)) return true;
  const differs = (left: ReadonlySet<string>, right: ReadonlySet<string>) =>
    left.size > 0 && right.size > 0 && !holdsAny(left, right);
  return (
    (differs(a.atoms.typed, b.atoms.typed) && !holdsAny(a.atoms.errors, b.atoms.errors)) ||
    (differs(a.atoms.errors, b.atoms.errors) && !holdsAny(a.atoms.typed, b.atoms.typed)) ||
    (differs(a.atoms.names, b.atoms.names) && !holdsAny(a.atoms.typed, b.atoms.typed))
  );
}

/** What a title quotes, and its numbers but for versions. */
const namedIn = (title: string): ReadonlySet<string> =>
  new Set(
    [...title.matchAll(/["“„«`']([^"“”„«»`'\n]{1,60})["”“»`']|(?<![\w.])(\d{1,9})(?![\w.])/g)].map(
      ([, quoted, number]) => (quoted ?? number ?? '').toLowerCase().replace(/\s+/g, ' '),
    ),
  );

function holdsAny(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const item of a) if (b.has(item)) return true;
  return false;
}

function sharedPart(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const item of a) if (b.has(item)) shared++;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}

/** The oldest that says the same; null: nobody said it before. */
export const saidBefore = (portrait: Portrait, others: readonly Portrait[]): Portrait | null =>
  others
    .filter(({ number }) => number < portrait.number)
    .sort((a, b) => a.number - b.number)
    .find((other) => isAlike(portrait, other)) ?? null;

/** Titles worth a closer look: those that share the most of what this issue names. */
export function nearest<T extends { number: number; title: string }>(
  portrait: Portrait,
  titles: readonly T[],
  most: number,
): T[] {
  const own = new Set([
    ...portrait.heading.words,
    ...[...portrait.atoms.names].flatMap((name) => [...wordsOf(name).words]),
  ]);
  const ranked = titles
    .filter(({ number }) => number < portrait.number)
    .map((stub) => {
      const { words } = wordsOf(stub.title);
      let shared = 0;
      for (const word of words) if (own.has(word)) shared++;
      return { stub, part: shared === 0 ? 0 : shared / Math.sqrt(words.size) };
    })
    .filter(({ part }) => part > 0);
  return ranked
    .sort((a, b) => b.part - a.part || a.stub.number - b.stub.number)
    .slice(0, most)
    .map(({ stub }) => stub);
}
