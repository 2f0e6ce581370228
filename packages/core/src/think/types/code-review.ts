/** A reading of code: what is looked at, and what counts as an outcome. */
import { codeSpan, list } from '../draft.ts';
import { type Matter, review, stated, type TypeWords } from '../matter.ts';

export const codeReview: TypeWords = {
  why: ({ source, expected }) => `Asked for in ${source}.${stated('To be found out', expected)}`,
  criteria: (matter) => [
    review(`Read whole, at one commit that the result names: ${read(matter)}.`),
    review(`Looked at: ${focus(matter)}.`),
    review(
      'Each finding names a file, a line, what follows from it and how sure that is; or it is said that there is none.',
    ),
    review('What is worth doing became an issue of its own, linked from the result.'),
  ],
  not: ['changes to the code', 'matters of taste'],
  assumptions: ({ steps, paths, source }) => [
    ...(paths.length === 0 ? [`${source} says well enough which code is meant`] : []),
    ...(steps.length === 0 ? ['No focus was given, so faults come before style'] : []),
  ],
};

const read = ({ paths, title }: Matter): string => (paths.length === 0 ? title : list(paths.map(codeSpan)));

const focus = ({ steps }: Matter): string =>
  steps.length === 0
    ? 'wrong results, failures that are swallowed, input from outside, what two callers do at once, what no test notices'
    : list(steps, 8);
