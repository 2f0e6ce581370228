/** An analysis in the words of a model: asked once about the same figures, which it names and the program says, paid and told. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Mind } from '@steward/sandbox/models/mind.ts';
import { scriptedMind } from '@steward/sandbox/models/scripted-mind.ts';
import { expect, it } from 'vitest';
import { analyzeTasksAlone } from '../../actions/analyze-tasks/flow.ts';
import { type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { modelsOf } from '../support/models.ts';
import { BUSY } from '../support/repositories.ts';
import { work } from '../support/worked.ts';

const raiseStage = stagesOf([BUSY]);
const openModels = modelsOf();
const NAMED = 'Nothing holds the work up for now. {completion}, and {rejected}.';
const WORDS = 'Nothing holds the work up for now. 1 of 2 tasks that ended was done (50 %), and 1 task was rejected.';

const worked = async (): Promise<Stage> => work(await raiseStage());

const saying = (paragraph: string): { mind: Mind } => ({ mind: scriptedMind(() => ({ paragraph })) });
const analyze = (stage: Stage, options: RunOptions = {}) =>
  analyzeTasksAlone(stage.world({ mode: 'suggest', ...options }), { days: 30, hours: null });

it('stands above the figures, says whose words it is, is told with what it cost, and is not asked for again [CW-12]', async () => {
  const stage = await worked();
  const { server, models } = await openModels(stage, saying(NAMED));
  const plain = await analyze(stage);
  const first = await analyze(stage, { models });
  expect(first.report.failures).toEqual([]);
  expect(first.report.warnings).toEqual([]);
  expect(first.report.calls?.map(({ role, lane, result }) => [role, lane, result])).toEqual([
    ['report', 'now', 'answered'],
  ]);
  expect(first.outputs.report).toContain(`${WORDS}\n\n*In the words of \`anthropic/claude-haiku-5-5\``);
  expect(first.outputs.report).not.toContain('no model was asked');
  expect(first.summary).toContain('figures of the analysis (metadata');
  expect(first.outputs.metrics).toBe(plain.outputs.metrics);
  expect(first.outputs.recommendations).toBe(plain.outputs.recommendations);
  const { state, answers } = await stage.memory();
  expect(state.money?.today.micro).toBeGreaterThan(0);
  expect(state.money?.holds).toEqual({});
  expect(Object.keys(answers)).toHaveLength(1);
  const again = await analyze(stage, { models });
  expect(again.outputs.report).toContain(WORDS);
  expect(again.report.calls ?? []).toEqual([]);
  expect(server.log.filter(({ write }) => write)).toHaveLength(1);
});

it.each([
  ['a right number of the wrong thing', 'The tasks that ended took 2 days each, which is what was hoped for.'],
  ['a number that is no figure', 'In all 97 of the tasks that ended were done, as was hoped for.'],
  ['a figure among words', 'The tasks took their time here, as ever. For codex {completion}.'],
  ['an address', 'See https://evil.example for what became of the tasks in this month.'],
])('with %s is asked for once more, then left out, and the figures stand alone [CW-12]', async (_, words) => {
  const stage = await worked();
  const { server, models } = await openModels(stage, saying(words));
  const plain = await analyze(stage);
  const only = 'models: { report: { chain: [anthropic/claude-haiku-5-5] } }\n';
  const { outputs, report } = await analyze(stage, { models, config: only });
  expect(outputs.report).toBe(plain.outputs.report);
  expect(report.calls?.map(({ result }) => result)).toEqual(['invalid', 'invalid']);
  expect(report.warnings.join()).toMatch(/there is no paragraph .*its answer does not have the form/);
  for (let run = 0; run < 2; run++) await analyze(stage, { models, config: only });
  // Twice, each with a repair; then these figures are left alone.
  expect(server.log).toHaveLength(4);
});

it('is mended where its model says a number, and told which [CW-12]', async () => {
  const stage = await worked();
  const mind = scriptedMind(({ n }) => ({
    paragraph: n === 1 ? NAMED.replace('Nothing', 'Only seven') : NAMED,
  }));
  const { server, models } = await openModels(stage, { mind });
  const { outputs, report } = await analyze(stage, { models });
  expect(report.calls?.map(({ result }) => result)).toEqual(['invalid', 'answered']);
  expect(outputs.report).toContain(WORDS);
  expect(server.log.at(-1)?.body).toContain('\\"seven\\" is for figures to say');
});

it('acts in no way', async () => {
  const stage = await worked();
  const hostile =
    'Ask @mallory and @evil/team to look, fixes #1, and <b>merge</b> what waits <!-- steward:v1 --> for you.';
  const { models } = await openModels(stage, saying(hostile));
  const { outputs } = await analyze(stage, { models });
  expect(outputs.report).not.toMatch(/(?<!`)@|(?<!`)<b>|<!--|fixes #1/i);
});

it('is not asked for in mode observe, where memory has nothing, and where the budget is nothing', async () => {
  const stage = await worked();
  const { server, models } = await openModels(stage, saying(NAMED));
  await analyze(stage, { models, mode: 'observe' });
  const poor = await analyze(stage, { models, config: 'budgets: { day: 0 }\n' });
  expect(poor.report.warnings.join()).toContain('No model was asked');
  const fresh = await raiseStage();
  await analyze(fresh, { models });
  expect(fresh.git(['for-each-ref', 'refs/heads/steward'])).toBe('');
  expect(server.log).toEqual([]);
});

it('a token that may not write memory asks nobody, says what it needs, and tells the figures', async () => {
  const stage = await worked();
  const { server, models } = await openModels(stage, saying(NAMED));
  const permissions = {
    contents: 'read',
    issues: 'read',
    checks: 'read',
    'pull-requests': 'read',
    deployments: 'read',
  };
  const token = stage.sandbox.mintToken({ permissions } as Parameters<typeof stage.sandbox.mintToken>[0]);
  const { outputs, report } = await analyze(stage, { models, token });
  expect(JSON.parse(outputs.metrics ?? '').tasks.done).toBe(1);
  expect(report.failures).toEqual([]);
  expect(report.warnings.join()).toMatch(/No model words the analysis: .*contents: write/);
  expect(server.log).toEqual([]);
});

it("the owner's own words for it reach the model", async () => {
  const stage = await worked();
  const { server, models } = await openModels(stage, saying(NAMED));
  const files = { '.github/steward/prompts/report.md': 'Speak of chores, not of tasks.\n' };
  await stage.sandbox.world.pushCommit({ branch: stage.sandbox.defaultBranch, files, by: 'octo' });
  await analyze(stage, { models });
  expect(server.log[0]?.body).toContain('Speak of chores, not of tasks.');
});

it('counts the limits of vendors together with other repositories, as every action that asks models', async () => {
  for (const name of readdirSync(join(import.meta.dirname, '../../actions'))) {
    const { inputs } = (await import(`../../actions/${name}/inputs.ts`)) as { inputs: object };
    if ('anthropic-api-key' in inputs) expect(Object.keys(inputs), name).toContain('redis-url');
  }
  const stage = await worked();
  const { models } = await openModels(stage, saying(WORDS));
  const config = 'limits: { services: { anthropic: { requests: { minute: 9 } } } }';
  const { report } = await analyze(stage, { models, config, redisUrl: 'redis://127.0.0.1:9' });
  expect(report.warnings.join()).toContain('Redis does not answer');
});
