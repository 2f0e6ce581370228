// What runs said, on the command line: read from the jobs' logs of a served GitHub, followed on virtual time.
import { createSystemClock } from '@steward/core/adapters/clock.ts';
import { describe, expect, test } from 'vitest';
import { type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';
import { steward, temporaryFolder } from './stage.ts';

const raise = stagesOf([{ ...BUSY, '.github/workflows/steward.yml': 'on: { workflow_dispatch: {} }\njobs: {}\n' }]);

// Joined here, so that no scanner takes this file for a leak.
const KEY = ['ghp', 'x9i53yyD3HyP3MRJgN8ZGrBOUTp7tBqHtJva'].join('_');
const SAID = (text: string): string =>
  ['##[group]Steward did', `${text} task=abc run=7-1`, '##[endgroup]', 'done summary=Done seconds=1 run=7-1'].join(
    '\n',
  );

type More = Omit<NonNullable<Parameters<typeof steward>[2]>, 'environment'>;

const logs = ({ sandbox }: Stage, words: readonly string[] = [], more: More = {}) =>
  steward(temporaryFolder(), ['logs', ...words, '--repo', 'octo/dur'], {
    ...more,
    environment: {
      GITHUB_TOKEN: sandbox.mintToken({ login: 'octo' }),
      GITHUB_API_URL: sandbox.apiUrl,
      GITHUB_GRAPHQL_URL: sandbox.graphqlUrl,
      GITHUB_SERVER_URL: sandbox.serverUrl,
    },
  });

const run = ({ sandbox }: Stage, hour: number, draft: Partial<Parameters<typeof sandbox.world.addWorkflowRun>[0]>) =>
  sandbox.world.addWorkflowRun({
    ...{ workflow: 'steward.yml', event: 'schedule', at: `2026-11-20T0${hour}:00:00Z`, conclusion: 'success' },
    ...draft,
  });

describe('steward logs', () => {
  test('shows what the newest runs said, the newest last, why a run failed first [PM-16]', async () => {
    const stage = await raise();
    await run(stage, 1, { jobs: [{ name: 'steward', log: SAID('opened #1: Old') }] });
    await run(stage, 2, { jobs: [{ name: 'steward', log: SAID('opened #2: New') }] });
    const red = `${SAID('opened #3: An error')}\n##[error]The branch is gone.\n##[error]Process completed with exit code 1.`;
    const failed = await run(stage, 3, { conclusion: 'failure', jobs: [{ name: 'steward', log: red }] });
    const told = await logs(stage, ['2']);
    expect(told).toMatchObject({ code: 0, err: '' });
    const lines = told.out.trimEnd().split('\n');
    expect(lines[0]).toBe('success 2026-11-20 02:00 UTC · schedule · 2 minutes');
    expect(lines.slice(2, 4)).toEqual(['    opened #2: New task=abc', '    done summary=Done seconds=1']);
    expect(lines.slice(4, 7)).toEqual([
      'failure 2026-11-20 03:00 UTC · schedule · 2 minutes',
      `  ${stage.sandbox.serverUrl}/octo/dur/actions/runs/${failed.databaseId}`,
      '    The branch is gone.',
    ]);
    expect(told.out).not.toContain('Old');
  });

  test('secrets are taken out, hidden characters are shown, and nothing steers the terminal', async () => {
    const stage = await raise();
    const log = SAID(`opened #1: with ${KEY} and \u200bhidden\u202e \u001b[31mred\u001b]0;title\u0007`);
    await run(stage, 1, { jobs: [{ name: 'steward', log }] });
    const { out } = await logs(stage);
    expect(out).toContain('[redacted: ');
    expect(out).not.toContain(KEY.slice(0, 16));
    expect(out).toContain('\\u200Bhidden\\u202E');
    expect(out).not.toMatch(/[\u001b\u0007\u200b\u202e]/);
  });

  test('of a long log only the end is read', async () => {
    const stage = await raise();
    const log = `${'x'.repeat(99)}\n`.repeat(30_000) + SAID('opened #1: At the end');
    await run(stage, 1, { jobs: [{ name: 'steward', log }] });
    expect((await logs(stage)).out).toContain('    opened #1: At the end task=abc\n');
  });

  test('what cannot be read says why, as data too', async () => {
    const stage = await raise();
    const jobs = [
      { name: 'gone', log: null },
      { name: 'skipped', conclusion: 'SKIPPED' as never },
    ];
    await run(stage, 1, { jobs: [jobs[0] ?? { name: '' }] });
    await run(stage, 2, { status: 'in_progress', conclusion: null, jobs: [{ name: 'at it' }] });
    const told = await logs(stage);
    expect(told.out).toContain('    not to be read: GitHub has no log of it, or keeps it no longer\n');
    expect(told.out).toContain('    not to be read: GitHub gives the log of a job when it is over\n');
    const data = JSON.parse((await logs(stage, ['--json'])).out) as { jobs: { unknown: string | null }[] }[];
    expect(data).toMatchObject([
      { status: 'completed', conclusion: 'success', jobs: [{ name: 'gone', lines: [] }] },
      { status: 'in_progress', conclusion: null, endedAt: null, jobs: [{ name: 'at it', lines: [] }] },
    ]);
    expect(data.every(({ jobs: [job] }) => typeof job?.unknown === 'string')).toBe(true);
  });

  test.each<[string[], number, RegExp]>([
    [
      ['--workflow', 'other.yml'],
      1,
      /runs of other\.yml cannot be read: there is no such workflow[\s\S]*--workflow NAME/,
    ],
    [['0'], 2, /whole number from 1 to 50/],
    [['51'], 2, /whole number from 1 to 50/],
  ])('%s ends with exit code %i and says what to do', async (words, code, said) => {
    const told = await logs(await raise(), words);
    expect(told).toMatchObject({ code, out: '' });
    expect(told.err).toMatch(said);
  });
});

/** A clock whose sleep passes at once, and does something after as many milliseconds. */
function clockUntil(after: number, act: () => void) {
  const slept: number[] = [];
  let passed = 0;
  const sleep = async (milliseconds: number): Promise<void> => {
    slept.push(milliseconds);
    const before = passed;
    passed += milliseconds;
    if (before < after && passed >= after) act();
  };
  return { clock: { ...createSystemClock(), elapsed: () => passed, sleep }, slept, passed: () => passed };
}

const looks = ({ sandbox }: Stage, id: number): number =>
  sandbox.transcript.filter(({ path }) => path.endsWith(`/actions/runs/${id}`)).length;

describe('--follow', () => {
  test('waits until the run is over, less often the longer nothing changes, and its failure is the exit code', async () => {
    const stage = await raise();
    const { world } = stage.sandbox;
    const going = await run(stage, 2, {
      status: 'in_progress',
      conclusion: null,
      jobs: [{ name: 'steward', log: SAID('opened #9: X') }],
    });
    const { clock, passed } = clockUntil(600_000, () => world.completeWorkflowRun(going, 'failure'));
    const told = await logs(stage, ['1', '--follow'], { clock });
    expect(told).toMatchObject({ code: 1, err: '' });
    expect(told.out).toMatch(/^in progress .*\n.*\n {2}… steward: in_progress\nfailure /);
    expect(told.out).toContain('opened #9: X task=abc');
    // Every two seconds would be three hundred; thirty seconds apart are twenty.
    expect(looks(stage, going.databaseId)).toBeLessThan(35);
    expect(passed()).toBeGreaterThanOrEqual(600_000);
  });

  test('where no run goes on it says so and waits for nothing', async () => {
    const stage = await raise();
    await run(stage, 1, { jobs: [{ name: 'steward', log: SAID('opened #1: One') }] });
    const { clock, slept } = clockUntil(1, () => undefined);
    const told = await logs(stage, ['--follow'], { clock });
    expect(told).toMatchObject({ code: 0, err: 'No run is going on.\n' });
    expect(slept).toEqual([]);
  });

  test('whoever stops it waits no longer, and the run is shown as it stands', async () => {
    const stage = await raise();
    await run(stage, 2, { status: 'in_progress', conclusion: null, jobs: [{ name: 'steward' }] });
    const stop = new AbortController();
    const { clock, passed } = clockUntil(3_000, () => stop.abort());
    const told = await logs(stage, ['--follow', '--json'], { clock, stop: stop.signal });
    expect(told.code).toBe(0);
    expect(JSON.parse(told.out)).toMatchObject([{ status: 'in_progress', endedAt: null }]);
    expect(passed()).toBe(3_000);
  });
});
