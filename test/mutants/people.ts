/** Bugs in whom Steward believes and whose wishes it keeps: markers, rejections, near-duplicates, its own things. */
import type { Mutant } from './mutant.ts';

const RECOVERY = 'packages/core/src/record/recovery.ts';
const POLICIES = 'packages/core/src/guard/policies.ts';
const KNOWN = 'packages/core/src/domain/known-work.ts';
const MARKER = 'packages/core/src/domain/marker.ts';
const APPLIERS = 'packages/core/src/domain/appliers.ts';
const SHOWING = 'packages/core/src/flow/showing.ts';

const recovery = 'test/record/recovery.test.ts';
const policies = 'test/guard/policies.test.ts';
const marker = 'test/domain/marker.test.ts';
const people = 'test/faults/people.test.ts';
const nouns = 'test/domain/nouns.test.ts';

export const PEOPLE_MUTANTS: readonly Mutant[] = [
  {
    name: 'any-author-s-marker-counts',
    why: 'An outsider could copy a marker and have an issue of theirs stand for Steward’s task.',
    file: RECOVERY,
    find: 'if (!identities.includes(issue.author)) return [];',
    replace: '',
    caughtBy: [{ tests: recovery, title: 'a marker counts by its author only' }],
  },
  {
    name: 'marker-not-needed',
    why: 'Every issue of the same bot, whatever workflow made it, would be taken for a task of Steward.',
    file: RECOVERY,
    find: 'return marker ? [{ ...issue, marker }] : [];',
    replace: "return [{ ...issue, marker: marker ?? { intent: '00000000', dashboard: true } }];",
    caughtBy: [{ tests: recovery, title: 'a marker counts by its author only' }],
  },
  {
    name: 'person-passes-for-a-bot',
    why: 'A person who takes the login of a bot would be believed as the bot.',
    file: 'packages/core/src/domain/identity.ts',
    find: "if (actor.__typename === 'Bot' && !actor.login.endsWith('[bot]'))",
    replace: "if (!actor.login.endsWith('[bot]'))",
    caughtBy: [{ tests: nouns }],
  },
  {
    name: 'edited-marker-believed',
    why: 'Whoever may edit an issue could turn one task into another, or hide it.',
    file: RECOVERY,
    find: 'const marker = (ledger && recordedMarker(ledger, issue.number)) ?? parseMarker(issue.body);',
    replace: 'const marker = parseMarker(issue.body) ?? (ledger && recordedMarker(ledger, issue.number));',
    and: [
      {
        file: RECOVERY,
        find: 'marker: recordedMarker(current, seen.number) ?? seen.marker };',
        replace: 'marker: seen.marker ?? recordedMarker(current, seen.number) };',
      },
    ],
    caughtBy: [{ tests: people, title: 'changes nothing of what the ledger has recorded' }],
  },
  {
    name: 'marker-ends-early',
    why: 'Text inside a marker could end its comment and show up, or be read as another marker.',
    file: MARKER,
    find: '.replace(/[<>]|--/g, (found) =>',
    replace: '.replace(/[<]{9}/g, (found) =>',
    caughtBy: [{ tests: marker }],
  },
  {
    name: 'first-marker-counts',
    why: 'A marker quoted in the text of an issue would count instead of its own.',
    file: MARKER,
    find: 'const start = body.lastIndexOf(OPEN);',
    replace: 'const start = body.indexOf(OPEN);',
    caughtBy: [{ tests: marker }],
  },
  {
    name: 'marker-unchecked',
    why: 'Anything in a comment of the right shape would become ids of tasks and paths of shards.',
    file: MARKER,
    find: 'const HEX = /^[0-9a-f]{8,64}$/;',
    replace: 'const HEX = /^[^]*$/;',
    caughtBy: [{ tests: marker }],
  },
  {
    name: 'rejected-work-comes-back',
    why: 'What a person closed as not planned would be opened again the next day.',
    file: KNOWN,
    find: 'fingerprints.map((print) => rejected[print]).find(Boolean) ??\n  Object.values(rejected).find((item) => item.task === id) ??\n  null;',
    replace: "fingerprints.map((print) => rejected[print]).find((item) => item?.task === '' && id === '') ?? null;",
    caughtBy: [{ tests: policies, title: 'what ended before' }],
  },
  {
    name: 'rejected-fingerprints-ignored',
    why: 'Rejected work would return as soon as its task is cut differently.',
    file: KNOWN,
    find: 'fingerprints.map((print) => rejected[print]).find(Boolean) ??',
    replace: 'fingerprints.map((print) => rejected[print]).find((item) => item?.task === id) ??',
    caughtBy: [{ tests: policies, title: 'what ended before' }],
  },
  {
    name: 'rejected-task-returns-under-new-evidence',
    why: 'Rejected work would return as soon as its line moves.',
    file: KNOWN,
    find: 'Object.values(rejected).find((item) => item.task === id) ??',
    replace: "Object.values(rejected).find((item) => item.task === id && item.at === '') ??",
    caughtBy: [{ tests: policies, title: 'what ended before under other evidence' }],
  },
  {
    name: 'guard-forgets-rejections',
    why: 'What was rejected while a run was working would be opened by it all the same.',
    file: POLICIES,
    find: '  if (!hit) return null;\n',
    replace: "  if (hit?.task !== '') return null;\n",
    caughtBy: [{ tests: policies, title: 'what ended before' }],
  },
  {
    name: 'plan-forgets-rejections',
    why: 'Rejected work would take the places of new work in every plan, and be refused each time.',
    file: 'packages/core/src/decide/plan.ts',
    find: "if (ended) return `ended before${ended.number ? ` (#${ended.number})` : ''}`;",
    replace: '',
    caughtBy: [{ tests: 'test/decide/moves.test.ts' }],
  },
  {
    name: 'end-not-remembered',
    why: 'Nothing that a person closes would ever stay closed.',
    file: APPLIERS,
    find: 'rejected[print] = { reason: status, task: task.id, ...(task.number && { number: task.number }), at };',
    replace: 'delete rejected[print];',
    caughtBy: [{ tests: 'test/domain/apply.test.ts', title: 'remembers the end of a task' }],
  },
  {
    name: 'not-planned-read-as-done',
    why: 'The counts would say done where a person said no.',
    file: RECOVERY,
    find: "return issue.stateReason === 'NOT_PLANNED' || issue.stateReason === 'DUPLICATE' ? 'rejected' : 'done';",
    replace: "return issue.stateReason === 'DUPLICATE' ? 'rejected' : 'done';",
    caughtBy: [{ tests: recovery, title: 'closing as NOT_PLANNED' }],
  },
  {
    name: 'reported-work-repeated',
    why: 'What a person has reported in their own words would be opened a second time.',
    file: 'packages/core/src/domain/similarity.ts',
    find: 'return shared / union >= 0.6 || (smaller >= 4 && shared / smaller >= 0.85);',
    replace: 'return shared / union > 1 || (smaller >= 400 && shared / smaller >= 0.85);',
    caughtBy: [{ tests: nouns }],
  },
  {
    name: 'guard-repeats-reported-work',
    why: 'An issue opened by a person while a run was working would be repeated by it.',
    file: POLICIES,
    find: "return stub ? no('duplicate', `already reported (#${stub.number})`) : null;",
    replace: 'return null;',
    caughtBy: [{ tests: policies, title: 'where a person said the same' }],
  },
  {
    name: 'open-task-opened-again',
    why: 'The same work would be opened once for every run.',
    file: POLICIES,
    find: "if (task) return no('duplicate', `already open (#${task.number})`);",
    replace: '',
    caughtBy: [{ tests: policies, title: 'where the same task is open' }],
  },
  {
    name: 'ungrounded-work-passes',
    why: 'A task could cite a file that does not exist.',
    file: POLICIES,
    find: "return stray ? no('evidence', 'it cites a file that is not in the tree') : null;",
    replace: 'return null;',
    caughtBy: [{ tests: policies, title: 'where the cited file is not in the tree' }],
  },
  {
    name: 'any-issue-written-as-dashboard',
    why: 'A wrong number would be enough to overwrite what a person wrote.',
    file: POLICIES,
    find: "ledger.state.dashboard?.number === number ? null : no('ownership', `#${number} is not the dashboard`);",
    replace: "ledger.state.dashboard?.number !== 0 ? null : no('ownership', `#${number} is not the dashboard`);",
    caughtBy: [{ tests: policies, title: 'only the recorded dashboard' }],
  },
  {
    name: 'any-issue-closed-as-copy',
    why: 'A wrong number would be enough to close the issue of a person.',
    file: POLICIES,
    find: 'ledger.state.closings.includes(number) ? null :',
    replace: 'ledger.state.closings.length >= 0 ? null :',
    caughtBy: [{ tests: policies, title: 'only noted copies are closed' }],
  },
  {
    name: 'closed-dashboard-opened-again',
    why: 'A person who closed the dashboard would have it written again and again.',
    file: SHOWING,
    find: '  if (!open) return [];\n',
    replace: '',
    and: [
      {
        file: 'packages/core/src/decide/moves.ts',
        find: '  if (state.dashboard && !state.dashboard.open) return null;\n',
        replace: '',
      },
      {
        file: SHOWING,
        find: 'const { number, open } = state.dashboard;',
        replace: 'const { number } = state.dashboard;',
      },
    ],
    caughtBy: [{ tests: people }],
  },
  {
    name: 'fourth-pin-asked-for',
    why: 'Steward would ask for a pin that GitHub must refuse, or push a person’s pin aside.',
    file: SHOWING,
    find: ' && tick.snapshot.pinned.length < 3;',
    replace: ';',
    caughtBy: [{ tests: 'test/actions/modes.test.ts', title: 'never unpins what people pinned' }],
  },
  {
    name: 'archived-repository-written',
    why: 'Each run would try to write what cannot be written, and turn red.',
    file: POLICIES,
    find: "if (repository.archived) return no('repository', 'the repository is archived');",
    replace: '',
    caughtBy: [{ tests: policies, title: 'a repository that can be written' }],
  },
  {
    name: 'foreign-label-made',
    why: 'A proposal could make any label it likes.',
    file: POLICIES,
    find: 'name === config.labels.task ? null :',
    replace: "name !== '' ? null :",
    caughtBy: [{ tests: policies, title: 'only Steward’s label is made' }],
  },
  {
    name: 'suggestion-withdrawn-while-it-is-opened',
    why: 'A run that settles its issue would find no task for it, and fail with a defect.',
    file: 'packages/core/src/flow/granting.ts',
    find: '      !claimed.has(task.id) &&\n',
    replace: '',
    caughtBy: [{ tests: 'test/faults/concurrency.test.ts' }],
  },
];
