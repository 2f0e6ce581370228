/** What action.yml promises as outputs is what each flow gives, no more and no less. */
import { expect, it } from 'vitest';
import { analyzeTasksAlone } from '../../actions/analyze-tasks/flow.ts';
import { generateTasksAlone } from '../../actions/generate-tasks/flow.ts';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { updateDashboardAlone } from '../../actions/update-dashboard/flow.ts';
import { readManifest } from '../../scripts/action-docs.ts';
import { type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';
import { root } from '../support/source.ts';

const raiseStage = stagesOf([BUSY]);

const asked = { focus: 'auto', 'max-tasks': 50 } as const;

it.each([
  ['run-cycle', (stage: Stage) => runCycle(stage.world(), { action: 'auto', ...asked })],
  ['generate-tasks', (stage: Stage) => generateTasksAlone(stage.world(), asked)],
  ['analyze-tasks', (stage: Stage) => analyzeTasksAlone(stage.world(), { days: 30, hours: null })],
  ['update-dashboard', (stage: Stage) => updateDashboardAlone(stage.world())],
] as const)('%s gives the outputs that it names', async (name, run) => {
  const stage = await raiseStage();
  const { outputs, page } = await run(stage);
  const named = page === undefined ? Object.keys(outputs) : [...Object.keys(outputs), 'page'];
  expect(named.sort()).toEqual(Object.keys(readManifest(root, `actions/${name}`).outputs).sort());
  for (const [key, value] of Object.entries(outputs)) expect([key, typeof value]).toEqual([key, 'string']);
});
