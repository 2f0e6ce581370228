/** Bugs in handing tasks to agents. */
import type { Mutant } from './mutant.ts';

const POLICIES = 'packages/core/src/guard/hand-off-policies.ts';
const SIGNS = 'packages/core/src/decide/hand-off/signs.ts';
const guard = 'test/guard/hand-off.test.ts';
const signs = 'test/decide/hand-off/signs.test.ts';
const BELONGING = 'packages/core/src/decide/review/belonging.ts';
const belonging = 'test/decide/review/belonging.test.ts';
const linking = 'test/decide/review/linking.test.ts';

export const HAND_OFF_MUTANTS: readonly Mutant[] = [
  {
    name: 'two-leases-for-one-task',
    why: 'Two agents would work on the same task, and the later pull request would be thrown away.',
    file: POLICIES,
    find: 'subject in ledger.state.leases || granted.subjects.has(subject)',
    replace: 'granted.subjects.has(subject)',
    caughtBy: [{ tests: guard, title: 'in hand' }],
  },
  {
    name: 'hands-over-in-every-mode',
    why: 'Who only wants issues would find agents at work, and pay for them.',
    file: POLICIES,
    find: "mode === 'autopilot' ? null :",
    replace: "mode !== 'observe' ? null :",
    caughtBy: [{ tests: guard, title: 'in no other mode' }],
  },
  {
    name: 'two-agents-in-one-place',
    why: 'Agents that change the same files undo each other.',
    file: POLICIES,
    find: 'return shared === undefined ? null :',
    replace: 'return shared !== null ? null :',
    caughtBy: [{ tests: guard, title: 'touches nothing' }],
  },
  {
    name: 'handed-over-counts-as-started',
    why: 'One hand-off in four never starts: nobody would notice, and the task would wait for ever.',
    file: SIGNS,
    find: "const RUNNING = ['in_progress', 'completed'];",
    replace: "const RUNNING = ['queued', 'in_progress', 'completed'];",
    caughtBy: [{ tests: signs, title: 'and not in a run that waits' }],
  },
  {
    name: 'own-words-count-as-a-start',
    why: 'The comment that calls the agent would be taken for its answer.',
    file: SIGNS,
    find: ' && parseMarker(body) === null,',
    replace: ',',
    caughtBy: [{ tests: signs, title: 'and not in what Steward itself says' }],
  },
  {
    name: 'silence-is-patience',
    why: 'A task whose agent died would stay with it for ever.',
    file: 'packages/core/src/domain/lease.ts',
    find: "return lease.started === null ? 'not-started' : 'silent';",
    replace: "return lease.started === null ? 'not-started' : null;",
    caughtBy: [{ tests: 'test/domain/lease.test.ts', title: 'runs out' }],
  },
  {
    name: 'late-word-of-an-old-lease',
    why: 'What comes too late of one attempt would end or start the next.',
    file: 'packages/core/src/domain/lease-appliers.ts',
    find: 'if (lease?.counter !== counter)',
    replace: 'if (lease === undefined)',
    caughtBy: [{ tests: 'test/domain/lease.test.ts', title: 'another generation' }],
  },
  {
    name: 'token-that-starts-nothing',
    why: 'A mention by the workflow itself starts nobody: each attempt would fail, and a person be asked at last.',
    file: 'packages/core/src/domain/reach.ts',
    find: 'isOwn(means) && means.viewer === WORKFLOW_BOT',
    replace: "isOwn(means) && means.viewer === ''",
    caughtBy: [{ tests: 'test/flow/hand-off.test.ts', title: 'could not start it' }],
  },
  {
    name: 'refusal-forgotten',
    why: 'An agent that GitHub refuses for its set-up would be asked at every run, and each would end red.',
    file: 'packages/core/src/flow/handing-off.ts',
    find: "outcome.kind === 'refused' && wait === undefined",
    replace: "outcome.kind === 'refused' && wait === -1",
    caughtBy: [{ tests: 'test/transcripts/refusals.test.ts', title: 'rests until a day has passed' }],
  },
  {
    name: 'copilot-left-out-in-silence',
    why: 'GitHub leaves out without a word whom it does not let be assigned: nobody would have the task, and none would know.',
    file: 'packages/core/src/adapters/github/agent-writer.ts',
    find: 'assigned.some((one) => isSame(one, login))',
    replace: 'assigned.every((one) => one !== login)',
    caughtBy: [{ tests: 'test/adapters/agent-writer.test.ts', title: 'left out' }],
  },
  {
    name: 'own-assignment-taken-for-a-start',
    why: 'Copilot that is assigned and never begins would hold its task for a day.',
    file: SIGNS,
    find: 'issue?.seenBy.find(isBot)',
    replace: 'issue?.assignees.find(isBot)',
    caughtBy: [{ tests: signs, title: 'own doing' }],
  },
  {
    name: 'person-not-heard',
    why: 'Whoever takes a task would find an agent working against them.',
    file: SIGNS,
    find: "return by === undefined ? null : { kind: 'ended', ending: 'taken-over', by };",
    replace: 'return by === undefined ? null : null;',
    caughtBy: [{ tests: signs, title: 'when a person takes it' }],
  },
  {
    name: 'app-in-a-fork-passes-for-the-agent',
    why: 'Any app that works in a fork could have its pull request count for the agent that has the task.',
    file: BELONGING,
    find: "if (pull.fork) return isMachine ? 'other' : 'person';",
    replace: "if (pull.fork && !isMachine) return 'person';",
    caughtBy: [{ tests: belonging, title: 'fork' }],
  },
  {
    name: 'earlier-attempt-passes-for-this-one',
    why: 'What an attempt before left would be taken for what this one brought, and its closing would end it.',
    file: BELONGING,
    find: "return attempt < holder.attempt ? 'earlier' : 'other';",
    replace: "return attempt < holder.attempt ? 'own' : 'other';",
    caughtBy: [{ tests: belonging, title: 'attempt before' }],
  },
  {
    name: 'merged-anywhere-counts',
    why: 'A merge into any branch would count as the agent’s merit, though the change is not where it was wanted.',
    file: 'packages/core/src/decide/review/going.ts',
    find: 'const isHome = pull.base === defaultBranch;',
    replace: 'const isHome = pull.base.length <= 1_000 || pull.base === defaultBranch;',
    caughtBy: [{ tests: linking, title: 'another branch' }],
  },
  {
    name: 'rejected-while-it-runs',
    why: 'A run that still pushes would lose its task to the next attempt, and two would work on it.',
    file: SIGNS,
    find: "lease.kind === 'workflow' && run?.status === 'completed'",
    replace: "lease.kind === 'workflow'",
    caughtBy: [{ tests: signs, title: 'still runs' }],
  },
  {
    name: 'daily-look-gives-time',
    why: 'An agent that never mends its work would be waited for, a day longer each day, for ever.',
    file: 'packages/core/src/domain/lease-appliers.ts',
    find: 'isSameHead ? (sentBack ?? at) : at;',
    replace: 'isSameHead ? at : at;',
    caughtBy: [{ tests: 'test/domain/lease.test.ts', title: 'once more' }],
  },
];
