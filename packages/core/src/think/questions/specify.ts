/** Which causes are worth doing, in which order and in which words: one question about all of them. */
import { placeOf } from '../../domain/citation.ts';
import { criterionLine } from '../../domain/contract.ts';
import { isShownTo } from '../../domain/egress.ts';
import type { SourceFile } from '../../domain/evidence.ts';
import { oneLine } from '../../domain/markdown.ts';
import type { AnswerForm, Question } from '../../domain/model.ts';
import type { CleanedPrompt, PromptDraft, PromptPart } from '../../domain/prompt.ts';
import type { Specification } from '../../domain/task.ts';
import { isIncident, type Wording } from '../../domain/wording.ts';
import { excerptParts, fileParts, filesOf } from '../excerpts.ts';
import { type Ground, SHARED_LIMIT, sharedParts } from '../ground.ts';
import type { Instructions } from '../prompts.ts';
import { amount, CRITERIA_FORM, listOf, record, text, whether, whole } from './form.ts';
import { type Asking, questionOf } from './question.ts';

/**
 * What gives way first when this half is too long: whole files, then lines around what is cited, of the last task first,
 * then what was seen outside of the tree, then titles of known tasks and of issues that are alike, then the tasks themselves, the last first. These keep their
 * template's words.
 */
const GIVES = { file: 40, lines: 30, seen: 25, related: 20, known: 21, task: 10 };
const OWN_LIMIT = 16_000;
/** Asked about in one question. */
export const MOST_DRAFTS = 12;
const MOST_KNOWN = 60;

export interface SpecifyDraft {
  /** As its template has it. */
  specification: Specification;
  /** Titles of issues that speak of the same. */
  related?: readonly string[];
}

export interface SpecifyMatter {
  /** Best first. */
  drafts: readonly SpecifyDraft[];
  ground: Ground;
  /** Tasks that there are. */
  known: readonly Pick<Specification, 'title' | 'evidence'>[];
  instructions: Instructions;
  /** Absent: `specify`. */
  purpose?: Wording;
}

/** What is told of an alert stays with those who may read it: its task keeps its template's words. */
const isOfAlert = ({ evidence }: Specification): boolean =>
  evidence.some(({ rule }) => rule === 'dependency-alert' || rule === 'code-scanning-alert');

export const taskId = (n: number): string => `task.${n}`;

export function draftSpecify(matter: SpecifyMatter): PromptDraft {
  const { drafts, ground, known, instructions, purpose = 'specify' } = matter;
  const files = new Map(ground.project.files.map((file) => [file.path, file]));
  const asked = drafts
    .map((draft, index) => ({ draft, n: index + 1 }))
    .filter(({ draft }) => !isOfAlert(draft.specification))
    .slice(0, MOST_DRAFTS);
  return {
    ...{ purpose, system: instructions.system, owner: instructions.owner },
    shared: sharedParts(ground),
    own: [...knownPart(known, isShownTo(ground.egress)), ...asked.flatMap(({ draft, n }) => partsOf(draft, n, files))],
    closing: CLOSINGS[purpose],
    limits: { shared: SHARED_LIMIT, own: OWN_LIMIT },
  };
}

const CLOSINGS: Record<Wording, string> = {
  specify: 'Choose, order and word the tasks above. Name each by its number.',
  diagnose: 'Say what probably led to the failures above, and word the tasks. Name each by its number.',
  research: 'Choose, order and word the questions above. Name each task by its number.',
};

/** A title may quote a line: those of tasks about excluded files are left out. */
function knownPart(known: SpecifyMatter['known'], isShown: (path: string) => boolean): PromptPart[] {
  const text = known
    .filter(({ evidence }) => filesOf(evidence).every(isShown))
    .slice(0, MOST_KNOWN)
    .map(({ title }) => `- ${oneLine(title)}`)
    .join('\n');
  if (text === '') return [];
  return [
    {
      ...{ id: 'known', heading: 'Tasks that there are already', text, what: 'titles of tasks', kind: 'excerpts' },
      ...{ paths: [], gives: GIVES.known, most: 1_500 },
    },
  ];
}

