/** Whether two titles that share their words mean different things: opposites, a denial on one side, other numbers. */

/** Words that turn a title into another one: what stands left of the stroke against what stands right of it. */
const OPPOSITES = [
  'with mit avec con / without ohne sans sin',
  'before vor avant antes / after nach après después',
  'on / off',
  'online / offline',
  'first / last',
  'import imports imported importing / export exports exported exporting',
  'min minimum minimal / max maximum maximal',
  'enable enables enabled enabling / disable disables disabled disabling',
  'add adds added adding / remove removes removed removing delete deletes deleted deleting',
  'read reads reading / write writes writing written wrote',
  'encode encodes encoded encoding / decode decodes decoded decoding',
  'encrypt encrypts encrypted encrypting / decrypt decrypts decrypted decrypting',
  'upload uploads uploaded uploading / download downloads downloaded downloading',
  'open opens opened opening / close closes closed closing',
  'start starts started starting / end ends ended ending stop stops stopped stopping',
  'install installs installed installing / uninstall uninstalls uninstalled uninstalling',
  'client clients / server servers',
  'left / right',
  'top / bottom',
  'upper uppercase / lower lowercase',
  'input inputs / output outputs',
  'row rows / column columns',
  'increase increases increasing ascending / decrease decreases decreasing descending',
  'positive / negative',
];

type Side = 'first' | 'second' | 'both';

/** Of each such word: the pair it is of, by its place, and its side. */
const SIDES: ReadonlyMap<string, { pair: number; side: Side }> = new Map(
  OPPOSITES.flatMap((line, pair) =>
    line.split(' / ').flatMap((words, place) => {
      const side: Side = place === 0 ? 'first' : 'second';
      return words.split(' ').map((word) => [word, { pair, side }] as const);
    }),
  ),
);

const DENIALS: ReadonlySet<string> = new Set(
  'not no never cannot without nicht kein keine keinen ohne nie pas sans jamais não nunca sin'.split(' '),
);

/** What a title says besides the words that it shares with others. */
export interface Stance {
  /** The side that it takes of each pair it has a word of. */
  sides: ReadonlyMap<number, Side>;
  /** Words that it denies: those right behind a denial. */
  denied: ReadonlySet<string>;
  /** Numbers and versions, part by part. */
  numbers: readonly (readonly string[])[];
}

/** A title as it is compared. */
interface Stated {
  words: ReadonlySet<string>;
  stance: Stance;
}

const NUMBER = /(?<![\p{L}\p{N}_.])v?(\d{1,9}(?:\.\d{1,9}){0,4})(?![\p{L}\p{N}_])/gu;
const MOST_NUMBERS = 20;

/** `text`: of a title, in lower case, without what it names as code. `meaning`: of a word, null where it has none. */
export function stanceOf(text: string, meaning: (word: string) => string | null): Stance {
  const sides = new Map<number, Side>();
  const denied = new Set<string>();
  let denies = false;
  for (const word of text.match(/[\p{L}\p{M}]+/gu) ?? []) {
    const taken = SIDES.get(word);
    if (taken) sides.set(taken.pair, (sides.get(taken.pair) ?? taken.side) === taken.side ? taken.side : 'both');
    const means = meaning(word);
    if (denies && means !== null) denied.add(means);
    denies = DENIALS.has(word) || (denies && means === null);
  }
  const numbers = [...text.matchAll(NUMBER)].slice(0, MOST_NUMBERS).map(([, number = '']) => number.split('.'));
  return { sides, denied, numbers };
}

/** One names what the other names the opposite of: whatever else they share, they are two. */
export const areOpposed = ({ stance: a }: Stated, { stance: b }: Stated): boolean =>
  [...a.sides].some(([pair, side]) => b.sides.has(pair) && b.sides.get(pair) !== side);

/** That, or one denies what the other says, or they are about other numbers: their words alone do not make them one. */
export const areAtOdds = (a: Stated, b: Stated): boolean =>
  areOpposed(a, b) ||
  deniesOf(a, b) ||
  deniesOf(b, a) ||
  !(agree(a.stance.numbers, b.stance.numbers) || agree(b.stance.numbers, a.stance.numbers));

const deniesOf = ({ stance }: Stated, other: Stated): boolean =>
  [...stance.denied].some((word) => other.words.has(word) && !other.stance.denied.has(word));

/** Each number of the one is among those of the other; `2.4` is every `2.4.x`. */
const agree = (some: Stance['numbers'], others: Stance['numbers']): boolean =>
  some.every((number) => others.some((other) => startsAlike(number, other)));

const startsAlike = (a: readonly string[], b: readonly string[]): boolean =>
  a.slice(0, b.length).every((part, place) => part === b[place]);
