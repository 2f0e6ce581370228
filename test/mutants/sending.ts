/** Bugs in sending to GitHub: what is sent twice or too fast, and answers whose meaning is mistaken. */
import type { Mutant } from './mutant.ts';

const CLIENT = 'packages/core/src/adapters/github/client.ts';
const FAILURE = 'packages/core/src/adapters/github/failure.ts';
const RESULT = 'packages/core/src/adapters/github/write-result.ts';
const WRITER = 'packages/core/src/adapters/github/writer.ts';

const client = 'test/adapters/client.test.ts';
const holes = 'test/adapters/holes.test.ts';
const writer = 'test/adapters/writer.test.ts';

export const SENDING_MUTANTS: readonly Mutant[] = [
  {
    name: 'mutation-retried',
    why: 'After a 502 that came late, the same issue would be created up to four times.',
    file: CLIENT,
    find: '      return askGraphql(text, variables);',
    replace: '      return retried(clock, () => askGraphql(text, variables));',
    caughtBy: [{ tests: client, title: 'a mutation is sent once' }],
  },
  {
    name: 'rest-write-retried',
    why: 'A label or a branch would be made twice, or its second refusal hide the first success.',
    file: CLIENT,
    find: "if (route.startsWith('GET '))",
    replace: "if (route !== '')",
    caughtBy: [{ tests: client, title: 'REST retries what reads' }],
  },
  {
    name: 'retry-after-ignored',
    why: 'Asking again while GitHub asks for a pause lengthens the pause, and can block the token.',
    file: FAILURE,
    find: "headers['retry-after'] !== undefined && Number.isFinite(seconds) ? seconds * 1000 : null;",
    replace: "headers['retry-after'] === undefined && Number.isFinite(seconds) ? seconds * 1000 : null;",
    caughtBy: [{ tests: client, title: 'reading waits as long as GitHub asks for' }],
  },
  {
    name: 'retry-after-read-as-milliseconds',
    why: 'A pause of a minute would last 60 milliseconds.',
    file: FAILURE,
    find: 'Number.isFinite(seconds) ? seconds * 1000 : null;',
    replace: 'Number.isFinite(seconds) ? seconds : null;',
    caughtBy: [{ tests: client, title: 'reading waits as long as GitHub asks for' }],
  },
  {
    name: 'rate-limit-taken-as-ambiguous',
    why: 'Each limit would leave reservations to expire: nothing opened for ten minutes, and no word why.',
    file: RESULT,
    find: `      return {
        kind: 'refused',
        reason: \`GitHub's \${answer.limit} rate limit: \${answer.message}\`,
        retryAfter: waitOf(answer),
      };`,
    replace: "      return { kind: 'ambiguous', reason: `${answer.message}${waitOf(answer)}` };",
    caughtBy: [{ tests: writer }],
  },
  {
    name: 'limited-write-not-due-again',
    why: 'What a limit put off would wait for the next day although the limit lifts in a minute.',
    file: RESULT,
    find: '        retryAfter: waitOf(answer),\n',
    replace: '',
    caughtBy: [{ tests: 'test/faults/limits.test.ts', title: 'tries again what a rate limit put off' }],
  },
  {
    name: 'put-off-work-never-tried-again',
    why: 'What a limit put off would be due, and yet not be looked for.',
    file: 'packages/core/src/decide/moves.ts',
    find: "...(last && news.retry ? ['what was put off is tried again'] : []),",
    replace: '',
    caughtBy: [{ tests: 'test/faults/limits.test.ts', title: 'tries again what a rate limit put off' }],
  },
  {
    name: 'unanswered-write-taken-as-refused',
    why: 'After a 502 the place would be given away while the issue exists.',
    file: RESULT,
    find: `    case 'ambiguous':
      return { kind: 'ambiguous', reason: answer.message };`,
    replace: `    case 'ambiguous':
      return { kind: 'refused', reason: answer.message };`,
    caughtBy: [{ tests: writer }],
  },
  {
    name: 'server-error-taken-as-refused',
    why: 'A 502 after the effect would count as a definite no.',
    file: FAILURE,
    find: 'if ((status >= 500 && status !== 501) || status === 408) {',
    replace: 'if (status === 408) {',
    caughtBy: [{ tests: client, title: 'a bad gateway' }],
  },
  {
    name: 'unknown-fault-taken-as-refused',
    why: 'An error of an unknown kind may come after the effect: its issue would be opened twice.',
    file: FAILURE,
    find: 'if (!faults.every((fault) => fault.type !== null && DEFINITE.has(fault.type))) {',
    replace: 'if (!faults.every((fault) => fault.message !== undefined)) {',
    caughtBy: [{ tests: client }],
  },
  {
    name: 'missing-permission-taken-as-limit',
    why: 'A missing permission would be waited for, and nobody told which one.',
    file: FAILURE,
    find: "(status === 429 ? 'secondary' : null);",
    replace: "(status > 0 ? 'secondary' : null);",
    caughtBy: [{ tests: client, title: 'a missing permission' }],
  },
  {
    name: 'refused-write-swallowed',
    why: 'A run that GitHub forbade to write would end green.',
    file: 'packages/core/src/flow/settling.ts',
    find: "const isGrave = kind === 'refused' && !NICETIES.includes(effect.kind) && !outcome.gone;",
    replace: "const isGrave = kind === 'refused' && effect.kind === 'suggest' && !outcome.gone;",
    caughtBy: [{ tests: 'test/faults/limits.test.ts', title: 'says a missing permission once' }],
  },
  {
    name: 'deep-fault-taken-as-refused',
    why: 'A write that was carried out, with a hole in its answer, would be given back and done again.',
    file: RESULT,
    find: "answer.faults.some(({ path }) => path.length > 1) ? 'ambiguous' : 'refused'",
    replace: "answer.faults.some(({ path }) => path.length < 0) ? 'ambiguous' : 'refused'",
    caughtBy: [{ tests: holes }],
  },
  {
    name: 'content-limit-taken-as-refused',
    why: 'What GitHub calls too quick would turn the run red and wait for a day instead of a minute.',
    file: FAILURE,
    find: '|submitted too quickly/i;',
    replace: '/i;',
    caughtBy: [{ tests: 'test/adapters/limits.test.ts' }],
  },
  {
    name: 'label-refused-issue-created',
    why: 'An issue without its label would be opened where the label was refused.',
    file: 'packages/core/src/act/perform.ts',
    find: 'if (label) return { ...label, effect };',
    replace: '',
    caughtBy: [{ tests: 'test/faults/limits.test.ts', title: 'says a missing permission once' }],
  },
  {
    name: 'issue-without-its-label',
    why: 'An issue would be opened that no list of Steward’s issues shows.',
    file: WRITER,
    find: "if (missing.length > 0) return { kind: 'refused', reason: `there is no label ${missing.join(', ')}` };",
    replace: '',
    and: [
      {
        file: WRITER,
        find: 'const labelIds = labels.map((name) => known.labels.get(name));',
        replace: 'const labelIds = labels.map((name) => known.labels.get(name)).filter((id) => id !== null);',
      },
    ],
    caughtBy: [{ tests: writer }],
  },
  {
    name: 'writes-without-pause',
    why: 'Writing faster than once a second is what GitHub’s secondary limits punish.',
    file: 'packages/core/src/adapters/github/sending.ts',
    find: 'const SPACING = 1_000;',
    replace: 'const SPACING = 0;',
    caughtBy: [{ tests: writer }],
  },
  {
    name: 'effect-not-shown-taken-as-done',
    why: 'An answer without the issue would be settled as opened, with a number that nobody knows.',
    file: WRITER,
    find: 'if (!issue || issues.includes(null) || issues.includes(undefined)) return null;',
    replace: "if (!issue) return { number: 0, updatedAt: '' };",
    caughtBy: [{ tests: 'test/adapters/writer.test.ts', title: 'whose answer shows' }],
  },
];
