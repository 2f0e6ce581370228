import { readFileSync } from 'node:fs';
import { OPERATIONS } from '@steward/sandbox/rest/description.ts';
import { REQUIREMENTS } from '@steward/sandbox/rest/permissions.ts';
import { responseFaults } from '@steward/sandbox/rest/validation.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RestWorld } from './rest-world.ts';

const slice = new URL('../../packages/sandbox/openapi/', import.meta.url);

describe('the slice of the description', () => {
  test('holds the operations that are wanted, each with a requirement', () => {
    const wanted = readFileSync(new URL('operations.txt', slice), 'utf8').trim().split('\n').sort();
    expect(OPERATIONS.map((operation) => operation.id).sort()).toEqual(wanted);
    expect(Object.keys(REQUIREMENTS).sort()).toEqual(wanted);
  });

  test('carries its licence and its source', () => {
    expect(readFileSync(new URL('LICENSE', slice), 'utf8')).toContain('MIT License');
    expect(readFileSync(new URL('github.generated.json', slice), 'utf8')).toContain('@octokit/openapi 23.0.2');
  });

  test('has a schema that compiles behind every response', () => {
    let compiled = 0;
    for (const operation of OPERATIONS) {
      for (const [status, pointer] of operation.responses) {
        if (pointer === null) continue;
        responseFaults(operation, status, {});
        compiled += 1;
      }
    }
    expect(compiled).toBeGreaterThan(100);
  });

  test('finds a response that breaks it', () => {
    const operation = OPERATIONS.find((one) => one.id === 'issues/get');
    if (operation === undefined) throw new Error('issues/get is missing');
    expect(responseFaults(operation, 200, { number: 'one' })).toContain("the whole must have required property 'id'");
    expect(responseFaults(operation, 200, { number: 'one' })).toContain('/number must be integer');
    expect(responseFaults(operation, 299, {})).toEqual(['issues/get does not describe status 299']);
  });
});

let rest: RestWorld;
beforeEach(async () => {
  rest = await RestWorld.open();
});
afterEach(() => rest.close());

describe('a request over REST', () => {
  test('is refused for an unknown body key, with the nearest known one', async () => {
    const refused = await rest.post('/issues', { titel: 'x' });
    expect(refused.status).toBe(422);
    expect(refused.body.message).toBe('SANDBOX: unknown body key "titel"; the nearest known one is "title"');
    const nested = await rest.post('/issues', { title: 'x', labels: [{ nmae: 'a' }] });
    expect(nested.body.message).toBe('SANDBOX: unknown body key "nmae"; the nearest known one is "name"');
    expect(rest.world.data.issues).toHaveLength(0);
  });

  test('is refused for an unknown or impossible query parameter', async () => {
    const unknown = await rest.get('/issues?stat=open');
    expect([unknown.status, unknown.body.message]).toEqual([
      422,
      'SANDBOX: unknown query parameter "stat"; the nearest known one is "state"',
    ]);
    const impossible = await rest.get('/issues?state=ajar');
    expect([impossible.status, impossible.body.message]).toEqual([
      422,
      'SANDBOX: query state=ajar: the whole must be equal to one of the allowed values',
    ]);
  });

  test('is refused for a body that breaks the description', async () => {
    const missing = await rest.post('/issues', { body: 'x' });
    expect([missing.status, missing.body.message]).toEqual([
      422,
      "Invalid request.\n\nthe whole must have required property 'title'",
    ]);
    const wrong = await rest.post('/git/refs', { ref: 1, sha: 'x' });
    expect([wrong.status, wrong.body.message]).toEqual([422, 'Invalid request.\n\n/ref must be string']);
    const unwanted = await rest.ask('GET', '/issues', {});
    expect(unwanted.status).toBe(200);
  });

  test('is refused without sense or with a token nobody minted', async () => {
    const url = `${rest.sandbox.apiUrl}/repos/ada/engine/issues`;
    const headers = { authorization: `token ${rest.tokenOf('ada')}` };
    const broken = await fetch(url, { method: 'POST', headers, body: '{' });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ message: 'Problems parsing JSON' });
    const forged = await fetch(url, { headers: { authorization: 'token forged' } });
    expect(forged.status).toBe(401);
    expect(await forged.json()).toMatchObject({ message: 'Bad credentials' });
  });

  test('finds nothing under another repository or a number that is none', async () => {
    const other = await rest.get('//repos/ada/other');
    expect(other.status).toBe(404);
    expect(other.body).toMatchObject({ message: 'Not Found', status: '404' });
    expect(other.body.documentation_url).toContain('https://docs.github.com/rest/repos');
    expect((await rest.get('/issues/one')).status).toBe(404);
    expect((await rest.get('//repos/ADA/Engine')).status).toBe(200);
  });

  test('is answered loudly where nothing is implemented', async () => {
    const missing = await rest.get('/milestones');
    expect([missing.status, missing.body.message]).toEqual([
      501,
      'SANDBOX: GET /repos/ada/engine/milestones is not implemented',
    ]);
    expect((await rest.ask('DELETE', '/issues/1')).status).toBe(501);
  });
});

describe('an answer over REST', () => {
  test('that breaks the description is a fault of the sandbox and not sent', async () => {
    rest.world.openIssue({ title: 'x', by: 'ada' }).createdAt = 'yesterday';
    const broken = await rest.get('/issues/1');
    expect(broken.status).toBe(500);
    expect(broken.body).toEqual({
      message: "SANDBOX: the answer of issues/get breaks GitHub's description",
      errors: ['/created_at must match format "date-time"'],
    });
  });
});

