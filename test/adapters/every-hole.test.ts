// Every single hole that the schema allows in an answer, one at a time: a read never takes it for nothing, a write never for a no.

import { createClient } from '@steward/core/adapters/github/client.ts';
import { createRepoReader } from '@steward/core/adapters/github/reader.ts';
import { createRepoWriter } from '@steward/core/adapters/github/writer.ts';
import { createBranchLedger } from '@steward/core/adapters/ledgers/branch.ts';
import { rootFiles } from '@steward/core/domain/ledger.ts';
import { markClean } from '@steward/core/domain/text.ts';
import { holePlaces } from '@steward/sandbox/answer-hole.ts';
import type { AnswerPath } from '@steward/sandbox/fault-schedule.ts';
import { readQuestion } from '@steward/sandbox/graphql/execution.ts';
import { describe, expect, test } from 'vitest';
import { adapters, BRANCH, OVERVIEW_OF, REPOSITORY, type Sandbox, sandbox } from './world.ts';

/** One of everything that is asked for. */
async function furnished() {
  const github = await sandbox({
    people: [{ login: 'ada', role: 'write' }],
    labels: [{ name: 'steward' }],
    issues: [
      { number: 3, title: 'A question', author: 'ada', labels: ['steward'], pinned: true },
      { number: 4, title: 'Closed', author: 'ada', state: 'closed' },
    ],
  });
  const { world } = github;
  await world.pushCommit({
    files: { '.github/steward.yml': 'mode: suggest\n', '.github/goals.md': '# G\n' },
    by: 'octo',
  });
  await world.addWorkflowRun({ workflow: '.github/workflows/ci.yml', conclusion: 'failure', by: 'octo' });
  await world.pushCommit({ files: { 'a.txt': 'a' }, branch: 'fix', by: 'ada' });
  await world.addWorkflowRun({ workflow: '.github/workflows/ci.yml', branch: 'fix', conclusion: 'success', by: 'ada' });
  const pull = await world.openPullRequest({ title: 'Fix it', head: 'fix', by: 'ada' });
  world.addLabels(pull.number, ['steward'], 'ada');
  await world.deploy({ environment: 'production', state: 'success', by: 'octo' });
  const on = doors(github);
  const root = await on.ledger.begin(rootFiles());
  if (root.kind !== 'committed') throw new Error(root.kind);
  return { github, root: root.oid };
}

/** New for each asking, so that nothing is remembered; without waiting and without a socket. */
function doors(github: Sandbox) {
  const { clock } = adapters(github);
  const { apiUrl, graphqlUrl, fetch } = github;
  const client = createClient({ token: github.mintToken(), apiUrl, graphqlUrl, fetch, clock });
  return {
    client,
    reader: createRepoReader(client, REPOSITORY),
    writer: createRepoWriter({ client, clock, repository: REPOSITORY }),
    ledger: createBranchLedger({ client, repository: REPOSITORY, branch: BRANCH }),
  };
}
type Doors = ReturnType<typeof doors>;

interface Hole {
  operation: string;
  path: AnswerPath;
}

/** Of list items that are alike, the first and the last. */
function holesOf(github: Sandbox, since: number, wants: (mutations: readonly string[]) => boolean): Hole[] {
  const holes = new Map<string, Hole[]>();
  for (const { kind, operation, mutations, requestBody, responseBody } of github.transcript.slice(since)) {
    if (kind !== 'graphql' || operation === null || !wants(mutations)) continue;
    for (const { path } of holePlaces(readQuestion(requestBody ?? ''), JSON.parse(responseBody ?? '').data)) {
      const alike = `${operation} ${path.filter((step) => typeof step === 'string').join('.')}`;
      holes.set(alike, [...(holes.get(alike) ?? []).slice(0, 1), { operation, path }]);
    }
  }
  return [...holes.values()].flat();
}

const strike = (github: Sandbox, { operation, path }: Hole): void =>
  github.faults.add({
    when: (request) => request.operation === operation,
    timing: 'before',
    effect: { kind: 'partial', path },
  });

const OPTIONAL = ['rateLimit', 'checkSuites', 'statusCheckRollup', 'deployments', 'pinnedIssues'];

