/** Bugs in claims and commits: each leaves out a row of the protocol, and ends in duplicates or in work that is lost. */
import type { Mutant } from './mutant.ts';

const INTENT = 'packages/core/src/domain/intent.ts';
const APPLIERS = 'packages/core/src/domain/appliers.ts';
const RESERVATION = 'packages/core/src/record/reservation.ts';
const TRANSACTION = 'packages/core/src/record/transaction.ts';
const PERFORM = 'packages/core/src/act/perform.ts';

const protocol = 'test/record/protocol.test.ts';
const transaction = 'test/record/transaction.test.ts';
const apply = 'test/domain/apply.test.ts';

export const PROTOCOL_MUTANTS: readonly Mutant[] = [
  {
    name: 'claims-never-expire',
    why: 'What a dead run reserved would hold its place for ever, and never be opened.',
    file: INTENT,
    find: 'Date.parse(now) >= Date.parse(claim.expires);',
    replace: 'Date.parse(now) < Date.parse(claim.at);',
    caughtBy: [{ tests: protocol, title: 'listAfter' }],
  },
  {
    name: 'claims-expire-at-once',
    why: 'A second run would take over what the first is just creating, and both would open the issue.',
    file: INTENT,
    find: 'Date.parse(now) >= Date.parse(claim.expires);',
    replace: 'Date.parse(now) >= Date.parse(claim.at);',
    caughtBy: [{ tests: 'test/faults/takeover.test.ts', title: 'leaves alone what another run' }],
  },
  {
    name: 'expiry-too-short',
    why: 'A take-over would list before a late create of the owner shows, and create the same issue again.',
    file: INTENT,
    find: 'expiry: 600_000,',
    replace: 'expiry: 240_000,',
    caughtBy: [{ tests: 'test/faults/takeover.test.ts', title: 'leaves alone what another run' }],
  },
  {
    name: 'take-over-keeps-old-expiry',
    why: 'Each later run would take over again what the first successor is just creating.',
    file: APPLIERS,
    find: '{ ...claim, token, at: claimedAt, expires }',
    replace: '{ ...claim, token, at: claimedAt, expires: expires < claim.expires ? expires : claim.expires }',
    caughtBy: [{ tests: apply, title: 'taken over keeps its intent' }],
  },
  {
    name: 'take-over-keeps-old-token',
    why: 'The stalled owner could still settle and release what its successor is creating.',
    file: APPLIERS,
    find: '{ ...claim, token, at: claimedAt, expires }',
    replace: '{ ...claim, token: claim.token || token, at: claimedAt, expires }',
    caughtBy: [{ tests: apply, title: 'taken over keeps its intent' }],
  },
  {
    name: 'take-over-mints-new-intent',
    why: 'The first copy would match nothing, so the successor would create a second.',
    file: APPLIERS,
    find: 'draft.claims.set(intent, { ...claim, token, at: claimedAt, expires });',
    replace:
      "const minted = intent.replace(/^./, 'f');\n    draft.claims.delete(intent);\n    draft.claims.set(minted, { ...claim, intent: minted, token, at: claimedAt, expires });",
    and: [
      {
        file: 'packages/core/src/flow/granting.ts',
        find: "event.kind === 'taken-over' ? [event.intent] : []",
        replace: "event.kind === 'taken-over' ? [event.intent.replace(/^./, 'f')] : []",
      },
    ],
    caughtBy: [{ tests: protocol, title: 'listAfter, keepIntent' }],
  },
  {
    name: 'no-act-window',
    why: 'An owner that stalled for an hour would still send what its successor has created meanwhile.',
    file: PERFORM,
    find: 'clock.elapsed() - reservedAt > TIMES.act',
    replace: 'clock.elapsed() - reservedAt < 0',
    caughtBy: [{ tests: 'test/act/perform.test.ts' }],
  },
  {
    name: 'act-window-too-long',
    why: 'A create sent in the eighth minute could land after the take-over has listed.',
    file: INTENT,
    find: 'act: 120_000,',
    replace: 'act: 480_000,',
    caughtBy: [{ tests: protocol, title: 'actWindow' }],
  },
  {
    name: 'act-window-starts-at-the-commit',
    why: 'A commit that hung for minutes would give its run a fresh window, beyond the expiry that others see.',
    file: TRANSACTION,
    find: 'return { ...mine.decided, held: { ...held, elapsed: mine.since } };',
    replace: 'return { ...mine.decided, held: { ...held, elapsed: held.elapsed } };',
    caughtBy: [{ tests: transaction, title: 'its time counts from the read before it' }],
  },
  {
    name: 'create-without-intent',
    why: 'An issue that nobody reserved has a marker that no listing can match, so it would be opened again.',
    file: PERFORM,
    find: 'const intent = hands.intents.get(effect.subject);',
    replace: "const intent = hands.intents.get(effect.subject) ?? '00000000';",
    caughtBy: [{ tests: 'test/act/perform.test.ts' }],
  },
  {
    name: 'second-reserve-before-first-resolved',
    why: 'A commit whose answer was lost would be sent again although it landed: everything reserved twice.',
    file: TRANSACTION,
    find: 'const mine = sent.find((item) => item.token === landed);',
    replace: "const mine = sent.find((item) => item.token === landed && landed === '');",
    caughtBy: [{ tests: transaction, title: 'a commit that nobody answered' }],
  },
  {
    name: 'only-the-last-commit-is-looked-up',
    why: 'An unanswered commit under a newer one of another run would be taken for lost, and done again.',
    file: TRANSACTION,
    find: 'ledgers.reader.messages(ATTEMPTS * 2)',
    replace: 'ledgers.reader.messages(1)',
    caughtBy: [{ tests: transaction, title: 'is found when another commit stands on it already' }],
  },
  {
    name: 'stale-head-taken-as-committed',
    why: 'A run that lost the race would act on a reservation that the ledger never held.',
    file: TRANSACTION,
    find: "if (result.kind === 'committed') return { ...decided, held: { ...held, elapsed: first, oid: result.oid, ledger } };",
    replace:
      "if (result.kind === 'committed' || result.kind === 'stale') return { ...decided, held: { ...held, elapsed: first, oid: result.kind === 'committed' ? result.oid : held.oid, ledger } };",
    caughtBy: [{ tests: transaction, title: 'decides again on the fresh ledger' }],
  },
  {
    name: 'decided-once-for-all-attempts',
    why: 'After a lost race the old decision would be written over the newer ledger: caps passed, work repeated.',
    file: TRANSACTION,
    find: `  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const decided = decide(held);`,
    replace: `  const decided = decide(held);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {`,
    caughtBy: [{ tests: transaction, title: 'decides again on the fresh ledger' }],
  },
  {
    name: 'next-due-forgets-claims',
    why: 'After a crash a quiet repository would stay quiet, and its slot be held for ever.',
    file: 'packages/core/src/domain/apply.ts',
    find: 'Object.values(state.claims).map((claim) => claim.expires);',
    replace: 'Object.values(state.claims).map((claim) => claim.expires).filter((time) => time.length === 0);',
    caughtBy: [{ tests: apply, title: 'is due no later' }],
  },
  {
    name: 'two-claims-for-one-subject',
    why: 'Two runs could hold the same task at once, and each would open it.',
    file: 'packages/core/src/guard/policies.ts',
    find: "return live ? no('duplicate', 'another run is creating it') : null;",
    replace: 'return null;',
    caughtBy: [{ tests: 'test/guard/policies.test.ts', title: 'while another run holds it' }],
  },
  {
    name: 'intent-without-occurrence',
    why: 'Work that comes back would carry the intent of its first life, and be taken for the old issue.',
    file: RESERVATION,
    find: 'const occurrence = held.ledger.state.occurrence + index;',
    replace: 'const occurrence = held.ledger.state.occurrence * index;',
    caughtBy: [{ tests: 'test/record/reservation.test.ts' }],
  },
  {
    name: 'intent-without-epoch',
    why: 'A memory that was lost counts from the start again, and would give new work the intent of an old issue.',
    file: RESERVATION,
    find: 'content: digest(content), epoch, occurrence }),',
    replace: "content: digest(content), epoch: '', occurrence }),",
    caughtBy: [{ tests: 'test/record/reservation.test.ts' }],
  },
];
