/** Bugs in taking a run back. */
import type { Mutant } from './mutant.ts';

const POLICIES = 'packages/core/src/guard/policies.ts';
const RECOVERY = 'packages/core/src/record/recovery.ts';
const RESERVATION = 'packages/core/src/record/reservation.ts';
const PLAN = 'packages/core/src/decide/undo/plan.ts';
const KNOWN = 'packages/core/src/domain/known-work.ts';
const APPLIERS = 'packages/core/src/domain/undo-appliers.ts';
const flow = 'test/actions/undo.test.ts';
const faults = 'test/faults/undo.test.ts';
const plan = 'test/decide/undo/plan.test.ts';
const policies = 'test/guard/policies.test.ts';

export const UNDO_MUTANTS: readonly Mutant[] = [
  {
    name: 'undo-closes-what-people-touched',
    why: 'An issue that somebody had begun to discuss would be closed under their hands.',
    file: POLICIES,
    find: "return touch ? no('ownership', touch) : null;",
    replace: "return touch === number.toString() ? no('ownership', touch) : null;",
    caughtBy: [{ tests: policies, title: 'and nobody touched it' }],
  },
  {
    name: 'undo-closes-what-others-wait-for',
    why: 'An issue that a person made another wait for would be closed, and what waits for it would be free to begin.',
    file: 'packages/core/src/domain/touch.ts',
    find: 'blocking.some((other) => other.open && !isOwn(at(other), task))',
    replace: 'blocking.some((other) => other.open && other.number < 0 && !isOwn(at(other), task))',
    caughtBy: [{ tests: policies, title: 'and nobody touched it' }],
  },
  {
    name: 'undo-read-as-rejection',
    why: 'An undo that died after it closed an issue would count as a rejection that nobody spoke.',
    file: RECOVERY,
    find: 'return end ? [isNotedUndone(ledger, issue) ? takenBack(id, ledger) : ended(id, end)] : [];',
    replace: 'return end ? [isNotedUndone(ledger, issue) && number < 0 ? takenBack(id, ledger) : ended(id, end)] : [];',
    caughtBy: [{ tests: faults, title: 'a lost answer to CloseIssue' }],
  },
  {
    name: 'undo-believes-any-marker',
    why: 'A person who writes the marker of an undo into an issue would have the rejection of it forgotten.',
    file: RECOVERY,
    find: '(undoing?.issues.includes(issue.number) === true && isMarkedUndone(issue)) ||',
    replace: 'isMarkedUndone(issue) ||',
    caughtBy: [{ tests: flow, title: 'is a task as before' }],
  },
  {
    name: 'undo-left-half-done',
    why: 'An undo that died would wait for the next change of anything before it is finished.',
    file: 'actions/run-cycle/flow.ts',
    find: 'if (inputs.undo || tick.state.undoing)',
    replace: 'if (inputs.undo)',
    caughtBy: [{ tests: faults, title: 'although nothing else happened' }],
  },
  {
    name: 'undo-forgets',
    why: 'The next cycle would open the same issues again.',
    file: APPLIERS,
    find: "draft.reject(print, { reason: 'undone',",
    replace: "if (print === '') draft.reject(print, { reason: 'undone',",
    caughtBy: [
      { tests: plan, title: 'other evidence' },
      { tests: flow, title: 'does not bring the same work back' },
    ],
  },
  {
    name: 'undo-is-for-ever',
    why: 'What a person wanted back for now would never be found again, whatever happens to the code.',
    file: KNOWN,
    find: 'return all.includes(undefined) ? null : (all[0] ?? null);',
    replace: 'return all.find(Boolean) ?? null;',
    caughtBy: [{ tests: plan, title: 'other evidence' }],
  },
  {
    name: 'undo-repeats',
    why: 'Asked twice, it would take away what later runs did with good reason.',
    file: PLAN,
    find: 'const isFirst = !ledger.state.undone.some((item) => item.run === run);',
    replace: 'const isFirst = !ledger.state.undone.some((item) => item.run === `${run} `);',
    caughtBy: [{ tests: plan, title: 'only once' }],
  },
  {
    name: 'undone-labels-return',
    why: 'Labels that a person had taken off would be back half an hour later.',
    file: RESERVATION,
    find: "undoes === undefined ? [{ kind: 'labelled', number, labels, added: add, removed: remove }] : [];",
    replace: "[{ kind: 'labelled', number, labels: undoes ? [] : labels, added: add, removed: remove }];",
    caughtBy: [{ tests: flow, title: 'stay off' }],
  },
];
