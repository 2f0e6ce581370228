/** Bugs in the analysis: figures that are literals, shares of the wrong whole, directions out of nothing, what is private told. */
import type { Mutant } from './mutant.ts';

const WORK = 'packages/core/src/decide/analysis/work.ts';
const NUMBERS = 'packages/core/src/decide/analysis/numbers.ts';
const SPENDING = 'packages/core/src/decide/analysis/spending.ts';
const ANALYZE = 'packages/core/src/decide/analysis/analyze.ts';
const CHRONICLE = 'packages/core/src/decide/analysis/chronicle.ts';

const figures = 'test/decide/analysis/analyze.test.ts';
const trends = 'test/decide/analysis/trends.test.ts';

export const ANALYSIS_MUTANTS: readonly Mutant[] = [
  {
    name: 'analysis-words-with-numbers-of-their-own',
    why: 'What a model made up would stand above the figures as if it had been counted.',
    file: 'packages/core/src/think/answers/report.ts',
    find: 'amount !== null',
    replace: "amount === ''",
    caughtBy: [{ tests: 'test/think/report-answers.test.ts', title: 'spells a number' }],
  },
  {
    name: 'analysis-words-around-figures',
    why: 'A model could put a right number to the wrong agent, time or cause.',
    file: 'packages/core/src/think/answers/report.ts',
    find: 'return OF_FIGURES.test(sentence)',
    replace: "return sentence.endsWith('.')",
    caughtBy: [{ tests: 'test/think/report-answers.test.ts', title: 'puts a figure to somebody' }],
  },
  {
    name: 'analysis-incident-talked-away',
    why: 'A line in a log could talk a model into leaving a red branch red.',
    file: 'packages/core/src/think/answers/specify.ts',
    find: ' || isIncident(draft);',
    replace: ';',
    caughtBy: [{ tests: 'test/think/specify-answers.test.ts', title: 'talk anybody out of an incident' }],
  },
  {
    name: 'analysis-counts-refused-suggestions',
    why: 'Saying no to suggestions would read as tasks that failed.',
    file: WORK,
    find: "(opened !== null || ended.from !== 'suggested')",
    replace: 'true',
    caughtBy: [{ tests: figures, title: 'a suggestion that was refused is no task' }],
  },
  {
    name: 'analysis-whole-stays',
    why: 'A task that waited for a year would weigh a year in the analysis of a month.',
    file: WORK,
    find: 'Math.max(momentOf(from), momentOf(window.from))',
    replace: 'momentOf(from)',
    caughtBy: [{ tests: figures, title: 'the time in each status' }],
  },
  {
    name: 'analysis-trend-of-few',
    why: 'Two tasks after one would be told as a rise.',
    file: NUMBERS,
    find: 'const LEAST_COUNTED = 10;',
    replace: 'const LEAST_COUNTED = 0;',
    caughtBy: [{ tests: trends, title: 'a trend' }],
  },
  {
    name: 'analysis-compares-with-nothing',
    why: 'Time of which memory was lost would count as time in which nothing was done.',
    file: ANALYZE,
    find: '!isLost && ',
    replace: '',
    caughtBy: [{ tests: trends, title: 'where memory was lost since' }],
  },
  {
    name: 'analysis-unknown-is-free',
    why: 'Calls whose price nobody knows would make tasks look cheap.',
    file: SPENDING,
    find: 'done === 0 || !isKnown ? null',
    replace: 'done === 0 ? null',
    caughtBy: [{ tests: 'test/decide/analysis/spending.test.ts', title: 'are unknown, and so is what a task cost' }],
  },
  {
    name: 'analysis-tells-of-agents',
    why: 'How badly an agent does would be read by everybody, in advice.',
    file: ANALYZE,
    find: 'about === undefined || shows[about]',
    replace: 'about !== null',
    caughtBy: [{ tests: figures, title: 'neither how agents do nor what they cost is told' }],
  },
  {
    name: 'analysis-counts-twice',
    why: 'An event that is in two files would count as two.',
    file: CHRONICLE,
    find: '!seen.has(text) && seen.add(text)',
    replace: 'seen.add(text) !== null',
    caughtBy: [{ tests: figures, title: 'however often one does' }],
  },
  {
    name: 'analysis-forgets-reviews',
    why: 'Time in review would count as time at work: the analysis would see a task elsewhere than memory does.',
    file: CHRONICLE,
    find: "if (statusOf(course) !== 'in-review') enter(course, 'ready', at);",
    replace: "enter(course, 'ready', at);",
    caughtBy: [{ tests: figures, title: 'stays in review all along' }],
  },
  {
    name: 'analysis-forgets-attempts',
    why: 'After an attempt a task would be nowhere: the analysis would see less than memory does.',
    file: CHRONICLE,
    find: 'enter(course, next, at);',
    replace: 'leave(course, at);',
    caughtBy: [{ tests: 'test/domain/apply-properties.test.ts', title: 'finds each task where it is' }],
  },
];
