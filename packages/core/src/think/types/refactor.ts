/** The same behaviour in less: measured by the tests that are there, with a number for what got smaller. */
import { commandFor, review, stated, suiteHolds, type TypeWords, wanted } from '../matter.ts';

export const refactor: TypeWords = {
  why: ({ source, expected, actual }) =>
    `Asked for in ${source}.${stated('Today', actual)}${stated('Wanted', expected)}`,
  criteria: (matter) => [
    ...(matter.expected === null ? [] : [wanted(matter)]),
    review('Behaviour is as before: no test was changed but for names and imports.'),
    ...suiteHolds(matter),
    ...['types' as const, 'lint' as const].flatMap((kind) => {
      const command = commandFor(matter, kind);
      const text = kind === 'types' ? 'The type check finds nothing.' : 'The lint check finds nothing.';
      return command === undefined ? [] : [{ text, check: 'command' as const, command }];
    }),
    review('The pull request says in numbers what got smaller: lines, branches, copies or dependencies.'),
  ],
  not: ['new behaviour', 'files that this does not need'],
  assumptions: () => ['What the tests do not hold is kept as well, where somebody could rely on it'],
};
