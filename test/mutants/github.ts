/** Bugs in talking to GitHub: what is sent twice, what is half read, and answers taken for what they are not. */
import type { Mutant } from './mutant.ts';

const CLIENT = 'packages/core/src/adapters/github/client.ts';
const FAILURE = 'packages/core/src/adapters/github/failure.ts';
const RESULT = 'packages/core/src/adapters/github/write-result.ts';
const READER = 'packages/core/src/adapters/github/reader.ts';
const QUERIES = 'packages/core/src/adapters/github/issues.graphql.ts';
const WRITER = 'packages/core/src/adapters/github/writer.ts';
const OVERVIEW = 'packages/core/src/adapters/github/overview-reading.ts';

const client = 'test/adapters/client.test.ts';
const reader = 'test/adapters/reader.test.ts';
const writer = 'test/adapters/writer.test.ts';
const overview = 'test/adapters/overview.test.ts';

export const GITHUB_MUTANTS: readonly Mutant[] = [
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
    name: 'cut-body-taken-as-answer',
    why: 'Half an answer would be read as a whole one.',
    file: CLIENT,
    find: "if (data === null || typeof data !== 'object') return cutBody();",
    replace: '',
    caughtBy: [{ tests: client, title: 'a cut body' }],
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
    name: 'forbidden-read-swallowed',
    why: 'A token that may not read issues would see none, and open everything again.',
    file: OVERVIEW,
    find: 'return fields(fault).some((field) => OPTIONAL.includes(field));',
    replace: 'return fields(fault).length >= 0;',
    caughtBy: [{ tests: overview, title: 'what a token may not read' }],
  },
  {
    name: 'refused-write-swallowed',
    why: 'A run that GitHub forbade to write would end green.',
    file: 'packages/core/src/flow/reporting.ts',
    find: "const isGrave = kind === 'refused' && effect.kind !== 'pin-dashboard' && !outcome.gone;",
    replace: "const isGrave = kind === 'refused' && effect.kind === 'suggest' && !outcome.gone;",
    caughtBy: [{ tests: 'test/faults/limits.test.ts', title: 'says a missing permission once' }],
  },
  {
    name: 'first-page-of-a-listing',
    why: 'With more than fifty issues the copy that exists would not be found, and be opened again.',
    file: READER,
    find: 'if (cursor === null) return found;',
    replace: 'return found;',
    caughtBy: [{ tests: reader }],
  },
  {
    name: 'listing-of-open-issues-only',
    why: 'An issue that a person closed would be created again.',
    file: QUERIES,
    find: 'states: [OPEN, CLOSED],',
    replace: 'states: [OPEN],',
    caughtBy: [{ tests: reader }],
  },
  {
    name: 'listing-newest-first',
    why: 'An issue that is touched while the pages are read would move from the page not read yet to one that was.',
    file: QUERIES,
    find: 'orderBy: { field: CREATED_AT, direction: ASC }',
    replace: 'orderBy: { field: UPDATED_AT, direction: DESC }',
    caughtBy: [{ tests: reader }],
  },
  {
    name: 'listing-with-holes',
    why: 'An answer with holes would be read as everything there is.',
    file: 'packages/core/src/adapters/github/stub.ts',
    find: 'connection?.nodes != null && !connection.nodes.includes(null);',
    replace: 'connection?.nodes != null;',
    caughtBy: [{ tests: 'test/adapters/holes.test.ts' }, { tests: reader }],
  },
  {
    name: 'older-pages-not-read',
    why: 'After a busy day, what changed beyond the first 25 issues would never be seen.',
    file: 'packages/core/src/observe/snapshot.ts',
    find: 'const PAGES = 40;',
    replace: 'const PAGES = 1;',
    caughtBy: [{ tests: 'test/observe/snapshot.test.ts' }],
  },
  {
    name: 'titles-of-the-first-page',
    why: 'What a person reported long ago would be opened again.',
    file: READER,
    find: 'list.more = list.cursor !== null && list.found.length < list.limit;',
    replace: 'list.more = list.cursor !== null && list.found.length < 0;',
    caughtBy: [{ tests: reader }],
  },
  {
    name: 'half-a-configuration-obeyed',
    why: 'The caps below the cut would be the defaults again.',
    file: 'packages/core/src/adapters/github/overview.ts',
    find: 'if (file?.object?.isTruncated) {',
    replace: 'if (file?.object?.isTruncated === null) {',
    caughtBy: [
      { tests: 'test/adapters/overview.test.ts', title: 'stops at a configuration or goals that GitHub cuts off' },
    ],
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
    file: WRITER,
    find: 'const SPACING = 1_000;',
    replace: 'const SPACING = 0;',
    caughtBy: [{ tests: writer }],
  },
  {
    name: 'effect-not-shown-taken-as-done',
    why: 'An answer without the issue would be settled as opened, with a number that nobody knows.',
    file: WRITER,
    find: 'if (!issue || issues.includes(null) || issues.includes(undefined)) return null;',
    replace: 'if (!issue) return { number: 0, updatedAt: clock.elapsed().toString() };',
    caughtBy: [{ tests: 'test/adapters/writer.test.ts', title: 'whose answer shows' }],
  },
  {
    name: 'clock-of-the-runner',
    why: 'A runner whose clock is an hour off would take over what others hold.',
    file: 'packages/core/src/adapters/clock.ts',
    find: 'return new Date(first.server + elapsed() - first.elapsed).toISOString();',
    replace: 'return new Date(Math.max(Date.now(), first.server)).toISOString();',
    caughtBy: [{ tests: 'test/adapters/clock.test.ts' }],
  },
  {
    name: 'own-deployments-are-news',
    why: 'A deployment of the state branch would wake Steward after each of its own writes.',
    file: 'packages/core/src/adapters/github/overview.ts',
    find: 'ref?.name === stateBranch || ',
    replace: '',
    caughtBy: [{ tests: overview, title: 'deployments of the state branch' }],
  },
];
