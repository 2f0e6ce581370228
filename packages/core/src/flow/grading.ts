/** A model reads a diff for the criteria that nobody else decides: asked about what may be sent, told, and held to the diff. */
import { gateKey } from '../decide/gate.ts';
import { gradable } from '../decide/review/grades.ts';
import type { ReviewInput } from '../decide/review/review.ts';
import type { Grade } from '../domain/grade.ts';
import type { Question } from '../domain/model.ts';
import type { Review } from '../domain/verdict.ts';
import { cleanPrompt, promptTexts } from '../guard/prompt.ts';
import { readGrades } from '../think/answers/grade.ts';
import { draftGrade, gradeQuestions, seenDiff } from '../think/questions/grade.ts';
import { instructionsOf } from './instructing.ts';
import { tellSent } from './telling-sent.ts';
import { cleaningOf, type Tick } from './tick.ts';

/** What a model said; `fresh`: it was asked by this run. */
export interface Said {
  value: unknown;
  model: string;
  fresh: boolean;
}

/** Answers by the id of their question; what was not asked, has no answer or is still out has none. */
export type Ask = (questions: readonly Question[]) => Promise<ReadonlyMap<string, Said>>;

export const askNobody: Ask = async () => new Map();

const READINGS = 2;

interface Matter {
  input: Omit<ReviewInput, 'round'>;
  /** As it is without a reader. */
  review: Review;
}

/**
 * Null: nobody was asked, or nobody answered. What changes anyway, or still waits for its checks, is not worth a question.
 */
export async function gradeDiff(
  tick: Tick,
  { input, review }: Matter,
  ask: Ask,
): Promise<ReadonlyMap<number, Grade> | null> {
  const { detail, task } = input;
  const criteria = gradable(review, task);
  if (ask === askNobody || !task || !detail.files || criteria.length === 0) return null;
  if (review.overall !== 'needs-person' || review.gates.some(({ level }) => level === 'change')) return null;
  const instructions = await instructionsOf(tick, 'review');
  const draft = draftGrade({ task, criteria, files: detail.files, instructions });
  const found = await tick.world.inspector.inspect(promptTexts(draft));
  const cleaned = cleanPrompt(draft, { ...cleaningOf(tick), egress: tick.config.egress }, found);
  const key = gateKey({
    ...{ purpose: 'review', fingerprints: [detail.head, ...criteria.map(({ n, text }) => `${n} ${text}`)] },
    ...{ tasks: [task.id], goals: [], settings: tick.config.egress, version: instructions.version },
  });
  const questions = gradeQuestions(cleaned, READINGS, { key });
  if (questions.length === 0) return null;
  const replies = await ask(questions);
  for (const { model, fresh } of replies.values()) if (fresh) tellSent(tick, cleaned, model);
  // By halves nothing is read: one reading may still be out, and what was read before holds meanwhile.
  if (!questions.every(({ id }) => replies.has(id))) return null;
  return readGrades(
    questions.map(({ id }) => replies.get(id)?.value),
    criteria.map(({ n }) => n),
    seenDiff(cleaned, detail.files),
  );
}
