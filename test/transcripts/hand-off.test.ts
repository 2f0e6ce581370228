/** Each kind of agent with each kind of token: exactly what is sent, and what the run says of it. */
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, type RunOptions, stagesOf } from '../support/cycle.ts';
import { FILES, Handing, type Kind, type Sent } from '../support/hand-over.ts';

const raise = stagesOf([FILES]);

/** What an agent of that kind is reached by: the run's own token, or the one for agents. */
const INPUT = { workflow: 'token', person: 'token', mention: 'agentToken', copilot: 'agentToken' } as const;
const RIGHT: Record<Kind, { login: string; kind: 'Bot' | 'User' }> = {
  workflow: { login: 'helper', kind: 'Bot' },
  person: { login: 'helper', kind: 'Bot' },
  mention: { login: 'helper', kind: 'Bot' },
  copilot: { login: 'octo', kind: 'User' },
};

async function open(kind: Kind, optionsFor: (handing: Handing) => RunOptions = () => ({})): Promise<Handing> {
  const handing = new Handing(await raise(), kind);
  await handing.run(optionsFor(handing));
  handing.stage.pass(HALF_HOUR);
  return handing;
}

const plain = ({ stage }: Handing): string => stage.sandbox.mintToken();
const right = ({ stage }: Handing, kind: Kind): string => stage.sandbox.mintToken(RIGHT[kind]);
const expired = ({ stage }: Handing, kind: Kind): string =>
  stage.sandbox.mintToken({ ...(INPUT[kind] === 'agentToken' && RIGHT[kind]), expiresAt: '2026-11-20T09:00:00Z' });

const dispatch = (by: string): Sent => ({
  by,
  request: 'POST /repos/octo/dur/actions/workflows/steward-agent.yml/dispatches',
  status: 200,
  body: {
    ref: 'main',
    inputs: {
      ...{ task: '<task>', issue: '3', attempt: '1', generation: '<epoch>.1', branch: 'steward/<task>-1' },
      instructions: '# …',
    },
    return_run_details: true,
  },
});
const call = (by: string | null, status = 201): Sent => ({
  ...{ by, request: 'POST /repos/octo/dur/issues/3/comments', status },
  body: { body: '@robot …' },
});
const assign = (by: string, body: object): Sent => ({
  ...{ by, request: 'POST /repos/octo/dur/issues/3/assignees', status: 201, body },
});
const copilot = (by: string | null, status = 201): Sent => ({
  ...{ by, request: 'POST /repos/octo/dur/issues/3/assignees', status },
  body: { assignees: ['copilot-swe-agent[bot]'], agent_assignment: { custom_instructions: '# …' } },
});

