/** Bugs in reviews: what vouches for a pull request, what is a pass, and whose words are edited. */
import type { Mutant } from './mutant.ts';

const review = 'test/decide/review/review.test.ts';
const DECIDE = 'packages/core/src/decide/review';

export const REVIEW_MUTANTS: readonly Mutant[] = [
  {
    name: 'other-apps-vouch',
    why: 'Anybody with a token could report a green check under the right name, and be believed.',
    file: `${DECIDE}/checks.ts`,
    find: "if (!run) return 'app';",
    replace: "if (!run) return 'counts';",
    caughtBy: [{ tests: review, title: 'checks of another app' }],
  },
  {
    name: 'own-workflow-vouches',
    why: 'A pull request could rewrite the workflow that judges it.',
    file: `${DECIDE}/checks.ts`,
    find: "return 'changed';",
    replace: "return 'counts';",
    caughtBy: [{ tests: review, title: 'leaves alone' }],
  },
  {
    name: 'unknown-passes',
    why: 'A criterion that nobody looked at would count as met.',
    file: `${DECIDE}/review.ts`,
    find: "criteria.some(({ ruling }) => ruling !== 'met')",
    replace: "criteria.some(({ ruling }) => ruling === 'not-met')",
    caughtBy: [{ tests: review, title: 'unknown is never a pass' }],
  },
  {
    name: 'untouched-file-passes',
    why: 'An empty pull request would meet every criterion that was green before.',
    file: `${DECIDE}/criteria.ts`,
    find: "if (files.length === 0) return unknown('nothing was changed, so a check that passes proves nothing');",
    replace: '',
    caughtBy: [{ tests: review, title: 'a green run proves nothing' }],
  },
  {
    name: 'half-run-step-proves',
    why: 'A step that may fail, or that runs under a condition, would prove its command.',
    file: `${DECIDE}/command-criterion.ts`,
    find: 'job.steps.filter(({ plain }) => plain).flatMap',
    replace: 'job.steps.flatMap',
    caughtBy: [{ tests: review, title: 'proves nothing' }],
  },
  {
    name: 'peoples-pulls-judged-unasked',
    why: 'Whoever helps with one of Steward’s issues would get a machine’s verdict that nobody asked for.',
    file: `${DECIDE}/linking.ts`,
    find: "asked || (agent && mode !== 'suggest');",
    replace: "asked || agent || mode !== 'suggest';",
    caughtBy: [{ tests: 'test/decide/review/linking.test.ts', title: 'those asked for come first' }],
  },
  {
    name: 'fork-passes-for-an-agent',
    why: 'Anybody who names a branch of a fork after a task would take an agent’s place and have the task put in review.',
    file: `${DECIDE}/linking.ts`,
    find: 'fork ? undefined : BRANCH.exec(branch)?.[1];',
    replace: 'fork && branch === String(fork) ? undefined : BRANCH.exec(branch)?.[1];',
    caughtBy: [{ tests: 'test/decide/review/linking.test.ts', title: 'fork' }],
  },
  {
    name: 'anybodys-comment-edited',
    why: 'A person’s comment could be overwritten.',
    file: 'packages/core/src/guard/comment-policies.ts',
    find: 'return known?.comment === comment && known.number === number && known.on === on',
    replace: "return comment !== '' && on !== undefined && (known?.number ?? number) === number",
    caughtBy: [{ tests: 'test/guard/comment-policies.test.ts', title: 'never' }],
  },
  {
    name: 'comment-of-another-intent-settles',
    why: 'After a crash a comment that stands there would be taken for one that was never posted, or the other way round.',
    file: 'packages/core/src/flow/looking-up.ts',
    find: 'const claim = here.find(({ intent }) => intent === marker.intent);',
    replace: 'const claim = here.find(({ intent }) => intent !== marker.intent);',
    caughtBy: [{ tests: 'test/faults/comments.test.ts' }],
  },
];
