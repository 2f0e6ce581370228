/** A review whose diff a model reads: asked once about what nobody else decides, told what it saw, believed with lines alone. */
import type { Question } from '@steward/core/domain/model.ts';
import type { Ask, Said } from '@steward/core/flow/ask.ts';
import { finish } from '@steward/core/flow/reporting.ts';
import { reviewPulls } from '@steward/core/flow/reviewing.ts';
import * as rooms from '@steward/core/flow/rooms.ts';
import { askedFor, openTick } from '@steward/core/flow/tick.ts';
import { NO_WISH } from '@steward/core/flow/wish.ts';
import { expect, it } from 'vitest';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { comments, FIX, next, openTask, propose, REPOSITORY, runChecks } from '../support/reviewing.ts';

const raise = stagesOf([{ ...REPOSITORY, '.github/steward/prompts/review.md': 'Blanks matter here.\n' }]);

/** Without a line in the changelog: whether users can notice the change is for a reader. */
const { 'CHANGELOG.md': _, ...UNTOLD } = FIX;

const LINE = { path: 'src/dur/__init__.py', line: 2, text: 'return sum(int(part) for part in text.split())' };

/** Answers each question with this verdict on every criterion, and keeps what was asked. */
function reader(verdict: object | null): { ask: Ask; asked: Question[] } {
  const asked: Question[] = [];
  const ask: Ask = async (questions) => {
    asked.push(...questions);
    const replies = questions.flatMap((question): [string, Said][] => {
      if (verdict === null) return [];
      const numbers = [...question.prompt.own.matchAll(/^(\d+)\. /gm)].map(([, n]) => Number(n));
      const verdicts = numbers.map((n) => ({
        n,
        reason: 'users notice nothing',
        citations: [LINE],
        hint: '',
        ...verdict,
      }));
      return [[question.id, { value: { verdicts }, model: 'anthropic/claude-x' }]];
    });
    return new Map(replies);
  };
  return { ask, asked };
}

/** As the action does it, with somebody to ask. */
async function reviewed(stage: Stage, ask: Ask, number: number | null = null) {
  stage.pass(HALF_HOUR);
  const tick = await openTick(stage.world());
  const memory = await rooms.recallMemory(tick);
  if (!memory) throw new Error('there is no memory to go on with');
  tick.told.moves.push(askedFor('review'));
  const own = await rooms.lookAtOwn(tick, memory);
  await rooms.lookAtPulls(tick, memory);
  if (number !== null) tick.pulls = [...tick.pulls, await rooms.askedPull(tick, number)];
  const { ledger } = rooms.movesOf(tick, memory, own);
  const { learned, ...found } = await reviewPulls(tick, ledger, number, ask);
  const granted = await rooms.grant(tick, memory, { ...NO_WISH, own, ...found, leavesDaily: true });
  const outcomes = await rooms.carryOut(tick, granted.held, granted.approved);
  return finish(tick, await rooms.settle(tick, granted.held, outcomes, () => learned(outcomes)));
}

async function proposed(conclusion: 'success' | 'failure' = 'success') {
  const stage = await raise();
  const task = await openTask(stage);
  const number = await propose(stage, task, { files: UNTOLD as typeof FIX });
  await runChecks(stage, `steward/${task.id}`, conclusion);
  return { stage, task, number };
}

it('a criterion that only a reader decides is met by the lines that both readings cite', async () => {
  const { stage, task, number } = await proposed();
  const { ask, asked } = reader({ ruling: 'met' });
  const { report } = await reviewed(stage, ask);
  expect(report.reviews).toMatchObject([{ number, overall: 'accepted', met: task.criteria.length }]);
  expect(asked).toHaveLength(2);
  expect(new Set(asked.map(({ id }) => id)).size).toBe(2);
  expect(asked[0]?.prompt.system).toContain('Blanks matter here.');
  expect(comments(stage, number)[0]).toContain('as a model read the diff: users notice nothing');
  expect(comments(stage, number)[0]).toContain('src/dur/__init__.py:2');
});

it('the same head is said once, and what was read holds where nobody can be asked again', async () => {
  const { stage, number } = await proposed();
  await reviewed(stage, reader({ ruling: 'met' }).ask);
  const [said] = comments(stage, number);
  const both = reader({ ruling: 'met' }).ask;
  const half: Ask = async (...asked) => new Map([...(await both(...asked))].slice(0, 1));
  for (const ask of [both, half, async () => new Map<string, Said>()]) {
    const { report } = await reviewed(stage, ask, number);
    expect(report.reviews).toMatchObject([{ number, overall: 'accepted' }]);
    expect(comments(stage, number)).toEqual([said]);
    expect((await stage.memory()).state.reviews[number]?.overall).toBe('accepted');
  }
});

it.each<[string, object | null]>([
  ['cites a line that is not there', { ruling: 'met', citations: [{ ...LINE, line: 99 }] }],
  ['cites nothing', { ruling: 'met', citations: [] }],
  ['cannot tell', { ruling: 'unknown' }],
  ['answers nothing', null],
])('a reader that %s leaves it to a person', async (_name, verdict) => {
  const { stage, number } = await proposed();
  const { report } = await reviewed(stage, reader(verdict).ask);
  expect(report.reviews).toMatchObject([{ number, overall: 'needs-person' }]);
});

it('one reading of two is none', async () => {
  const { stage, number } = await proposed();
  const both = reader({ ruling: 'met' }).ask;
  const { report } = await reviewed(stage, async (...asked) => new Map([...(await both(...asked))].slice(0, 1)));
  expect(report.reviews).toMatchObject([{ number, overall: 'needs-person' }]);
  expect(comments(stage, number)[0]).not.toContain('a model');
});

it('where checks fail nobody is asked, nor where nobody is there to be', async () => {
  const { stage, number } = await proposed('failure');
  const { ask, asked } = reader({ ruling: 'met' });
  const { report } = await reviewed(stage, ask);
  expect(report.reviews).toMatchObject([{ number, overall: 'changes-requested' }]);
  expect(asked).toEqual([]);
  const other = await proposed();
  const told = await next(other.stage);
  expect(told.reviews).toMatchObject([{ overall: 'needs-person' }]);
  expect(told.sent).toBeUndefined();
});
