/** Work that ends in an answer goes to the models of the role `research`, whether rules found it or a person asked for it. */
import type { Ask } from '@steward/core/flow/ask.ts';
import { wordIssue } from '@steward/core/flow/wording-issue.ts';
import { specifyIssue } from '@steward/core/think/template.ts';
import { expect, it } from 'vitest';
import { HALF_HOUR, MINUTE, stagesOf } from '../support/cycle.ts';
import { modelsOf, PROJECT, push, skippedTest } from '../support/models.ts';
import { opened } from '../support/questions.ts';
import { TREE } from '../think/asking.ts';
import { PYTHON } from '../think/briefs.ts';
import { issueOf } from '../think/issues.ts';

const raise = stagesOf([{ ...PROJECT, ...skippedTest('date') }]);
const openModels = modelsOf();

it('a pull request that nobody decides about is put as a question, beside what is to be changed [CW-11]', async () => {
  const stage = await raise([{ ...PROJECT, ...skippedTest('date') }], {
    world: {
      pullRequests: [
        { number: 31, title: 'Read weeks', head: 'weeks', author: 'eve', created: '-50d', updated: '-40d' },
      ],
    },
  });
  const { server, models } = await openModels(stage);
  const first = await stage.tick({ mode: 'suggest', models });
  expect(first.calls?.map(({ role, lane }) => [role, lane])).toEqual([
    ['specify', 'now'],
    ['research', 'now'],
  ]);
  const asked = server.log.map(({ body }) => body).filter((body) => body.includes('Read weeks'));
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain('word them as questions');
  const { tasks } = await stage.memory();
  const reading = Object.values(tasks).find(({ category }) => category === 'analysis');
  expect(reading?.why).toContain('Whoever relies on it learns of it too late.');
  expect(reading?.why).not.toContain('Probable cause');
});

it('nobody waits for it: what is found later goes out in a batch and is collected', async () => {
  const stage = await raise();
  const { models } = await openModels(stage);
  await stage.tick({ mode: 'suggest', models });
  await stage.sandbox.world.pushCommit({ branch: 'weeks', files: { 'src/weeks.ts': 'export {};\n' }, by: 'eve' });
  await stage.sandbox.world.openPullRequest({ title: 'Read weeks', head: 'weeks', by: 'eve' });
  stage.pass(40 * 48 * HALF_HOUR);
  await push(stage, { 'README.md': '# Dur\n' });
  await stage.tick({ mode: 'suggest', models });
  const batches = Object.values((await stage.memory()).state.batches ?? {});
  expect(batches.flatMap(({ questions }) => questions.map(({ role }) => role))).toContain('research');
  stage.pass(2 * HALF_HOUR + MINUTE);
  const back = await stage.tick({ mode: 'suggest', models });
  const calls = back.calls?.map(({ role, lane, result }) => [role, lane, result]);
  expect(calls).toContainEqual(['research', 'batch', 'answered']);
});

it.each([
  ['code-review', 'research'],
  ['feature', 'specify'],
] as const)('an issue of the type %s is asked about under the role %s', async (type, role) => {
  const stage = await raise();
  const tick = await opened(stage, {});
  const brief = issueOf(type, 'Look at how durations are read');
  const asked: string[] = [];
  const ask: Ask = async (questions) => {
    asked.push(...questions.map((question) => question.role));
    return new Map();
  };
  const around = { project: TREE as never, tooling: PYTHON };
  await wordIssue(tick, { brief, text: 'Somebody should read it.', draft: specifyIssue(brief) }, around, ask);
  expect(asked).toEqual([role]);
});
