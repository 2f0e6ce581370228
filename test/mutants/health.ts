/** Bugs in the look at Steward's own health: alarms that come too often, never, twice, or tell what they must not. */
import type { Mutant } from './mutant.ts';

const flow = 'test/flow/health.test.ts';
const checks = 'test/decide/health.test.ts';
const faults = 'test/faults/health.test.ts';
const ISSUE = 'packages/core/src/flow/health-issue.ts';

export const HEALTH_MUTANTS: readonly Mutant[] = [
  {
    name: 'health-red-at-every-run',
    why: 'A full disk would send a mail forty-eight times a day.',
    file: 'packages/core/src/decide/moves.ts',
    find: 'state.health && state.health.at === null',
    replace: 'state.health && state.health.findings.length > 0',
    caughtBy: [{ tests: flow, title: 'makes the run red at once and then once a day' }],
  },
  {
    name: 'health-hidden-by-green',
    why: 'Between two looks nobody who opens a run would read of what is wrong.',
    file: 'packages/core/src/report/summary.ts',
    find: 'if (!known || known.findings.length === 0 ||',
    replace: 'if (!known || known.findings.length >= 0 ||',
    caughtBy: [{ tests: flow, title: 'a green run says what is wrong' }],
  },
  {
    name: 'health-blind-is-well',
    why: 'What could not be seen would count as mended, and its issue would be closed.',
    file: 'packages/core/src/decide/health/look.ts',
    find: 'look.findings.push(...lastSeen(facts, check));',
    replace: 'look.findings.push(...lastSeen(facts, check).slice(1));',
    caughtBy: [{ tests: checks, title: 'keeps what it found before where it cannot see now' }],
  },
  {
    name: 'health-feeds-itself',
    why: 'Runs that are red because of health would count as failures, and keep health red for ever.',
    file: 'packages/core/src/decide/health/own-runs.ts',
    find: 'filter(({ id }) => !reds.has(id))',
    replace: 'filter(({ id }) => !reds.has(`${id} `))',
    caughtBy: [{ tests: checks, title: 'that are red because of health alone' }],
  },
  {
    name: 'health-opened-again',
    why: 'Whoever closed the issue would get another one the next day.',
    file: ISSUE,
    find: 'findings.some(({ check }) => !issue?.accepted?.includes(check));',
    replace: 'findings.length > 0 || issue === undefined;',
    caughtBy: [{ tests: flow, title: 'opens no other issue for what a person closed' }],
  },
  {
    name: 'health-claim-kept',
    why: 'A run that died would hold the claim for ever, and no later one could tell of anything.',
    file: ISSUE,
    find: "outcomes: [{ kind: 'refused', effect, reason: 'it is not wanted any more', gone: true }]",
    replace: "outcomes: [{ kind: 'ambiguous', effect, reason: 'it is not wanted any more' }]",
    caughtBy: [{ tests: faults, title: 'is given up where nothing is wrong any more' }],
  },
];
