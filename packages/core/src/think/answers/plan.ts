/** What a model answers about a plan, read as data: whatever does not have its form is left out, and nothing is believed. */
import { CERTAINTIES, type Need, type Plan, type PlanReview, type Remark, type Story } from '../../domain/plan.ts';
import { TASK_TYPES, type TaskType } from '../../domain/task.ts';
import { itemsOf, lineOf, memberOf } from './reading.ts';

const MOST = { criteria: 8, needs: 30, questions: 6, remarks: 12, changes: 12 };
/** Characters. */
const LENGTH = { key: 60, title: 120, why: 400, criterion: 200, question: 250, summary: 600, remark: 400, change: 250 };
const HOURS = { least: 0.5, most: 40 };

/** What is urgent is for people to say. */
export const STORY_PRIORITIES = ['high', 'medium', 'low'] as const;
export const STORY_TYPES: readonly TaskType[] = TASK_TYPES.filter(
  (type) => type !== 'new-project' && type !== 'code-review',
);

const textOf = (value: unknown, most: number): string => lineOf(value, most) ?? '';
const textsOf = (value: unknown, most: number, length: number): string[] =>
  itemsOf(value)
    .slice(0, most)
    .flatMap((item) => lineOf(item, length) ?? []);
const wordOf = <T extends string>(value: unknown, words: readonly T[], otherwise: T): T =>
  words.find((word) => word === value) ?? otherwise;

/** Null for what is no plan at all. One with more stories than anybody may have is refused by their number. */
export function readPlan(answer: unknown): Plan | null {
  const stories = memberOf(answer, 'stories');
  if (!Array.isArray(stories)) return null;
  return {
    summary: textOf(memberOf(answer, 'summary'), LENGTH.summary),
    stories: itemsOf(stories).map(storyOf),
    questions: textsOf(memberOf(answer, 'questions'), MOST.questions, LENGTH.question),
  };
}

function storyOf(value: unknown): Story {
  const of = (name: string): unknown => memberOf(value, name);
  return {
    key: keyOf(of('key')),
    title: textOf(of('title'), LENGTH.title),
    type: wordOf(of('type'), STORY_TYPES, 'feature'),
    priority: wordOf(of('priority'), STORY_PRIORITIES, 'medium'),
    why: textOf(of('why'), LENGTH.why),
    criteria: itemsOf(of('criteria'))
      .slice(0, MOST.criteria)
      .flatMap((item) => {
        const text = lineOf(memberOf(item, 'text'), LENGTH.criterion);
        return text === null ? [] : [{ text, check: wordOf(memberOf(item, 'check'), ['ci', 'review'], 'review') }];
      }),
    dependsOn: itemsOf(of('dependsOn')).slice(0, MOST.needs).flatMap(needOf),
    estimate: hoursOf(of('estimate')),
    questions: textsOf(of('questions'), 3, LENGTH.question),
  };
}

const keyOf = (value: unknown): string => textOf(value, LENGTH.key).toLowerCase();

function needOf(item: unknown): Need[] {
  const key = keyOf(memberOf(item, 'key'));
  return key === '' ? [] : [{ key, certainty: wordOf(memberOf(item, 'certainty'), CERTAINTIES, 'guess') }];
}

function hoursOf(value: unknown): number {
  const hours = typeof value === 'number' && Number.isFinite(value) ? value : HOURS.least;
  return Math.round(Math.min(HOURS.most, Math.max(HOURS.least, hours)) * 2) / 2;
}

/** What its author says of the remarks. */
export const readChanges = (answer: unknown): string[] =>
  textsOf(memberOf(answer, 'changes'), MOST.changes, LENGTH.change);

export function readReview(answer: unknown): PlanReview | null {
  const remarks = memberOf(answer, 'remarks');
  if (!Array.isArray(remarks)) return null;
  return {
    remarks: itemsOf(remarks)
      .slice(0, MOST.remarks)
      .flatMap((item): Remark[] => {
        const text = lineOf(memberOf(item, 'text'), LENGTH.remark);
        return text === null ? [] : [{ story: keyOf(memberOf(item, 'story')), text }];
      }),
  };
}
