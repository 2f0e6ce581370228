/** While Steward is paused no action asks a model, whoever starts it: guard would let nothing of the answer through. */
import { expect, it } from 'vitest';
import { generateTasksAlone } from '../../actions/generate-tasks/flow.ts';
import { planWorkAlone } from '../../actions/plan-work/flow.ts';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, stagesOf } from '../support/cycle.ts';
import { modelsOf } from '../support/models.ts';
import { EPIC, label, plansOn, settings, TREE, town } from '../support/planning.ts';

const raise = stagesOf([TREE]);
const openModels = modelsOf();

it('nothing is sent by an action that is started alone while Steward is paused, and it is once it goes on', async () => {
  const stage = await raise([TREE], { world: town() });
  const { server, models } = await openModels(stage);
  const options = settings('', { models });
  await stage.tick(options);
  const order = (action: 'pause' | 'resume') =>
    runCycle(stage.world(options), { action, focus: 'auto', 'max-tasks': 50 });
  await order('pause');
  label(stage, 'steward:plan', 'maintainer');
  const before = server.log.length;
  stage.pass(HALF_HOUR);
  await planWorkAlone(stage.world(options), { issue: EPIC });
  await generateTasksAlone(stage.world(options), { focus: 'auto', 'max-tasks': 5 });
  expect([server.log.length - before, plansOn(stage).length]).toEqual([0, 0]);
  await order('resume');
  stage.pass(HALF_HOUR);
  await planWorkAlone(stage.world(options), { issue: EPIC });
  expect(server.log.length).toBeGreaterThan(before);
});
