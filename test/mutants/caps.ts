/** Bugs in the caps: each lets Steward open, suggest or notify more than its owner allowed. */
import type { Mutant } from './mutant.ts';

const POLICY = 'packages/core/src/guard/policy.ts';
const POLICIES = 'packages/core/src/guard/policies.ts';
const MOVES = 'packages/core/src/decide/moves.ts';
const APPLIERS = 'packages/core/src/domain/appliers.ts';
const APPLY = 'packages/core/src/domain/apply.ts';

const policies = 'test/guard/policies.test.ts';
const moves = 'test/decide/moves.test.ts';
const apply = 'test/domain/apply.test.ts';

export const CAP_MUTANTS: readonly Mutant[] = [
  {
    name: 'cap-of-open-tasks-skipped',
    why: 'The backlog would grow without end.',
    file: POLICY,
    find: 'return state.counts.open + claimed + granted.opened + granted.adopted < cap',
    replace: 'return state.counts.open + claimed + granted.opened + granted.adopted < cap + 1_000',
    caughtBy: [{ tests: policies, title: 'beyond the open tasks' }],
  },
  {
    name: 'cap-of-open-tasks-off-by-one',
    why: 'One task more than allowed would be open.',
    file: POLICY,
    find: 'return state.counts.open + claimed + granted.opened + granted.adopted < cap',
    replace: 'return state.counts.open + claimed + granted.opened + granted.adopted <= cap',
    caughtBy: [{ tests: policies, title: 'beyond the open tasks' }],
  },
  {
    name: 'cap-of-open-tasks-forgets-claims',
    why: 'Two runs at once would each fill the same place.',
    file: POLICY,
    find: 'return state.counts.open + claimed + granted.opened + granted.adopted < cap',
    replace: 'return state.counts.open + 0 * claimed + granted.opened + granted.adopted < cap',
    caughtBy: [{ tests: policies, title: 'claimed ones counted' }],
  },
  {
    name: 'cap-of-open-tasks-forgets-the-round',
    why: 'One run would open all it finds as long as one place is free.',
    file: POLICY,
    find: 'return state.counts.open + claimed + granted.opened + granted.adopted < cap',
    replace: 'return state.counts.open + claimed < cap',
    caughtBy: [{ tests: policies, title: 'those of this round counted' }],
  },
  {
    name: 'cap-of-new-issues-skipped',
    why: 'A maintainer would wake up to eight new issues instead of three.',
    file: POLICIES,
    find: "return opened < cap ? null : no('cap-new-issues', `${cap} new issues a day`);",
    replace: "return opened < cap + 1_000 ? null : no('cap-new-issues', `${cap} new issues a day`);",
    caughtBy: [{ tests: policies, title: 'beyond the issues of a day' }],
  },
  {
    name: 'cap-of-notifications-skipped',
    why: 'People would be notified as often as Steward likes.',
    file: POLICIES,
    find: "return sent < cap ? null : no('cap-notifications', `${cap} notifications a week`);",
    replace: "return sent < cap + 1_000 ? null : no('cap-notifications', `${cap} notifications a week`);",
    caughtBy: [{ tests: policies, title: 'beyond the notifications of a week' }],
  },
  {
    name: 'cap-of-suggestions-skipped',
    why: 'The dashboard would fill with suggestions that nobody wanted.',
    file: POLICIES,
    find: "return granted.suggested + standing < cap ? null : no('cap-suggestions', `${cap} suggestions at once`);",
    replace:
      "return granted.suggested + standing < cap + 1_000 ? null : no('cap-suggestions', `${cap} suggestions at once`);",
    caughtBy: [{ tests: policies, title: 'a round grants no more than the caps leave' }],
  },
  {
    name: 'slots-forget-open-tasks',
    why: 'Work would be specified and inspected for places that do not exist, and refused each time.',
    file: MOVES,
    find: "caps['open-tasks'] - state.counts.open - claimed,",
    replace: "caps['open-tasks'] - claimed,",
    caughtBy: [{ tests: moves }],
  },
  {
    name: 'slots-forget-claims',
    why: 'Work would be planned into places that another run is just filling.',
    file: MOVES,
    find: "caps['open-tasks'] - state.counts.open - claimed,",
    replace: "caps['open-tasks'] - state.counts.open - claimed * 0,",
    caughtBy: [{ tests: moves }],
  },
  {
    name: 'slots-forget-the-day',
    why: 'Each run of the day would plan another three issues and report them refused.',
    file: MOVES,
    find: "caps['new-issues-a-day'] - state.windows.opened);",
    replace: "caps['new-issues-a-day']);",
    caughtBy: [{ tests: moves }],
  },
  {
    name: 'slots-forget-the-week',
    why: 'Each run of the week would plan issues whose notifications are used up.',
    file: MOVES,
    find: "caps['notifications-a-week'] - state.windows.notifications,",
    replace: "caps['notifications-a-week'],",
    caughtBy: [{ tests: moves }],
  },
  {
    name: 'opened-not-counted',
    why: 'The cap of a day would never be reached.',
    file: APPLIERS,
    find: "opened: Math.max(0, windows.opened + (kind === 'open-issue' ? step : 0)),",
    replace: "opened: Math.max(0, windows.opened + (kind === 'open-issue' ? 0 : 0)),",
    caughtBy: [{ tests: apply, title: 'counts as opened today' }],
  },
  {
    name: 'notifications-not-counted',
    why: 'The cap of a week would never be reached.',
    file: APPLIERS,
    find: 'notifications: Math.max(0, windows.notifications + step),',
    replace: 'notifications: windows.notifications,',
    caughtBy: [{ tests: apply, title: 'counts as opened today' }],
  },
  {
    name: 'release-gives-nothing-back',
    why: 'After a few refused writes nothing would be opened for a week.',
    file: APPLIERS,
    find: 'draft.state.windows = heldMore(draft.state.windows, claim, -1);',
    replace: '',
    caughtBy: [{ tests: apply, title: 'taking it back gives both back' }],
  },
  {
    name: 'windows-never-roll',
    why: 'After its first three issues Steward would never open another.',
    file: APPLY,
    find: 'if (isSameDay && isSameWeek) return;',
    replace: "if (windows.day !== '' || (isSameDay && isSameWeek)) return;",
    caughtBy: [{ tests: apply }],
  },
  {
    name: 'week-rolls-every-day',
    why: 'Seven times the notifications that the owner allowed.',
    file: APPLY,
    find: 'notifications: isSameWeek ? windows.notifications : held.length,',
    replace: 'notifications: isSameDay ? windows.notifications : held.length,',
    caughtBy: [{ tests: apply }],
  },
  {
    name: 'held-forgotten-at-midnight',
    why: 'What was reserved before midnight and opened after it would count for neither day.',
    file: APPLY,
    find: "held.filter((claim) => claim.kind === 'open-issue').length,",
    replace: '0,',
    caughtBy: [{ tests: apply, title: 'everything still held counts' }],
  },
  {
    name: 'open-tasks-not-counted',
    why: 'The cap of open tasks would compare with a number that never grows.',
    file: 'packages/core/src/domain/draft.ts',
    find: 'open: counts.open + open,',
    replace: 'open: counts.open,',
    caughtBy: [{ tests: apply, title: 'the counts say what the tasks say' }],
  },
  {
    name: 'suggest-opens-issues',
    why: 'In the careful default mode, issues would be opened that nobody approved.',
    file: POLICIES,
    find: "mode === 'suggest' && !ledger.tasks[subject]?.approved",
    replace: "mode === 'observe' && !ledger.tasks[subject]?.approved",
    caughtBy: [{ tests: policies, title: 'only what a person approved' }],
  },
  {
    name: 'suggest-plans-issues',
    why: 'In the careful default mode everything worth doing would be planned as an issue, refused, and never suggested.',
    file: MOVES,
    find: "const opens = mode === 'assist' || mode === 'autopilot' || mode === 'observe';",
    replace: "const opens = mode !== 'observe' || mode === 'observe';",
    caughtBy: [{ tests: 'test/actions/modes.test.ts', title: 'suggest writes one dashboard' }],
  },
  {
    name: 'pause-ignored',
    why: 'An owner who says stop would not be heard.',
    file: POLICIES,
    find: "(ledger.state.paused ? no('pause', 'Steward is paused') : null)",
    replace: "(ledger.state.paused === null ? no('pause', 'Steward is paused') : null)",
    caughtBy: [{ tests: policies, title: 'while Steward is paused' }],
  },
  {
    name: 'approves-what-it-refused',
    why: 'Act would carry out what no policy let pass.',
    file: 'packages/core/src/guard/judge.ts',
    find: 'judgement.refused.push({ kind, subject, title: titleOf(proposal, court, secrets), ...verdict });\n      continue;',
    replace: 'judgement.refused.push({ kind, subject, title: titleOf(proposal, court, secrets), ...verdict });',
    caughtBy: [{ tests: policies }],
  },
  {
    name: 'act-skips-the-guard',
    why: 'What was wished would be carried out without being judged: no cap, no cleaning.',
    file: 'packages/core/src/flow/granting.ts',
    find: "const approved = judged.approved.filter((effect) => effect.kind !== 'open-dashboard');",
    replace:
      "const approved = (wish.proposals as unknown as Approved[]).filter((effect) => effect.kind !== 'open-dashboard');",
    caughtBy: [{ tests: 'test/actions/modes.test.ts', title: 'assist opens three tasks a day' }],
  },
  {
    name: 'overtaken-suggestion-withdrawn',
    why: 'A run whose place was taken meanwhile would throw out the suggestion that it had no room to open.',
    file: 'packages/core/src/flow/suggesting.ts',
    find: 'const staying = overtaken(ledger, wish, cap - wanted.length);',
    replace: 'const staying = overtaken(ledger, wish, 0);',
    caughtBy: [{ tests: 'test/faults/concurrency.test.ts', title: 'took its place meanwhile' }],
  },
];