describe('a read with a hole', () => {
  const reads: [string, (on: Doors, root: string) => Promise<unknown>][] = [
    ['overview', (on) => on.reader.overview(OVERVIEW_OF)],
    ['older issues', (on) => on.reader.older('issue', 'Y3Vyc29yOnYyOlsiMjAzMCIsMF0=')],
    ['older pull requests', (on) => on.reader.older('pull', 'Y3Vyc29yOnYyOlsiMjAzMCIsMF0=')],
    ['details', (on) => on.reader.details([3, 4])],
    ['handled issues', (on) => on.reader.handled([3, 4])],
    ['listing', (on) => on.reader.listing(null)],
    ['titles', (on) => on.reader.titles()],
    ['head', (on) => on.ledger.head()],
    ['files', (on, root) => on.ledger.files(root, ['state.json'])],
    ['event files', (on, root) => on.ledger.eventFiles(root, ['2026-11-20'])],
    ['messages', (on) => on.ledger.messages(5)],
  ];

  test.each([
    ['open pull requests', (on: Doors) => on.reader.remote.pulls()],
    ['open issues', (on: Doors) => on.reader.remote.issues()],
  ])('is unknown, and stops nothing: %s', async (_, read) => {
    const { github } = await furnished();
    const since = github.transcript.length;
    expect((await read(doors(github))).kind).toBe('known');
    const holes = holesOf(github, since, () => true);
    expect(holes.length).toBeGreaterThan(0);
    for (const hole of holes) {
      github.faults.clear();
      strike(github, hole);
      const kind = hole.path.includes('statusCheckRollup') ? 'known' : 'unknown';
      expect([hole.path, (await read(doors(github))).kind]).toEqual([hole.path, kind]);
    }
  });

  test.each(reads)('is no answer: %s', async (name, read) => {
    const { github, root } = await furnished();
    const since = github.transcript.length;
    await read(doors(github), root);
    const holes = holesOf(github, since, (mutations) => mutations.length === 0);
    expect(holes.length).toBeGreaterThan(0);
    const taken: string[] = [];
    for (const hole of holes) {
      github.faults.clear();
      strike(github, hole);
      const answer = await read(doors(github), root).then(
        () => 'taken',
        (error: unknown) => String(error),
      );
      if (answer === 'taken') taken.push(hole.path.join('.'));
      else expect(answer).toMatch(/may not|holes|Resource not accessible/);
    }
    const optional = name === 'overview' ? holes.map(({ path }) => path.join('.')) : [];
    expect(taken).toEqual(optional.filter((path) => OPTIONAL.some((field) => path.split('.').includes(field))));
  });
});

describe('a write whose answer has a hole', () => {
  const input = { title: markClean('A task'), body: 'Body', labels: ['steward'] };
  const change = { headline: '1 [skip ci]', body: '', additions: { 'tasks/ab.json': '{}' }, deletions: [] };
  const writes: [string, (on: Doors, root: string) => Promise<{ kind: string }>][] = [
    ['createIssue', (on) => on.writer.createIssue(input)],
    ['updateIssue', (on) => on.writer.updateIssue({ number: 3, body: 'New' })],
    ['closeIssue', (on) => on.writer.closeIssue({ number: 3, duplicateOf: 4, body: 'Copy' })],
    ['reopenIssue', (on) => on.writer.reopenIssue({ number: 3 })],
    ['pinIssue', (on) => on.writer.pinIssue({ number: 4 })],
    ['commit', (on, root) => on.ledger.commit({ expected: root, ...change })],
  ];

  test.each(writes)('may have happened: %s', async (_, write) => {
    const first = await furnished();
    const since = first.github.transcript.length;
    expect((await write(doors(first.github), first.root)).kind).toMatch(/done|committed/);
    const holes = holesOf(first.github, since, (mutations) => mutations.length > 0);
    expect(holes.length).toBeGreaterThan(0);
    for (const hole of holes) {
      const { github, root } = await furnished();
      strike(github, hole);
      const on = doors(github);
      const end = hole.path.includes('userContentEdits') ? 'done' : 'ambiguous';
      expect([hole, (await write(on, root)).kind]).toEqual([hole, end]);
      expect(on.client.usage().writes).toBe(1);
    }
  });

  test('at the mutation itself was a no', async () => {
    const { github } = await furnished();
    const token = github.mintToken({ permissions: { issues: 'read', contents: 'read' } });
    const { apiUrl, graphqlUrl, fetch } = github;
    const { clock } = adapters(github);
    const client = createClient({ token, apiUrl, graphqlUrl, fetch, clock });
    const writer = createRepoWriter({ client, clock, repository: REPOSITORY });
    expect((await writer.createIssue(input)).kind).toBe('refused');
    expect(github.world.data.issues).toHaveLength(2);
  });
});
