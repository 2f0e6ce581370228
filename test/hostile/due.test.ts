/** Every hostile input is either tested by its number or due, so that none is forgotten and none is claimed twice. */
import { describe, expect, it } from 'vitest';
import { readSources } from '../support/source.ts';
import { type Title, titlesOf } from '../support/titles.ts';
import { ALL, DUE, type Due, ISSUES } from './due.ts';

const numberOf = ({ text }: Pick<Title, 'text'>): number | undefined => {
  const digits = /^(\d+)\. \S/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

function faults(titles: readonly Pick<Title, 'text'>[], due: readonly Pick<Due, 'number'>[]): string[] {
  const tested = new Set(titles.map(numberOf));
  const listed = due.map(({ number }) => number);
  return [
    ...ALL.filter((number) => !tested.has(number) && !listed.includes(number)).map((one) => `${one} is neither`),
    ...ALL.filter((number) => tested.has(number) && listed.includes(number)).map((one) => `${one} is both`),
    ...listed.filter((number, at) => listed.indexOf(number) !== at).map((one) => `${one} is due twice`),
    ...[...tested, ...listed].flatMap((one) => (one === undefined || ALL.includes(one) ? [] : [`${one} is unknown`])),
  ];
}

describe('the twenty-five hostile inputs and faults', () => {
  it('are each tested or due, and none is both', () => {
    expect(faults(titlesOf(readSources(/^test\/hostile\/.*\.test\.ts$/)), DUE)).toEqual([]);
  });

  it('are due with an issue that exists and a word about why', () => {
    for (const { what, issue } of DUE) {
      expect(ISSUES).toContain(issue);
      expect(what).toMatch(/: .+/);
    }
  });

  it('are noticed where one is missing, tested and due, due twice or unknown', () => {
    const all = ALL.map((number) => ({ text: `${number}. A test` }));
    expect(faults(all, [])).toEqual([]);
    expect(faults(all.slice(1), [])).toEqual(['1 is neither']);
    expect(faults(all, [{ number: 2 }])).toEqual(['2 is both']);
    expect(faults(all.slice(1), [{ number: 1 }, { number: 1 }])).toEqual(['1 is due twice']);
    expect(faults([...all, { text: '26. More' }, { text: 'No number' }], [])).toEqual(['26 is unknown']);
  });
});
