/** Asking models where something is in the way: another run, a death, a vendor that is no use. */
import { expect, it } from 'vitest';
import { stagesOf } from '../support/cycle.ts';
import { modelsOf, PROJECT, skippedTest } from '../support/models.ts';

const raise = stagesOf([{ ...PROJECT, ...skippedTest('date') }]);
const openModels = modelsOf();

it('two runs at once ask about a task once', async () => {
  const stage = await raise();
  const { server, models } = await openModels(stage);
  const runs = await Promise.all([stage.tick({ mode: 'suggest', models }), stage.tick({ mode: 'suggest', models })]);
  expect(runs.flatMap(({ failures }) => failures)).toEqual([]);
  expect(server.log.map(({ path }) => path)).toEqual(['/v1/messages']);
});
