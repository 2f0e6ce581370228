import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GraphqlResponseError, graphql } from '@octokit/graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp, startSandbox, startWithCommit, temporaryFolder } from './sandbox-fixture.ts';

afterEach(cleanUp);

describe("GitHub's own client", () => {
  it('reads, and sees partial data with the type of an error', async () => {
    const { sandbox } = await startWithCommit();
    const ask = graphql.defaults({
      baseUrl: sandbox.apiUrl,
      headers: { authorization: `token ${sandbox.mintToken()}` },
    });
    const query = '{ viewer { login } repository(owner: "octo", name: "widget") { issue(number: 1) { id } } }';
    const error = await ask(query).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GraphqlResponseError);
    expect(error).toMatchObject({
      data: { viewer: { login: 'github-actions[bot]' }, repository: { issue: null } },
      errors: [{ type: 'NOT_FOUND' }],
    });
    sandbox.world.openIssue({ title: 'There', by: 'octo' });
    expect(await ask(query)).toMatchObject({ repository: { issue: { id: expect.any(String) } } });
  });
});

describe('a killed process', () => {
  it('leaves a world that continues, and a lock that nobody holds', async () => {
    const directory = temporaryFolder();
    const program = `
      const { createSandbox } = await import('@steward/sandbox/sandbox.ts');
      const sandbox = await createSandbox({ directory: ${JSON.stringify(directory)}, repository: 'octo/widget' });
      const head = await sandbox.world.pushCommit({ files: { a: '1' }, by: 'octo' });
      const query = 'mutation($r: ID!) { createIssue(input: { repositoryId: $r, title: "Kept" }) { issue { id } } }';
      await fetch(sandbox.graphqlUrl, {
        method: 'POST',
        headers: { authorization: 'bearer ' + sandbox.mintToken() },
        body: JSON.stringify({ query, variables: { r: sandbox.world.repository.id } }),
      });
      process.stdout.write(head);
      process.stdin.resume();
    `;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { cwd: import.meta.dirname });
    const [head] = await once(child.stdout, 'data');
    await expect(startSandbox({ directory })).rejects.toThrow(`in use by process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(existsSync(join(directory, 'lock'))).toBe(true);
    const sandbox = await startSandbox({ directory });
    expect(sandbox.world.issue(1)?.title).toBe('Kept');
    expect(await sandbox.world.git.ref('refs/heads/main')).toBe(String(head));
  });
});
