/** Speed and size: a baseline, the command that measures, a target. */
import { changelogSays, codeSpan } from '../draft.ts';
import { commandFor, review, stated, suiteHolds, type TypeWords } from '../matter.ts';

export const performance: TypeWords = {
  why: ({ source, expected, actual, environment }) =>
    `Reported in ${source}.${stated('Measured', actual)}${stated('Target', expected)}${stated('Measured with', environment)}`,
  criteria: (matter) => {
    const command = commandFor(matter, 'bench');
    const by = command === undefined ? 'a command that it names' : codeSpan(command);
    return [
      review(
        `The pull request gives the baseline, measured before the change with ${by}: several runs, their spread, the machine.`,
      ),
      review(
        `The same measurement after the change ${matter.expected === null ? 'is better by more than that spread' : `reaches the target: ${matter.expected}`}.`,
      ),
      ...suiteHolds(matter, 'The whole suite passes, with no test changed.'),
      ...changelogSays(matter),
    ];
  },
  not: ['speed elsewhere', 'changes of behaviour'],
  assumptions: ({ expected }) => (expected === null ? ['No target was given: any gain beyond the spread counts'] : []),
};
