/** What asking a person must pass: once, in words, those who may be assigned, and nobody else is called by it. */
import { agentsOf } from '../domain/agent-settings.ts';
import { askPlace, MOST_PEOPLE, openAsk } from '../domain/ask.ts';
import { recordedComment } from '../domain/comment.ts';
import { LOGIN } from '../domain/hand-off-settings.ts';
import type { Proposal } from '../domain/proposal.ts';
import { isTeamOf } from '../domain/reach.ts';
import { type Bench, no, type Policy, type Verdict } from './policy.ts';

type Asking = Extract<Proposal, { kind: 'ask-person' }>;
type Comment = Extract<Proposal, { kind: 'post-comment' | 'edit-comment' }>;

/** The question that the ledger says is open, about the issue of its task. */
export const openQuestion: Policy<Asking> = ({ subject, number, key }, { ledger: { tasks } }) => {
  const task = tasks[subject];
  if (task?.number !== number) return no('ownership', `#${number} is no open task`);
  return openAsk(task)?.key === key ? null : no('duplicate', `nobody has to be asked about #${number}`);
};

export const people: Policy<Asking> = ({ people: logins }) => {
  if (logins.length > MOST_PEOPLE) return no('size', `more than ${MOST_PEOPLE} people for one question`);
  return logins.every(isPerson) ? null : no('ownership', 'only people are asked');
};

export const isPerson = (login: string): boolean => LOGIN.test(login) && !login.endsWith('[bot]');

/** Whoever is assigned reads why: in the comment that this run posts, or one before it did. */
export const inWords: Policy<Asking> = ({ subject, words: hasWords }, { ledger, held, granted }) => {
  const task = ledger.tasks[subject];
  if (!hasWords || task?.ask === undefined) return null;
  const words = askPlace(task, task.ask).subject;
  const isSaid = granted.subjects.has(words) || held.has(words) || recordedComment(ledger, words, subject) !== null;
  return isSaid ? null : no('evidence', 'the comment that says why is not granted');
};

/** A comment that asks belongs to the question that is open. */
export const calledFor: Policy<Comment> = ({ subject, task: id }, { ledger: { tasks } }) => {
  const task = id === null ? undefined : tasks[id];
  const ask = task && openAsk(task);
  return task && ask && askPlace(task, ask).subject === subject
    ? null
    : no('duplicate', 'nobody has to be asked about its task');
};

const MENTION = /[@\uFF20\uFE6B](?=[\p{L}\p{N}])([\w.-]{0,100}(?:\/[\w.-]{0,100})?)/gu;

/**
 * A mention notifies, and some start machines. At most one team of the repository's own organisation is mentioned, where
 * no person can be assigned; no words that call an agent.
 */
export const callsNobody: Policy<Comment> = ({ body }, bench) => callsOneTeam(body, bench);

export const ownerOf = ({ repository }: Bench): string => repository.name.split('/')[0] ?? '';

export const callsOneTeam = (body: string, bench: Bench): Verdict | null => {
  const { config } = bench;
  const named = [...body.matchAll(MENTION)].map(([, name = '']) => name);
  if (named.length > 1 || !named.every((name) => isTeamOf(name, ownerOf(bench))))
    return no('scope', 'it mentions somebody besides one team');
  const text = body.toLowerCase();
  const phrase = agentsOf(config).find((agent) => agent.phrase && text.includes(agent.phrase.toLowerCase()))?.phrase;
  return phrase === undefined ? null : no('scope', 'it has the words that call an agent');
};
