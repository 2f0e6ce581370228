/** The words the town's texts are made of: enough of them that two sentences are hardly ever the same. */

import type { Dice } from '@steward/sandbox/dice.ts';

const words = (text: string): readonly string[] => text.split(' ');

const VERBS = words(
  'accept batch cache check clear collapse compare convert deduplicate detect document drop encode escape evict expose flush handle ' +
    'import limit lock measure merge normalise omit parse propagate recover refuse release replace reset retry round sort split store ' +
    'trim truncate validate',
);
const KINDS = words(
  'ancient broken cached compressed delayed duplicate early empty encrypted expired foreign hidden idle incomplete inherited invalid large ' +
    'late locked malformed missing negative nested nightly obsolete optional partial pending quoted remote signed sparse unsorted weekly',
);
const THINGS = words(
  'account archive attachment balance batch calendar cursor discount envelope export filter forecast header import index invoice journal ' +
    'ledger manifest mapping meter migration mirror notice offset packet payload price quota reading receipt record report rounding schedule ' +
    'session shard snapshot tariff template timestamp token upload voucher',
);
const PLACES = [
  'when the mirror answers late',
  'before the month is closed',
  'after a second import',
  'on machines without a clock',
  'for customers with two meters',
  'if the disk is nearly full',
  'whenever summer time begins',
  'while another job is running',
  'in the middle of a download',
  'once the old format is gone',
  'for readings below zero',
  'behind a slow proxy',
  'when both ends disagree',
  'for years before 1970',
  'with more than one currency',
  'as soon as the cache is cold',
  'unless the owner objects',
  'between two billing periods',
  'at the end of a leap year',
  'during the nightly backup',
];

/** "retry the nightly upload when the mirror answers late" */
export const errand = (dice: Dice): string =>
  `${dice.pick(VERBS)} the ${dice.pick(KINDS)} ${dice.pick(THINGS)} ${dice.pick(PLACES)}`;

/** "the nightly upload is lost when the mirror answers late" */
export const complaint = (dice: Dice): string =>
  `the ${dice.pick(KINDS)} ${dice.pick(THINGS)} ${dice.pick(ILLS)} ${dice.pick(PLACES)}`;

const ILLS = ['is lost', 'is read twice', 'comes out empty', 'is off by one', 'never arrives', 'is sorted wrongly'];

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A word that nothing else in the town is called: "bakemoru". */
export function coin(dice: Dice): string {
  return Array.from({ length: 4 }, () => dice.pick(CONSONANTS) + dice.pick(VOWELS)).join('');
}

const CONSONANTS = [...'bdfgklmnprstvz'];
const VOWELS = [...'aeiou'];

/** A few sentences, as people write them under a title. */
export function paragraph(dice: Dice, sentences: number): string {
  return Array.from({ length: sentences }, () =>
    dice.happens(0.5) ? `${capital(complaint(dice))}.` : `We ${errand(dice)}, and that used to work.`,
  ).join(' ');
}
