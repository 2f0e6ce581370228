/** Bugs in the archive of events: lost, kept twice, joined too early, or in the way of the run that joins them. */
import type { Mutant } from './mutant.ts';

const COMPACTION = 'packages/core/src/adapters/ledgers/compaction.ts';
const JOINING = 'packages/core/src/adapters/ledgers/joining.ts';
const TRANSACTION = 'packages/core/src/record/transaction.ts';
const FLOW = 'packages/core/src/flow/compacting.ts';

const compaction = 'test/adapters/compaction.test.ts';
const transaction = 'test/record/transaction.test.ts';
const archive = 'test/faults/archive.test.ts';

export const ARCHIVE_MUTANTS: readonly Mutant[] = [
  {
    name: 'damaged-events-deleted',
    why: 'What could not be read would be gone, though a person could still read most of it.',
    file: JOINING,
    find: '(isWhole ? compaction.deletions : compaction.left)',
    replace: '(day ? compaction.deletions : compaction.left)',
    caughtBy: [{ tests: compaction, title: 'is cut off' }],
  },
  {
    name: 'joined-events-stay',
    why: 'Every event would be on the branch twice: a copy of memory and a replay would count it twice.',
    file: TRANSACTION,
    find: 'deletions: [...change.deletions, ...(upkeep?.deletions ?? [])],',
    replace: 'deletions: change.deletions,',
    caughtBy: [{ tests: archive, title: 'in the commit that notes the day' }],
  },
  {
    name: 'joined-on-another-head',
    why: 'What another run joined meanwhile would be deleted again, which GitHub refuses: the run would end.',
    file: TRANSACTION,
    find: 'attempt === 0 && upkeep?.oid === held.oid ? upkeep : null',
    replace: 'upkeep ?? null',
    caughtBy: [{ tests: transaction, title: 'is dropped when' }],
  },
  {
    name: 'transaction-fails-for-the-archive',
    why: 'An archive that GitHub refuses would turn the first run of each day red, for ever.',
    file: TRANSACTION,
    find: "if (result.kind === 'refused' && kept === null)",
    replace: "if (result.kind === 'refused')",
    caughtBy: [{ tests: transaction, title: 'is dropped when' }],
  },
  {
    name: 'joined-file-too-large',
    why: 'GitHub cuts off what is larger: no copy of memory would hold those events any more.',
    file: JOINING,
    find: 'const MOST_BYTES = 300_000;',
    replace: 'const MOST_BYTES = 3_000_000;',
    caughtBy: [{ tests: compaction, title: 'small enough' }],
  },
  {
    name: 'left-events-looked-at-again',
    why: 'A few damaged files would stop all joining, and each day would say the same of them.',
    file: COMPACTION,
    find: '.filter((file) => !isLeft(file))',
    replace: '',
    caughtBy: [{ tests: compaction, title: 'stand in the way' }],
  },
  {
    name: 'young-memory-asked',
    why: 'Each repository would pay for a request a day in its first month, in which there is nothing to join.',
    file: FLOW,
    find: 'if (installed === null || installed.at.slice(0, 10) >= before) return null;',
    replace: '',
    caughtBy: [{ tests: archive, title: 'a young memory' }],
  },
  {
    name: 'joined-in-observe',
    why: 'Whoever only looks would ask three requests more for nothing.',
    file: 'packages/core/src/adapters/rehearsal.ts',
    find: '  return {\n    head,',
    replace: '  return {\n    ...real,\n    head,',
    caughtBy: [{ tests: archive, title: 'are let be' }],
  },
  {
    name: 'joined-too-early',
    why: 'A run of last week could not be taken back any more: its own file would be gone.',
    file: FLOW,
    find: 'const DAYS = 31;',
    replace: 'const DAYS = 29;',
    caughtBy: [{ tests: archive, title: 'leave three months' }],
  },
  {
    name: 'export-without-archives',
    why: 'Whoever leaves would take only the last month along.',
    file: 'packages/core/src/record/history.ts',
    find: 'readEventPath(path)?.sequence ?? readArchivePath(path)?.first',
    replace: 'readEventPath(path)?.sequence ?? (readArchivePath(path) ? undefined : undefined)',
    caughtBy: [{ tests: archive, title: 'leave three months' }],
  },
];
