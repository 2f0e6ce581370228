/** Tasks handed to agents that live in the sandbox: handed over, seen to start, come back, fail, and handed on. */
import type { AgentDraft } from '@steward/sandbox/agents/agent.ts';
import { Agents } from '@steward/sandbox/agents/agents.ts';
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const WORKFLOW =
  'on: { workflow_dispatch: { inputs: { task: {}, issue: {}, attempt: {}, generation: {}, branch: {}, instructions: {} } } }\n';
const HOUR = 2 * HALF_HOUR;
const raise = stagesOf([{ ...BUSY, '.github/workflows/steward-agent.yml': WORKFLOW }]);
const raiseRobot = stagesOf([{ ...BUSY, '.github/workflows/robot.yml': `name: robot\n${WORKFLOW}` }]);

const QUICK: AgentDraft = { name: 'robot', kind: 'workflow', behaviour: 'quick', hours: 1 };
const CONFIG = 'hand-off: { start-within: 60, attempts: 2 }\nagents:\n  robot: { kind: workflow }\n';
const autopilot: RunOptions = { mode: 'autopilot', config: CONFIG };

async function townOf(
  drafts: readonly AgentDraft[],
  begin = raise,
): Promise<{ stage: Stage; pass(hours: number): Promise<void> }> {
  const stage = await begin();
  stage.sandbox.world.repository.actionsMayOpenPullRequests = true;
  const agents = new Agents({ sandbox: stage.sandbox, seed: 1, agents: drafts });
  const pass = async (hours: number): Promise<void> => {
    const until = stage.sandbox.clock.now().getTime() + hours * HOUR;
    await agents.actUntil(until);
    await stage.sandbox.elapse(until);
  };
  return { stage, pass };
}

const leases = async (stage: Stage) => Object.values((await stage.memory()).state.leases);
const tasks = async (stage: Stage) =>
  Object.values((await stage.memory()).tasks).filter(({ status }) => status !== 'suggested');

/** Ticks every half hour; gives back what every run had to complain of. */
async function live(town: Awaited<ReturnType<typeof townOf>>, hours: number, options = autopilot): Promise<string[]> {
  const failures: string[] = [];
  for (let half = 0; half < 2 * hours; half++) {
    failures.push(...(await town.stage.tick(options)).failures);
    await town.pass(0.5);
  }
  return failures;
}

describe('a task in autopilot', () => {
  it('is handed to a workflow and counts as at work only once something of it was seen', async () => {
    const { stage, pass } = await townOf([QUICK]);
    await stage.tick(autopilot);
    expect(await leases(stage)).toEqual([]);
    stage.pass(HALF_HOUR);
    const before = stage.sandbox.transcript.length;
    const report = await stage.tick(autopilot);
    expect(report.failures).toEqual([]);
    expect(report.moves.map(({ kind }) => kind)).toContain('hand-off');
    expect(stage.sandbox.transcript.slice(before).filter(({ write }) => write).length).toBeLessThanOrEqual(5);
    const held = await leases(stage);
    expect(held).toHaveLength(2);
    for (const lease of held) expect(lease).toMatchObject({ agent: 'robot', attempt: 1, started: null });
    expect(held.every(({ handed }) => handed !== null)).toBe(true);
    expect(stage.sandbox.world.data.dispatches).toHaveLength(2);
    expect((await tasks(stage)).map(({ status }) => status).sort()).toEqual(['leased', 'leased', 'ready']);

    await pass(0.5);
    await stage.tick(autopilot);
    for (const { started } of await leases(stage)) expect(started).not.toBeNull();
  });

  it('makes a run that notes its start no quiet one, also where no dashboard shows it', async () => {
    const { stage, pass } = await townOf([{ ...QUICK, hours: 9 }]);
    await stage.tick(autopilot);
    const board = stage.sandbox.world.data.issues.find(({ title }) => title === 'Steward');
    stage.sandbox.world.closeIssue(board?.number ?? 0, 'octo');
    stage.pass(HALF_HOUR);
    await stage.tick(autopilot);
    await pass(0.5);
    expect((await stage.tick(autopilot)).quiet).toBe(false);
    for (const { started } of await leases(stage)) expect(started).not.toBeNull();
    await pass(0.1);
    expect((await stage.tick(autopilot)).quiet).toBe(true);
  });

  it('comes back as a pull request, which holds its lease while it is looked at', async () => {
    const town = await townOf([QUICK]);
    expect(await live(town, 4)).toEqual([]);
    const { state } = await town.stage.memory();
    const held = Object.keys(state.reviews).filter((number) => !state.reviews[number]?.aside);
    expect(held).toHaveLength(2);
    expect(
      Object.values(state.leases)
        .map(({ pull }) => String(pull))
        .sort(),
    ).toEqual(held.sort());
  });

  it('is done once a person merged what came back, and the agent is known for it', async () => {
    const town = await townOf([QUICK]);
    await live(town, 3);
    const { world } = town.stage.sandbox;
    const [number = 0] = Object.keys((await town.stage.memory()).state.reviews).map(Number);
    await world.mergePullRequest(number, 'octo');
    await live(town, 1);
    const { state } = await town.stage.memory();
    expect(state.counts.done).toBe(1);
    expect(Object.values(state.agents.robot?.outcomes ?? {}).flat()).toContain(1);
    expect(Object.values(state.leases).map(({ pull }) => pull)).not.toContain(number);
  });
});

