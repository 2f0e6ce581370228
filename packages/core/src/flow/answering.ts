/** Answers to what agents asked: read where the issue changed, and taken from people only who may write. */
import { mayCommand } from '../domain/command.ts';
import type { LedgerEvent } from '../domain/event.ts';
import type { Attempt } from '../domain/lease.ts';
import { oneLine, shorten } from '../domain/markdown.ts';
import type { CommentSight } from '../domain/sight.ts';
import type { Ledger } from '../domain/state.ts';
import { realNumber, type Task } from '../domain/task.ts';
import { cleanReason } from '../guard/specification.ts';
import type { Held } from '../record/transaction.ts';
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

/** Looks at the issues that changed, and at all once a day. */
export async function lookForAnswers(tick: Tick, { ledger }: Held): Promise<void> {
  const changed = new Set(tick.news.foreign.map(({ number }) => number));
  const asked = Object.values(ledger.tasks).flatMap((task) => {
    const [number, question] = [realNumber(task.number), questionOf(task)];
    if (number === null || question === null || !(tick.news.daily || changed.has(number))) return [];
    return [{ task, number, question }];
  });
  if (asked.length === 0) return;
  const watched = asked.map(({ number }) => ({ number, comment: null, dispatchedAt: null }));
  const { issues } = await tick.world.reader.sights(watched);
  const answers: Answer[] = [];
  for (const { task, number, question } of asked) {
    const said = issues.find((issue) => issue.number === number)?.comments ?? [];
    const answer = await answerIn(tick, said, question);
    if (answer) answers.push({ task: task.id, ...answer });
  }
  tick.answers = answers;
}

/** The newest of somebody who may write. */
async function answerIn(
  tick: Tick,
  comments: readonly CommentSight[],
  { to }: Attempt,
): Promise<Omit<Answer, 'task'> | null> {
  const identities = identitiesOf(tick, tick.state);
  const said = comments.filter(
    ({ author, createdAt }) => createdAt > to && !author.endsWith('[bot]') && !identities.includes(author),
  );
  for (const { author, body } of said.toReversed()) {
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
