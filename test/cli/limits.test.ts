// Limits on the command line: how they stand, what was asked of them, what stands out; nothing of it is written.

import { parseInputs } from '@steward/core/runtime/inputs.ts';
import { describe, expect, test } from 'vitest';
import { checkLimits } from '../../actions/check-limits/flow.ts';
import { inputs } from '../../actions/check-limits/inputs.ts';
import { monitorHealthAlone } from '../../actions/monitor-health/flow.ts';
import { type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';
import { steward, temporaryFolder } from './stage.ts';

const settings = `limits:
  preset: [tiers]
  clients:
    once: { requests: { day: 2 } }
    nightly: { tier: basic }
`;
const raise = stagesOf([{ ...BUSY, '.github/steward.yml': settings }]);

const limits = ({ sandbox }: Stage, ...words: string[]) =>
  steward(temporaryFolder(), ['limits', ...words, '--repo', 'octo/dur'], {
    environment: {
      GITHUB_TOKEN: sandbox.mintToken({ login: 'octo' }),
      GITHUB_API_URL: sandbox.apiUrl,
      GITHUB_GRAPHQL_URL: sandbox.graphqlUrl,
      GITHUB_SERVER_URL: sandbox.serverUrl,
    },
  });

/** One client asked three times, twice with success. */
async function asked(): Promise<Stage> {
  const stage = await raise();
  await stage.tick();
  const values = { 'github-token': 'x', client: 'once', action: 'record' } as Record<string, string>;
  for (let ask = 0; ask < 3; ask++)
    await checkLimits(
      stage.world(),
      parseInputs(inputs, (name) => values[name] ?? ''),
    );
  return stage;
}

describe('steward limits', () => {
  test('dashboard shows what is left and when all is there again, and what stands out [CW-26] [CW-27]', async () => {
    const told = await limits(await asked());
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toContain('octo/dur: limits are kept');
    expect(told.out).toMatch(/once calls \(client once\)\n {2}0 of 2 left: 2 requests a day; all again at 2026-11-2\d/);
    expect(told.out).toContain('! once at calls: 33.3 % of 3 requests refused: raise its limit');
  });

  test('client shows one of them, also one that nobody asked for yet [CW-26] [CW-27]', async () => {
    const stage = await asked();
    expect((await limits(stage, 'client', 'once')).out).toContain('0 of 2 left');
    const unused = (await limits(stage, 'client', 'nightly')).out;
    expect(unused).toContain('nightly - (tier basic)\n  10 of 10 left: 10 requests a minute');
    const stranger = await limits(stage, 'client', 'stranger');
    expect(stranger).toMatchObject({ code: 2, out: '' });
    expect(stranger.err).toContain('There are nightly, once.');
    const hostile = await limits(stage, 'client', '\u001b[31mred\u0007');
    expect(hostile.err).toContain('Nothing is known of the client red');
    expect(hostile.err).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  test('report counts what was asked in so many hours [CW-26] [CW-27]', async () => {
    const stage = await asked();
    expect((await limits(stage, 'report', '--hours', '2')).out).toContain('once calls: 2 let through, 1 refused');
    stage.pass(3 * 3_600_000);
    const later = (await limits(stage, 'report', '--hours', '2')).out;
    expect(later).toContain('Nothing was asked.');
    expect(later).toContain('! nothing was asked in this time');
    expect((await limits(stage, 'report', '--hours', '0')).code).toBe(2);
  });

  test('export gives the same as JSON or as CSV [CW-27]', async () => {
    const stage = await asked();
    const data = JSON.parse((await limits(stage, 'export', 'json')).out);
    expect(data).toMatchObject({ repository: 'octo/dur', enabled: true, hours: 24, unread: [] });
    expect(data.usage).toEqual([expect.objectContaining({ client: 'once', taken: 2, refused: 1 })]);
    expect(JSON.parse((await limits(stage, 'report', '--json')).out).usage).toEqual(data.usage);
    expect((await limits(stage, 'export', 'csv')).out.split('\n').slice(0, 2)).toEqual([
      'client,endpoint,taken,refused,tokens,calls,failed,milliseconds,last',
      expect.stringMatching(/^once,calls,2,1,0,0,0,,2026-11-20T/),
    ]);
  });

  test('tier says the lines to write, and writes nothing [CW-26]', async () => {
    const stage = await asked();
    const before = JSON.stringify([stage.sandbox.world.data.issues, (await stage.memory()).state]);
    const told = await limits(stage, 'tier', 'nightly', 'premium');
    expect(told.out).toContain('(now: tier basic)');
    expect(told.out).toContain('  limits:\n    clients:\n      nightly: { tier: premium }\n');
    const wrong = await limits(stage, 'tier', 'nightly', 'gold');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('There are basic, premium, admin, system.');
    expect(JSON.stringify([stage.sandbox.world.data.issues, (await stage.memory()).state])).toBe(before);
  });

  test.each([[['client']], [['tier', 'a']], [['export']], [['export', 'xml']], [['dashboard', 'a']], [['weather']]])(
    '%j is wrong use',
    async (words) => {
      expect(await steward(temporaryFolder(), ['limits', ...words])).toMatchObject({ code: 2, out: '' });
    },
  );

  test('where nothing is counted or limited, that is said', async () => {
    const stage = await raise();
    expect((await limits(stage)).out).toContain('Nothing is counted yet.');
  });
});

test('the report on health names the clients that have least left [CW-26]', async () => {
  const stage = await asked();
  const { summary } = await monitorHealthAlone(stage.world(), { report: 'health' });
  expect(summary).toContain('### Limits: 1 client counted\n- `once calls`: 0 of 2 left (2 requests a day)');
  expect(summary).toContain('needs a higher limit, another tier');
  const free = await monitorHealthAlone(stage.world({ config: '{}' }), { report: 'health' });
  expect(free.summary).not.toContain('### Limits');
});
