/** Answers to what agents asked: read where the issue changed, and taken from people only who may write. */
import { readQuestion } from '../decide/hand-off/question.ts';
import { mayCommand, spokenIn } from '../domain/command.ts';
import type { LedgerEvent } from '../domain/event.ts';
import type { Attempt } from '../domain/lease.ts';
import { oneLine, shorten } from '../domain/markdown.ts';
import type { CommentSight, IssueSight } from '../domain/sight.ts';
import type { Ledger } from '../domain/state.ts';
import { realNumber, type Task } from '../domain/task.ts';
import { cleanReason } from '../guard/specification.ts';
import { cleaningOf, identitiesOf, type Tick } from './tick.ts';

/** What was answered to a task's agent. */
export interface Answer {
  task: string;
  by: string;
  words: string;
}

/** Characters of an answer that the next instructions have room for. */
const MOST = 500;

/** The question that a task waits with; null: it waits for none. */
export const questionOf = ({ status, attempts = [] }: Task): Attempt | null => {
  const last = attempts.at(-1);
  return status === 'blocked' && last?.ending === 'question' ? last : null;
};

/** A question that waits, and where. */
interface Asked {
  task: Task;
  number: number;
  question: Attempt;
}

/** Where an answer may stand: on issues that changed, and on all once a day. */
export function askedOn({ news }: Tick, { tasks }: Ledger): Asked[] {
  const changed = new Set(news.foreign.map(({ number }) => number));
  return Object.values(tasks).flatMap((task) => {
    const [number, question] = [realNumber(task.number), questionOf(task)];
    if (number === null || question === null || !(news.daily || changed.has(number))) return [];
    return [{ task, number, question }];
  });
}

/** What was answered there. */
export async function answersIn(
  tick: Tick,
  asked: readonly Asked[],
  issues: ReadonlyMap<number, IssueSight>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const { task, number, question } of asked) {
    const answer = await answerIn(tick, issues.get(number)?.comments ?? [], question);
    if (answer) answers.push({ task: task.id, ...answer });
  }
  return answers;
}

/** The newest of somebody who may write. */
async function answerIn(
  tick: Tick,
  comments: readonly CommentSight[],
  { to }: Attempt,
): Promise<Omit<Answer, 'task'> | null> {
  const identities = identitiesOf(tick, tick.state);
  // People answer a question when they read it, which may be before Steward has.
  const asked = comments.findLast(({ author, body }) => author.endsWith('[bot]') && readQuestion(body) !== null);
  const since = asked === undefined || asked.createdAt > to ? to : asked.createdAt;
  const said = comments.filter(
    ({ author, createdAt }) => createdAt > since && !author.endsWith('[bot]') && !identities.includes(author),
  );
  for (const { author, body } of said.toReversed()) {
    // An order is none.
    if (spokenIn(body).length > 0) continue;
    if (!mayCommand(await tick.world.reader.role(author))) continue;
    return { by: author, words: cleanReason(shorten(oneLine(body), MOST), cleaningOf(tick)) };
  }
  return null;
}

/** What the ledger notes of them, where the question still stands. */
export const answerEvents = ({ answers }: Tick, { tasks }: Ledger): LedgerEvent[] =>
  answers.flatMap(({ task, by, words }): LedgerEvent[] => {
    const known = tasks[task];
    return known && questionOf(known) ? [{ kind: 'answered', task, by, words }] : [];
  });
