/** Bugs in what people see and may tick: the dashboard, its boxes and charts, and labels. */
import type { Mutant } from './mutant.ts';

const SUGGESTIONS = 'packages/core/src/report/sections/suggestions.ts';
const LABELLING = 'packages/core/src/flow/labelling.ts';

const size = 'test/report/dashboard-size.test.ts';
const board = 'test/report/dashboard.test.ts';
const sections = 'test/report/sections.test.ts';
const labels = 'test/actions/labels.test.ts';

export const SHOWING_MUTANTS: readonly Mutant[] = [
  {
    name: 'boxes-cut-off',
    why: 'A suggestion without a box could be neither approved nor refused.',
    file: SUGGESTIONS,
    find: 'export const MOST_BOXES = 40;',
    replace: 'export const MOST_BOXES = 10;',
    caughtBy: [{ tests: size, title: 'fits, with every box read back' }],
  },
  {
    name: 'boxes-too-long-to-read',
    why: 'A tick on a suggestion in a deep folder would do nothing, and nobody would be told.',
    file: SUGGESTIONS,
    find: ' || first.url.length > LONGEST_ADDRESS',
    replace: '',
    caughtBy: [{ tests: size, title: 'fits, with every box read back' }],
  },
  {
    name: 'dashboard-too-long',
    why: 'GitHub refuses a body that is too long, and the dashboard would stay as it was.',
    file: 'packages/core/src/report/dashboard.ts',
    find: 'if (body.length <= DASHBOARD_LIMIT) return body;',
    replace: 'if (body.length <= 2 * DASHBOARD_LIMIT) return body;',
    caughtBy: [{ tests: size, title: 'fits, with every box read back' }],
  },
  {
    name: 'last-week-counts-as-this',
    why: 'On Monday the dashboard would say that the budget of the week is spent.',
    file: 'packages/core/src/report/sections/header.ts',
    find: 'windows.week < weekOf(asOf)',
    replace: "windows.week < ''",
    caughtBy: [{ tests: board, title: 'does not count the notifications of a week that is over' }],
  },
  {
    name: 'weeks-without-work-left-out',
    why: 'The chart would show work in every week.',
    file: 'packages/core/src/report/sections/so-far.ts',
    find: 'value: weeks[name] ?? 0 }));',
    replace: 'value: weeks[name] ?? 0 })).filter(({ value }) => value > 0);',
    caughtBy: [{ tests: sections, title: 'draws the weeks in which something was done' }],
  },
  {
    name: 'bars-out-of-step',
    why: 'The page would show other numbers than the issue.',
    file: 'packages/core/src/report/chart.ts',
    find: 'value: numbers[index] ?? 0',
    replace: 'value: numbers[index + 1] ?? 0',
    caughtBy: [{ tests: 'test/report/chart.test.ts', title: 'shows every bar with its number' }],
  },
  {
    name: 'labels-outlive-their-settings',
    why: 'Whoever tried the full set would have to clear hundreds of labels by hand.',
    file: LABELLING,
    find: 'const remove = have.filter((name) => !want.includes(name));',
    replace: 'const remove = have.filter((name) => !want.includes(name) && want.length > 2);',
    caughtBy: [{ tests: labels, title: 'goes where the owner wants few again' }],
  },
  {
    name: 'labels-left-until-tomorrow',
    why: 'Of a long backlog, all but twenty issues would say what is not so for a day.',
    file: 'packages/core/src/flow/granting.ts',
    find: "    ? [{ kind: 'put-off', retryAfter: 0 }]\n    : [];",
    replace: '    ? []\n    : [];',
    caughtBy: [{ tests: labels, title: 'changes no more than twenty issues in a run' }],
  },
  {
    name: 'labels-of-people-taken-off',
    why: 'A proposal could take any label off any task.',
    file: 'packages/core/src/guard/label-policies.ts',
    find: '?? remove.find((name) => !given.includes(name));',
    replace: '?? remove.find((name) => given.length < 0 && !given.includes(name));',
    caughtBy: [{ tests: 'test/guard/policies.test.ts', title: 'are put on what Steward keeps, and only its own' }],
  },
];