function partsOf(
  { specification, related = [] }: SpecifyDraft,
  n: number,
  files: ReadonlyMap<string, SourceFile>,
): PromptPart[] {
  const id = taskId(n);
  const { evidence } = specification;
  const paths = filesOf(evidence);
  const words: PromptPart = {
    ...{ id: `${id}.words`, heading: `Task ${n}: its draft`, text: wordsOf(specification), what: 'draft of a task' },
    ...{ kind: 'excerpts', paths, gives: GIVES.task, most: 900, of: id },
  };
  const alike = related.map((title) => `- ${oneLine(title)}`).join('\n');
  return [
    {
      ...{ id, heading: `Task ${n}`, text: factsOf(specification), what: 'facts of a cause' },
      ...{ kind: 'metadata', paths, gives: GIVES.task, most: 600 },
    },
    words,
    ...seenPart(evidence, { id: `${id}.seen`, heading: `Task ${n}: what was seen`, of: id }),
    ...excerptParts(evidence, files, { id, heading: `Task ${n}: what is cited`, gives: GIVES.lines, of: id }),
    ...fileParts(evidence, files, { id, heading: `Task ${n}: the file`, gives: GIVES.file, of: id }),
    ...(alike === ''
      ? []
      : [
          {
            ...{ id: `${id}.related`, heading: `Task ${n}: issues that may speak of it`, text: alike },
            ...{ prose: true as const, what: 'titles of issues', kind: 'excerpts' as const },
            ...{ paths: [], gives: GIVES.related, most: 300, of: id },
          },
        ]),
  ];
}

/** Of the first page that is cited only its name is told with the facts; this is what stands on those that failed. */
function seenPart(evidence: Specification['evidence'], frame: Pick<PromptPart, 'id' | 'heading' | 'of'>): PromptPart[] {
  if (!isIncident({ evidence })) return [];
  const seen = evidence.filter(({ line, excerpt }) => line === 0 && excerpt !== '');
  if (seen.length === 0) return [];
  const text = seen.map(({ path, excerpt }) => `${oneLine(path)}: ${excerpt}`).join('\n');
  return [
    {
      ...frame,
      ...{ text, what: 'lines of a log', kind: 'excerpts', paths: filesOf(evidence) },
      ...{ gives: GIVES.seen, most: 900 },
    },
  ];
}

function factsOf({ type, priority, score, evidence, fingerprints, estimate, scope }: Specification): string {
  return [
    `rule: ${evidence[0]?.rule ?? 'none'}`,
    `type: ${type}`,
    `priority: ${priority}, score ${score}`,
    `findings: ${fingerprints.length}`,
    ...evidence.slice(0, 5).map((item) => `at: ${placeOf(item)}`),
    `scope: ${scope.paths.join(', ') || 'open'}`,
    `estimate: ${estimate} hours`,
  ].join('\n');
}

/** The task as its template words it. */
export const wordsOf = ({ title, why, reasons, criteria, scope, assumptions }: Specification): string =>
  [
    `title: ${oneLine(title)}`,
    `why: ${oneLine(why)}`,
    `stands here because: ${reasons.map(oneLine).join('; ')}`,
    'criteria:',
    ...criteria.map(criterionLine),
    ...(scope.not.length > 0 ? [`not: ${scope.not.map(oneLine).join('; ')}`] : []),
    ...assumptions.map((one) => `assumed: ${oneLine(one)}`),
  ].join('\n');

const tasksForm = (name: string, more: Parameters<typeof record>[0] = {}): AnswerForm => ({
  name,
  schema: record({
    choices: listOf(
      record({
        n: whole('Number of the task'),
        worth: whether('Whether it is worth doing now'),
        reason: text('Why, in one clause'),
      }),
      'Every number once',
    ),
    tasks: listOf(
      record({
        n: whole('Number of the task'),
        ...more,
        title: text('At most 100 characters'),
        why: text('Two or three sentences'),
        criteria: CRITERIA_FORM,
        scope: listOf(text('A path of the repository'), 'What has to change'),
        assumptions: listOf(text('One sentence'), 'What was taken for granted'),
        estimate: amount('Hours'),
      }),
      'Those that are worth it, what matters most first',
    ),
  }),
});

export const TASKS_ANSWER = tasksForm('tasks');
/** The same, and what probably led to each. */
export const CAUSES_ANSWER = tasksForm('causes', { cause: text('One or two sentences; empty: nothing shows one') });

/** Numbers of the drafts that are in a prompt. */
export const askedNumbers = ({ ids }: CleanedPrompt, count: number): number[] =>
  Array.from({ length: count }, (_, index) => index + 1).filter((n) => ids.has(taskId(n)));

/** Null: nothing of what was drafted may be sent, so there is nothing to ask. */
export function specifyQuestion(
  cleaned: CleanedPrompt,
  drafts: readonly SpecifyDraft[],
  asking: Asking,
): Question | null {
  const count = askedNumbers(cleaned, drafts.length).length;
  const form = cleaned.purpose === 'diagnose' ? CAUSES_ANSWER : TASKS_ANSWER;
  return count === 0 ? null : questionOf(cleaned, form, { most: 2_000 + 900 * count, ...asking });
}
