/** What Steward writes where a task is left to a person: what led to it, who tried it and how that went, and what can be done. */

import { type Attempt, endingWords } from '../domain/lease.ts';
import { codeSpan, link, shorten, titleText } from '../domain/markdown.ts';
import type { Ask, Task } from '../domain/task.ts';
import { minute } from './phrases.ts';

export interface EscalationInput {
  task: Task;
  ask: Ask;
  /** Of the repository. */
  url: string;
  /** Of the dashboard; null: there is none. */
  board: number | null;
  /** Is mentioned, since nobody can be assigned. */
  team: string | null;
  /** Whether an agent can be given it again. */
  again: boolean;
  /** Who has it in hand all the same, and until when something must be heard of it; null: nobody. */
  held: { agent: string; until: string | null } | null;
}

/** Every text of the task was cleaned when it was noted. */
export function escalationText({ task, ask, url, board, team, again, held }: EscalationInput): string {
  const question = task.attempts?.at(-1)?.ending === 'question' ? task.attempts.at(-1)?.hint : undefined;
  return [
    `${team === null ? '' : `@${team}: `}**This needs a person:** ${ask.reason}.`,
    triesOf(task, url),
    ...(question === undefined ? [] : [`It waits for an answer to: “${titleText(shorten(question, 500))}”`]),
    ...(held === null ? [] : [heldWords(held)]),
    offersOf(task, { isAsked: question !== undefined, again: again && held === null }),
    `<sub>Asked once, by Steward.${board === null ? '' : ` What else waits stands on #${board}.`}</sub>`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function triesOf({ attempts = [] }: Task, url: string): string {
  if (attempts.length === 0) return 'Nobody has tried it yet.';
  return attempts.map((attempt) => `- ${tryOf(attempt, url)}`).join('\n');
}

function tryOf({ attempt, agent, from, to, ending, hint, run, pull }: Attempt, url: string): string {
  const traces = [
    ...(pull === undefined ? [] : [`#${pull}`]),
    ...(run !== undefined && /^\d+$/.test(run) ? [link('run', `${url}/actions/runs/${run}`)] : []),
  ];
  const known = hint === undefined || ending === 'question' ? '' : ` — ${titleText(shorten(hint, 300))}`;
  const where = traces.length === 0 ? '' : ` (${traces.join(', ')})`;
  return `Attempt ${attempt}, ${codeSpan(agent)}, ${minute(from)} to ${minute(to)}: ${endingWords(ending)}${where}${known}`;
}

const heldWords = ({ agent, until }: NonNullable<EscalationInput['held']>): string =>
  `${codeSpan(agent)} is at work on it and is not stopped${until === null ? '' : `; something has to be heard of it by ${minute(until)}`}.`;

function offersOf({ number }: Task, { isAsked, again }: { isAsked: boolean; again: boolean }): string {
  return [
    'What you can do:',
    ...(isAsked ? ['- answer here: whoever may write here is heard, and an agent goes on with it'] : []),
    `- do it: a pull request that says “Closes #${number}” is tied to this task, and ends it once it is merged`,
    '- close this issue: as completed where it is done, as not planned where it is not wanted',
    ...(again ? ['- have it tried again: say `/steward retry` in a comment here'] : []),
  ].join('\n');
}

/** A task for a team: nobody can be assigned, so whoever takes it says so. */
export const teamText = (team: string, number: number): string =>
  [
    `@${team}: this task is for one of you.`,
    `Whoever assigns themselves has it; so has whoever opens a pull request that says “Closes #${number}”. Its criteria stand above.`,
  ].join('\n\n');
