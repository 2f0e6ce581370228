/** Sixty issues that people wrote, driven through whole cycles, and held against a sheet that was written before the rules. */
import { adoptionId } from '@steward/core/domain/adoption.ts';
import { faultsOf } from '@steward/sandbox/publication-faults.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CORPUS_NOW, type IssueAnswer, readIssueAnswers, readIssues, worldOfIssues } from '../support/corpora.ts';
import { MINUTE, Stage } from '../support/cycle.ts';
import { BOT, boardOf, issueOf, peoplesWords, RULES_OFF, saidBy, TREE } from './town.ts';

const answers = readIssueAnswers();
const DAY = 24 * 60 * MINUTE;
/** Caps that hold nothing back: what is not done here is left for a reason. */
const ROOM = 'caps:\n  open-tasks: 60\n  suggestions: 20\n  notifications-a-week: 200\n';
const numbersOf = (wanted: (answer: IssueAnswer) => boolean): number[] =>
  answers
    .filter(wanted)
    .map(({ number }) => number)
    .sort((a, b) => a - b);
/** Whether two say the same can only be understood, not seen: taking the second for an issue of its own is forgiven. */
const isHidden = ({ duplicateBy }: IssueAnswer): boolean => duplicateBy === 'meaning';

async function play(adopt: string) {
  const stage = await Stage.raise([TREE], { world: worldOfIssues(readIssues()), now: CORPUS_NOW });
  const before = peoplesWords(stage);
  // In a world's file a label was put by whoever wrote the issue; these were put by a maintainer.
  for (const { number, adoptBecause } of answers) {
    if (adoptBecause !== 'labelled') continue;
    stage.sandbox.world.removeLabels(number, ['steward'], 'north-quill');
    stage.sandbox.world.addLabels(number, ['steward'], 'north-quill');
  }
  const config = `adopt: ${adopt}\n${ROOM}${RULES_OFF}`;
  for (let day = 0; day < 3; day++) {
    await stage.tick({ config });
    stage.pass(DAY);
  }
  const { state, tasks } = await stage.memory();
  const taken = Object.values(tasks).flatMap(({ status, number }) => (status === 'ready' && number ? [number] : []));
  return { stage, before, state, tasks, taken: taken.sort((a, b) => a - b) };
}

describe('sixty issues, where the owner takes good bug reports', () => {
  let played: Awaited<ReturnType<typeof play>>;
  beforeAll(async () => {
    played = await play('good-bug-reports');
  }, 120_000);
  afterAll(() => played.stage.close());

  it('takes up those that may be, and no other [PM-4]', () => {
    const may = numbersOf(({ mayAdopt }) => mayAdopt);
    const wrong = played.taken.filter((number) => !may.includes(number));
    expect(wrong.filter((number) => !answers.some((answer) => answer.number === number && isHidden(answer)))).toEqual(
      [],
    );
    expect(wrong.length).toBeLessThanOrEqual(1);
    expect(may.filter((number) => !played.taken.includes(number))).toEqual([]);
  });

  it('asks those, and only those, that cannot be repeated, once each', () => {
    const asked = saidBy(played.stage, BOT).filter(({ body }) => body.startsWith('This cannot be repeated'));
    expect(asked.map(({ on }) => on).sort((a, b) => a - b)).toEqual(
      numbersOf(({ askReproduction }) => askReproduction),
    );
  });

  it('finds what says the same with a precision of 0.95 or better', () => {
    const truth = new Map(answers.map(({ number, duplicateOf }) => [number, duplicateOf]));
    const { alike } = played.state.intake;
    const right = alike.filter(({ number, of }) => truth.get(number) === of);
    expect(right.length / alike.length).toBeGreaterThanOrEqual(0.95);
    expect(alike.length).toBeGreaterThanOrEqual(3);
    for (const { number, of } of alike) expect(boardOf(played.stage)).toContain(`#${number} looks like #${of}`);
  });

  it('changes no word that a person wrote, closes nothing, and labels only what it took up', () => {
    expect(peoplesWords(played.stage)).toBe(played.before);
    for (const { number, labels } of readIssues()) {
      const own = labels.includes('steward') ? [] : ['steward'];
      const now = issueOf(played.stage, number).labels;
      expect([...now].sort()).toEqual([...labels, ...(played.taken.includes(number) ? own : [])].sort());
    }
  });

  it('says on each what its report says, and nothing that could act', () => {
    const home = `${played.stage.sandbox.serverUrl}/octo/dur`;
    for (const { on, body } of saidBy(played.stage, BOT)) expect([on, faultsOf(body, home)]).toEqual([on, []]);
    const facts = answers.filter(({ mayAdopt, facts: known }) => mayAdopt && known);
    const unheard = facts.filter(({ number, facts: known }) => {
      const task = played.tasks[adoptionId(number)];
      const lead = /^(?:expected:?|i'd expect|erwartet hätte ich)\s/i;
      const plain = (text: string): string => text.replace(lead, '').replace(/[`\\\s]/g, '');
      const said = plain(JSON.stringify([task?.why, task?.criteria]).replaceAll('\\"', '"'));
      return !known?.expected.some((part) => said.includes(plain(part)));
    });
    expect(unheard.map(({ number }) => number)).toEqual([]);
  });

  it('ranks them by what their words and labels say [AR-16]', () => {
    const wrong = answers.flatMap(({ number, priority }) => {
      const task = played.tasks[adoptionId(number)];
      return task && priority && ![priority.is, ...priority.also].includes(task.priority) ? [number] : [];
    });
    expect(wrong).toEqual([]);
  });

  it('does nothing of what a comment orders, and drafts nothing of a weakness in public', () => {
    expect(issueOf(played.stage, 208).labels).not.toContain('steward:approved');
    expect(issueOf(played.stage, 194).state).toBe('OPEN');
    for (const number of [182, 226]) expect(saidBy(played.stage, BOT, number)).toEqual([]);
    for (const number of [182, 226]) expect(played.tasks[adoptionId(number)]).toBeUndefined();
  });
});

it('takes up only what is labelled where the owner wants no more, and suggests nothing', async () => {
  const { stage, taken, tasks } = await play('labelled');
  expect(taken).toEqual(numbersOf(({ adoptBecause }) => adoptBecause === 'labelled'));
  expect(Object.values(tasks).filter(({ status }) => status === 'suggested')).toEqual([]);
  await stage.close();
});

it('suggests the best of the rest by default, and takes up what is labelled', async () => {
  const { stage, taken, tasks } = await play('suggested');
  expect(taken).toEqual(numbersOf(({ adoptBecause }) => adoptBecause === 'labelled'));
  const suggested = Object.values(tasks).flatMap(({ status, adopts }) =>
    status === 'suggested' && adopts ? [adopts.number] : [],
  );
  expect(suggested).toHaveLength(20);
  const may = numbersOf((answer) => answer.mayAdopt || isHidden(answer));
  expect(suggested.filter((number) => !may.includes(number))).toEqual([]);
  expect(saidBy(stage, BOT).map(({ on }) => on)).toEqual(taken);
  await stage.close();
});