describe('permissions over REST', () => {
  const BOT = 'github-actions[bot]';

  test('are asked for by each operation', async () => {
    rest.grant(BOT, { metadata: 'read', issues: 'read', contents: 'write' });
    const refused = await rest.post('/issues', { title: 'x' });
    expect([refused.status, refused.body.message]).toEqual([403, 'Resource not accessible by integration']);
    expect(refused.headers.get('x-accepted-github-permissions')).toBe('issues=write');
    rest.grant('eve', { metadata: 'read' });
    const person = await rest.post('/issues', { title: 'x' }, { as: 'eve' });
    expect(person.body.message).toBe('Resource not accessible by personal access token');
    expect(rest.world.data.issues).toHaveLength(0);
  });

  test('for pull requests count on pull requests only', async () => {
    await rest.world.pushCommit({ files: { 'a.txt': 'a' }, by: 'ada' });
    await rest.world.pushCommit({ files: { 'b.txt': 'b' }, branch: 'topic', by: 'ada' });
    rest.world.openIssue({ title: 'one', by: 'ada' });
    await rest.world.openPullRequest({ title: 'two', head: 'topic', by: 'ada' });
    rest.grant(BOT, { metadata: 'read', 'pull-requests': 'write' });
    expect((await rest.post('/issues/1/comments', { body: 'x' })).status).toBe(403);
    expect((await rest.post('/issues/2/comments', { body: 'x' })).status).toBe(201);
  });

  test('let anybody read what is public and nobody what is private', async () => {
    expect((await rest.get('/issues', { as: null })).status).toBe(200);
    expect((await rest.post('/issues', { title: 'x' }, { as: null })).status).toBe(401);
    rest.world.repository.isPrivate = true;
    expect((await rest.get('/issues', { as: null })).status).toBe(404);
    rest.grant(BOT, { metadata: 'read' });
    expect((await rest.get('/issues')).status).toBe(403);
    expect((await rest.get('')).status).toBe(200);
  });

  test('do not open an archived repository', async () => {
    rest.world.repository.isArchived = true;
    const refused = await rest.post('/issues', { title: 'x' });
    expect([refused.status, refused.body.message]).toEqual([403, 'Repository was archived so is read-only.']);
  });
});

describe('the root over REST', () => {
  test('tells addresses and limits', async () => {
    const root = await rest.get('//', { as: null });
    expect(root.status).toBe(200);
    expect(root.body.rate_limit_url).toBe(`${rest.world.serverUrl}/api/v3/rate_limit`);
    const limits = await rest.get('//rate_limit');
    expect(limits.status).toBe(200);
    expect(limits.body.rate).toMatchObject({ limit: 1000, reset: Date.parse('2026-11-20T10:00:00Z') / 1000 });
    expect(limits.body.rate.used).toBe(Number(limits.headers.get('x-ratelimit-used')));
    expect(limits.body.rate.remaining).toBe(1000 - limits.body.rate.used);
  });
});

describe('every reading operation over REST', () => {
  test('answers as described when there is something to tell', async () => {
    const owned = { 'a.txt': 'a', CODEOWNERS: '* @gone\n' };
    const commit = await rest.world.pushCommit({ files: owned, by: 'ada' });
    await rest.world.pushCommit({ files: { 'b.txt': 'b' }, branch: 'topic', by: 'ada' });
    rest.world.openIssue({ title: 'one', by: 'ada', assignees: ['ada'] });
    const { databaseId: comment } = rest.world.comment(1, 'Hello', 'eve');
    rest.world.react(1, 'EYES', 'ada');
    rest.world.assign(1, ['eve'], 'ada');
    rest.world.addLabels(1, ['a'], 'ada');
    rest.world.closeIssue(1, 'eve');
    await rest.world.openPullRequest({ title: 'two', head: 'topic', by: 'ada' });
    const jobs = [{ name: 'test', log: 'Error: it failed' }];
    const run = await rest.world.addWorkflowRun({ workflow: 'ci.yml', conclusion: 'failure', jobs });
    const [job] = rest.world.data.checkSuites.flatMap(({ checkRuns }) => checkRuns).filter(({ log }) => log !== null);
    rest.world.addCommitStatus({
      sha: commit,
      context: 'ci',
      state: 'success',
      by: 'ada',
      targetUrl: 'https://example.com',
    });
    const deployment = await rest.world.deploy({ environment: 'production', state: 'success', by: 'ada' });
    rest.world.data.alerts = { codeScanning: [], dependabot: [] };
    rest.world.data.settings = { pagesBranch: 'main' };
    rest.world.repository.variables.LEVEL = '3';
    const values: Record<string, string | number | null> = {
      owner: 'ada',
      repo: 'engine',
      name: 'LEVEL',
      branch: 'main',
      ref: 'heads/main',
      path: 'a.txt',
      username: 'ada',
      issue_number: 1,
      comment_id: comment,
      pull_number: 2,
      run_id: run.databaseId,
      job_id: job?.databaseId ?? null,
      attempt_number: 1,
      workflow_id: 'ci.yml',
      deployment_id: deployment.databaseId,
      tree_sha: 'main',
      commit_sha: commit,
      file_sha: await rest.world.git.resolve('main:a.txt'),
    };
    const readings = OPERATIONS.filter((operation) => operation.method === 'GET');
    const statuses: Record<string, number> = {};
    for (const { id, template } of readings) {
      const path = template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
      statuses[id] = (await rest.get(`/${path}`, { as: 'ada' })).status;
    }
    const told = readings.map(({ id }) => [id, id === 'actions/download-job-logs-for-workflow-run' ? 302 : 200]);
    expect(statuses).toEqual(Object.fromEntries(told));
    expect(readings).toHaveLength(49);
  });
});
