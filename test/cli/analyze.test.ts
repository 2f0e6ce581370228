// How the work went, told on the command line as analyze-tasks tells it: from memory, writing nothing.
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { analyzeTasksAlone } from '../../actions/analyze-tasks/flow.ts';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';
import { steward, temporaryFolder } from './stage.ts';

const raise = stagesOf([BUSY]);

const analyze = ({ sandbox }: Stage, words: readonly string[] = [], screen: object = {}) =>
  steward(temporaryFolder(), ['analyze', ...words, '--repo', 'octo/dur'], {
    screen,
    environment: {
      GITHUB_TOKEN: sandbox.mintToken({ login: 'octo' }),
      GITHUB_API_URL: sandbox.apiUrl,
      GITHUB_GRAPHQL_URL: sandbox.graphqlUrl,
      GITHUB_SERVER_URL: sandbox.serverUrl,
    },
  });

async function worked(): Promise<Stage> {
  const stage = await raise();
  await stage.tick();
  stage.pass(48 * HALF_HOUR);
  stage.sandbox.world.closeIssue(1, 'octo', 'COMPLETED');
  await stage.tick();
  return stage;
}

describe('steward analyze', () => {
  test('tells the figures of the action, and as JSON they are the same', async () => {
    const stage = await worked();
    const { outputs } = await analyzeTasksAlone(stage.world(), { days: 30, hours: null });
    const told = await analyze(stage);
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toMatch(/^Analysis of 30 days to 2026-11-21 09:07 UTC\n\n1 of 1 task that ended was done/);
    expect(told.out).not.toMatch(/\*\*|^#|^\||<details>|mermaid|xychart/m);
    const { repository, advice, window, ...data } = JSON.parse((await analyze(stage, ['--json'])).out);
    const { window: _, ...metrics } = JSON.parse(outputs.metrics ?? '');
    expect(repository).toBe('octo/dur');
    expect(window.from).toMatch(/^2026-10-22T/);
    expect(data).toEqual(metrics);
    expect(advice).toEqual(JSON.parse(outputs.recommendations ?? ''));
  });

  test('of other days or hours', async () => {
    const stage = await worked();
    stage.pass(3 * 48 * HALF_HOUR);
    expect((await analyze(stage, ['--hours', '24'])).out).toMatch(/^Analysis of 24 hours to .*\n\nNo task ended/);
    expect((await analyze(stage, ['--days', '7'])).out).toContain('Analysis of 7 days to');
  });

  test('tables stand in columns where there is room, and as items where there is none', async () => {
    const stage = await worked();
    const wide = stripVTControlCharacters((await analyze(stage, [], { isTerminal: true, columns: 120 })).out);
    expect(wide).toMatch(/^Status +In all +Half within +Nine in ten within +Stays +Now$/m);
    const narrow = (await analyze(stage, [], { isTerminal: true, columns: 40 })).out;
    expect(narrow).toMatch(/^- ready: in all /m);
  });

  test('changes nothing, and where there is no memory says so', async () => {
    const stage = await worked();
    const before = stage.git(['for-each-ref']);
    await analyze(stage);
    expect(stage.git(['for-each-ref'])).toBe(before);
    const told = await analyze(await raise());
    expect(told.code).toBe(0);
    expect(told.out).toContain('Memory has no event of that time');
  });

  test.each([
    ['--days', '0'],
    ['--days', '366'],
    ['--days', 'many'],
    ['--hours', '8761'],
    ['--days', '3', '--hours', '4'],
  ])('%s %s is wrong use', async (...words) => {
    const told = await steward(temporaryFolder(), ['analyze', ...words]);
    expect(told).toMatchObject({ code: 2, out: '' });
  });
});
