/** What a model answers about a plan, read as data: whatever does not have its form is left out, and nothing is believed. */
import { oneLine, shorten } from '../../domain/markdown.ts';
import type { AnswerForm } from '../../domain/model.ts';
import { CERTAINTIES, type Need, type Plan, type PlanReview, type Remark, type Story } from '../../domain/plan.ts';
import { PRIORITIES, TASK_TYPES } from '../../domain/task.ts';

/** Nothing is read beyond this: a plan with more stories than anybody may have is refused by their number. */
const MOST = { stories: 200, criteria: 8, needs: 30, questions: 6, remarks: 12, changes: 12 };
/** Characters. */
const LENGTH = { key: 60, title: 120, why: 400, criterion: 200, question: 250, summary: 600, remark: 400, change: 250 };
const HOURS = { least: 0.5, most: 40 };

/** What a model may say of urgency: what is urgent is for people to say. */
const STORY_PRIORITIES = ['high', 'medium', 'low'] as const;
const STORY_TYPES = TASK_TYPES.filter((type) => type !== 'new-project' && type !== 'code-review');

type Members = Readonly<Record<string, unknown>>;
const membersOf = (value: unknown): Members =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Members) : {};
const listOf = (value: unknown, most: number): unknown[] => (Array.isArray(value) ? value.slice(0, most) : []);
const textOf = (value: unknown, most: number): string =>
  typeof value === 'string' ? shorten(oneLine(value.slice(0, 8 * most)), most) : '';
const textsOf = (value: unknown, most: number, length: number): string[] =>
  listOf(value, most)
    .map((item) => textOf(item, length))
    .filter((text) => text !== '');
const oneOf = <const T extends string>(value: unknown, words: readonly T[], otherwise: T): T =>
  words.find((word) => word === value) ?? otherwise;

/** Null for what is no plan at all. */
export function readPlan(answer: unknown): Plan | null {
  const { summary, stories, questions } = membersOf(answer);
  if (!Array.isArray(stories)) return null;
  return {
    summary: textOf(summary, LENGTH.summary),
    stories: listOf(stories, MOST.stories).map(storyOf),
    questions: textsOf(questions, MOST.questions, LENGTH.question),
  };
}

function storyOf(value: unknown): Story {
  const { key, title, type, priority, why, criteria, dependsOn, estimate, questions } = membersOf(value);
  const hours = typeof estimate === 'number' && Number.isFinite(estimate) ? estimate : HOURS.least;
  return {
    key: textOf(key, LENGTH.key).toLowerCase(),
    title: textOf(title, LENGTH.title),
    type: oneOf(type, TASK_TYPES, 'feature'),
    priority: oneOf(priority, STORY_PRIORITIES, 'medium'),
    why: textOf(why, LENGTH.why),
    criteria: listOf(criteria, MOST.criteria).flatMap((item) => {
      const { text, check } = membersOf(item);
      const words = textOf(text, LENGTH.criterion);
      return words === '' ? [] : [{ text: words, check: oneOf(check, ['ci', 'review'], 'review') }];
    }),
    dependsOn: listOf(dependsOn, MOST.needs).flatMap((item): Need[] => {
      const need = membersOf(item);
      const name = textOf(need.key, LENGTH.key).toLowerCase();
      return name === '' ? [] : [{ key: name, certainty: oneOf(need.certainty, CERTAINTIES, 'guess') }];
    }),
    estimate: Math.round(Math.min(HOURS.most, Math.max(HOURS.least, hours)) * 2) / 2,
    questions: textsOf(questions, 3, LENGTH.question),
  };
}

/** What its author says of the remarks. */
export const readChanges = (answer: unknown): string[] =>
  textsOf(membersOf(answer).changes, MOST.changes, LENGTH.change);

export function readReview(answer: unknown): PlanReview | null {
  const { remarks } = membersOf(answer);
  if (!Array.isArray(remarks)) return null;
  return {
    remarks: listOf(remarks, MOST.remarks).flatMap((item): Remark[] => {
      const { story, text } = membersOf(item);
      const words = textOf(text, LENGTH.remark);
      return words === '' ? [] : [{ story: textOf(story, LENGTH.key), text: words }];
    }),
  };
}

const TEXT = { type: 'string' } as const;
const TEXTS = { type: 'array', items: TEXT } as const;
const wordOf = (words: readonly string[]) => ({ type: 'string', enum: [...words] }) as const;
const objectOf = (properties: Members) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const STORY = objectOf({
  key: TEXT,
  title: TEXT,
  type: wordOf(STORY_TYPES),
  priority: wordOf(PRIORITIES.filter((one) => one !== 'urgent')),
  why: TEXT,
  criteria: { type: 'array', items: objectOf({ text: TEXT, check: wordOf(['ci', 'review']) }) },
  dependsOn: { type: 'array', items: objectOf({ key: TEXT, certainty: wordOf(CERTAINTIES) }) },
  estimate: { type: 'number' },
  questions: TEXTS,
});
const PLAN = { summary: TEXT, stories: { type: 'array', items: STORY }, questions: TEXTS };

export const PLAN_FORM: AnswerForm = { name: 'plan', schema: objectOf(PLAN) };
export const REVIEW_FORM: AnswerForm = {
  name: 'plan_review',
  schema: objectOf({ remarks: { type: 'array', items: objectOf({ story: TEXT, text: TEXT }) } }),
};
export const REVISED_FORM: AnswerForm = { name: 'revised_plan', schema: objectOf({ ...PLAN, changes: TEXTS }) };
