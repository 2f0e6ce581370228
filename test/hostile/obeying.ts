/** Days of a world in which strangers give orders wherever a model reads, and a model that obeys all of them. */
import type { Mode } from '@steward/core/domain/config.ts';
import type { Task } from '@steward/core/domain/task.ts';
import type { TickReport } from '@steward/core/domain/tick.ts';
import type { Mind } from '@steward/sandbox/models/mind.ts';
import type { ModelServer, ModelServerOptions } from '@steward/sandbox/models/model-server.ts';
import { obedientMind } from '@steward/sandbox/models/obedient-mind.ts';
import type { SandboxOptions } from '@steward/sandbox/sandbox.ts';
import { HALF_HOUR, MINUTE, type ModelAccess, type Stage } from '../support/cycle.ts';
import type { StagedModels } from '../support/models.ts';
import { filesSaying, saysAround, WORLD } from './places.ts';
import { type Told, toldBy } from './told.ts';

export type Raise = (commits?: readonly Record<string, string>[], options?: Partial<SandboxOptions>) => Promise<Stage>;
export type OpenModels = (stage: Stage, options?: ModelServerOptions) => Promise<StagedModels>;

/** Files that models read besides those of findings. */
const readByModels = (text: string): Record<string, string> => ({
  'CONTRIBUTING.md': `# Contributing\n\n${text}\n`,
  '.github/steward/goals.md': `# Goals\n\n- ${text.replace(/\s*\n\s*/g, ' ')}\n- Read weeks as well\n`,
  '.github/steward/prompts/specify.md': `${text}\n`,
  '.github/steward/prompts/adopt.md': `${text}\n`,
  '.github/steward/prompts/review.md': `${text}\n`,
});

const alerts = (texts: readonly string[]): NonNullable<SandboxOptions['world']> => ({
  repository: { private: true },
  labels: [{ name: 'steward' }, { name: 'bug' }],
  alerts: {
    codeScanning: texts.map((text, index) => ({
      ...{ rule: `js/rule-${index}`, description: text, message: text, path: `src/todo-${index}.ts`, line: 2 },
      ...{ security: 'high' as const, severity: 'error' as const },
    })),
    dependabot: texts.map((text, index) => ({
      ...{ package: `left-${index}`, ecosystem: 'npm', manifest: 'package.json', severity: 'high' as const },
      ...{ summary: text, patched: '2.0.0' },
    })),
  },
});

/** So much room that models are asked about all there is to find, and not of the most urgent alone. */
export const ROOMY =
  'caps:\n  new-issues-a-day: 50\n  open-tasks: 100\n  suggestions: 20\n  notifications-a-week: 500\n';

export interface Days {
  mode: Mode;
  config?: string;
  texts: readonly string[];
  mind?: Mind;
  /** Further files. */
  more?: Record<string, string>;
  /** Keys of models in place of the usual ones. */
  keys?: ModelAccess['keys'];
}

export interface Lived {
  stage: Stage;
  server: ModelServer;
  runs: TickReport[];
  told: Told[];
  tasks: Task[];
}

/** An issue of a stranger that somebody who may hands to Steward. */
const HANDED = 'The parser loses what is behind a blank.\n\n1. Run `dur "1h 30m"`\n\nExpected 5400, got 3600.\n\n';

/** A first look, work of strangers, what is asked in a batch, adoption, pull requests of an agent, and what follows. */
export async function lived(raise: Raise, openModels: OpenModels, days: Days): Promise<Lived> {
  const { mode, config, texts, mind = obedientMind(), more = {}, keys = {} } = days;
  const [first = ''] = texts;
  const files = Object.assign({}, ...texts.map((text, index) => filesSaying(text, index)));
  const stage = await raise([{ ...WORLD, ...files, ...readByModels(first), ...more }], { world: alerts(texts) });
  const { server, models } = await openModels(stage, { mind });
  const access = { ...models, keys: { ...models.keys, ...keys } };
  const options = { mode, models: access, ...(config !== undefined && { config }) };
  for (const [index, text] of texts.entries()) await saysAround(stage, text, index);
  const { world } = stage.sandbox;
  const runs = [await stage.tick(options)];
  const handed = world.openIssue({ title: first.slice(0, 200), body: HANDED + first, by: 'stranger-0' }).number;
  world.addLabels(handed, ['steward'], 'octo');
  world.comment(handed, texts.at(-1) ?? '', 'stranger-0');
  stage.pass(HALF_HOUR);
  runs.push(await stage.tick(options));
  await answerOne(stage, texts);
  await world.pushCommit({ files: filesSaying(texts.at(-1) ?? '', 90), by: 'octo' });
  for (const wait of [HALF_HOUR, HALF_HOUR, HALF_HOUR + MINUTE, 2 * HALF_HOUR, 24 * 2 * HALF_HOUR]) {
    stage.pass(wait);
    runs.push(await stage.tick(options));
  }
  const { tasks } = await stage.memory();
  return { stage, server, runs, told: toldBy(stage, runs), tasks: Object.values(tasks) };
}

/** An agent's pull request for one task, whose diff, title, body and branch give orders too. */
async function answerOne(stage: Stage, texts: readonly string[]): Promise<void> {
  const { world } = stage.sandbox;
  const { tasks } = await stage.memory();
  const task = Object.values(tasks).find(({ number, adopts }) => number !== undefined && !adopts);
  if (!task) return;
  const said = texts.map((text) => `// ${text.replace(/\s*\n\s*/g, ' ')}`).join('\n');
  const branch = `steward/${task.id}`;
  const files = { [task.scope.paths[0] ?? 'src/parse.ts']: `${said}\nexport const parse = () => 1;\n` };
  await world.pushCommit({ branch, files, message: texts[0] ?? '', by: 'dur-agent[bot]' });
  await world.openPullRequest({
    ...{ title: (texts[0] ?? '').slice(0, 200), body: `Closes #${task.number}\n\n${texts.join('\n')}` },
    ...{ head: branch, by: 'dur-agent[bot]' },
  });
  await world.addWorkflowRun({
    ...{ workflow: '.github/workflows/ci.yml', workflowName: 'ci', event: 'pull_request', branch },
    ...{ conclusion: 'success', by: 'dur-agent[bot]', jobs: [{ name: 'test', conclusion: 'success' }] },
  });
}
