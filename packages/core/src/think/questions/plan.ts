/** Three questions about one issue: how to take it apart, what is wrong with that, and how it is after that was said. */
import type { AnswerForm, Question } from '../../domain/model.ts';
import { CERTAINTIES, type Plan, type Remark } from '../../domain/plan.ts';
import type { CleanedPrompt, PromptDraft, PromptPart, Purpose } from '../../domain/prompt.ts';
import { STORY_PRIORITIES, STORY_TYPES } from '../answers/plan.ts';
import { type Ground, SHARED_LIMIT, sharedParts } from '../ground.ts';
import type { Instructions } from '../prompts.ts';
import { amount, listOf, oneOf, record, text } from './form.ts';
import { type Asking, questionOf } from './question.ts';

const OWN_LIMIT = 24_000;
/** Tokens of an answer: thirty stories and what is thought about them. */
const MOST_ANSWER = 16_000;

export type PlanPurpose = Extract<Purpose, 'plan' | 'plan-review' | 'plan-revise'>;

export interface PlanMatter {
  purpose: PlanPurpose;
  number: number;
  title: string;
  /** What its author wrote. */
  text: string;
  /** Most stories. */
  most: number;
  /** Stories that exist already, or that people saw under these keys. */
  known: readonly { key: string; title: string }[];
  /** What was drafted; of the first question none. */
  draft: Plan | null;
  remarks: readonly Remark[];
  /** What the program found in the draft. */
  found: readonly string[];
  /** Null: the tree could not be read. */
  ground: Ground | null;
  instructions: Instructions;
}

const ISSUE = 'issue';

const partOf = (id: string, heading: string, words: string, most: number): PromptPart => ({
  ...{ id, heading, text: words, what: heading.toLowerCase(), kind: 'excerpts', paths: [] },
  ...{ gives: 0, most, of: ISSUE },
});

export function draftPlanning(matter: PlanMatter): PromptDraft {
  const { purpose, number, title, text: said, ground, instructions } = matter;
  const issue: PromptPart = {
    ...{ id: ISSUE, heading: `Issue #${number}, as its author wrote it`, text: `${title}\n\n${said}` },
    ...{ prose: true, what: 'issue', kind: 'excerpts', paths: [], gives: 0, most: 8_000 },
  };
  return {
    ...{ purpose, system: instructions.system, owner: instructions.owner },
    shared: ground ? sharedParts(ground) : [],
    own: [issue, ...asideOf(matter)],
    closing: closingOf(matter),
    limits: { shared: SHARED_LIMIT, own: OWN_LIMIT },
  };
}

function asideOf({ known, draft, remarks, found }: PlanMatter): PromptPart[] {
  const stories = known.map(({ key, title }) => `- ${key}: ${title}`).join('\n');
  const notes = remarks.map(({ story, text: words }, at) => `${at + 1}. ${story === '' ? 'All' : story}: ${words}`);
  return [
    ...(known.length === 0 ? [] : [partOf('known', 'Stories that exist, with their keys', stories, 2_000)]),
    ...(draft ? [partOf('draft', 'The plan', JSON.stringify(draft), 9_000)] : []),
    ...(notes.length === 0 ? [] : [partOf('remarks', 'Remarks of who read the plan', notes.join('\n'), 2_000)]),
    ...(found.length === 0 ? [] : [partOf('found', 'What the program found', found.join('\n'), 800)]),
  ];
}

function closingOf({ purpose, number, most }: PlanMatter): string {
  const bound = most === 1 ? 'At most 1 story.' : `At most ${most} stories.`;
  if (purpose === 'plan') return `Take issue #${number} apart. ${bound}`;
  if (purpose === 'plan-review') return `Say what is wrong with the plan of issue #${number}.`;
  return `Revise the plan of issue #${number}. ${bound}`;
}

const STORY = record({
  key: text('Small letters, digits and hyphens; the old one where the story exists'),
  title: text('What will be different; at most 100 characters'),
  type: oneOf(STORY_TYPES, 'What kind of work it is'),
  priority: oneOf(STORY_PRIORITIES, 'How much the rest stands on it'),
  why: text('What is missing and what follows from it; at most 350 characters'),
  criteria: listOf(
    record({
      text: text('What holds afterwards; at most 180 characters'),
      check: oneOf(['ci', 'review'], 'How that is seen'),
    }),
    'What has to hold when it is done',
  ),
  dependsOn: listOf(
    record({
      key: text('Of the story that has to be done before'),
      certainty: oneOf(CERTAINTIES, 'How sure that is'),
    }),
    'What has to be done before it can begin',
  ),
  estimate: amount('Hours'),
  questions: listOf(text('One question'), 'What only a person can answer'),
});

const PLAN = {
  summary: text('Two or three sentences'),
  stories: listOf(STORY, 'The stories'),
  questions: listOf(text('One question'), 'About the whole: what only a person can answer'),
};

const FORMS: Record<PlanPurpose, AnswerForm> = {
  plan: { name: 'plan', schema: record(PLAN) },
  'plan-review': {
    name: 'plan_review',
    schema: record({
      remarks: listOf(
        record({ story: text('Key of the story; empty: the whole plan'), text: text('One or two sentences') }),
        'What is wrong, most important first',
      ),
    }),
  },
  'plan-revise': {
    name: 'revised_plan',
    schema: record({ ...PLAN, changes: listOf(text('One sentence'), 'What became of each remark') }),
  },
};

/** Null: the issue may not be sent, so there is nothing to ask. */
export function planQuestion(cleaned: CleanedPrompt, purpose: PlanPurpose, asking: Asking): Question | null {
  if (!cleaned.ids.has(ISSUE)) return null;
  return questionOf(cleaned, FORMS[purpose], { most: MOST_ANSWER, effort: 'high', ...asking });
}
