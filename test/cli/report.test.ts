// How Steward itself does, told on the command line as monitor-health would: four reports, from memory and runs, writing nothing.
import { HEALTH_REPORTS, type HealthReport } from '@steward/core/domain/health.ts';
import { describe, expect, test } from 'vitest';
import { monitorHealthAlone } from '../../actions/monitor-health/flow.ts';
import { type Stage, stagesOf } from '../support/cycle.ts';
import { FULL } from '../support/health.ts';
import { BUSY } from '../support/repositories.ts';
import { steward, temporaryFolder } from './stage.ts';

const raise = stagesOf([{ ...BUSY, '.github/steward.yml': 'mode: autopilot\nagents: { robot: { capacity: 1 } }\n' }]);

const report = ({ sandbox }: Stage, words: readonly string[] = []) =>
  steward(temporaryFolder(), ['report', ...words, '--repo', 'octo/dur'], {
    environment: {
      GITHUB_TOKEN: sandbox.mintToken({ login: 'octo' }),
      GITHUB_API_URL: sandbox.apiUrl,
      GITHUB_GRAPHQL_URL: sandbox.graphqlUrl,
      GITHUB_SERVER_URL: sandbox.serverUrl,
    },
  });

/** Three runs failed, and its health was looked at; `summary`: what the action said of it. */
async function ailing(name: HealthReport = 'health'): Promise<Stage & { summary: string }> {
  const stage = await raise();
  await stage.tick({ workflow: 'steward.yml' });
  for (const hour of ['06', '07', '08']) {
    const at = `2026-11-20T${hour}:00:00Z`;
    await stage.sandbox.world.addWorkflowRun({ workflow: 'steward.yml', event: 'schedule', at, conclusion: 'failure' });
  }
  const { summary } = await monitorHealthAlone(stage.world({ workflow: 'steward.yml', machine: FULL }), {
    report: name,
  });
  return Object.assign(stage, { summary });
}

describe('steward report', () => {
  test('health says what is wrong, since when and what helps; the same as one object [PM-16]', async () => {
    const stage = await ailing();
    const told = await report(stage);
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toMatch(/^octo\/dur: as seen at 2026-11-20 09:07 UTC\nHealth: fault\n/);
    expect(told.out).toMatch(/- Runner's disk \(since 2026-11-20\): /);
    expect(told.out).not.toMatch(/\*\*|^#/m);
    const data = JSON.parse((await report(stage, ['health', '--json'])).out);
    expect(data).toMatchObject({ repository: 'octo/dur', report: 'health', status: 'fault' });
    expect(data.findings).toContainEqual(expect.objectContaining({ check: 'disk', remedy: expect.any(String) }));
  });

  test.each(HEALTH_REPORTS)('%s is word for word what the action monitor-health tells', async (name) => {
    const stage = await ailing(name);
    const { text } = JSON.parse((await report(stage, [name, '--json'])).out) as { text: string };
    expect(stage.summary.slice(0, text.length)).toBe(text);
    expect(text.length).toBeGreaterThan(30);
  });

  test('performance counts its runs, emergency names only what is broken, budget what is known of money', async () => {
    const stage = await ailing();
    const performance = (await report(stage, ['performance'])).out;
    expect(performance).toContain('Runs of the last week\n- 3 runs, 3 of them not green');
    expect(performance).toContain('Tasks\n- 0 done, 0 rejected, 3 open');
    expect((await report(stage, ['emergency'])).out).toContain('Broken now');
    expect((await report(stage, ['budget'])).out).toContain('Issues opened today: 3 of 3.');
    const { runs } = JSON.parse((await report(stage, ['performance', '--json'])).out);
    expect(runs).toEqual({ seen: 3, failed: 3 });
  });

  test('where nobody looked, and where runs cannot be read, that is said and not guessed', async () => {
    const stage = await raise();
    const told = await report(stage, ['performance', '--workflow', 'other.yml']);
    expect(told.code).toBe(0);
    expect(told.out).toContain('octo/dur: nobody looked at its health yet\n');
    expect(told.out).toContain('Runs of the last week\n- unknown: ');
    expect(JSON.parse((await report(stage, ['--json'])).out)).toMatchObject({ at: null, status: 'unknown' });
  });

  test('changes neither issues nor memory', async () => {
    const stage = await ailing();
    const before = JSON.stringify([stage.sandbox.world.data.issues, (await stage.memory()).state]);
    for (const name of ['health', 'performance', 'budget', 'emergency']) await report(stage, [name]);
    expect(JSON.stringify([stage.sandbox.world.data.issues, (await stage.memory()).state])).toBe(before);
  });

  test('another report is wrong use', async () => {
    const told = await steward(temporaryFolder(), ['report', 'weather']);
    expect(told).toMatchObject({ code: 2, out: '' });
    expect(told.err).toContain('Allowed choices are health, performance, budget, emergency');
  });
});
