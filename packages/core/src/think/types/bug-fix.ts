/** A fault: how it is seen, what must hold once it is mended, and the test that keeps it so. */
import { changelogSays } from '../draft.ts';
import { commandIn, type Matter, review, shown, stated, suiteHolds, type TypeWords } from '../matter.ts';

export const bugFix: TypeWords = {
  why: (matter) =>
    `Reported in ${matter.source}.${stated('Expected', matter.expected)}${stated('Instead', matter.actual)}${shown(matter)}${stated('Seen with', matter.environment)}`,
  criteria: (matter) => [
    held(matter),
    review(
      `A regression test ${matter.steps.length > 0 ? 'takes these steps' : 'shows the fault'}: it fails without the change and passes with it.`,
    ),
    ...suiteHolds(matter),
    ...changelogSays(matter),
  ],
  not: ['other faults met on the way', 'behaviour that the report does not speak of'],
  assumptions: ({ steps, environment }) => [
    ...(steps.length === 0 ? ['The report is enough to see the fault'] : []),
    ...(steps.length > 0 && environment === null ? ['It shows wherever the project runs'] : []),
  ],
};

const STEPS_LIMIT = 240;

function held(matter: Matter) {
  const { steps, expected, actual } = matter;
  const outcome =
    expected !== null
      ? `this holds: ${expected}`
      : actual !== null
        ? `this does not happen any more: ${actual}`
        : 'what is reported does not happen any more';
  if (steps.length === 0)
    return review(`The pull request names steps that show the fault; with the change ${outcome}.`);
  const listed = steps.join('; ');
  const taken = listed.length > STEPS_LIMIT ? `${steps.length} in ${matter.source}` : listed;
  const text = `After the reported steps (${taken}) ${outcome}.`;
  const command = commandIn(matter, steps.at(-1));
  return command === undefined ? review(text) : { text, check: 'command' as const, command };
}
