import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RestWorld } from './rest-world.ts';

const WORKFLOW = '.github/workflows/agent.yml';
let rest: RestWorld;
let head: string;
beforeEach(async () => {
  rest = await RestWorld.open();
  head = await rest.world.pushCommit({
    files: { 'a.txt': 'one\n', [WORKFLOW]: 'on: { workflow_dispatch: { inputs: { task: {} } } }\n' },
    by: 'ada',
  });
});
afterEach(() => rest.close());

describe('pull requests over REST', () => {
  beforeEach(async () => {
    const files = { 'a.txt': 'one\ntwo\n', 'b c.txt': 'b\n', 'image.bin': Buffer.from([0, 1, 2, 0]) };
    await rest.world.pushCommit({ files, branch: 'topic', by: 'ada' });
    await rest.world.openPullRequest({ title: 'Add', head: 'topic', by: 'github-actions[bot]', body: 'Text' });
    rest.world.addLabels(1, ['steward'], 'ada');
  });

  test('are listed by state, head and base', async () => {
    const count = async (query: string): Promise<number> => {
      const found = await rest.get(`/pulls${query}`);
      expect(found.status).toBe(200);
      return found.body.length;
    };
    expect(await count('')).toBe(1);
    expect(await count('?state=closed')).toBe(0);
    expect(await count('?head=ada:topic&base=main&state=all')).toBe(1);
    expect(await count('?head=ada:other')).toBe(0);
    expect((await rest.get('/pulls')).body[0]).toMatchObject({
      user: { login: 'github-actions[bot]', type: 'Bot' },
      labels: [{ name: 'steward', description: null }],
      head: { label: 'ada:topic' },
    });
  });

  test('are closed and labelled as issues', async () => {
    const closed = await rest.patch('/issues/1', { state: 'closed', labels: ['done'] });
    expect(closed.status).toBe(200);
    expect(closed.body).toMatchObject({
      state: 'closed',
      labels: [{ name: 'done' }],
      pull_request: { merged_at: null },
    });
    expect((await rest.get('/pulls/1')).body).toMatchObject({ state: 'closed', merged: false, mergeable: null });
    expect((await rest.patch('/issues/1', { state: 'open' })).status).toBe(501);
  });

  test('do not know at first whether they can be merged', async () => {
    const first = await rest.get('/pulls/1');
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ mergeable: null, mergeable_state: 'unknown', commits: 1, changed_files: 3 });
    expect((await rest.get('/pulls/1')).body).toMatchObject({ mergeable: true, mergeable_state: 'clean' });
    expect((await rest.get('/pulls/2')).status).toBe(404);
  });

  test('tell the files they change', async () => {
    const files = await rest.get('/pulls/1/files');
    expect(files.status).toBe(200);
    const told = files.body.map((file: Record<string, unknown>) => [
      file.filename,
      file.status,
      file.additions,
      file.patch,
    ]);
    expect(told).toEqual([
      ['a.txt', 'modified', 1, '@@ -1 +1,2 @@\n one\n+two'],
      ['b c.txt', 'added', 1, '@@ -0,0 +1 @@\n+b'],
      ['image.bin', 'added', 0, undefined],
    ]);
  });
});

