/** Bugs in leaving a repository. */
import type { Mutant } from './mutant.ts';

const LEAVE = 'packages/core/src/guard/leave-policies.ts';
const policies = 'test/guard/leaving.test.ts';
const flow = 'test/actions/uninstall.test.ts';

export const LEAVING_MUTANTS: readonly Mutant[] = [
  {
    name: 'leaving-deletes-any-branch',
    why: 'A wrong name would be enough to delete a branch of people.',
    file: LEAVE,
    find: "if (branch !== stateBranch || branch === repository.branch) return no('ownership', 'it is not the state branch');",
    replace: '',
    caughtBy: [{ tests: policies, title: 'only the state branch is deleted' }],
  },
  {
    name: 'leaving-deletes-what-is-not-exported',
    why: 'The history would be gone before anybody had a copy of it.',
    file: LEAVE,
    find: "return exported === '' ? no('leaving', 'its memory was not exported') : null;",
    replace: 'return null;',
    caughtBy: [{ tests: policies, title: 'only the state branch is deleted' }],
  },
  {
    name: 'leaving-deletes-labels-in-use',
    why: 'A label would come off the issues of people.',
    file: LEAVE,
    find: 'return carriers === 0 ? null',
    replace: 'return carriers >= 0 ? null',
    caughtBy: [{ tests: policies, title: 'only labels that Steward made and nothing carries' }],
  },
  {
    name: 'steward-comes-back-by-itself',
    why: 'As long as its workflow is there, the next run would install what a person had just removed.',
    file: 'packages/core/src/flow/memory.ts',
    find: 'if (!leaves && (await stayedOut(tick))) return null;',
    replace: '',
    caughtBy: [{ tests: flow, title: 'stays out with one request a run' }],
  },
  {
    name: 'left-issues-read-as-rejected',
    why: 'What Steward closed as it left would never be suggested again.',
    file: 'packages/core/src/record/recovery.ts',
    find: 'return marker && !marker.comment && (issue.open || !marker.left) ?',
    replace: 'return marker && !marker.comment ?',
    caughtBy: [{ tests: flow, title: 'and suggests what it closed' }],
  },
];
