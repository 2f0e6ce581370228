/** Words for readers: of which kind, for whom, and that what they say was tried. */
import { type Matter, points, review, stated, type TypeWords } from '../matter.ts';

interface Kind {
  named: RegExp;
  /** As a sentence begins. */
  what: string;
  audience: string;
}

const KINDS: readonly Kind[] = [
  {
    named: /\bAPI\b|\b(?:reference|docstrings?|jsdoc|javadoc|rustdoc|godoc|signatures?)\b/i,
    what: 'API documentation',
    audience: 'people who call it from code',
  },
  {
    named: /\b(?:contribut\w*|develop\w*|architecture|build from source|set[- ]?up for dev\w*)\b/i,
    what: 'a page for contributors',
    audience: 'people who change the code',
  },
  {
    named: /\b(?:guides?|tutorials?|how[- ]?to|getting started|quick[- ]?start|walk-?through|examples?|install\w*)\b/i,
    what: 'a guide',
    audience: 'people who do it for the first time',
  },
];
const PAGE: Omit<Kind, 'named'> = { what: 'a page', audience: 'people who use the project' };

const kindOf = ({ title, expected }: Matter): Omit<Kind, 'named'> =>
  KINDS.find(({ named }) => named.test(title)) ?? KINDS.find(({ named }) => named.test(expected ?? '')) ?? PAGE;

export const documentation: TypeWords = {
  why: ({ source, expected, actual }) =>
    `Asked for in ${source}.${stated('Wanted', expected)}${stated('Today', actual)}`,
  criteria: (matter) => [
    ...points(matter),
    review('Every command and example in it was run as it stands there; the pull request says with what result.'),
    review('Names, options and defaults in it are those of the code.'),
    review('It is linked from where its readers start.'),
  ],
  not: ['changes to the code', 'other pages'],
  assumptions: (matter) => {
    const { what, audience } = kindOf(matter);
    return [`It is ${what}, for ${audience}`];
  },
};
