/** Bugs in asking models: what is paid twice, what is lost with a change of the owner's, and what leaves against their word. */
import type { Mutant } from './mutant.ts';

const out = 'test/faults/batch-out.test.ts';
const pause = 'test/actions/pause.test.ts';

export const THINKING_MUTANTS: readonly Mutant[] = [
  {
    name: 'parts-asked-twice',
    why: 'Of two runs at once, the second would pay again for all that it asks together with something new.',
    file: 'packages/core/src/flow/holding.ts',
    find: 'briefs.every((brief) =>',
    replace: 'briefs.some((brief) =>',
    caughtBy: [{ tests: 'test/flow/asking-at-once.test.ts', title: 'waits with it' }],
  },
  {
    name: 'batch-lost-with-its-chain',
    why: 'Whoever names another model would pay a batch in full that is out, and wait a day for nothing.',
    file: 'packages/core/src/adapters/models/chain.ts',
    find: 'if (!canBeAsked(this.#options, model.provider)) return null;',
    replace: 'if (!known) return null;',
    caughtBy: [{ tests: out, title: 'another model of the same vendor' }],
  },
  {
    name: 'batch-left-behind',
    why: 'A vendor would go on answering, for money, whom nobody asks any more.',
    file: 'packages/core/src/flow/leaving.ts',
    find: 'if (!held.ledger.state.batches)',
    replace: 'if (held.ledger.state.batches !== null)',
    caughtBy: [{ tests: out, title: 'it is called off and told' }],
  },
  {
    name: 'pause-clears-the-board',
    why: 'Whoever pauses Steward would find its suggestions gone at the next push.',
    file: 'packages/core/src/flow/granting.ts',
    find: 'wish.generated && !ledger.state.paused',
    replace: 'wish.generated',
    caughtBy: [{ tests: pause, title: 'what is suggested stays' }],
  },
  {
    name: 'resumed-without-a-model',
    why: 'The run that goes on after a pause would write everything from templates.',
    file: 'packages/core/src/flow/going-on.ts',
    find: 'paused === false ? said : []',
    replace: 'paused === true ? said : []',
    caughtBy: [{ tests: out, title: 'uses it once Steward goes on' }],
  },
  {
    name: 'excluded-folder-sent',
    why: 'A folder that an owner excludes by its name alone would go to a model, file by file.',
    file: 'packages/core/src/domain/egress.ts',
    find: 'withFolders(plain(path)).some(',
    replace: '[plain(path)].some(',
    caughtBy: [{ tests: 'test/domain/egress-settings.test.ts', title: 'by legal:' }],
  },
  {
    name: 'strange-answers-about-batches',
    why: 'An endpoint that answers nonsense would end each run for a day.',
    file: 'packages/core/src/adapters/models/batch-lane.ts',
    find: "  look.catch(() => ({ kind: 'unknown', reason: 'its answer cannot be read' }));",
    replace: '  look;',
    caughtBy: [{ tests: 'test/hostile/batch-answers.test.ts', title: 'is not believed to be there' }],
  },
];
