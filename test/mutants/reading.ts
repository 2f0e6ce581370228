/** Bugs in reading from GitHub: what is half read, read late, or taken for what it is not. */
import type { Mutant } from './mutant.ts';

const CLIENT = 'packages/core/src/adapters/github/client.ts';
const READER = 'packages/core/src/adapters/github/reader.ts';
const QUERIES = 'packages/core/src/adapters/github/issues.graphql.ts';
const OVERVIEW = 'packages/core/src/adapters/github/overview-reading.ts';
const CONFIG = 'packages/core/src/domain/config.ts';

const configuration = 'test/runtime/configuration.test.ts';
const client = 'test/adapters/client.test.ts';
const holes = 'test/adapters/holes.test.ts';
const reader = 'test/adapters/reader.test.ts';
const overview = 'test/adapters/overview.test.ts';

export const READING_MUTANTS: readonly Mutant[] = [
  {
    name: 'cut-body-taken-as-answer',
    why: 'Half an answer would be read as a whole one.',
    file: CLIENT,
    find: "if (data === null || typeof data !== 'object') return cutBody();",
    replace: '',
    caughtBy: [{ tests: client, title: 'a cut body' }],
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
    name: 'first-page-of-a-listing',
    why: 'With more than fifty issues the copy that exists would not be found, and be opened again.',
    file: READER,
    find: 'if (cursor === null) return found;',
    replace: 'return found;',
    caughtBy: [{ tests: reader }],
  },
  {
    name: 'search-in-place-of-a-listing',
    why: 'A search answers from an index that lags by minutes: the copy that exists would not be found, and be opened again.',
    file: READER,
    find: '        const connection: Connection<DetailNode> = await page(LISTING, { cursor, since }, issues);\n',
    replace: `        type Searched = { items: { number: number }[] };
        const answer = await client.rest<Searched>('GET /search/issues', { q: \`repo:\${full} is:issue\` });
        if (answer.kind !== 'answered') throw readError(answer, issues);
        const numbers = answer.data.items.map(({ number }) => number);
        if (cursor === null)
          return (await readNumbered<DetailNode>(client, repository, numbers, detailsQuery)).map(detailOf);
        const connection: Connection<DetailNode> = await page(LISTING, { cursor, since }, issues);
`,
    caughtBy: [{ tests: reader, title: 'a listing' }],
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
    caughtBy: [{ tests: reader }],
  },
  {
    name: 'hole-taken-as-deleted',
    why: 'An issue that an answer leaves out would count as deleted, and its task be given up.',
    file: 'packages/core/src/adapters/github/numbered.ts',
    find: 'if (!absent.has(`i${number}`)) throw holesError(attempt);',
    replace: 'if (absent.size < 0) throw holesError(attempt);',
    caughtBy: [{ tests: holes }],
  },
  {
    name: 'hidden-branch-taken-as-absent',
    why: 'A state branch whose commit is not shown would be taken for a first installation.',
    file: 'packages/core/src/adapters/ledgers/branch.ts',
    find: 'if (!ledger.target) throw holesError(reading);',
    replace: 'if (!ledger.target) return { raw: null, at };',
    caughtBy: [{ tests: holes }],
  },
  {
    name: 'unseen-checks-taken-as-none',
    why: 'A token that may not read checks would make a red branch look as if nothing ever ran on it.',
    file: 'packages/core/src/adapters/github/overview.ts',
    find: 'suites: seen ? present(checkSuites).map(suiteOf) : null };',
    replace: 'suites: seen ? present(checkSuites).map(suiteOf) : [] };',
    caughtBy: [{ tests: overview }],
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
  {
    name: 'half-a-list-of-faults',
    why: 'Of ten mistakes an owner would be told five, and the next five after the next push.',
    file: CONFIG,
    find: 'const faults = allFaults(wrong, senseless);',
    replace: 'const faults = allFaults(wrong, wrong.length > 0 ? [] : senseless);',
    caughtBy: [{ tests: configuration, title: 'as far as they can be read' }],
  },
  {
    name: 'quiet-hours-that-protect-nobody',
    why: 'Whoever forgot `to` would be woken every night, and never told why.',
    file: CONFIG,
    find: "...quietFaults(config['quiet-hours']), ",
    replace: '',
    caughtBy: [{ tests: configuration, title: 'contradict each other' }],
  },
  {
    name: 'one-label-for-two-things',
    why: 'A rule of the owner would pause, prefer or hide its own tasks by a label that only people should put.',
    file: CONFIG,
    find: ', ...labelFaults(config)],',
    replace: '],',
    caughtBy: [{ tests: configuration, title: 'contradict each other' }],
  },
];
