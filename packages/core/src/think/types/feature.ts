/** Something new: what is wanted, how it is known to be there, and where users read of it. */
import { changelogSays } from '../draft.ts';
import { points, review, stated, suiteHolds, type TypeWords } from '../matter.ts';

export const feature: TypeWords = {
  why: ({ source, expected, actual }) =>
    `Asked for in ${source}.${stated('Wanted', expected)}${stated('Today', actual)}`,
  criteria: (matter) => [
    ...points(matter),
    review('Tests use it once as meant and once with wrong input.'),
    ...suiteHolds(matter),
    review('The documentation tells of it where users would look.'),
    ...changelogSays(matter),
  ],
  not: ['what was not asked for', 'changes to what works today'],
  assumptions: ({ steps, expected }) =>
    steps.length === 0 && expected === null ? ['The title says all that is wanted'] : [],
};