describe.each<[string, AgentDraft['behaviour'], string]>([
  ['never starts', 'never-starting', 'not-started'],
  ['fails', 'failing', 'run-failed'],
  ['says that it is done and made nothing', 'lying', 'rejected|run-failed'],
])('an agent that %s', (_, behaviour, ending) => {
  it(`is tried again after a rest, and then a person is asked (${behaviour})`, async () => {
    const town = await townOf([{ ...QUICK, behaviour }]);
    expect(await live(town, 12)).toEqual([]);
    const ended = (await tasks(town.stage)).filter(({ attempts = [] }) => attempts.length > 0);
    expect(ended.length).toBeGreaterThan(0);
    for (const { attempts = [] } of ended)
      expect(attempts[0]).toMatchObject({
        agent: 'robot',
        attempt: 1,
        ending: expect.stringMatching(`^(?:${ending})$`),
      });
    const given = ended.filter(({ status }) => status === 'escalated');
    expect(given.length).toBeGreaterThan(0);
    for (const { attempts = [] } of given) expect(attempts).toHaveLength(2);
    const board = town.stage.sandbox.world.data.issues.find(({ title }) => title === 'Steward')?.body;
    expect(board).toContain('needs a person');
  });
});

const MENTION = 'agents:\n  robot: { kind: mention, phrase: "@robot" }\n';

