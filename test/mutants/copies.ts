/** Bugs in what follows a claim: copies looked up, settled, noted and closed; what was refused or came late. */
import type { Mutant } from './mutant.ts';

const APPLIERS = 'packages/core/src/domain/appliers.ts';
const RESERVATION = 'packages/core/src/record/reservation.ts';
const RECOVERY = 'packages/core/src/record/recovery.ts';
const LOOKING_UP = 'packages/core/src/flow/looking-up.ts';
const PERFORM = 'packages/core/src/act/perform.ts';

const protocol = 'test/record/protocol.test.ts';
const loss = 'test/record/loss.test.ts';
const recovery = 'test/record/recovery.test.ts';
const apply = 'test/domain/apply.test.ts';

export const COPY_MUTANTS: readonly Mutant[] = [
  {
    name: 'take-over-without-listing',
    why: 'What the dead owner had created already would be created once more.',
    file: LOOKING_UP,
    find: 'if (since === null) return [];',
    replace: "if (since !== '') return [];",
    caughtBy: [{ tests: protocol, title: 'listAfter' }],
  },
  {
    name: 'listing-since-the-take-over',
    why: 'A second take-over would list from the first one on, and miss the copy that the first owner made.',
    file: LOOKING_UP,
    find: 'claims.map((claim) => claim.first).sort()[0]',
    replace: 'claims.map((claim) => claim.at).sort()[0]',
    caughtBy: [{ tests: 'test/faults/takeover.test.ts', title: 'lists from the first reservation on' }],
  },
  {
    name: 'take-over-lists-first',
    why: 'A run that lists, loses the race and tries again would act on the old listing and create a second copy.',
    file: 'actions/run-cycle/flow.ts',
    find: `  const granted = await rooms.grant(tick, memory, { ...found, ...related, own, proposals, titles, comments, secrets });

  const outcomes = await rooms.finishTakenOver(tick, granted);`,
    replace: `  const early = await tick.world.reader.listing(null);
  const granted = await rooms.grant(tick, memory, { ...found, ...related, own, proposals, titles, comments, secrets });
  const reader = { ...tick.world.reader, listing: async () => early };
  const outcomes = await rooms.finishTakenOver({ ...tick, world: { ...tick.world, reader } }, granted);`,
    caughtBy: [{ tests: protocol, title: 'listAfter' }],
  },
  {
    name: 'any-own-issue-settles-a-claim',
    why: 'A reservation would be settled with the number of another task.',
    file: LOOKING_UP,
    find: 'own.find(({ marker }) => marker.intent === claim.intent)',
    replace: "own.find(({ marker }) => marker.intent !== '')",
    caughtBy: [{ tests: 'test/record/protocol.test.ts', title: 'ambWait, ambKeep' }],
  },
  {
    name: 'ambiguous-releases',
    why: 'After a 502 the place would be given away while the issue exists: opened again by the next run.',
    file: RESERVATION,
    find: "if (!claim || outcome.kind === 'ambiguous') return [];",
    replace: 'if (!claim) return [];',
    and: [
      {
        file: RESERVATION,
        find: '[createdEvent(claim, outcome), ...openedLabels(outcome.number, effect), ...wrote];',
        replace:
          '[createdEvent(claim, outcome), ...openedLabels(outcome.number, effect), ...wrote] satisfies LedgerEvent[];',
      },
    ],
    caughtBy: [{ tests: protocol, title: 'ambWait, ambKeep' }],
  },
  {
    name: 'settle-without-own-token',
    why: 'A stalled owner would record its late copy over that of its successor, or free a slot that is in use.',
    file: RESERVATION,
    find: 'item.subject === effect.subject && item.kind === effect.kind && item.token === run.token',
    replace: 'item.subject === effect.subject && item.kind === effect.kind',
    caughtBy: [{ tests: protocol, title: 'an owner that stalled' }],
  },
  {
    name: 'acts-on-claims-of-others',
    why: 'A run would create under the reservation of another run that is alive: two issues for one task.',
    file: RESERVATION,
    find: 'filter((claim) => claim.token === run.token);',
    replace: "filter((claim) => claim.token !== '');",
    caughtBy: [{ tests: 'test/record/reservation.test.ts', title: 'what another run holds' }],
  },
  {
    name: 'refused-candidate-dropped',
    why: 'Work that GitHub refused once would be forgotten although nothing about it changed.',
    file: APPLIERS,
    find: 'draft.putTask(waiting);',
    replace: 'draft.dropTask(waiting.id);',
    caughtBy: [{ tests: apply, title: 'taking it back gives both back' }],
  },
  {
    name: 'refused-work-not-due-again',
    why: 'What a missing permission stopped would stay undone until somebody happens to push.',
    file: 'packages/core/src/decide/moves.ts',
    find: "...(last && news.daily ? ['daily'] : []),",
    replace: '',
    caughtBy: [{ tests: protocol, title: 'dueKept' }],
  },
  {
    name: 'late-work-not-due-again',
    why: 'What came too late in one run would wait for the next day.',
    file: RESERVATION,
    find: "if (outcome.kind === 'late') return [0];",
    replace: "if (outcome.kind === 'late') return [];",
    caughtBy: [{ tests: 'test/faults/takeover.test.ts', title: 'does in the next run what came too late' }],
  },
  {
    name: 'next-due-forgets-closings',
    why: 'An extra copy whose closing failed would stay open until something else happens.',
    file: 'packages/core/src/domain/apply.ts',
    find: 'closing.length > 0 || orders.missed || undoing !== null || leaving !== null;',
    replace: 'closing.length < 0 || orders.missed || undoing !== null || leaving !== null;',
    caughtBy: [{ tests: apply, title: 'what is still to close' }],
  },
  {
    name: 'closing-not-noted-first',
    why: 'Two runs could close each other’s recorded copy for ever.',
    file: 'packages/core/src/domain/closing-appliers.ts',
    find: 'state.closings = [...new Set([...state.closings, number])].slice(-500);',
    replace: '',
    caughtBy: [{ tests: recovery, title: 'noted or closed as a copy' }],
  },
  {
    name: 'noted-copy-recorded-again',
    why: 'A copy that is about to be closed would be recorded as the task, and then closed.',
    file: RECOVERY,
    find: 'if (issue.marker.copy || current.state.closings.includes(issue.number)) continue;',
    replace: 'if (issue.marker.copy) continue;',
    caughtBy: [{ tests: recovery, title: 'noted or closed as a copy' }],
  },
  {
    name: 'own-copy-read-as-rejection',
    why: 'A task whose extra copy Steward closed itself would count as rejected by a person, and never return.',
    file: RECOVERY,
    find: 'const byNumber = own.filter(({ marker }) => !marker.copy)',
    replace: 'const byNumber = [...own]',
    caughtBy: [{ tests: recovery, title: 'takes no copy for a wish' }],
  },
  {
    name: 'closed-copy-without-mark',
    why: 'After a lost memory the closed copy would read as the wish of a person.',
    file: PERFORM,
    find: 'dashboard: true, copy: true });',
    replace: 'dashboard: true });',
    caughtBy: [{ tests: 'test/act/perform.test.ts', title: 'a closed copy says of what' }],
  },
  {
    name: 'unread-own-copy-counts-as-seen',
    why: 'A late copy that no record accounts for would never be looked at again: two issues stay open.',
    file: 'packages/core/src/decide/news.ts',
    find: "!(stub.kind === 'issue' && unrecorded.has(stub.number))",
    replace: "!(stub.kind === 'pull' && unrecorded.has(stub.number))",
    caughtBy: [{ tests: 'test/faults/sight.test.ts', title: 'a copy of its own that could not be read yet' }],
  },
  {
    name: 'orphan-adopted-above-the-cap',
    why: 'Copies found after a rollback would be kept beyond what the owner allows to be open.',
    file: 'packages/core/src/flow/noticing.ts',
    find: "ledger.state.counts.open < tick.config.caps['open-tasks'];",
    replace: "ledger.state.counts.open <= tick.config.caps['open-tasks'] + 50;",
    caughtBy: [{ tests: loss, title: 'discard' }],
  },
  {
    name: 'copy-beside-a-live-claim-kept',
    why: 'An older copy would be recorded while another run is creating the same task: two stay open.',
    file: RECOVERY,
    find: "if (claimed) return end ? [] : [{ kind: 'closing-noted', number, of: null }];",
    replace: '',
    caughtBy: [{ tests: 'test/faults/orphans.test.ts' }, { tests: recovery, title: 'of an older intent' }],
  },
  {
    name: 'closed-copy-of-a-claim-created-again',
    why: 'A person who closes an issue before Steward has recorded it would get it a second time.',
    file: RECOVERY,
    find: 'return end ? [opened, ended(claim.subject, end)] : [opened];',
    replace: 'return end ? [] : [opened];',
    caughtBy: [{ tests: recovery, title: 'of a live claim that a person closed' }],
  },
];
