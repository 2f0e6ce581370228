/** Bugs of planning: circles that are shown, approvals that are none, stories that are made twice. */
import type { Mutant } from './mutant.ts';

const APPROVING = 'test/planning/approving.test.ts';

export const PLAN_MUTANTS: readonly Mutant[] = [
  {
    name: 'circle-is-shown',
    why: 'A person would approve stories of which none can begin.',
    file: 'packages/core/src/decide/planning/checking.ts',
    find: 'const { stories: sorted, mended } = withoutCircles(stories);',
    replace: 'const { stories: sorted, mended } = { ...withoutCircles([]), stories };',
    caughtBy: [{ tests: APPROVING, title: 'is mended before anybody sees it' }],
  },
  {
    name: 'reader-approves',
    why: 'Whoever can read could have issues created.',
    file: 'packages/core/src/flow/plan-looking.ts',
    find: '((await may(tick, order.by, roles)) ? given : denied).push(order);',
    replace: '((await may(tick, order.by, roles)) || true ? given : denied).push(order);',
    caughtBy: [{ tests: APPROVING, title: 'a reader cannot approve it' }],
  },
  {
    name: 'unseen-plan-is-approved',
    why: 'An approval would count for a plan that nobody had seen.',
    file: 'packages/core/src/decide/planning/orders.ts',
    find: 'time === null ? [] : orders.filter(({ at }) => Date.parse(at) > Date.parse(time));',
    replace: 'time === null ? [] : [...orders];',
    caughtBy: [{ tests: APPROVING, title: 'from before there was a plan is none' }],
  },
  {
    name: 'story-loses-its-key',
    why: 'A plan made anew would create what exists a second time.',
    file: 'packages/core/src/decide/planning/merging.ts',
    find: '!used.has(one.key) && saysTheSame(one.title, title)',
    replace: '!used.has(one.key) && one.title === key',
    caughtBy: [{ tests: 'test/planning/replanning.test.ts', title: 'what exists stays, is not made twice' }],
  },
  {
    name: 'opened-story-is-forgotten',
    why: 'A story that is opened on a later day would stay beside its issue.',
    file: 'packages/core/src/domain/plan-appliers.ts',
    find: 'if (record) put(draft, story.of, { ...record, due: at });\n}',
    replace: 'if (record) put(draft, story.of, record);\n}',
    caughtBy: [{ tests: APPROVING, title: 'is opened over days, the first stories first' }],
  },
];
