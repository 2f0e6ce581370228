/** Tests: what they cover, on which level, and that each was seen to fail. */
import { TEST_LEVELS, type TestLevel } from '../../domain/tooling.ts';
import { codeSpan, list } from '../draft.ts';
import { type Matter, points, review, stated, suiteHolds, type TypeWords } from '../matter.ts';

export const testing: TypeWords = {
  why: ({ source, expected, actual }) =>
    `Asked for in ${source}.${stated('To be covered', expected)}${stated('Today', actual)}`,
  criteria: (matter) => [
    ...points(matter),
    review(`Each new test is of the smallest kind that can notice the fault: ${kinds(matter)}.`),
    review('Each was seen to fail when the code it tests is broken on purpose; the pull request says how.'),
    ...suiteHolds(matter, 'The new tests run with the others, and all pass.'),
  ],
  not: ['changes of behaviour', 'a figure of coverage for its own sake'],
  assumptions: ({ tooling: { levels = {} } }) =>
    Object.keys(levels).length === 0
      ? ['The project has no tests yet, so they go where its language puts them']
      : ['No kind of test that the project does not have yet is asked for'],
};

const PURPOSE: Record<TestLevel, string> = {
  unit: 'one part alone',
  integration: 'parts together',
  'end-to-end': 'the whole as a user meets it',
};

function kinds({ tooling: { levels = {} } }: Matter): string {
  const known = TEST_LEVELS.filter((level) => levels[level] !== undefined);
  if (known.length === 0) return 'one part alone before parts together, parts before the whole';
  return list(
    known.map((level) => {
      const folder = levels[level];
      return `${level} tests for ${PURPOSE[level]}${folder ? ` (${codeSpan(folder)})` : ''}`;
    }),
  );
}
