/** Bugs of order and learning: what cannot begin leads, strangers are linked, nothing is learned from a no. */
import type { Mutant } from './mutant.ts';

export const QUEUE_MUTANTS: readonly Mutant[] = [
  {
    name: 'taken-up-not-counted',
    why: 'The dashboard would tell of people’s issues that are done and were never taken up, and their end would spoil other counts.',
    file: 'packages/core/src/domain/comment-appliers.ts',
    find: '  draft.lessons.opened(task, at);\n',
    replace: '',
    caughtBy: [{ tests: 'test/adoption/cycles.test.ts', title: 'is counted as taken up once' }],
  },
  {
    name: 'blocked-task-leads',
    why: 'People and agents would be sent to work that cannot begin.',
    file: 'packages/core/src/domain/queue.ts',
    find: 'return [...ordered.filter(({ blocked }) => blocked === null), ...ordered.filter(({ blocked }) => blocked !== null)];',
    replace: 'return [...ordered];',
    caughtBy: [{ tests: 'test/domain/queue.test.ts', title: 'is behind a blocker in hand' }],
  },
  {
    name: 'stranger-is-linked',
    why: 'A proposal could change any issue of the repository, whoever wrote it.',
    file: 'packages/core/src/guard/policies.ts',
    find: "if (!isOwn(task, number)) return no('ownership', `#${number} is no open task`);",
    replace: '',
    caughtBy: [{ tests: 'test/guard/policies.test.ts', title: 'under a number that the ledger does not know' }],
  },
  {
    name: 'refused-link-asked-again',
    why: 'Each run would ask GitHub for what it refused, and warn of it again.',
    file: 'packages/core/src/record/reservation.ts',
    find: "if (kind === 'link-dependency' && retryAfter === undefined) return linkedEvents(ledger, effect, 'refused');",
    replace: '',
    caughtBy: [{ tests: 'test/faults/order.test.ts', title: 'is told once where GitHub refuses it' }],
  },
  {
    name: 'removed-dependency-returns',
    why: 'A dependency that a person took away would be written again, against them.',
    file: 'packages/core/src/decide/relations.ts',
    find: 'return !isTold || native.includes(id) || !needed || !isOpen(needed);',
    replace: 'return needed !== undefined;',
    caughtBy: [{ tests: 'test/decide/relations.test.ts', title: 'that people add is a need' }],
  },
  {
    name: 'quiet-rule-speaks',
    why: 'People who said no five times would be asked a sixth time.',
    file: 'packages/core/src/decide/acceptance.ts',
    find: 'causes.filter(({ rule }) => !quiet.has(rule)).map(',
    replace: 'causes.map(',
    caughtBy: [{ tests: 'test/decide/acceptance.test.ts', title: 'is left out with its reason' }],
  },
  {
    name: 'withdrawn-counts-as-suggested',
    why: 'Suggestions that nobody could answer would stand in the numbers for ever.',
    file: 'packages/core/src/domain/appliers.ts',
    find: 'if (known) draft.lessons.withdrawn(known, at);',
    replace: '',
    caughtBy: [{ tests: 'test/domain/lessons.test.ts', title: 'counts a suggestion that was withdrawn' }],
  },
  {
    name: 'suggestions-by-evidence-alone',
    why: 'What the owner called low would stand, and be opened, before what they called high.',
    file: 'packages/core/src/domain/rank.ts',
    find: 'PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || b.score - a.score;',
    replace: 'b.score - a.score;',
    caughtBy: [
      { tests: 'test/domain/queue.test.ts', title: 'among suggestions' },
      { tests: 'test/actions/owner.test.ts', title: 'put first before all' },
    ],
  },
];
