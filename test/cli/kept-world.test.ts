// Worlds that were kept in a folder: everything that looks at a repository looks at them as well, and changes nothing there.
import { readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KeptRun, keepRuns, readRuns } from '@steward/cli/kept-runs.ts';
import { expect, test } from 'vitest';
import { type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';
import { makeRepository, steward, temporaryFolder, write } from './stage.ts';

const raise = stagesOf([BUSY]);

const RUN: KeptRun = {
  id: '7-1',
  startedAt: '2026-11-20T08:07:00Z',
  endedAt: '2026-11-20T08:08:00Z',
  mode: 'assist',
  conclusion: 'success',
  lines: ['Steward did', 'opened #1: One task=abc run=7-1', 'done summary=Done run=7-1', 'warning: Something is odd.'],
};

/** As a try leaves it: `kept/world`, and what its runs said beside it. */
async function kept(runs: readonly KeptRun[] = [RUN]): Promise<{ base: string; stage: Stage }> {
  const base = temporaryFolder();
  const stage = await raise(undefined, { directory: join(base, 'kept', 'world') });
  await stage.tick();
  await stage.sandbox.save();
  keepRuns(join(base, 'kept', 'runs.jsonl'), runs);
  return { base, stage };
}

/** Every file of a folder with its time and size. */
function filesOf(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  return paths
    .map((path) => [path, statSync(path)] as const)
    .map(([path, { mtimeMs, size }]) => `${path} ${mtimeMs} ${size}`);
}

const live = ({ sandbox }: Stage, words: readonly string[]) =>
  steward(temporaryFolder(), [...words, '--repo', 'octo/dur'], {
    environment: {
      GITHUB_TOKEN: sandbox.mintToken({ login: 'octo' }),
      GITHUB_API_URL: sandbox.apiUrl,
      GITHUB_GRAPHQL_URL: sandbox.graphqlUrl,
      GITHUB_SERVER_URL: sandbox.serverUrl,
    },
  });

test('tasks and queue say of a folder what they say of the repository that is served', async () => {
  const { base, stage } = await kept();
  for (const words of [['tasks'], ['tasks', '--json'], ['queue'], ['queue', '--json']]) {
    const told = await steward(base, [...words, '--folder', 'kept']);
    expect(told, words.join(' ')).toEqual(await live(stage, words));
    expect(told.out).toContain('`an empty text is zero` has been skipped');
  }
});

test('status names the mode of the last run and the page that was left, and no address that nobody serves', async () => {
  const { base, stage } = await kept();
  write(base, { 'kept/dashboard.html': '' });
  const told = JSON.parse((await steward(base, ['status', '--folder', 'kept', '--json'])).out);
  const served = JSON.parse((await live(stage, ['status', '--json'])).out);
  expect(told).toEqual({ ...served, mode: 'assist', dashboard: 'kept/dashboard.html' });
  rmSync(join(base, 'kept', 'dashboard.html'));
  expect((await steward(base, ['status', '--folder', 'kept'])).out).not.toContain('http');
});

test('explain reads the repository, the memory and the configuration of the folder', async () => {
  const { base } = await kept();
  expect((await steward(base, ['explain', '1', '--folder', 'kept'])).out).toContain('but no agent is configured');
  write(base, { 'kept/steward.yml': 'agents:\n  robot: { capacity: 1 }\n' });
  const told = await steward(base, ['explain', '1', '--folder', 'kept', '--mode', 'autopilot']);
  expect(told).toMatchObject({ code: 0, err: '' });
  expect(told.out).toContain('robot (workflow)');
});

test('logs and report tell of the runs that were kept, by their names', async () => {
  const { base } = await kept([
    RUN,
    { ...RUN, id: '8-1', conclusion: 'failure', lines: ['error: The branch is gone.'] },
  ]);
  const told = await steward(base, ['logs', '--folder', 'kept']);
  expect(told).toMatchObject({ code: 0, err: '' });
  expect(told.out.trimEnd().split('\n')).toEqual([
    'success 2026-11-20 08:07 UTC · try · 60 seconds',
    '  run 7-1, mode assist',
    '    opened #1: One task=abc',
    '    done summary=Done',
    '    Something is odd.',
    'failure 2026-11-20 08:07 UTC · try · 60 seconds',
    '  run 8-1, mode assist',
    '    The branch is gone.',
  ]);
  const report = JSON.parse((await steward(base, ['report', 'performance', '--folder', 'kept', '--json'])).out);
  expect(report).toMatchObject({ repository: 'octo/dur', report: 'performance', runs: { seen: 2, failed: 1 } });
});

test('config tells the settings of the folder, and the mode that its last run was given', async () => {
  const { base } = await kept();
  const told = await steward(base, ['config', '--folder', 'kept']);
  expect(told).toMatchObject({ code: 0, err: '' });
  expect(told.out).toContain('mode: "assist"  # input of the workflow\n');
  expect(told.out).toContain('caps.suggestions: 5\n');
  write(base, { 'kept/steward.yml': 'caps: { suggestions: 2 }\n' });
  expect((await steward(base, ['config', '--folder', 'kept'])).out).toContain(
    'caps.suggestions: 2  # kept/steward.yml\n',
  );
  write(base, { 'kept/steward.yml': 'quueue: fifo\n' });
  const wrong = await steward(base, ['config', '--folder', 'kept']);
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.err).toContain('kept/steward.yml is not valid:');
});

