/** How work is handed in so that it is seen to belong to its task, and how an agent asks where it cannot go on. */
import { type CleanAssignment, QUESTION_LIMIT, QUESTION_WORD } from '../../domain/assignment.ts';
import { codeFence } from '../../domain/code-text.ts';
import { codeSpan } from '../../domain/markdown.ts';
import { realNumber } from '../../domain/task.ts';

/** `decide/review/linking` knows the work by the branch and by the issue that merging closes, whoever wrote it. */
export function delivery({ task, branch, work }: CleanAssignment): string {
  const number = realNumber(task.number);
  const rules = [
    `Work on the branch ${codeSpan(work)}, made from the newest ${codeSpan(branch)}. Push to no other, and force nothing.`,
    `Open one pull request into ${codeSpan(branch)}, and only one: what is asked for later goes into the same.`,
    'Its text says for each number of *Done when* what shows that it holds. What you have not seen is not done: say so.',
    number === null
      ? 'The name of the branch ties it to this task: keep it.'
      : 'Its text holds the line below, as it is and alone. That line and the name of the branch tie it to this task; where you cannot choose the name, the line has to.',
  ];
  const list = rules.map((rule, index) => `${index + 1}. ${rule}`).join('\n');
  const line = number === null ? [] : [codeFence(`Closes #${number}`, 'text')];
  return ['**How to hand in**', list, ...line].join('\n\n');
}

export const QUESTION_PART = `**If something decisive is unclear**, do not guess and open no pull request. End your last comment with one question of at most ${QUESTION_LIMIT} characters, as one paragraph of this form: ${codeSpan(`${QUESTION_WORD} your question`)}. Somebody answers, and the task comes back to you or to another.`;
