// Answers with holes, by every query there is: a hole is never taken for something that is not there.
import { createRepoReader } from '@steward/core/adapters/github/reader.ts';
import { createRepoWriter } from '@steward/core/adapters/github/writer.ts';
import { createBranchLedger } from '@steward/core/adapters/ledgers/branch.ts';
import { markClean } from '@steward/core/domain/text.ts';
import type { Overview } from '@steward/core/ports.ts';
import { describe, expect, test } from 'vitest';
import { data, fault, loopback, type Reply } from './loopback.ts';
import { adapters, BRANCH, OVERVIEW_OF, REPOSITORY, type Sandbox, sandbox } from './world.ts';

/** A repository in which every query finds something at every place. */
async function lived() {
  const github = await sandbox({
    labels: [{ name: 'steward' }],
    people: [{ login: 'ada', role: 'write' }],
    issues: [
      { number: 1, title: 'One', author: 'ada', labels: ['steward'], pinned: true },
      { number: 2, title: 'Two', state: 'closed', stateReason: 'not_planned', labels: ['steward'] },
    ],
  });
  const files = { '.github/steward.yml': 'mode: suggest\n', '.github/goals.md': '# Goals\n' };
  await github.world.pushCommit({ files, by: 'octo' });
  await github.world.addWorkflowRun({ workflow: '.github/workflows/ci.yml', conclusion: 'failure', by: 'octo' });
  await github.world.addWorkflowRun({ workflow: '.github/workflows/lint.yml', conclusion: 'success', by: 'octo' });
  await github.world.pushCommit({ files: { 'a.txt': 'a' }, branch: 'fix', by: 'ada' });
  const pull = await github.world.openPullRequest({ title: 'Fix it', head: 'fix', by: 'ada' });
  github.world.addLabels(pull.number, ['steward'], 'ada');
  for (const state of ['success', 'failure'] as const) {
    await github.world.deploy({ environment: 'production', state, by: 'octo' });
  }
  const on = adapters(github, {}, { fetch: github.fetch });
  const begun = await on.ledger.begin({ 'state.json': '{}', 'tasks/00.json': '[]' });
  if (begun.kind !== 'committed') throw new Error(`the state branch was not made: ${begun.kind}`);
  await on.reader.overview(OVERVIEW_OF);
  return { github, on, oid: begun.oid };
}

/** Asks again and again, each time with a hole drawn from another seed, and says by place what came of it. */
async function holed<T>(github: Sandbox, ask: () => Promise<T>) {
  const ends = new Map<string, { value: T } | { error: unknown }>();
  for (let seed = 1; seed <= 200; seed += 1) {
    github.faults.add({ when: () => true, timing: 'before', effect: { kind: 'partial', seed } });
    const end = await ask().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    const { errors } = JSON.parse(github.transcript.at(-1)?.responseBody ?? '{}');
    const path: (string | number)[] = errors.at(-1).path;
    ends.set(path.filter((step) => typeof step === 'string').join('.'), end);
    github.faults.clear();
  }
  return ends;
}

type Lived = Awaited<ReturnType<typeof lived>>;
const READS: { read: string; ask(lived: Lived): Promise<unknown>; places: string[] }[] = [
  {
    read: 'details',
    ask: ({ on }) => on.reader.details([1, 2]),
    places: [
      'repository.i1',
      'repository.i2',
      'repository.i1.author',
      'repository.i1.labels',
      'repository.i1.labels.nodes',
    ],
  },
  { read: 'a listing', ask: ({ on }) => on.reader.listing(null), places: ['repository', 'repository.page.nodes'] },
  { read: 'titles', ask: ({ on }) => on.reader.titles(), places: ['repository.open.nodes', 'repository.pulls.nodes'] },
  {
    read: "the ledger's head",
    ask: ({ on }) => on.ledger.head(),
    places: ['repository', 'repository.ledger', 'repository.ledger.target', 'repository.ledger.target.state'],
  },
  {
    read: "the ledger's files",
    ask: ({ on, oid }) => on.ledger.files(oid, ['state.json', 'tasks/00.json']),
    places: ['repository', 'repository.f0', 'repository.f1'],
  },
  {
    read: "the ledger's messages",
    ask: ({ on }) => on.ledger.messages(5),
    places: ['repository.ledger', 'repository.ledger.target'],
  },
];