/** Handed over with what is expected, and at work only once a sign of the agent was seen. */
async function isHandedOver(handing: Handing, options: RunOptions, expected: Sent, sign: string): Promise<void> {
  const from = handing.place;
  const { report, summary } = await handing.run(options);
  expect(report.failures).toEqual([]);
  expect(handing.sent(from)).toEqual([expected]);
  const { lease } = await handing.known();
  expect(lease).toMatchObject({ agent: 'robot', attempt: 1, started: null });
  expect(lease?.handed).not.toBeNull();
  expect(handing.dashboard).toContain('handed over, not seen yet');
  expect(summary).toMatch(/^\d+\. handed over #3 .*: robot, /m);
  await handing.pass();
  await handing.run(options);
  expect((await handing.known()).lease?.started).toMatchObject({ sign });
  expect(handing.dashboard).not.toContain('not seen yet');
  expect(handing.sent(from)).toEqual([expected]);
}

/** Nobody has anything in hand, nothing is used up, and the dashboard claims nothing. */
async function nothingHappened(handing: Handing): Promise<void> {
  const { lease, tasks, agent } = await handing.known();
  expect(lease).toBeNull();
  expect(tasks.map(({ status, attempts = [] }) => [status, attempts])).toEqual(tasks.map(() => ['ready', []]));
  expect(tasks.length).toBeGreaterThan(0);
  expect(agent?.outcomes ?? {}).toEqual({});
  expect(agent?.lastStart ?? null).toBeNull();
  expect(handing.dashboard).not.toMatch(/handed over|working/);
}

describe.each([
  ['workflow', dispatch, 'run'],
  ['person', (by: string) => assign(by, { assignees: ['ann'] }), 'assignment'],
] as const)('an agent of kind %s, which the token of the run reaches', (kind, expected, sign) => {
  it('is handed a task with the token of an App', async () => {
    const handing = await open(kind, (one) => ({ token: right(one, kind) }));
    await isHandedOver(handing, { token: right(handing, kind) }, expected('helper[bot]'), sign);
  });

  it('is handed a task with the token of the workflow, and is at work once it is seen [PM-25]', async () => {
    const handing = await open(kind);
    await isHandedOver(handing, {}, expected('github-actions[bot]'), sign);
  });

  it.each(['an expired token', 'none'])(
    'gets nothing with %s: the run fails and says what to hand in',
    async (what) => {
      const handing = await open(kind);
      const from = handing.place;
      const run = handing.run({ token: what === 'none' ? '' : expired(handing, kind) });
      await expect(run).rejects.toMatchObject({
        message: expect.stringMatching(/^GitHub does not accept the token \(/),
        remedy: 'Hand in a valid one as `github-token`: this one is mistyped, expired or revoked.',
      });
      expect(handing.stage.sandbox.transcript.slice(from).map(({ status }) => status)).toEqual([401]);
      await nothingHappened(handing);
      await isHandedOver(handing, {}, expected('github-actions[bot]'), sign);
    },
  );
});

const NEEDS = {
  mention: /comment by .* starts nothing.*hand in .*App or a person/,
  copilot: /Copilot is assigned by a person only.*hand in/,
};

describe.each([
  ['mention', call, 'reaction'],
  ['copilot', copilot, 'reaction'],
] as const)('an agent of kind %s, which the token for agents reaches', (kind, expected, sign) => {
  const login = { mention: 'helper[bot]', copilot: 'octo' }[kind];

  it('is handed a task with the right one', async () => {
    const handing = await open(kind, (one) => ({ agentToken: right(one, kind) }));
    await isHandedOver(handing, { agentToken: right(handing, kind) }, expected(login), sign);
  });

  it.each(['the token of the workflow', 'none'])('gets nothing with %s, and that is told once a day', async (what) => {
    const token = (handing: Handing): RunOptions => {
      const own = plain(handing);
      return { token: own, agentToken: what === 'none' ? '' : own };
    };
    const first = new Handing(await raise(), kind);
    const from = first.place;
    const told: string[][] = [];
    for (let half = 0; half < 49; half += 1) {
      const { report, summary } = await first.run(token(first));
      expect(report.failures).toEqual([]);
      const about = report.warnings.filter((text) => NEEDS[kind].test(text));
      for (const text of about) expect(summary).toContain(text.slice(0, 40));
      told.push(about);
      await first.pass();
    }
    expect(told.map((texts) => texts.length).filter((count) => count > 0)).toEqual([1, 1]);
    expect(told[0]).toHaveLength(1);
    expect(first.sent(from)).toEqual([]);
    await nothingHappened(first);
    // A token that is new shows in nothing: somebody's push, or the next day, brings the run to it.
    const again = first.place;
    await first.stage.sandbox.world.pushCommit({ files: { 'notes.md': 'Notes.\n' }, by: 'octo' });
    await first.run({ agentToken: right(first, kind) });
    expect(first.sent(again)).toMatchObject([{ by: login, request: expected(login).request, status: 201 }]);
  });

  it('gets nothing with an expired one: the run says so in red, once a day and when a setting changes', async () => {
    const handing = await open(kind, (one) => ({ agentToken: expired(one, kind) }));
    const agentToken = expired(handing, kind);
    const from = handing.place;
    const { report, summary } = await handing.run({ agentToken });
    const words = 'GitHub does not accept the token for agents (Bad credentials). Hand in a valid one as `agent-token`';
    expect(report.failures).toEqual([expect.stringContaining(words)]);
    expect(report.failures[0]).toContain('hand-off to `robot`');
    expect(summary).toMatch(/Failed:.*agent-token/);
    expect(handing.sent(from)).toEqual([expected(null, 401)]);
    expect(summary).not.toMatch(/^\d+\. handed over/m);
    await nothingHappened(handing);
    expect(handing.dashboard).toContain(
      'Nothing can be handed to `robot`: GitHub does not accept the token for agents',
    );

    const failures: string[] = [];
    for (let half = 0; half < 49; half += 1) {
      await handing.pass();
      failures.push(...(await handing.run({ agentToken })).report.failures);
    }
    // Health says it once more, from its own look at tokens and agents.
    expect(failures.filter((line) => !line.startsWith('Health:'))).toEqual([expect.stringContaining(words)]);
    expect(handing.sent(from)).toHaveLength(2);
    await nothingHappened(handing);

    const again = handing.place;
    const config = `${handing.config}daily-hour: 9\n`;
    expect((await handing.run({ agentToken: right(handing, kind), config })).report.failures).toEqual([]);
    expect(handing.sent(again)).toMatchObject([{ by: login, status: 201 }]);
    expect((await handing.known()).agent?.refused).toBeUndefined();
    expect(handing.dashboard).not.toContain('Nothing can be handed');
  });
});
