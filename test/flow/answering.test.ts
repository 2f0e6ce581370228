/** Answers to what agents ask count from the moment somebody could read the question. */
import { Agents } from '@steward/sandbox/agents/agents.ts';
import { expect, it } from 'vitest';
import { HALF_HOUR, type RunOptions, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const WORKFLOW =
  'on: { workflow_dispatch: { inputs: { task: {}, issue: {}, attempt: {}, generation: {}, branch: {}, instructions: {} } } }\n';
const raise = stagesOf([{ ...BUSY, '.github/workflows/steward-agent.yml': WORKFLOW }]);
const autopilot: RunOptions = {
  mode: 'autopilot',
  config: 'hand-off: { at-once: 1, start-within: 60 }\nagents:\n  robot: { kind: workflow }\n',
};

it('an answer given before Steward heard of the question counts at once', async () => {
  const stage = await raise();
  const { sandbox } = stage;
  const robot = { name: 'robot', kind: 'workflow', behaviour: 'asking', hours: 0.5 } as const;
  const agents = new Agents({ sandbox, seed: 1, agents: [robot] });
  await stage.tick(autopilot);
  stage.pass(HALF_HOUR);
  await stage.tick(autopilot);
  const asked = await agents.actUntil(sandbox.clock.now().getTime() + HALF_HOUR - 60_000);
  const issue = asked.find(({ what }) => what === 'asked')?.issue;
  if (issue == null) throw new Error('nothing was asked');
  stage.pass(30_000);
  sandbox.world.comment(issue, 'The green one', 'octo');
  stage.pass(HALF_HOUR);
  const before = sandbox.world.data.dispatches.length;
  await stage.tick(autopilot);
  const [again] = sandbox.world.data.dispatches.slice(before);
  expect(JSON.stringify(again?.payload)).toContain('answered: The green one');
});
