/** Words on a task's issue, through whole runs: a task taken from an agent and given back, and what people see of it. */
import { Agents } from '@steward/sandbox/agents/agents.ts';
import { expect, it } from 'vitest';
import { HALF_HOUR, type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const WORKFLOW =
  'on: { workflow_dispatch: { inputs: { task: {}, issue: {}, attempt: {}, generation: {}, branch: {}, instructions: {} } } }\n';
const raise = stagesOf([{ ...BUSY, '.github/workflows/steward-agent.yml': WORKFLOW }]);
const autopilot: RunOptions = {
  mode: 'autopilot',
  config: 'hand-off: { at-once: 1 }\nagents:\n  robot: { kind: workflow }\n',
};

async function townWith(hours: number): Promise<{ stage: Stage; live(ticks: number): Promise<string[]> }> {
  const stage = await raise();
  stage.sandbox.world.repository.actionsMayOpenPullRequests = true;
  const { sandbox } = stage;
  const agents = new Agents({
    sandbox,
    seed: 1,
    agents: [{ name: 'robot', kind: 'workflow', behaviour: 'quick', hours }],
  });
  const live = async (ticks: number): Promise<string[]> => {
    const failures: string[] = [];
    for (let tick = 0; tick < ticks; tick++) {
      failures.push(...(await stage.tick(autopilot)).failures);
      const until = sandbox.clock.now().getTime() + HALF_HOUR;
      await agents.actUntil(until);
      await sandbox.elapse(until);
    }
    return failures;
  };
  return { stage, live };
}

const board = ({ sandbox }: Stage): string =>
  sandbox.world.data.issues.find(({ title }) => title === 'Steward')?.body ?? '';

it('a task is taken from an agent by a word, shown as taken, and given back by another [SI-1]', async () => {
  const { stage, live } = await townWith(40);
  expect(await live(3)).toEqual([]);
  const { world } = stage.sandbox;
  const [lease] = Object.values((await stage.memory()).state.leases);
  const number = lease?.number ?? 0;
  const taskOf = async () => Object.values((await stage.memory()).tasks).find((task) => task.number === number);
  expect(lease?.started).not.toBeNull();

  world.comment(number, '> /steward take\n\nnot me', 'octo');
  world.comment(number, '/steward take', 'passer-by');
  await live(1);
  expect((await stage.memory()).state.leases[lease?.task ?? '']?.counter).toBe(lease?.counter);

  world.comment(number, 'I do it myself.\n\n/steward take', 'octo');
  const comments = world.data.comments.length;
  const report = await stage.tick(autopilot);
  expect(report.done).toContainEqual(expect.objectContaining({ kind: 'taken', number, why: 'by octo', wrote: true }));
  expect(await taskOf()).toMatchObject({
    status: 'escalated',
    taken: { by: 'octo' },
    attempts: [{ ending: 'taken-over' }],
  });
  expect(board(stage)).toMatch(new RegExp(`\\| #${number} .*\\| \`octo\` \\| taken over, `));
  expect(board(stage)).not.toContain(`#${number} needs a person`);
  await live(2);
  expect((await stage.memory()).state.leases).not.toHaveProperty(lease?.task ?? '');
  // Nobody is told what they said themselves.
  expect(world.data.comments).toHaveLength(comments);

  world.comment(number, '/steward release', 'octo');
  await live(1);
  expect((await taskOf())?.taken).toBeUndefined();
  expect(['ready', 'leased', 'working']).toContain((await taskOf())?.status);
});

it('what a person took while it was looked at stays theirs, though the pull request is closed', async () => {
  const { stage, live } = await townWith(0.5);
  expect(await live(5)).toEqual([]);
  const { world } = stage.sandbox;
  const [lease] = Object.values((await stage.memory()).state.leases).filter(({ pull }) => pull !== null);
  if (!lease?.pull) throw new Error('nothing came back');
  world.comment(lease.number, '/steward take', 'octo');
  await live(1);
  expect((await stage.memory()).tasks[lease.task]).toMatchObject({ status: 'in-review', taken: { by: 'octo' } });
  world.closePullRequest(lease.pull, 'octo');
  expect(await live(2)).toEqual([]);
  const { state, tasks } = await stage.memory();
  expect(tasks[lease.task]).toMatchObject({ status: 'escalated', taken: { by: 'octo' } });
  expect(state.leases).not.toHaveProperty(lease.task);
});

it('a word is heard though many strangers speak after it', async () => {
  const { stage, live } = await townWith(40);
  await live(2);
  const [lease] = Object.values((await stage.memory()).state.leases);
  const number = lease?.number ?? 0;
  stage.sandbox.world.comment(number, '/steward take', 'octo');
  for (let n = 0; n < 30; n++) stage.sandbox.world.comment(number, `me too ${n}`, 'passer-by');
  await live(1);
  expect((await stage.memory()).tasks[lease?.task ?? '']).toMatchObject({ taken: { by: 'octo' } });
});
