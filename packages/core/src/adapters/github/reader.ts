/** Reads the repository through GitHub: the one query of a quiet tick, and the second looks of a busy one. */
import type { IssueDetail, Stub } from '../../domain/snapshot.ts';
import type { RepoReader, SetUpReader } from '../../ports.ts';
import type { Client } from './client.ts';
import { ALL_OPEN_PULLS, detailsQuery, LISTING, OLDER_ISSUES, OLDER_PULLS, TITLES } from './issues.graphql.ts';
import { readNumbered } from './numbered.ts';
import { readEdits, readRole } from './orders.ts';
import { readOverview } from './overview-reading.ts';
import { type PullFactsNode, pullStubOf } from './pull-facts.ts';
import { holesError, readError } from './remedy.ts';
import type { RepositoryName } from './repository-name.ts';
import {
  type Connection,
  type DetailNode,
  detailOf,
  isWhole,
  nextCursor,
  pageOf,
  type StubNode,
  stubOf,
} from './stub.ts';

const DETAILS_PER_REQUEST = 50;
const OPEN_TITLES = 1_000;
const CLOSED_TITLES = 200;
const MOST_OPEN_PULLS = 1_000;

export function createRepoReader(client: Client, repository: RepositoryName): RepoReader {
  const { owner, name } = repository;
  const full = `${owner}/${name}`;
  const issues = { repository: full, doing: 'read issues', permission: 'issues: read' };
  const pulls = { repository: full, doing: 'read pull requests', permission: 'pull-requests: read' };

  const page = async <N>(text: string, variables: object, attempt: typeof issues): Promise<Connection<N>> => {
    const answer = await client.query<{ repository: { page: Connection<N> | null } | null }>(text, {
      owner,
      name,
      ...variables,
    });
    if (answer.kind !== 'answered') throw readError(answer, attempt);
    const connection = answer.data.repository?.page;
    if (!isWhole(connection)) throw holesError(attempt);
    return connection;
  };

  const beside = async () => (await import('./remote.ts')).createRemoteReader(client, repository);

  return {
    overview: (request) => readOverview(client, repository, request),

    async older(kind, cursor) {
      if (kind === 'issue') {
        return pageOf(await page<StubNode>(OLDER_ISSUES, { cursor }, issues), (node) => stubOf(kind, node));
      }
      return pageOf(await page<StubNode & PullFactsNode>(OLDER_PULLS, { cursor }, pulls), pullStubOf);
    },

    async details(numbers) {
      const details: IssueDetail[] = [];
      const wanted = [...new Set(numbers)].filter((number) => Number.isSafeInteger(number) && number > 0);
      for (let start = 0; start < wanted.length; start += DETAILS_PER_REQUEST) {
        const some = wanted.slice(start, start + DETAILS_PER_REQUEST);
        const nodes = await readNumbered<DetailNode>(client, repository, some, detailsQuery);
        details.push(...nodes.map(detailOf));
      }
      return details;
    },

    async listing(since) {
      const found: IssueDetail[] = [];
      for (let cursor: string | null = null; ; ) {
        const connection: Connection<DetailNode> = await page(LISTING, { cursor, since }, issues);
        found.push(...pageOf(connection, detailOf).nodes);
        cursor = nextCursor(connection);
        if (cursor === null) return found;
      }
    },

    sights: async (watched) => (await import('./sights.ts')).readSights(client, repository, watched),
    handled: async (numbers) => (await import('./handled.ts')).readHandled(client, repository, numbers),
    labels: async (names) => (await import('./label-use.ts')).readLabelUse(client, repository, names),
    edits: (number) => readEdits(client, repository, number),
    role: (account) => readRole(client, repository, account),
    async openPulls() {
      const found: Stub[] = [];
      for (let cursor: string | null = null; ; ) {
        const connection: Connection<StubNode & PullFactsNode> = await page(ALL_OPEN_PULLS, { cursor }, pulls);
        found.push(...pageOf(connection, pullStubOf).nodes);
        cursor = nextCursor(connection);
        if (cursor === null || found.length >= MOST_OPEN_PULLS) return found;
      }
    },

    titles: () => readTitles(client, repository),
    // Asked seldom, so loaded only then.
    reports: async (numbers) => (await import('./reports.ts')).readReports(client, repository, numbers),
    pull: async (number) => (await import('./pull-reading.ts')).readPull(client, repository, number),
    workflows: async (oid) => (await import('./pull-reading.ts')).readWorkflows(client, repository, oid),
    relations: async (numbers) => (await import('./relations.ts')).readRelations(client, repository, numbers),
    remote: {
      runs: async (branch, since) => (await beside()).runs(branch, since),
      ownRuns: async (workflow, since) => (await beside()).ownRuns(workflow, since),
      failedLog: async (run) => (await beside()).failedLog(run),
      pulls: async () => (await beside()).pulls(),
      issues: async () => (await beside()).issues(),
      dependencyAlerts: async (told) => (await beside()).dependencyAlerts(told),
      codeAlerts: async (told) => (await beside()).codeAlerts(told),
    },
    setUp: lazySetUp(client, repository),
    comments: async (request) => (await import('./comment-listing.ts')).listComments(client, repository, request),
    usage: () => client.usage(),
  };
}

/** Read once a day or by doctor alone, so loaded only then. */
const lazySetUp = (client: Client, repository: RepositoryName): SetUpReader => {
  const reader = async () => (await import('./set-up.ts')).createSetUpReader(client, repository);
  return new Proxy({} as SetUpReader, {
    get: (_, name: keyof SetUpReader) => async (argument: never) => (await reader())[name](argument),
  });
};

interface TitlesAnswer {
  repository: { open?: Connection<StubNode>; closed?: Connection<StubNode>; pulls?: Connection<StubNode> } | null;
}

async function readTitles(client: Client, { owner, name }: RepositoryName): Promise<Stub[]> {
  const attempt = { repository: `${owner}/${name}`, doing: 'read issues', permission: 'issues: read' };
  const lists = {
    open: { limit: OPEN_TITLES, found: [] as Stub[], cursor: null as string | null, more: true },
    closed: { limit: CLOSED_TITLES, found: [] as Stub[], cursor: null as string | null, more: true },
    pulls: { limit: OPEN_TITLES, found: [] as Stub[], cursor: null as string | null, more: true },
  };
  const { open, closed, pulls } = lists;
  while (open.more || closed.more || pulls.more) {
    const answer = await client.query<TitlesAnswer>(TITLES, {
      ...{ owner, name, open: open.cursor, closed: closed.cursor, pulls: pulls.cursor },
      ...{ withOpen: open.more, withClosed: closed.more, withPulls: pulls.more },
    });
    if (answer.kind !== 'answered') throw readError(answer, attempt);
    for (const [key, list] of Object.entries(lists)) {
      if (!list.more) continue;
      const connection = answer.data.repository?.[key as keyof typeof lists];
      if (!isWhole(connection)) throw holesError(attempt);
      list.found.push(...pageOf(connection, (node) => stubOf(key === 'pulls' ? 'pull' : 'issue', node)).nodes);
      list.cursor = nextCursor(connection);
      list.more = list.cursor !== null && list.found.length < list.limit;
    }
  }
  return [...open.found, ...pulls.found, ...closed.found];
}