describe('a hole that the token may not look into', () => {
  test.each(READS)('in $read ends the run, and says what the token needs', async ({ ask, places }) => {
    const world = await lived();
    const ends = await holed(world.github, () => ask(world));
    expect([...ends.keys()]).toEqual(expect.arrayContaining(places));
    for (const end of ends.values()) {
      expect(end).toMatchObject({ error: { name: 'UserError', remedy: expect.stringContaining(': read`') } });
    }
  });

  test('in the overview is tolerated only where nothing is decided by it, and then nothing is made of the rest', async () => {
    const { github, on } = await lived();
    const { now: _, ...whole } = await on.reader.overview(OVERVIEW_OF);
    const ends = await holed(github, () => on.reader.overview(OVERVIEW_OF));
    const places = ['repository', 'repository.ledger', 'repository.ledger.target', 'repository.ledger.target.state'];
    places.push('repository.issues.nodes', 'repository.pullRequests.nodes', 'repository.stewardPulls.nodes');
    places.push('repository.defaultBranchRef.target.configuration', 'repository.defaultBranchRef.target.checkSuites');
    places.push('repository.defaultBranchRef.target.checkSuites.nodes', 'deployed.deployments.nodes');
    expect([...ends.keys()]).toEqual(expect.arrayContaining(places));
    for (const [place, end] of ends) {
      const without = toleratedAt(place, whole);
      const wanted = without === null ? { error: expect.objectContaining({ name: 'UserError' }) } : { value: without };
      expect({ place, ...end }).toMatchObject({ place, ...wanted });
    }
  });

  test('in what names an issue ends the run before anything is written', async () => {
    const { github, on } = await lived();
    const fresh = () => adapters(github, {}, { fetch: github.fetch }).writer;
    const ends = await holed(github, () => fresh().closeIssue({ number: 1, duplicateOf: null, body: 'x' }));
    expect([...ends.keys()].sort()).toEqual(['repository', 'repository.i1']);
    for (const end of ends.values()) expect(end).toMatchObject({ error: { name: 'UserError' } });
    const labels = await holed(github, () =>
      fresh().createIssue({ title: markClean('x'), body: 'x', labels: ['steward'] }),
    );
    expect([...labels.keys()].sort()).toEqual(['repository', 'repository.l0']);
    for (const end of labels.values()) expect(end).toMatchObject({ error: { name: 'UserError' } });
    expect(on.writer).toBeDefined();
    expect(github.world.data.issues.map(({ state }) => state)).toEqual(['OPEN', 'CLOSED']);
  });
});

/** The overview without what stood there and all that hangs together with it; null where it cannot do without. */
function toleratedAt(place: string, whole: Omit<Overview, 'now'>): Partial<Overview> | null {
  if (place.includes('checkSuites')) return { ...whole, head: whole.head && { ...whole.head, suites: null } };
  if (place.includes('deployments')) return { ...whole, deployments: {} };
  if (place.includes('pinnedIssues')) return { ...whole, pinned: [] };
  if (place === 'rateLimit') return whole;
  if (!place.endsWith('statusCheckRollup')) return null;
  const { stewardPulls: _, ...rest } = whole;
  return rest;
}

