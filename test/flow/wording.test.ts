/** Work worded by a model through the flows: what it says is proposed, what it cannot say stays the template's. */
import type { Question, Reply } from '@steward/core/domain/model.ts';
import { NO_TOOLING } from '@steward/core/domain/tooling.ts';
import type { Ask } from '@steward/core/flow/ask.ts';
import { findWork } from '@steward/core/flow/finding.ts';
import { recallMemory } from '@steward/core/flow/memory.ts';
import { openTick } from '@steward/core/flow/tick.ts';
import { wordIssue } from '@steward/core/flow/wording.ts';
import { specifyIssue } from '@steward/core/think/template.ts';
import { expect, it } from 'vitest';
import { stagesOf } from '../support/cycle.ts';
import { REPOSITORY } from '../support/reviewing.ts';
import { ISSUES, issueOf } from '../think/issues.ts';

const raise = stagesOf([REPOSITORY]);
const TITLE = 'Numbers with a space between them are read again';

function reader(answer: (question: Question) => unknown): { ask: Ask; asked: Question[] } {
  const asked: Question[] = [];
  const model = { provider: 'anthropic' as const, id: 'claude-x' };
  const ask: Ask = async (questions) => {
    asked.push(...questions);
    return new Map(
      questions.map((question): [string, Reply] => [
        question.id,
        { kind: 'answered', value: answer(question), model, calls: [] },
      ]),
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

const worded = ({ prompt }: Question) => {
  const numbers = [...prompt.own.matchAll(/^## Task (\d+)$/gm)].map(([, n]) => Number(n));
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

it('causes are proposed in the words of the model, and what it leaves is told with a clean reason', async () => {
  const { tick, ledger } = await opened();
  const search = { type: null, most: 5 };
  const plain = await findWork(tick, ledger, search);
  const titles = plain.proposals.map((proposal) => ('specification' in proposal ? proposal.specification.title : ''));
  expect(titles).not.toContain(TITLE);
  const again = await opened();
  const { ask, asked } = reader(worded);
  const { proposals } = await findWork(again.tick, again.ledger, search, ask);
  expect(asked).toHaveLength(1);
  const said = proposals.flatMap((proposal) => ('specification' in proposal ? [proposal.specification] : []));
  expect(said.map(({ title }) => title)).toEqual([TITLE]);
  const before = plain.proposals.flatMap((one) => ('specification' in one ? [one.specification] : []));
  expect(before.map(({ id }) => id)).toContain(said[0]?.id);
  const reasons = again.tick.told.left.map(({ reason }) => reason).filter((reason) => reason.startsWith('not worth'));
  expect(reasons.length).toBe(titles.length - 1);
  expect(reasons.join()).not.toMatch(/@octo|fixes #1/);
});

it('the same world is asked the same question', async () => {
  const keys: string[] = [];
  for (let round = 0; round < 2; round++) {
    const { tick, ledger } = await opened();
    const { ask, asked } = reader(worded);
    await findWork(tick, ledger, { type: null, most: 5 }, ask);
    keys.push(...asked.map(({ id }) => id));
  }
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

it('an answer that says nothing leaves the templates, and nobody’s answer too', async () => {
  for (const ask of [reader(() => 'no').ask, async () => new Map<string, Reply>()]) {
    const { tick, ledger } = await opened();
    const { proposals } = await findWork(tick, ledger, { type: null, most: 5 }, ask);
    expect(proposals.length).toBeGreaterThan(0);
    expect(JSON.stringify(proposals)).not.toContain(TITLE);
  }
});

it('a person’s issue gets the criteria of the model', async () => {
  const { tick, ledger } = await opened();
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
  const around = { ledger, project: project as never, tooling: NO_TOOLING };
  const criteria = [{ text: 'The sign of a duration is kept.', check: 'review', command: '' }];
  const { ask, asked } = reader(() => ({ criteria, assumptions: [], estimate: 2, kit: '' }));
  const task = await wordIssue(tick, { brief, text: 'It loses the sign.', draft }, around, ask);
  expect(task.criteria[0]?.text).toBe('The sign of a duration is kept.');
  expect(asked[0]?.prompt.own).toContain('It loses the sign.');
  expect(await wordIssue(tick, { brief, text: 'It loses the sign.', draft }, around)).toEqual(draft);
});
