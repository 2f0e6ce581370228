/** GitHub will not have an agent reached, or nobody knows: what is sent, what is said, and what is not done again. */
import { workflowAt } from '@steward/sandbox/acts/runs.ts';
import type { Fault } from '@steward/sandbox/fault-schedule.ts';
import { workflowPermissions } from '@steward/sandbox/tokens.ts';
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, type RunOptions, stagesOf } from '../support/cycle.ts';
import { FILES, Handing, type Kind } from '../support/hand-over.ts';

const raise = stagesOf([FILES]);
const PATH = '.github/workflows/steward-agent.yml';
const { [PATH]: _, ...WITHOUT } = FILES;
const withWorkflow = (on: string) => ({ ...FILES, [PATH]: `${on}\n` });

type Tokens = (handing: Handing) => RunOptions;
const RIGHT: Record<Kind, Tokens> = {
  workflow: () => ({}),
  person: () => ({}),
  mention: ({ stage }) => ({ agentToken: stage.sandbox.mintToken({ login: 'helper', kind: 'Bot' }) }),
  copilot: ({ stage }) => ({ agentToken: stage.sandbox.mintToken({ login: 'octo', kind: 'User' }) }),
};

interface Case {
  kind: Kind;
  why: string;
  says: string;
  files?: Record<string, string>;
  tokens?: Tokens;
  prepare?: (handing: Handing) => void;
}

async function open({ kind, files = FILES, tokens = RIGHT[kind], prepare }: Case, config = '') {
  const handing = new Handing(await raise([files]), kind, prepare ? null : {});
  const options = {
    ...tokens(handing),
    ...(config !== '' && { config: handing.config.replace(/at-once: 1/, config) }),
  };
  await handing.run(options);
  handing.stage.pass(HALF_HOUR);
  prepare?.(handing);
  return { handing, options };
}

const CASES: Case[] = [
  {
    ...{ kind: 'workflow', why: 'its workflow is missing', files: WITHOUT },
    says: 'There is no workflow .github/workflows/steward-agent.yml on the default branch. Add it there, or name another',
  },
  {
    ...{ kind: 'workflow', why: 'its workflow has no such trigger', files: withWorkflow('on: push') },
    says: 'cannot be dispatched. Give it the trigger workflow_dispatch with the inputs task, issue, attempt',
  },
  {
    ...{ kind: 'workflow', why: 'its workflow knows no such inputs', files: withWorkflow('on: workflow_dispatch') },
    says: 'Declare workflow_dispatch with the inputs task, issue, attempt, generation, branch, instructions',
  },
  {
    ...{ kind: 'workflow', why: 'its workflow cannot be read', files: withWorkflow('on: [workflow_dispatch') },
    says: 'GitHub would not start .github/workflows/steward-agent.yml (failed to parse workflow). Mend the workflow',
  },
  {
    ...{ kind: 'workflow', why: 'its workflow is disabled', says: 'is disabled. Enable it on the page Actions.' },
    prepare: ({ stage: { sandbox } }) => {
      workflowAt(sandbox.world, PATH).state = 'disabled_manually';
    },
  },
  {
    ...{ kind: 'workflow', why: 'the token may not dispatch', says: 'Add actions: write to the workflow' },
    tokens: ({ stage }) => ({
      token: stage.sandbox.mintToken({ permissions: { ...workflowPermissions, actions: 'read' } }),
    }),
  },
  {
    ...{ kind: 'person', why: 'GitHub leaves the person out', says: 'Give ann access, or name somebody else as' },
    prepare: ({ stage }) => stage.sandbox.world.person('ann', 'none'),
  },
  {
    ...{
      kind: 'copilot',
      why: 'Copilot is not enabled',
      says: 'GitHub left Copilot out. Allow its coding agent for this',
    },
    prepare: () => undefined,
  },
  {
    ...{
      kind: 'mention',
      why: 'its token may not write',
      says: 'Give the one that is handed in as agent-token issues: write',
    },
    tokens: ({ stage }) => {
      const permissions = { issues: 'read' } as const;
      return { agentToken: stage.sandbox.mintToken({ login: 'helper', kind: 'Bot', permissions }) };
    },
  },
  {
    ...{ kind: 'mention', why: 'its token is another workflow’s', says: 'starts nothing. Hand in a token of an App' },
    tokens: ({ stage }) => ({ agentToken: stage.sandbox.mintToken() }),
  },
];

const plain = (text: string): string => text.replaceAll('`', '');