describe('a hole without a word', () => {
  const ended = { name: 'UserError', message: expect.stringContaining('holes') };
  const page = (nodes: unknown) => ({ nodes, pageInfo: { hasNextPage: false, endCursor: null } });
  const reader = async (repository: unknown) => {
    const { client } = await loopback(data({ repository }));
    return createRepoReader(client, REPOSITORY);
  };
  const ledger = async (repository: unknown) => {
    const { client } = await loopback(data({ repository }));
    return createBranchLedger({ client, repository: REPOSITORY, branch: BRANCH });
  };

  test('in a list of any kind ends the run', async () => {
    for (const list of [null, page(null), page([null])]) {
      await expect((await reader({ page: list })).listing(null)).rejects.toMatchObject(ended);
      await expect((await reader({ page: list })).older('issue', 'c')).rejects.toMatchObject(ended);
      const titles = { open: page([]), closed: list, pulls: page([]) };
      await expect((await reader(titles)).titles()).rejects.toMatchObject(ended);
    }
  });

  test.each(['issues', 'pullRequests', 'stewardPulls'])('in the overview’s %s ends the run', async (list) => {
    const lists = { issues: page([]), pullRequests: page([]), stewardPulls: page([]), pinnedIssues: page([]) };
    const repository = { id: 'R', nameWithOwner: 'octo/dur', defaultBranchRef: null, ledger: null, ...lists };
    const answered = (node: unknown) => data({ viewer: { login: 'x' }, repository: node, deployed: null });
    const see = async (node: unknown) =>
      createRepoReader((await loopback(answered(node))).client, REPOSITORY).overview(OVERVIEW_OF);
    expect((await see(repository)).ledger).toBeNull();
    await expect(see({ ...repository, [list]: page([null]) })).rejects.toMatchObject(ended);
    await expect(see({ ...repository, ledger: { target: null } })).rejects.toMatchObject(ended);
    await expect(see(null)).rejects.toMatchObject(ended);
  });

  test('in the state branch is no missing branch', async () => {
    expect((await (await ledger({ ledger: null })).head()).raw).toBeNull();
    await expect((await ledger({ ledger: { target: null } })).head()).rejects.toMatchObject(ended);
    await expect((await ledger(null)).head()).rejects.toMatchObject(ended);
    await expect((await ledger(null)).files('1', ['state.json'])).rejects.toMatchObject(ended);
    await expect((await ledger(null)).messages(1)).rejects.toMatchObject(ended);
  });

  test('in details is no missing issue, nor one to write to that is gone', async () => {
    await expect((await reader({ i1: null })).details([1])).rejects.toMatchObject(ended);
    await expect((await reader(null)).details([1])).rejects.toMatchObject(ended);
    const { client, clock, asked } = await loopback(data({ repository: { id: 'R', i1: null } }));
    const writer = createRepoWriter({ client, clock, repository: REPOSITORY });
    await expect(writer.updateIssue({ number: 1, body: 'x' })).rejects.toMatchObject(ended);
    expect(asked).toHaveLength(1);
  });
});

describe('a hole in the answer to a write', () => {
  const ids = data({ repository: { id: 'R', i1: { id: 'I' }, l0: { id: 'L' } } });
  const write = async (reply: Reply) => {
    const { client, clock } = await loopback(ids, reply);
    const writer = createRepoWriter({ client, clock, repository: REPOSITORY });
    return writer.createIssue({ title: markClean('x'), body: 'x', labels: ['steward'] });
  };

  test('leaves open whether it was done: only what is null itself was refused', async () => {
    const words = 'Resource not accessible by integration';
    const refused = await write(fault('FORBIDDEN', words, ['createIssue'], { createIssue: null }));
    expect(refused.kind).toBe('refused');
    const below = await write(fault('FORBIDDEN', words, ['createIssue', 'issue'], { createIssue: { issue: null } }));
    expect(below.kind).toBe('ambiguous');
    const carriedUp = await write(fault('FORBIDDEN', words, ['createIssue', 'issue', 'id'], { createIssue: null }));
    expect(carriedUp.kind).toBe('ambiguous');
  });
});
