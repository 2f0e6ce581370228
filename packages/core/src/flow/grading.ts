/** A model reads a diff for the criteria that nobody else decides: asked about what may be sent, told, and held to the diff. */
import { gateKey } from '../decide/gate.ts';
import { gradable } from '../decide/review/grades.ts';
import type { ReviewInput } from '../decide/review/review.ts';
import type { Grade } from '../domain/grade.ts';
import type { Review } from '../domain/verdict.ts';
import { readGrades } from '../think/answers/grade.ts';
import { draftGrade, gradeQuestions, seenDiff } from '../think/questions/grade.ts';
import { type Ask, answersTo, askNobody, cleanedFor } from './ask.ts';
import { instructionsOf } from './instructing.ts';
import type { Tick } from './tick.ts';

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
  const cleaned = await cleanedFor(tick, draftGrade({ task, criteria, files: detail.files, instructions }));
  const key = gateKey({
    ...{ purpose: 'review', fingerprints: [detail.head, ...criteria.map(({ n, text }) => `${n} ${text}`)] },
    ...{ tasks: [task.id], goals: [], settings: tick.config.egress, version: instructions.version },
  });
  const questions = gradeQuestions(cleaned, READINGS, { key });
  const answers = await answersTo(cleaned, { questions, ask });
  // By halves nothing is read: what was read before, if anything was, still holds.
  if (!answers || answers.includes(undefined)) return null;
  const numbers = criteria.map(({ n }) => n);
  return readGrades(answers, numbers, seenDiff(cleaned, detail.files));
}
