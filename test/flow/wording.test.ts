/** Work worded by a model through the flows: what it says is proposed, what it cannot say stays the template's. */
import type { Question } from '@steward/core/domain/model.ts';
import { NO_TOOLING } from '@steward/core/domain/tooling.ts';
import type { Ask } from '@steward/core/flow/ask.ts';
import { recallMemory } from '@steward/core/flow/memory.ts';
import { openTick } from '@steward/core/flow/tick.ts';
import { wordIssue } from '@steward/core/flow/wording-issue.ts';
import { specifyIssue } from '@steward/core/think/template.ts';
import { scriptedMind } from '@steward/sandbox/models/scripted-mind.ts';
import { expect, it } from 'vitest';
import { stagesOf } from '../support/cycle.ts';
import { modelsOf, skippedTest } from '../support/models.ts';
import { REPOSITORY } from '../support/reviewing.ts';
import { ISSUES, issueOf } from '../think/issues.ts';

const raise = stagesOf([{ ...REPOSITORY, ...skippedTest('hour') }]);
const openModels = modelsOf();
const TITLE = 'Numbers with a space between them are read again';

function reader(answer: (question: Question) => unknown): { ask: Ask; asked: Question[] } {
  const asked: Question[] = [];
  const ask: Ask = async (questions) => {
    asked.push(...questions);
    return new Map(
      questions.map((question) => [question.id, { value: answer(question), model: 'anthropic/claude-x' }]),
    );
  };
  return { ask, asked };
}

async function opened() {
  const stage = await raise();
  const tick = await openTick(stage.world());
  const memory = await recallMemory(tick);
  if (!memory) throw new Error('there is no memory to go on with');
  return { tick, ledger: memory.ledger };
}

const worded = (prompt: string) => {
  const numbers = [...prompt.matchAll(/^## Task (\d+)$/gm)].map(([, n]) => Number(n));
  const criteria = [{ text: 'Two numbers are added up.', check: 'review', command: '' }];
  const words = {
    title: TITLE,
    why: 'Nobody knows whether they are.',
    criteria,
    scope: [],
    assumptions: [],
    estimate: 1,
  };
  return {
    choices: numbers.map((n) => ({ n, worth: n === 1, reason: 'fixes #1, @octo' })),
    tasks: [{ n: 1, ...words }],
  };
};

/** A tick with a model that says this of what it is asked. */
async function askedTick(answer: (prompt: string) => object | string) {
  const stage = await raise();
  const { server, models } = await openModels(stage, {
    mind: scriptedMind((asked) => answer(asked.texts.map(({ text }) => text).join('\n\n')) as never),
  });
  const report = await stage.tick({ mode: 'suggest', models });
  return { report, server, tasks: Object.values((await stage.memory()).tasks) };
}

it('causes are suggested in the words of the model, and what it leaves is told with a clean reason', async () => {
  const { report, tasks } = await askedTick(worded);
  expect(tasks.map(({ title }) => title)).toEqual([TITLE]);
  const reasons = report.left.map(({ reason }) => reason).filter((reason) => reason.startsWith('not worth'));
  expect(reasons.length).toBeGreaterThan(0);
  expect(reasons.join()).not.toMatch(/@octo|fixes #1/);
  expect(report.sent?.words).toContain('Sent to models');
});

it('an answer that says nothing leaves the templates', async () => {
  const { tasks, server } = await askedTick(() => ({ choices: [], tasks: [] }));
  expect(server.log.length).toBeGreaterThan(0);
  expect(tasks.length).toBeGreaterThan(0);
  expect(JSON.stringify(tasks)).not.toContain(TITLE);
});

it('a person’s issue gets the criteria of the model', async () => {
  const { tick } = await opened();
  const brief = ISSUES['bug-fix'] ?? issueOf('bug-fix', 'x');
  const draft = specifyIssue(brief);
  const project = {
    head: '',
    branch: 'main',
    paths: [],
    files: [],
    churn: new Map(),
    failedRuns: [],
    remote: {},
    skipped: {},
  };
  const around = { project: project as never, tooling: NO_TOOLING };
  const criteria = [{ text: 'The sign of a duration is kept.', check: 'review', command: '' }];
  const { ask, asked } = reader(() => ({ criteria, assumptions: [], estimate: 2, kit: '' }));
  const task = await wordIssue(tick, { brief, text: 'It loses the sign.', draft }, around, ask);
  expect(task.criteria[0]?.text).toBe('The sign of a duration is kept.');
  expect(asked[0]?.prompt.own).toContain('It loses the sign.');
  expect(await wordIssue(tick, { brief, text: 'It loses the sign.', draft }, around)).toEqual(draft);
});