describe.each(CASES)('an agent of kind $kind of which $why', (one) => {
  it('is asked once, costs no attempt, and rests until a day has passed or a setting changed', async () => {
    const { handing, options } = await open(one, 'at-once: 2');
    const from = handing.place;
    const { report, summary } = await handing.run(options);
    expect(report.failures).toHaveLength(1);
    expect(plain(report.failures[0] ?? '')).toContain(one.says);
    // Two tasks were to be handed over: what was refused for the first is not asked for the second.
    expect(report.failures[0]?.match(/hand-off to/g)).toHaveLength(2);
    expect(handing.sent(from)).toHaveLength(1);
    expect(summary).not.toMatch(/^\d+\. handed over/m);
    expect(plain(handing.dashboard)).toContain('Nothing can be handed to robot');
    for (let half = 0; half < 4; half += 1) {
      await handing.pass();
      expect((await handing.run(options)).report.failures).toEqual([]);
    }
    expect(handing.sent(from)).toHaveLength(1);
    const { lease, tasks, agent } = await handing.known();
    expect(lease).toBeNull();
    for (const task of tasks) expect([task.status, task.attempts ?? []]).toEqual(['ready', []]);
    expect(plain(agent?.refused?.reason ?? '')).toContain(one.says.slice(0, 20));
    const changed = await handing.run({ ...options, config: `${handing.config}daily-hour: 9\n` });
    expect(changed.report.failures).toHaveLength(1);
    expect(handing.sent(from)).toHaveLength(2);
  });
});

it('Copilot is not asked with the token of an App, which could not assign it', async () => {
  const tokens: Tokens = ({ stage }) => ({ agentToken: stage.sandbox.mintToken({ login: 'helper', kind: 'Bot' }) });
  const handing = new Handing(await raise(), 'copilot');
  const { report } = await handing.run(tokens(handing));
  expect(report.warnings.join()).toContain('`agent-token` is no person’s');
  await handing.pass();
  const from = handing.place;
  await handing.run(tokens(handing));
  expect(handing.sent(from)).toEqual([]);
});

const reaching: Fault['when'] = ({ path, method }) =>
  method === 'POST' && /\/dispatches$|\/assignees$|\/issues\/\d+\/comments$/.test(path);

describe.each(['workflow', 'mention', 'copilot', 'person'] as const)('of kind %s', (kind) => {
  const one = { kind, why: '', says: '' };

  it('what GitHub puts off is handed over later, and nobody is blamed', async () => {
    const { handing, options } = await open(one);
    const limit = { kind: 'limit', limit: 'secondary', status: 403, retryAfter: 60 } as const;
    handing.stage.sandbox.faults.add({ when: reaching, timing: 'before', effect: limit });
    const from = handing.place;
    const { report } = await handing.run(options);
    expect(report.failures.join()).toContain('secondary rate limit');
    const { lease, tasks, agent, state } = await handing.known();
    expect([lease, agent?.refused]).toEqual([null, undefined]);
    expect(tasks.every(({ attempts = [] }) => attempts.length === 0)).toBe(true);
    expect(state.handOffDue).not.toBeNull();
    await handing.pass();
    expect((await handing.run(options)).report.failures).toEqual([]);
    expect(
      handing
        .sent(from)
        .map(({ status }) => status)
        .slice(0, 1),
    ).toEqual([403]);
    expect(handing.sent(from)).toHaveLength(2);
    expect((await handing.known()).lease?.handed).not.toBeNull();
  });

  it.each(['before', 'after'] as const)('what went unanswered %s it happened is not sent again', async (timing) => {
    const { handing, options } = await open(one);
    handing.stage.sandbox.faults.add({ when: reaching, timing, effect: { kind: 'status', status: 502 } });
    const from = handing.place;
    const { report, summary } = await handing.run(options);
    expect(report.failures).toEqual([]);
    expect(report.warnings.join()).toContain('it is not known yet whether it happened');
    expect(summary).not.toMatch(/^\d+\. handed over/m);
    expect(handing.dashboard).toContain('perhaps handed over, not seen yet');
    expect((await handing.known()).lease).toMatchObject({ handed: null, started: null, attempt: 1 });
    await handing.pass();
    await handing.run(options);
    expect(handing.sent(from)).toHaveLength(1);
    const { lease } = await handing.known();
    expect(lease).toMatchObject({ attempt: 1 });
    if (timing === 'before') expect(lease?.started).toBeNull();
    await handing.run(options);
    const { lease: seen } = await handing.known();
    if (timing === 'after' && kind !== 'workflow') expect(seen?.started).not.toBeNull();
  });
});
