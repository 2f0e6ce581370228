/** An issue that is too large, and models that take it apart as a script says. */
import type { Asked } from '@steward/core/domain/asked.ts';
import type { KeptAnswer } from '@steward/core/domain/thinking.ts';
import type { AskBriefs } from '@steward/core/flow/plan-asking.ts';
import type { WorldFile } from '@steward/sandbox/world-file.ts';
import { RULES_OFF, TREE } from '../adoption/town.ts';
import type { RunOptions, Stage } from './cycle.ts';

export { TREE };

export const BOT = 'github-actions[bot]';
export const EPIC = 1;

export interface DraftedStory {
  key: string;
  title: string;
  type: string;
  priority: string;
  why: string;
  criteria: { text: string; check: string }[];
  dependsOn: { key: string; certainty: string }[];
  estimate: number;
  questions: string[];
}

export const story = (key: string, over: Partial<DraftedStory> = {}): DraftedStory => ({
  ...{ key, title: `Read ${key} in a duration`, type: 'feature', priority: 'medium' },
  why: `A duration with ${key} is refused today.`,
  criteria: [{ text: `A duration with ${key} is read`, check: 'ci' }],
  ...{ dependsOn: [], estimate: 3, questions: [] },
  ...over,
});

export const after = (...keys: string[]) => ({ dependsOn: keys.map((key) => ({ key, certainty: 'certain' })) });

export const plan = (stories: readonly DraftedStory[], over: object = {}) => ({
  ...{ summary: 'Durations learn the units that people write.', stories, questions: [] },
  ...over,
});

const UNITS = ['weeks', 'months', 'years', 'quarters', 'decades', 'nights', 'seasons', 'eras', 'moons'];

/** Twelve stories: a base, nine units on it, what joins them, and the page about it. */
export const TWELVE: readonly DraftedStory[] = [
  story('grammar', { title: 'Put the grammar of durations into one table', priority: 'high' }),
  ...UNITS.map((unit) => story(unit, after('grammar'))),
  story('mixed', { title: 'Mix all units in one duration', ...after(...UNITS.slice(0, 3)) }),
  story('manual', { title: 'Describe every unit in the manual', type: 'documentation', ...after('mixed') }),
];

export interface Script {
  draft?: unknown;
  review?: unknown;
  revise?: unknown;
  /** Vendors that answer, the first first. */
  models?: readonly string[];
}

/** Answers by the name of the form; remembers what was asked, and answers a brief as it did before. */
export function scripted({ models = ['anthropic/one', 'openai/two'], ...script }: Script) {
  const asked: Asked[] = [];
  const kept = new Map<string, KeptAnswer>();
  const answers: Record<string, unknown> = {
    plan: script.draft,
    plan_review: script.review,
    revised_plan: script.revise,
  };
  const ask: AskBriefs = async (all) => {
    for (const one of all) {
      const value = answers[one.question.form.name];
      const model = models.find((name) => !one.not?.some((vendor) => name.startsWith(`${vendor}/`)));
      const [brief = ''] = one.briefs;
      if (!kept.has(brief)) asked.push(one);
      if (value !== undefined && model !== undefined) kept.set(brief, { value, model, at: '' });
    }
    const given = new Map(all.flatMap(({ briefs }) => briefs.flatMap((brief) => one(kept, brief))));
    return { given, waiting: new Set() };
  };
  return { ask, asked };
}

function one<T>(from: ReadonlyMap<string, T>, key: string): [string, T][] {
  const found = from.get(key);
  return found === undefined ? [] : [[key, found]];
}

export const CAPS = 'caps:\n  open-tasks: 40\n  new-issues-a-day: 40\n  notifications-a-week: 200\n';

export const settings = (over = '', rest: RunOptions = {}): RunOptions => ({
  config: `${over === '' ? CAPS : over}\n${RULES_OFF}`,
  ...rest,
});

/** The label was put by a maintainer. */
export const town = (issue: Partial<NonNullable<WorldFile['issues']>[number]> = {}): WorldFile => ({
  people: [
    { login: 'maintainer', role: 'maintain' },
    { login: 'sorter', role: 'triage' },
    { login: 'reader', role: 'read' },
    { login: 'visitor', role: 'none' },
  ],
  labels: [{ name: 'steward' }, { name: 'steward:plan' }, { name: 'steward:approved' }, { name: 'epic' }],
  issues: [
    {
      ...{ number: EPIC, title: 'Durations should know every unit', author: 'visitor' },
      body: 'Weeks, months, years and what else people write. In any mix. With a manual.',
      ...issue,
    },
  ],
});

export function label(stage: Stage, name: string, by: string, number = EPIC): void {
  stage.sandbox.world.addLabels(number, [name], by);
}

export const say = (stage: Stage, body: string, by: string): void => {
  stage.sandbox.world.comment(EPIC, body, by);
};

/** Comments of Steward on the epic. */
export const plansOn = (stage: Stage, number = EPIC) =>
  stage.sandbox.world.data.comments.filter(({ on, author }) => on === number && author === BOT);

export const planText = (stage: Stage): string =>
  plansOn(stage)[0]?.body.replace(/<!-- steward:(?:plan|v1).*-->/g, '') ?? '';

/** Issues of Steward besides its dashboard. */
export const storiesOn = (stage: Stage) =>
  stage.sandbox.world.data.issues.filter(({ author, title }) => author === BOT && title !== 'Steward');
