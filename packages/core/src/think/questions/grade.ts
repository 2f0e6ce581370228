/** Whether a diff meets the criteria that no check decides: one question about all of them, asked once or twice. */
import { digest } from '../../domain/digest.ts';
import { isGenerated } from '../../domain/made-path.ts';
import { oneLine } from '../../domain/markdown.ts';
import type { AnswerForm, Question } from '../../domain/model.ts';
import { hunksOf, isRead, type PatchLine } from '../../domain/patch.ts';
import { type CleanedPrompt, numbered, type PromptDraft, type PromptPart } from '../../domain/prompt.ts';
import type { PullFile } from '../../domain/pull-request.ts';
import type { Criterion, Task } from '../../domain/task.ts';
import { filesOf } from '../excerpts.ts';
import { SECOND_READING } from '../prompts/review.ts';
import type { Instructions } from '../prompts.ts';
import { listOf, oneOf, record, text, whole } from './form.ts';
import { type Asking, questionOf } from './question.ts';

/** What gives way first: files that a program made, then the last files first. Without the whole diff nothing counts as met. */
const GIVES = { made: 40, file: 30, words: 0 };
const OWN_LIMIT = 30_000;
const MOST_OF_FILE = 10_000;

export interface GradeMatter {
  task: Pick<Task, 'title' | 'why' | 'scope' | 'evidence'>;
  /** Those that somebody has to read the diff for. */
  criteria: readonly Pick<Criterion, 'n' | 'text'>[];
  files: readonly PullFile[];
  instructions: Instructions;
}

const CRITERIA = 'criteria';
const diffId = (index: number): string => `diff.${index}`;

/** What the author says of the pull request is not in it: only what was changed counts. */
export function draftGrade({ task, criteria, files, instructions }: GradeMatter): PromptDraft {
  return {
    ...{ purpose: 'review', system: instructions.system, owner: instructions.owner, shared: [] },
    own: [
      {
        ...{ id: 'task', heading: 'The task', text: taskText(task), what: 'task', kind: 'excerpts' },
        paths: filesOf(task.evidence),
        ...{ gives: GIVES.words + 1, most: 600 },
      },
      {
        ...{ id: CRITERIA, heading: 'Criteria to judge', what: 'criteria', kind: 'excerpts' },
        paths: filesOf(task.evidence),
        text: criteria.map((one) => `${one.n}. ${oneLine(one.text)}`).join('\n'),
        ...{ gives: GIVES.words, most: 2_000 },
      },
      ...files.map(diffPart).filter((part) => part !== null),
    ],
    closing: 'Judge each criterion above by the diff.',
    limits: { shared: 0, own: OWN_LIMIT },
  };
}

const taskText = ({ title, why, scope }: GradeMatter['task']): string =>
  [
    `title: ${oneLine(title)}`,
    `why: ${oneLine(why)}`,
    ...(scope.not.length > 0 ? [`not: ${scope.not.map(oneLine).join('; ')}`] : []),
  ].join('\n');

const SIGN = { added: '+', removed: '-', kept: ' ' } as const;
const row = ({ kind, text: said, line }: PatchLine): string => numbered(said, line, { behind: SIGN[kind] });

function diffPart(file: PullFile, index: number): PromptPart | null {
  const hunks = hunksOf(file).filter((lines) => lines.length > 0);
  if (hunks.length === 0) return null;
  const numbers = hunks.flat().map(({ line }) => line);
  const name = file.before === null ? file.path : `${file.before} -> ${file.path}`;
  return {
    ...{ id: diffId(index), heading: `Changed file ${index + 1}`, what: 'diff', kind: 'excerpts', of: CRITERIA },
    text: [`${name} (${file.status})`, ...hunks.map((lines) => lines.map(row).join('\n'))].join('\n...\n'),
    paths: [file.path, ...(file.before === null ? [] : [file.before])],
    lines: [Math.min(...numbers), Math.max(...numbers)],
    numbered: true,
    ...{ gives: isGenerated(file.path) ? GIVES.made : GIVES.file, most: MOST_OF_FILE },
  };
}

/** A line of the diff as it was sent. */
export interface DiffLine extends PatchLine {
  path: string;
}

/** What the model saw of the diff, and whether that is all of it. */
export interface SeenDiff {
  lines: readonly DiffLine[];
  whole: boolean;
}

export function seenDiff({ ids, cut }: Pick<CleanedPrompt, 'ids' | 'cut'>, files: readonly PullFile[]): SeenDiff {
  const isSeen = (file: PullFile, index: number): boolean =>
    ids.has(diffId(index)) ? !cut.has(diffId(index)) : isRead(file) && hunksOf(file).flat().length === 0;
  return {
    lines: files.flatMap((file, index) =>
      ids.has(diffId(index)) && isSeen(file, index)
        ? hunksOf(file)
            .flat()
            .map((line) => ({ ...line, path: file.path }))
        : [],
    ),
    whole: files.every(isSeen),
  };
}

export const VERDICTS_ANSWER: AnswerForm = {
  name: 'verdicts',
  schema: record({
    verdicts: listOf(
      record({
        n: whole('Number of the criterion'),
        citations: listOf(
          record({
            path: text('Path of the changed file'),
            line: whole('The number in front of the line'),
            text: text('The line as it stands there'),
          }),
          'Lines of the diff that show it',
        ),
        reason: text('What was seen, in one clause'),
        ruling: oneOf(['met', 'not-met', 'unknown'], 'Unknown where the diff does not decide it'),
        hint: text('What is still to be done; empty unless it is not met'),
      }),
      'One for each number',
    ),
  }),
};

/** None: the criteria or the diff may not be sent. `readings`: the second is asked to look for what speaks against. */
export function gradeQuestions(cleaned: CleanedPrompt, readings: 1 | 2, asking: Asking): Question[] {
  const hasDiff = [...cleaned.ids].some((id) => id.startsWith('diff.'));
  if (!cleaned.ids.has(CRITERIA) || !hasDiff) return [];
  const first = questionOf(cleaned, VERDICTS_ANSWER, { most: 4_000, ...asking });
  if (readings === 1) return [first];
  const system = `${first.prompt.system}\n\n${SECOND_READING}`;
  return [first, { ...first, id: secondId(first.id), prompt: { ...first.prompt, system } }];
}

/** Another question than the first, and the same each time. */
const secondId = (id: string): string => digest(`second reading\n${id}`, 24);
