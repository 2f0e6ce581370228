// `steward config`: what holds and where it is from, of a checkout and of a repository on GitHub.
import { join } from 'node:path';
import { createSandbox } from '@steward/sandbox/sandbox.ts';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CYCLE, WORKFLOW } from './doctor/good.ts';
import { git, makeRepository, steward, temporaryFolder, write } from './stage.ts';

const settingsIn = (out: string) => {
  const { settings } = JSON.parse(out) as { settings: { key: string; value: unknown; origin: string }[] };
  return (key: string) => settings.find((one) => one.key === key);
};

describe('steward config', () => {
  test('reads a checkout as it lies there, and needs no network for it [AR-25]', async () => {
    const base = temporaryFolder();
    write(makeRepository(join(base, 'dur')), {
      '.github/steward.yml': 'caps: { suggestions: 2 }\nmode: assist\nbudgets: { day: 3 }\n',
      [CYCLE]: WORKFLOW.replace('action: auto', 'mode: observe'),
    });
    const told = await steward(base, ['config', 'dur', '--json']);
    expect(told).toMatchObject({ code: 0, err: '' });
    const of = settingsIn(told.out);
    expect(of('caps.suggestions')).toEqual({ key: 'caps.suggestions', value: 2, origin: 'repository' });
    expect(of('mode')).toEqual({ key: 'mode', value: 'observe', origin: 'input' });
    expect(of('queue')).toEqual({ key: 'queue', value: 'smart', origin: 'default' });
    expect(of('budgets.day')).toEqual({ key: 'budgets.day', value: 3, origin: 'repository' });
    expect(of('budgets.month')).toEqual({ key: 'budgets.month', value: 50, origin: 'default' });
    const lines = (await steward(base, ['config', 'dur'])).out.split('\n');
    expect(lines).toContain('caps.suggestions: 2  # .github/steward.yml');
    expect(lines).toContain('queue: "smart"');
  });

  test('of a repository on GitHub, with what it inherits [AR-25]', async () => {
    const base = temporaryFolder();
    const checkout = makeRepository(join(base, 'dur'), []);
    write(checkout, { '.github/steward.yml': 'inherit: true\ncaps: { suggestions: 2 }\n' });
    git(checkout, 'add', '--all');
    git(checkout, 'commit', '--quiet', '--message', 'configured');
    const world = { settings: { ownerFiles: { 'steward-defaults.yml': 'caps: { suggestions: 9, open-tasks: 1 }\n' } } };
    const directory = join(base, 'world');
    const sandbox = await createSandbox({ directory, checkout, repository: 'acme/dur', world, persist: false });
    onTestFinished(() => sandbox.close());
    const environment = {
      ...{ GITHUB_TOKEN: sandbox.mintToken({ kind: 'User' }), GITHUB_SERVER_URL: sandbox.serverUrl },
      ...{ GITHUB_API_URL: sandbox.apiUrl, GITHUB_GRAPHQL_URL: sandbox.graphqlUrl },
    };
    const { code, out } = await steward(base, ['config', '--repo', 'acme/dur', '--json'], { environment });
    expect(code).toBe(0);
    const of = settingsIn(out);
    expect(of('caps.suggestions')).toMatchObject({ value: 2, origin: 'repository' });
    expect(of('caps.open-tasks')).toMatchObject({ value: 1, origin: 'organisation' });
  });

  test('says what is wrong with the file, and ends with 2', async () => {
    const base = temporaryFolder();
    write(makeRepository(join(base, 'dur')), { '.github/steward.yml': 'quueue: fifo\n' });
    const told = await steward(base, ['config', 'dur']);
    expect(told.code).toBe(2);
    expect(told.err).toBe(
      '.github/steward.yml is not valid:\n  - line 1: unknown key `quueue`: write `queue`, or remove it\n',
    );
  });

  test('says of a folder of that name that it is no file, as wrong use', async () => {
    const base = temporaryFolder();
    write(makeRepository(join(base, 'dur')), { '.github/steward.yml/x': '' });
    const told = await steward(base, ['config', 'dur']);
    expect(told.code).toBe(2);
    expect(told.err).toMatch(/steward\.yml is not a file that can be read\.\nMake \.github\/steward\.yml a file/);
  });
});