describe('workflows over REST', () => {
  test('are listed with their runs and jobs', async () => {
    const run = await rest.world.addWorkflowRun({
      workflow: 'ci.yml',
      conclusion: 'failure',
      by: 'ada',
      jobs: [{ name: 'test', steps: [{ name: 'npm test', conclusion: 'failure' }] }],
    });
    rest.clock.advance(60_000);
    await rest.world.addWorkflowRun({ workflow: 'ci.yml', event: 'schedule' });
    const workflows = await rest.get('/actions/workflows');
    expect(workflows.status).toBe(200);
    // The other is a file of the default branch that never ran.
    const paths = [{ path: '.github/workflows/ci.yml' }, { path: '.github/workflows/agent.yml' }];
    expect(workflows.body).toMatchObject({ total_count: 2, workflows: paths });
    const ids = async (query: string): Promise<number[]> => {
      const found = await rest.get(`/actions/runs${query}`);
      expect(found.status).toBe(200);
      expect(found.body.total_count).toBe(found.body.workflow_runs.length);
      return found.body.workflow_runs.map((one: { id: number }) => one.id);
    };
    expect(await ids('')).toHaveLength(2);
    expect(await ids('?status=failure')).toEqual([run.databaseId]);
    expect(await ids('?event=push&branch=main&actor=ada')).toEqual([run.databaseId]);
    expect(await ids(`?head_sha=${head}&created=%3C2026-11-20T09:07:30Z`)).toEqual([run.databaseId]);
    expect(await ids('?created=2026-11-19..2026-11-20')).toHaveLength(2);
    expect((await rest.get('/actions/workflows/ci.yml/runs')).body.total_count).toBe(2);
    expect((await rest.get('/actions/workflows/none.yml/runs')).status).toBe(404);
    const one = await rest.get(`/actions/runs/${run.databaseId}`);
    expect(one.status).toBe(200);
    expect(one.body).toMatchObject({ conclusion: 'failure', run_number: 1, head_commit: { id: head } });
    const jobs = await rest.get(`/actions/runs/${run.databaseId}/jobs`);
    expect(jobs.status).toBe(200);
    expect(jobs.body.jobs).toMatchObject([{ name: 'test', steps: [{ name: 'npm test', conclusion: 'failure' }] }]);
  });

  test('are dispatched, with the run when asked', async () => {
    await rest.world.addWorkflowRun({ workflow: 'agent.yml', conclusion: 'success' });
    const body = { ref: 'main', inputs: { task: 'T-1' }, return_run_details: true };
    const started = await rest.post('/actions/workflows/agent.yml/dispatches', body);
    expect(started.status).toBe(200);
    const run = await rest.get(`/actions/runs/${started.body.workflow_run_id}`);
    expect(run.body).toMatchObject({ event: 'workflow_dispatch', status: 'queued', conclusion: null, run_number: 2 });
    const silent = await rest.post('/actions/workflows/agent.yml/dispatches', { ref: 'main' });
    expect([silent.status, silent.body]).toEqual([204, '']);
    expect(rest.world.data.dispatches.map((one) => one.payload)).toEqual([{ task: 'T-1' }, {}]);
  });

  test('are not dispatched where they cannot run', async () => {
    await rest.world.addWorkflowRun({ workflow: 'ci.yml', conclusion: 'success' });
    await rest.world.addWorkflowRun({ workflow: 'agent.yml', conclusion: 'success' });
    const message = async (file: string, ref: string): Promise<[number, string]> => {
      const { status, body } = await rest.post(`/actions/workflows/${file}/dispatches`, { ref });
      return [status, body.message];
    };
    expect(await message('none.yml', 'main')).toEqual([404, 'Not Found']);
    expect(await message('agent.yml', 'none')).toEqual([422, 'No ref found for: none']);
    expect(await message('ci.yml', 'main')).toEqual([422, "Workflow does not have 'workflow_dispatch' trigger"]);
    expect(rest.world.data.dispatches).toEqual([]);
  });
});

describe('checks and deployments over REST', () => {
  test('are told of a commit', async () => {
    await rest.world.addWorkflowRun({ workflow: 'ci.yml', conclusion: 'failure', jobs: [{ name: 'test' }] });
    await rest.world.addWorkflowRun({ workflow: 'ci.yml', conclusion: 'success', jobs: [{ name: 'test' }] });
    const latest = await rest.get('/commits/main/check-runs');
    expect(latest.status).toBe(200);
    expect(latest.body).toMatchObject({ total_count: 1, check_runs: [{ name: 'test', conclusion: 'success' }] });
    expect((await rest.get(`/commits/${head}/check-runs?filter=all`)).body.total_count).toBe(2);
    expect((await rest.get('/commits/main/check-runs?check_name=other')).body.total_count).toBe(0);
    const suites = await rest.get('/commits/heads/main/check-suites?app_id=15368');
    expect(suites.status).toBe(200);
    expect(suites.body).toMatchObject({ total_count: 2, check_suites: [{ app: { slug: 'github-actions' } }, {}] });
    const unknown = await rest.get('/commits/none/check-runs');
    expect([unknown.status, unknown.body.message]).toEqual([422, 'No commit found for SHA: none']);
  });

  test('combine the newest status of each context', async () => {
    const state = async (): Promise<string> => {
      const found = await rest.get('/commits/main/status');
      expect(found.status).toBe(200);
      return found.body.state;
    };
    expect(await state()).toBe('pending');
    rest.world.addCommitStatus({ sha: head, context: 'ci/a', state: 'failure', by: 'ada' });
    expect(await state()).toBe('failure');
    rest.world.addCommitStatus({ sha: head, context: 'ci/a', state: 'success', by: 'ada' });
    expect(await state()).toBe('success');
    rest.world.addCommitStatus({ sha: head, context: 'ci/b', state: 'pending', by: 'ada' });
    expect(await state()).toBe('pending');
  });

  test('list deployments newest first, with their statuses', async () => {
    await rest.world.deploy({ environment: 'staging', by: 'ada' });
    const production = await rest.world.deploy({ environment: 'production', state: 'in_progress', by: 'ada' });
    rest.world.setDeploymentState(production, 'success', 'ada');
    const all = await rest.get('/deployments');
    expect(all.status).toBe(200);
    expect(all.body.map((one: { environment: string }) => one.environment)).toEqual(['production', 'staging']);
    expect((await rest.get('/deployments?environment=staging')).body).toHaveLength(1);
    const statuses = await rest.get(`/deployments/${production.databaseId}/statuses`);
    expect(statuses.status).toBe(200);
    expect(statuses.body.map((one: { state: string }) => one.state)).toEqual(['success', 'in_progress']);
    expect((await rest.get('/deployments/1/statuses')).status).toBe(404);
  });
});
