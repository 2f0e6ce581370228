/** Bugs about money: each lets more be spent than the owner allowed, or hides what was. */
import type { Mutant } from './mutant.ts';

const ROOM = 'packages/core/src/domain/money/room.ts';
const PURSE = 'packages/core/src/domain/money/purse.ts';
const ACCOUNT = 'packages/core/src/domain/money/account.ts';
const PRICE = 'packages/core/src/domain/money/price.ts';
const WARNING = 'packages/core/src/domain/money/warning.ts';

const spending = 'test/record/spending.test.ts';
const anyOrder = 'no day and no month costs more than its budget';

export const MONEY_MUTANTS: readonly Mutant[] = [
  {
    name: 'money-held-by-others-forgotten',
    why: 'Each of several runs at once would spend the whole day.',
    file: ROOM,
    find: '(tightest?.spent ?? 0) - held.micro);',
    replace: '(tightest?.spent ?? 0) - 0 * held.micro);',
    caughtBy: [{ tests: spending, title: anyOrder }],
  },
  {
    name: 'money-of-the-dead-not-charged',
    why: 'What a run spent before it died would be spent once more.',
    file: ACCOUNT,
    find: 'return hold === undefined ? account : charged(withoutHold(account, token), hold);',
    replace: 'return hold === undefined ? account : withoutHold(account, token);',
    caughtBy: [{ tests: spending, title: anyOrder }],
  },
  {
    name: 'money-spent-too-late',
    why: 'A slow run would spend in a new day what was charged to the old one.',
    file: PURSE,
    find: 'const isLate = age > this.#act;',
    replace: 'const isLate = age > 1_000 * this.#act;',
    caughtBy: [{ tests: 'test/domain/money/purse.test.ts', title: 'that is too late' }],
  },
  {
    name: 'money-unknown-is-nothing',
    why: 'Calls of unknown price would look free and be without any bound.',
    file: PURSE,
    find: 'tokens: micro === null || countsAll ? tokens : 0,',
    replace: 'tokens: countsAll ? tokens : 0,',
    caughtBy: [{ tests: 'test/domain/money/purse.test.ts', title: 'of unknown price, with too many tokens' }],
  },
  {
    name: 'money-reserve-for-anything',
    why: 'What is kept for the day that everything breaks would be spent on wording tidy tasks.',
    file: 'packages/core/src/flow/holding.ts',
    find: 'incident: routed.every(({ one }) => one.incident === true),',
    replace: 'incident: routed.every(({ one }) => one.urgent === true),',
    caughtBy: [{ tests: 'test/flow/incidents.test.ts', title: 'never share what is held' }],
  },
  {
    name: 'money-held-for-nothing',
    why: 'Once a budget is nearly used up, each run would write twice to ask nobody.',
    file: 'packages/core/src/flow/holding-money.ts',
    find: 'events: events.filter((event) => !isHold(event, token))',
    replace: 'events',
    caughtBy: [{ tests: 'test/flow/asking-rounds.test.ts', title: 'hold nothing and write nothing' }],
  },
  {
    name: 'money-incident-waits-for-a-batch',
    why: 'A red branch would be looked at a day later, to save half a cent.',
    file: 'packages/core/src/flow/asking.ts',
    find: 'if (urgent || incident || thinker',
    replace: 'if (urgent || thinker',
    caughtBy: [{ tests: 'test/flow/incidents.test.ts', title: 'never share what is held' }],
  },
  {
    name: 'money-price-by-likeness',
    why: 'A model would be charged the price of another whose name begins alike.',
    file: PRICE,
    find: 'Object.hasOwn(PRICES, name) ? (PRICES[name] ?? null) : null',
    replace: '(Object.entries(PRICES).find(([id]) => name.startsWith(id))?.[1] ?? null)',
    caughtBy: [{ tests: 'test/domain/money/price.test.ts', title: 'only that of the exact id' }],
  },
  {
    name: 'money-told-again-and-again',
    why: 'Each run of the day would warn of the same budget.',
    file: WARNING,
    find: 'step > (account.warned[bound] ?? 0)',
    replace: 'step >= (account.warned[bound] ?? 0)',
    caughtBy: [{ tests: 'test/domain/money/account.test.ts', title: 'once at three quarters' }],
  },
  {
    name: 'money-of-batches-not-held',
    why: 'What batches will cost would be spent a second time before they come back.',
    file: 'packages/core/src/flow/asking.ts',
    find: 'reserved.purse.defer(slip, intent);',
    replace: 'reserved.purse.settle(slip, []);',
    caughtBy: [{ simulate: '--days 2 --seed 36 --faults wild --mode suggest --model sandbox' }],
  },
  {
    name: 'answers-asked-for-again',
    why: 'Each look for work would pay for the same answers once more.',
    file: 'packages/core/src/domain/asked.ts',
    find: 'if (isUsable(answers[brief], now) || isGivenUp',
    replace: 'if (isGivenUp',
    caughtBy: [
      { tests: 'test/actions/thinking.test.ts', title: 'never asks the same again' },
      { simulate: '--days 3 --seed 21 --faults wild --model sandbox' },
    ],
  },
];
