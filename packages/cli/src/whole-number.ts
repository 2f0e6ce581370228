/** Whole numbers as options and arguments take them. */
import { InvalidArgumentError } from 'commander';

export const wholeNumber = (least: number, most: number) => (text: string) => {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most))
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  return number;
};
