/** Bugs in what becomes of people's issues: whose order counts, what stands against it, and what ends it. */
import type { Mutant } from './mutant.ts';

const STANDING = 'packages/core/src/decide/intake/standing.ts';
const STATEMENTS = 'packages/core/src/decide/intake/statements.ts';
const JUDGEMENT = 'packages/core/src/decide/intake/judgement.ts';
const ADOPTING = 'packages/core/src/flow/adopting.ts';
const CALLING = 'packages/core/src/flow/calling.ts';
const RELEASE = 'packages/core/src/decide/intake/release.ts';
const OPPOSITION = 'packages/core/src/domain/opposition.ts';

const orders = 'test/adoption/orders.test.ts';
const release = 'test/adoption/release.test.ts';
const reading = 'test/decide/intake/reading.test.ts';
const nouns = 'test/domain/nouns.test.ts';

export const ADOPTION_MUTANTS: readonly Mutant[] = [
  {
    name: 'old-remark-overrules-an-order',
    why: 'A maintainer who labels or ticks an issue would see nothing come of it, because of what was said a year ago.',
    file: STANDING,
    find: "Date.parse(createdAt) <= Date.parse(order ?? '');",
    replace: "Date.parse(createdAt) <= Date.parse(order === null ? '' : '');",
    caughtBy: [
      { tests: reading, title: 'is asked anew by an order' },
      { tests: orders, title: 'overrides what' },
    ],
  },
  {
    name: 'new-remark-unheard-after-an-order',
    why: 'What its author takes back after it was labelled would be taken up all the same.',
    file: STANDING,
    find: "Date.parse(createdAt) <= Date.parse(order ?? '');",
    replace: "order !== null && createdAt !== '';",
    caughtBy: [{ tests: orders, title: 'is overridden by what' }],
  },
  {
    name: 'tick-forgotten-when-read-again',
    why: 'A tick would vanish together with its suggestion as soon as somebody comments.',
    file: CALLING,
    find: '[tasks[adoptionId(report.number)]?.approved ?? []].flat();',
    replace: '[];',
    caughtBy: [{ tests: orders, title: 'by a tick overrides' }],
  },
  {
    name: 'unheeded-order-untold',
    why: 'Whoever ordered an issue that Steward leaves alone would wait for it without knowing why.',
    file: ADOPTING,
    find: 'if (order !== null && report.open) sorted.unheeded.push(',
    replace: 'if (order !== null && !report.open) sorted.unheeded.push(',
    caughtBy: [{ tests: orders, title: 'the dashboard says so' }],
  },
  {
    name: 'likeness-overrules-an-order',
    why: 'Of two issues that only sound alike, one could never become a task.',
    file: JUDGEMENT,
    find: "'declined before', 'says the same as another', 'waits for its author'",
    replace: "'waits for its author'",
    caughtBy: [{ tests: orders, title: 'says what another says' }],
  },
  {
    name: 'half-a-sentence-decides',
    why: 'A maintainer who calls a part of it out of scope would have ended all of it.',
    file: STATEMENTS,
    find: 'return !DENIED.test(before) && !HEDGED.test(sentence.slice(index + found.length));',
    replace: "return !DENIED.test(before) && !HEDGED.test('');",
    caughtBy: [{ tests: reading, title: 'after a maintainer said' }],
  },
  {
    name: 'denied-words-decide',
    why: 'A maintainer who says that this is not out of scope would be read as saying that it is.',
    file: STATEMENTS,
    find: 'return !DENIED.test(before) && !HEDGED',
    replace: "return !DENIED.test('') && !HEDGED",
    caughtBy: [{ tests: reading, title: 'after a maintainer said' }],
  },
  {
    name: 'opposites-taken-for-one',
    why: 'The second of two opposite reports would never be suggested, and people would be sent to the wrong one.',
    file: OPPOSITION,
    find: 'b.sides.has(pair) && b.sides.get(pair) !== side);',
    replace: 'b.sides.has(pair) && b.sides.get(pair) === undefined);',
    caughtBy: [
      { tests: nouns, title: 'last item of a long list' },
      { tests: reading, title: 'although the call is the same' },
    ],
  },
  {
    name: 'denial-unheard-in-titles',
    why: 'What works and what does not would be one report.',
    file: OPPOSITION,
    find: 'if (denies && means !== null) denied.add(means);',
    replace: '',
    caughtBy: [{ tests: nouns, title: 'does not work with header' }],
  },
  {
    name: 'versions-unheard-in-titles',
    why: 'A wish for one version would be declined because an older version was.',
    file: OPPOSITION,
    find: '!(agree(a.stance.numbers, b.stance.numbers) || agree(b.stance.numbers, a.stance.numbers));',
    replace: '!(agree([], b.stance.numbers) || agree(b.stance.numbers, a.stance.numbers));',
    caughtBy: [
      { tests: nouns, title: 'Python 3.14' },
      { tests: reading, title: 'two by versions' },
    ],
  },
  {
    name: 'two-words-of-three-are-enough',
    why: 'A short report would be taken for another with one word more, which is the one that counts.',
    file: 'packages/core/src/domain/similarity.ts',
    find: 'const FEW = 4;',
    replace: 'const FEW = 1;',
    caughtBy: [{ tests: nouns, title: 'Login fails offline' }],
  },
  {
    name: 'no-way-out-of-an-adoption',
    why: 'Whoever takes the label off, or has an issue ignored, would have to close it to be rid of its task.',
    file: 'packages/core/src/flow/releasing.ts',
    find: '.filter(({ task: id, release }) => tasks[id] &&',
    replace: ".filter(({ task: id, release }) => id === '' && tasks[id] &&",
    caughtBy: [{ tests: release, title: 'ends when' }],
  },
  {
    name: 'criteria-alone-make-a-task',
    why: 'What a person took back would be a task again in the next hour, since the criteria still stand there.',
    file: ADOPTING,
    find: 'if (criteria && release) {',
    replace: "if (criteria && release && report.id === '') {",
    caughtBy: [{ tests: release, title: 'a person takes the label off' }],
  },
  {
    name: 'rebuilt-over-a-persons-wish',
    why: 'A lost memory would bring back every task that people had ended, and put its label on again.',
    file: 'packages/core/src/flow/memory.ts',
    find: 'releaseOf(report, hands) !== null',
    replace: "report.id === ''",
    caughtBy: [{ tests: release, title: 'stays ended after memory was lost' }],
  },
  {
    name: 'missing-label-read-as-a-wish',
    why: 'A label that is deleted once would end the tasks on all issues, and so would a run that died before labelling.',
    file: RELEASE,
    find: "if (!taken || Date.parse(put?.at ?? '')",
    replace: "if (!taken) return report.author;\n  if (Date.parse(put?.at ?? '')",
    caughtBy: [{ tests: release, title: 'does not end by a bot' }],
  },
  {
    name: 'bot-s-hand-read-as-a-person-s',
    why: 'A workflow that sorts labels would end tasks that people want.',
    file: RELEASE,
    find: "return by.endsWith('[bot]') ||",
    replace: "return by === '' ||",
    caughtBy: [{ tests: release, title: 'was a person’s, a bot’s' }],
  },
  {
    name: 'review-cut-off',
    why: 'Work that somebody has already sent in would lose its task, and nobody would look at it.',
    file: RELEASE,
    find: "status !== 'in-review';",
    replace: "status !== 'suggested';",
    caughtBy: [{ tests: release, title: 'in review' }],
  },
];
