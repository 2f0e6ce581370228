// Alerts over REST: in GitHub's shapes, to nobody without the permission, and refused where nothing is set up.
import { afterEach, describe, expect, test } from 'vitest';
import { RestWorld } from './rest-world.ts';

let rest: RestWorld;
afterEach(() => rest.close());

const ALERTS = {
  codeScanning: [
    { rule: 'js/sql-injection', path: 'src/db.ts', line: 12, security: 'high' as const },
    { rule: 'js/unused', path: 'src/a.ts', state: 'dismissed' as const },
  ],
  dependabot: [
    {
      package: 'left-pad',
      ecosystem: 'npm',
      manifest: 'package-lock.json',
      severity: 'critical' as const,
      patched: '2',
    },
    { package: 'is-odd', ecosystem: 'npm', manifest: 'package-lock.json', severity: 'low' as const },
    { package: 'old', ecosystem: 'pip', manifest: 'a/pip.txt', severity: 'low' as const, state: 'fixed' as const },
  ],
};

const scanner = { as: 'scanner[bot]' };

describe('alerts', () => {
  test('are listed in the shapes of the description, newest first, by state', async () => {
    rest = await RestWorld.open({ alerts: ALERTS });
    rest.grant('scanner[bot]', { 'security-events': 'read', 'vulnerability-alerts': 'read' });
    const code = await rest.get('/code-scanning/alerts?state=open&per_page=100', scanner);
    expect(code.status).toBe(200);
    expect(code.body).toMatchObject([
      {
        number: 1,
        state: 'open',
        rule: { id: 'js/sql-injection', severity: 'error', security_severity_level: 'high' },
        most_recent_instance: { location: { path: 'src/db.ts', start_line: 12 } },
      },
    ]);
    expect(code.body[0].html_url).toBe(`${rest.world.repositoryUrl}/security/code-scanning/1`);
    const all = await rest.get('/dependabot/alerts', scanner);
    expect(all.status).toBe(200);
    expect(all.body.map((one: { number: number }) => one.number)).toEqual([3, 2, 1]);
    const open = await rest.get('/dependabot/alerts?state=open&per_page=1', scanner);
    expect(open.body).toMatchObject([{ number: 2, dependency: { package: { name: 'is-odd' } } }]);
    expect(open.headers.get('link')).toContain('rel="next"');
    expect((await rest.get('/dependabot/alerts?state=fixed,open', scanner)).body).toHaveLength(3);
    expect(all.body[2]).toMatchObject({ security_vulnerability: { first_patched_version: { identifier: '2' } } });
  });

  test('are told to nobody without the permission, though the repository is public', async () => {
    rest = await RestWorld.open({ alerts: ALERTS });
    rest.grant('scanner[bot]', { 'security-events': 'read' });
    rest.grant('github-actions[bot]', { contents: 'write' });
    expect((await rest.get('/code-scanning/alerts', scanner)).status).toBe(200);
    for (const ask of [scanner, {}, { as: null }]) {
      const refused = await rest.get('/dependabot/alerts', ask);
      expect(refused.status).toBe(ask.as === null ? 401 : 403);
      expect(JSON.stringify(refused.body)).not.toContain('left-pad');
    }
    const { headers, body } = await rest.get('/dependabot/alerts', scanner);
    expect(body.message).toBe('Resource not accessible by integration');
    expect(headers.get('x-accepted-github-permissions')).toBe('vulnerability_alerts=read');
  });

  test('are refused where nothing scans, and filters that are not built fail loudly', async () => {
    rest = await RestWorld.open();
    rest.grant('scanner[bot]', { 'security-events': 'read', 'vulnerability-alerts': 'read' });
    expect(await rest.get('/code-scanning/alerts', scanner)).toMatchObject({
      status: 404,
      body: { message: 'no analysis found' },
    });
    expect(await rest.get('/dependabot/alerts', scanner)).toMatchObject({
      status: 403,
      body: { message: 'Dependabot alerts are disabled for this repository.' },
    });
    expect((await rest.get('/dependabot/alerts?severity=high', scanner)).status).toBe(501);
  });
});

test('earlier attempts of a run are kept as they ended', async () => {
  rest = await RestWorld.open();
  await rest.world.pushCommit({ files: { 'a.txt': 'one\n' }, by: 'ada' });
  const draft = { workflow: 'ci.yml', conclusion: 'failure' as const, earlierAttempts: ['cancelled' as const] };
  const run = await rest.world.addWorkflowRun(draft);
  rest.world.rerunWorkflow(run);
  rest.world.completeWorkflowRun(run, 'success');
  const last = await rest.get(`/actions/runs/${run.databaseId}`);
  expect(last.body).toMatchObject({ run_attempt: 3, conclusion: 'success' });
  expect(last.body.previous_attempt_url).toContain('/attempts/2');
  const ends = await Promise.all([1, 2, 3].map((n) => rest.get(`/actions/runs/${run.databaseId}/attempts/${n}`)));
  expect(ends.map(({ body }) => body.conclusion)).toEqual(['cancelled', 'failure', 'success']);
  expect((await rest.get(`/actions/runs/${run.databaseId}/attempts/4`)).status).toBe(404);
  expect((await rest.get('/actions/runs')).body.workflow_runs).toMatchObject([{ run_attempt: 3 }]);
});