describe('an agent that is mentioned', () => {
  it('gets nothing where the token could not start it, and the run says what is missing', async () => {
    const { stage } = await townOf([{ ...QUICK, kind: 'mention', phrase: '@robot' }]);
    const options = { ...autopilot, config: MENTION };
    await stage.tick(options);
    stage.pass(HALF_HOUR);
    const report = await stage.tick({ ...options, config: `${MENTION}daily-hour: 9\n` });
    expect(report.warnings.join()).toContain('hand in `agent-token`');
    expect(await leases(stage)).toEqual([]);
    expect(stage.sandbox.world.data.comments).toEqual([]);
  });

  it('is called by a comment of the token for agents, once, and answers', async () => {
    const town = await townOf([{ ...QUICK, kind: 'mention', phrase: '@robot' }]);
    const agentToken = town.stage.sandbox.mintToken({ login: 'helper', kind: 'Bot' });
    const failures = await live(town, 2, {
      ...autopilot,
      config: `identities: ['helper[bot]']\n${MENTION}`,
      agentToken,
    });
    expect(failures).toEqual([]);
    const calls = town.stage.sandbox.world.data.comments.filter(({ body }) => body.startsWith('@robot'));
    expect(calls).toHaveLength(2);
    for (const { author, body } of calls) {
      expect(author).toBe('helper[bot]');
      expect(body.match(/(?<![`\w])@\w/g)).toHaveLength(1);
    }
    for (const { started } of await leases(town.stage)) expect(started).not.toBeNull();
  });
});

it('what stands against one issue keeps its agent from no other: that task alone rests', async () => {
  const town = await townOf([{ ...QUICK, kind: 'mention', phrase: '@robot' }]);
  const { world } = town.stage.sandbox;
  // May comment as everybody may, but not where an issue is locked.
  world.person('helper', 'read');
  const options = {
    ...autopilot,
    config: `identities: [helper]\n${MENTION}`,
    agentToken: town.stage.sandbox.mintToken({ login: 'helper', permissions: { issues: 'write' } }),
  };
  await town.stage.tick(options);
  const open = (await tasks(town.stage)).map(({ number }) => number ?? 0);
  for (const number of open) world.lock(number);
  town.stage.pass(HALF_HOUR);
  const { failures } = await town.stage.tick(options);
  const locked = open.filter((number) => failures.join().includes(`#${number} is locked`));
  expect(locked).toHaveLength(2);
  for (const number of open) if (!locked.includes(number)) world.lock(number, false);
  town.stage.pass(HALF_HOUR);
  expect((await town.stage.tick(options)).failures).toEqual([]);
  expect((await town.stage.memory()).state.agents.robot?.refused).toBeUndefined();
  for (const { number = 0, status, resumes } of await tasks(town.stage)) {
    if (locked.includes(number)) expect([status, resumes]).toEqual(['ready', expect.stringMatching(/^2026-11-21/)]);
    else expect(status).toBe('leased');
  }
});

it('a person is assigned, and whoever takes a task from an agent has it', async () => {
  const town = await townOf([{ ...QUICK, behaviour: 'slow', hours: 9 }]);
  await live(town, 1.5);
  const [lease] = await leases(town.stage);
  const { world } = town.stage.sandbox;
  world.assign(lease?.number ?? 0, ['octo'], 'octo');
  await live(town, 0.5);
  const task = (await tasks(town.stage)).find(({ id }) => id === lease?.task);
  expect(task).toMatchObject({ status: 'escalated', attempts: [{ ending: 'taken-over' }] });

  const people = await townOf([]);
  await live(people, 1, { ...autopilot, config: 'agents:\n  octo: { kind: person, login: octo }\n' });
  const assigned = people.stage.sandbox.world.data.issues.filter(({ assignees }) => assignees.includes('octo'));
  expect(assigned).toHaveLength(2);
});

describe('an agent that asks', () => {
  const asked = async () => {
    const town = await townOf([{ ...QUICK, behaviour: 'asking' }]);
    expect(await live(town, 3)).toEqual([]);
    const waiting = (await tasks(town.stage)).filter(({ status }) => status === 'blocked');
    expect(waiting.length).toBeGreaterThan(0);
    const [task] = waiting;
    if (task?.number === undefined) throw new Error('nothing waits');
    return { ...town, task, number: task.number };
  };

  it('is not asked again, and its question stands where people look', async () => {
    const { stage, task } = await asked();
    expect(task.attempts).toMatchObject([{ agent: 'robot', ending: 'question' }]);
    const board = stage.sandbox.world.data.issues.find(({ title }) => title === 'Steward')?.body;
    expect(board).toContain(`#${task.number}: \`robot\` asks`);
    expect((await leases(stage)).map((lease) => lease.task)).not.toContain(task.id);
  });

  it('goes on with the answer of somebody who may write, and with nobody else’s', async () => {
    const town = await asked();
    const { world } = town.stage.sandbox;
    world.comment(town.number, 'The blue one', 'passer-by');
    await live(town, 0.5);
    expect((await tasks(town.stage)).find(({ id }) => id === town.task.id)?.status).toBe('blocked');
    world.comment(town.number, 'The green one', 'octo');
    const before = world.data.dispatches.length;
    await live(town, 1.5);
    const again = world.data.dispatches
      .slice(before)
      .find(({ payload }) => JSON.stringify(payload).includes(town.task.id));
    expect(JSON.stringify(again?.payload)).toContain('answered: The green one');
    expect(JSON.stringify(again?.payload)).not.toContain('blue');
  });
});

it('the runs that agents work in say nothing of the default branch, however they end', async () => {
  const town = await townOf([{ ...QUICK, behaviour: 'failing', workflow: 'robot.yml' }], raiseRobot);
  const { stage } = town;
  const { world } = stage.sandbox;
  const options = { ...autopilot, config: 'agents:\n  robot: { kind: workflow, workflow: robot.yml }\n' };
  await stage.tick(options);
  stage.pass(HALF_HOUR);
  await stage.tick(options);
  expect(world.data.dispatches).not.toEqual([]);
  stage.pass(60_000);
  expect((await stage.tick(options)).quiet).toBe(true);
  expect(await live(town, 4, options)).toEqual([]);
  expect(world.data.dispatches.length).toBeGreaterThan(2);
  const titles = [...Object.values((await stage.memory()).tasks), ...world.data.issues].map(({ title }) => title);
  expect(titles.filter((title) => title.includes('robot'))).toEqual([]);
});

it('what may not be handed over for hours is not noted anew by every run', async () => {
  const town = await townOf([{ ...QUICK, kind: 'mention', phrase: '@robot' }]);
  const agentToken = town.stage.sandbox.mintToken({ login: 'helper', kind: 'Bot' });
  await town.stage.tick(autopilot);
  const asleep = { ...autopilot, agentToken, config: `quiet-hours: { from: 0, to: 24 }\n${MENTION}` };
  await live(town, 1, asleep);
  const before = (await town.stage.memory()).state.sequence;
  await live(town, 4, asleep);
  expect((await town.stage.memory()).state.sequence - before).toBeLessThanOrEqual(1);
  expect(await leases(town.stage)).toEqual([]);
});
