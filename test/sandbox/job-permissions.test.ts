/** Tokens of jobs: what `permissions` of a workflow gives, and that nothing else is. */
import { jobPermissions, WorkflowFault } from '@steward/sandbox/runner/job-permissions.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { cleanUp, startSandbox } from './sandbox-fixture.ts';

afterEach(cleanUp);

const workflow = (common: string, own = ''): string => `on: push\n${common}\njobs:\n  a:\n    runs-on: x\n    ${own}\n`;
const grants = (common: string, own = '') => jobPermissions(workflow(common, own)).a;

describe('the permissions of a job', () => {
  test('are its own, else the workflow’s, and what is not named is not given', () => {
    expect(grants('permissions: {issues: write}')).toEqual({ issues: 'write' });
    expect(grants('permissions: {issues: write}', 'permissions: {checks: read}')).toEqual({ checks: 'read' });
    expect(grants('permissions: {issues: write}', 'permissions: {}')).toEqual({});
    expect(grants('permissions: {}', 'permissions: {contents: none, actions: read, id-token: write}')).toEqual({
      actions: 'read',
    });
  });

  test('are what the settings say where the workflow is silent', () => {
    expect(jobPermissions(workflow(''))).toEqual({ a: { contents: 'read' } });
    expect(jobPermissions(workflow(''), 'write').a).toMatchObject({ contents: 'write', issues: 'write' });
  });

  test('can be all of them, but what can only be read', () => {
    const [read = {}, write = {}] = [grants('permissions: read-all'), grants('permissions: write-all')];
    expect(new Set(Object.values(read))).toEqual(new Set(['read']));
    expect(Object.keys(write)).toEqual(Object.keys(read));
    expect(write).toMatchObject({ contents: 'write', 'vulnerability-alerts': 'read' });
  });

  test.each([
    ['permissions: {content: read}', 'there is no permission `content`'],
    ['permissions: {contents: admin}', '`contents` cannot be `admin`'],
    ['permissions: {models: write}', '`models` cannot be `write`'],
    ['permissions: all', '`permissions` is neither'],
  ])('are refused where GitHub does not know them: %s', (common, words) => {
    expect(() => grants(common)).toThrow(words);
    expect(() => grants(common)).toThrow(WorkflowFault);
  });
});

describe("a job's token", () => {
  const two = workflow('permissions: {}', 'permissions: {issues: read}').concat(
    '  b: {permissions: {issues: write}}\n',
  );

  async function host() {
    const sandbox = await startSandbox();
    await sandbox.world.pushCommit({ files: { '.github/workflows/two.yml': two }, message: 'Begin', by: 'octo' });
    const open = async (token: string): Promise<Response> =>
      sandbox.fetch(`${sandbox.apiUrl}/repos/${sandbox.repository}/issues`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ title: 'One' }),
      });
    return { sandbox, open };
  }

  test('does what its job may, and is refused as by GitHub where another may', async () => {
    const { sandbox, open } = await host();
    const refused = await open(await sandbox.mintJobToken({ workflow: 'two.yml', job: 'a' }));
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ message: 'Resource not accessible by integration' });
    expect((await open(await sandbox.mintJobToken({ workflow: 'two.yml', job: 'b' }))).status).toBe(201);
  });

  test('is of a job that there is', async () => {
    const { sandbox } = await host();
    await expect(sandbox.mintJobToken({ workflow: 'one.yml' })).rejects.toThrow(
      'there is no .github/workflows/one.yml',
    );
    await expect(sandbox.mintJobToken({ workflow: 'two.yml' })).rejects.toThrow('has several jobs: a, b');
    await expect(sandbox.mintJobToken({ workflow: 'two.yml', job: 'c' })).rejects.toThrow('has no job c: a, b');
  });
});