test('doctor examines the repository of the folder as its owner would, and links to nothing that nobody serves', async () => {
  const { base } = await kept();
  const told = await steward(base, ['doctor', '--folder', 'kept']);
  expect(told).toMatchObject({ code: 1, err: '' });
  expect(told.out).toContain('octo/dur, mode assist: 1 error.\n');
  expect(told.out).toContain('[workflow-missing]');
  expect(told.out).not.toMatch(/http:|could not be read with this token/);
  write(base, { 'kept/steward.yml': 'quueue: fifo\n' });
  const { findings } = JSON.parse((await steward(base, ['doctor', '--folder', 'kept', '--json'])).out);
  expect(JSON.stringify(findings)).toContain('kept/steward.yml');
});

test('what a try was given as --config holds for all that look at it, until another try is given nothing', async () => {
  const base = temporaryFolder();
  makeRepository(join(base, 'dur'));
  write(base, { 'my.yml': 'budgets: { day: 0.25 }\nlimits: { services: { github: { requests: { hour: 9 } } } }\n' });
  const words = ['try', '--repo', 'dur', '--out', 'kept'];
  expect((await steward(base, [...words, '--config', 'my.yml'])).code).toBe(0);
  rmSync(join(base, 'my.yml'));
  const limits = async (): Promise<string> => (await steward(base, ['limits', '--folder', 'kept'])).out;
  expect(await limits()).toContain('limits are kept');
  const config = (await steward(base, ['config', '--folder', 'kept'])).out;
  expect(config).toContain('budgets.day: 0.25  # kept/configuration.yml\n');
  expect((await steward(base, words)).code).toBe(0);
  expect(await limits()).toContain('nothing is limited');
});

test('a configuration that an earlier try left may be given again, by whatever way leads to it', async () => {
  const base = temporaryFolder();
  makeRepository(join(base, 'dur'));
  symlinkSync(base, join(base, 'way'));
  const words = ['try', '--repo', 'dur', '--out', 'kept', '--mode', 'observe'];
  expect((await steward(base, words)).code).toBe(0);
  for (const name of ['steward.yml', 'configuration.yml']) {
    write(base, { [`kept/${name}`]: 'budgets: { day: 0.25 }\n' });
    expect(await steward(base, [...words, '--config', `way/kept/${name}`])).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(base, 'kept', name), 'utf8')).toBe('budgets: { day: 0.25 }\n');
  }
});

test.each(['config', 'doctor', 'limits'])(
  '%s says of a folder in place of a configuration that it is none',
  async (command) => {
    const { base } = await kept();
    write(base, { 'kept/configuration.yml/file': '' });
    const told = await steward(base, [command, '--folder', 'kept']);
    expect(told).toMatchObject({ code: 2, out: '' });
    expect(told.err).toContain('configuration.yml is not a file that can be read.');
  },
);

test.each(['config', 'doctor'])('%s takes a path or a folder, not both', async (command) => {
  const told = await steward(temporaryFolder(), [command, 'dur', '--folder', 'kept']);
  expect(told).toMatchObject({ code: 2, out: '', err: 'dur and --folder name two places.\nGive one of them.\n' });
});

test('where no run was kept, that is said', async () => {
  const { base } = await kept([]);
  expect(await steward(base, ['logs', '--folder', 'kept'])).toMatchObject({
    code: 0,
    out: 'No run of steward.yml was seen yet.\n',
  });
});

test('the folder that a sandbox keeps is read without anything around it', async () => {
  const { base } = await kept();
  expect((await steward(base, ['tasks', '--folder', 'kept/world'])).out).toContain('#1');
});

test('looking changes nothing in the folder', async () => {
  const { base } = await kept();
  const before = filesOf(join(base, 'kept'));
  for (const words of [['status'], ['tasks'], ['queue'], ['logs'], ['report'], ['analyze'], ['explain', '1']])
    expect((await steward(base, [...words, '--folder', 'kept'])).code).toBe(0);
  expect(filesOf(join(base, 'kept'))).toEqual(before);
});

test.each<[string, (base: string) => void, RegExp]>([
  ['nothing', (base) => write(base, { 'kept/other': '' }), /kept holds no world\.\nGive a folder that "steward try"/],
  [
    'a world that is no JSON',
    (base) =>
      write(base, { 'kept/world.json': '{', 'kept/repository.git/HEAD': '', 'kept/repository.git/objects/x': '' }),
    /The world in kept cannot be opened/,
  ],
  [
    'a world of another version',
    (base) =>
      write(base, {
        'kept/world.json': '{"schema":99}',
        'kept/repository.git/HEAD': '',
        'kept/repository.git/objects/x': '',
      }),
    /another version of the sandbox/,
  ],
])('of a folder with %s it says what to give, as wrong use', async (_, lay, said) => {
  const base = temporaryFolder();
  lay(base);
  const told = await steward(base, ['status', '--folder', 'kept']);
  expect(told).toMatchObject({ code: 2, out: '' });
  expect(told.err).toMatch(said);
});

test('a folder and a repository at once are wrong use', async () => {
  const told = await steward(temporaryFolder(), ['status', '--folder', 'kept', '--repo', 'octo/dur']);
  expect(told.code).toBe(2);
});

test('of runs the newest hundred are kept, and of each the end; what is no run is passed over', () => {
  const file = join(temporaryFolder(), 'runs.jsonl');
  writeFileSync(file, 'no JSON\n{"id":"x"}\nnull\n');
  keepRuns(file, [{ ...RUN, lines: Array.from({ length: 1_000 }, (_, index) => `${index} ${'x'.repeat(5_000)}`) }]);
  const [long] = readRuns(file);
  expect(long?.lines).toHaveLength(400);
  expect(long?.lines.at(-1)).toMatch(/^999 x+$/);
  expect(readFileSync(file, 'utf8').length).toBeLessThan(900_000);
  keepRuns(
    file,
    Array.from({ length: 120 }, (_, index) => ({ ...RUN, id: String(index) })),
  );
  expect(readRuns(file).map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, index) => String(index + 20)));
});
