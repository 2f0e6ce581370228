/** What has to hold when a person's issue is done: one question about one issue. */
import type { IssueBrief } from '../../domain/brief.ts';
import type { AnswerForm, Question } from '../../domain/model.ts';
import type { CleanedPrompt, PromptDraft, PromptPart } from '../../domain/prompt.ts';
import type { Specification } from '../../domain/task.ts';
import { excerptParts, fileParts } from '../excerpts.ts';
import { type Ground, SHARED_LIMIT, sharedParts } from '../ground.ts';
import type { Instructions } from '../prompts.ts';
import { amount, CRITERIA_FORM, listOf, oneOf, record, text } from './form.ts';
import { type Asking, questionOf } from './question.ts';
import { wordsOf } from './specify.ts';

/** What gives way first: the file, then lines around the places it names, then the kits; the issue and the draft stay. */
const GIVES = { file: 40, lines: 30, kits: 20, draft: 1, issue: 0 };
const OWN_LIMIT = 10_000;

export interface AdoptMatter {
  brief: Pick<IssueBrief, 'number' | 'title' | 'type'>;
  /** What its author wrote, answers below it included. */
  text: string;
  /** As the template has it. */
  draft: Specification;
  ground: Ground;
  kits: Readonly<Record<string, { from: string }>>;
  instructions: Instructions;
}

const ISSUE = 'issue';

export function draftCriteria({ brief, text: said, draft, ground, kits, instructions }: AdoptMatter): PromptDraft {
  const files = new Map(ground.project.files.map((file) => [file.path, file]));
  const evidence = draft.evidence.filter(({ line }) => line > 0);
  const issue: PromptPart = {
    ...{ id: ISSUE, heading: `Issue #${brief.number}, as its author wrote it`, text: `${brief.title}\n\n${said}` },
    ...{ prose: true, what: 'issue', kind: 'excerpts', paths: [], gives: GIVES.issue, most: 5_000 },
  };
  const words: PromptPart = {
    ...{ id: 'draft', heading: `The draft of its task (${brief.type})`, text: wordsOf(draft), what: 'draft of a task' },
    ...{ kind: 'excerpts', paths: [], gives: GIVES.draft, most: 1_200, of: ISSUE },
  };
  return {
    ...{ purpose: 'adopt', system: instructions.system, owner: instructions.owner },
    shared: sharedParts(ground),
    own: [
      issue,
      words,
      ...(brief.type === 'new-project' ? kitsPart(kits) : []),
      ...excerptParts(evidence, files, { id: ISSUE, heading: 'A place it names', gives: GIVES.lines, of: ISSUE }),
      ...fileParts(evidence, files, { id: ISSUE, heading: 'The file it names', gives: GIVES.file, of: ISSUE }),
    ],
    closing: `Draft the criteria of issue #${brief.number}.`,
    limits: { shared: SHARED_LIMIT, own: OWN_LIMIT },
  };
}

function kitsPart(kits: AdoptMatter['kits']): PromptPart[] {
  const lines = Object.entries(kits).map(([name, { from }]) => `- ${name}: ${from}`);
  if (lines.length === 0) return [];
  return [
    {
      ...{ id: 'kits', heading: 'Starter kits of the owner', text: lines.join('\n'), what: 'starter kits' },
      ...{ kind: 'metadata', paths: [], gives: GIVES.kits, most: 1_000 },
    },
  ];
}

export const criteriaForm = (kits: readonly string[]): AnswerForm => ({
  name: 'criteria',
  schema: record({
    criteria: CRITERIA_FORM,
    assumptions: listOf(text('One sentence'), 'What the issue leaves open and was taken for granted'),
    estimate: amount('Hours'),
    kit: oneOf(['', ...kits], 'Starter kit of a new project; empty: none'),
  }),
});

/** Null: the issue may not be sent, so there is nothing to ask. */
export function criteriaQuestion(
  cleaned: CleanedPrompt,
  { brief, kits }: Pick<AdoptMatter, 'brief' | 'kits'>,
  asking: Asking,
): Question | null {
  if (!cleaned.ids.has(ISSUE)) return null;
  const named = brief.type === 'new-project' ? Object.keys(kits) : [];
  return questionOf(cleaned, criteriaForm(named), { most: 3_000, ...asking });
}
