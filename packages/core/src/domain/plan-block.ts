/** A plan as its comment keeps it, out of sight: what a person approves is what stands there, however long they take. */
import { digest } from './digest.ts';
import { CERTAINTIES, KEY, MOST_PLAN, type Need, type Plan, type Story } from './plan.ts';
import { MOST_STORIES } from './planning-settings.ts';
import { PRIORITIES, TASK_TYPES } from './task.ts';

export interface PlanBlock {
  /** Digest of what the issue said. */
  source: string;
  plan: Plan;
}

const OPEN = '<!-- steward:plan ';
const CLOSE = ' -->';

/** How it came about stands between these, word for word, whatever is written anew around it. */
const HISTORY = { open: '<!-- steward:history -->', close: '<!-- /steward:history -->' };

export const historyBlock = (text: string): string => `${HISTORY.open}\n\n${text}\n\n${HISTORY.close}`;

/** Null where there is none, or somebody changed it. */
export function readHistory(body: string): string | null {
  const [start, end] = [body.indexOf(`${HISTORY.open}\n\n`), body.indexOf(`\n\n${HISTORY.close}`)];
  if (start < 0 || end < start) return null;
  const text = body.slice(start + HISTORY.open.length + 2, end);
  return parsed(body)?.[1] === digest(text, 12) ? text : null;
}

/** Rows without names: it stands twice in the comment, once for people. Nothing in it can end it. */
export function renderPlanBlock({ source, plan }: PlanBlock, history: string): string {
  const stories = plan.stories.map((story) => [
    ...[story.key, story.title, story.type, story.priority, story.why, story.estimate],
    story.criteria.map(({ text, check }) => [check, text]),
    story.dependsOn.map(({ key, certainty }) => [key, certainty]),
    story.questions,
  ]);
  const rows = [source, digest(history, 12), plan.summary, plan.questions, stories];
  const json = JSON.stringify(rows).replace(/[<>]|--/g, (found) =>
    [...found].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  );
  return `${OPEN}${json}${CLOSE}`;
}

/** Null where there is none, or it is none of a plan. Its texts are whoever could edit the comment's. */
export function readPlanBlock(body: string): PlanBlock | null {
  const rows = parsed(body);
  if (rows === null) return null;
  const [source, , summary, questions, list] = rows;
  if (typeof source !== 'string' || typeof summary !== 'string' || !isTexts(questions)) return null;
  if (!Array.isArray(list) || list.length === 0 || list.length > MOST_STORIES) return null;
  const stories = list.flatMap((row) => storyOf(row) ?? []);
  return stories.length === list.length ? { source, plan: { summary, questions, stories } } : null;
}

function parsed(body: string): unknown[] | null {
  const start = body.lastIndexOf(OPEN);
  const end = start < 0 ? -1 : body.indexOf(CLOSE, start);
  if (end < 0 || end - start > 2 * MOST_PLAN) return null;
  try {
    const rows: unknown = JSON.parse(body.slice(start + OPEN.length, end));
    return Array.isArray(rows) ? rows : null;
  } catch {
    return null;
  }
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
const isPairs = (value: unknown): value is [string, string][] =>
  Array.isArray(value) && value.every((item) => isTexts(item) && item.length === 2);

function storyOf(row: unknown): Story | null {
  if (!Array.isArray(row)) return null;
  const [key, title, type, priority, why, estimate, criteria, needs, questions] = row as unknown[];
  const [knownType, knownPriority] = [
    TASK_TYPES.find((one) => one === type),
    PRIORITIES.find((one) => one === priority),
  ];
  if (typeof key !== 'string' || !KEY.test(key) || typeof title !== 'string' || typeof why !== 'string') return null;
  if (!knownType || !knownPriority || typeof estimate !== 'number' || !isTexts(questions)) return null;
  if (!isPairs(criteria) || !isPairs(needs)) return null;
  return {
    ...{ key, title, type: knownType, priority: knownPriority, why, estimate, questions },
    criteria: criteria.map(([check, text]) => ({ text, check: check === 'ci' ? 'ci' : 'review' })),
    dependsOn: needs.map(
      ([need, certainty]): Need => ({
        key: need,
        certainty: CERTAINTIES.find((one) => one === certainty) ?? 'guess',
      }),
    ),
  };
}
