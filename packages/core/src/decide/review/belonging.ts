/** Whose work a pull request is, as far as the agent goes that has its task in hand, or had. */
import type { Agent } from '../../domain/agent.ts';
import type { Attempt, Lease } from '../../domain/lease.ts';
import type { PullFacts } from '../../domain/pull-request.ts';
import { WORKFLOW_BOT } from '../../domain/reach.ts';
import { isBot } from '../hand-off/signs.ts';

/**
 * `own`: what this attempt brought. `earlier`: what one before it left. `person`: a person's own, who takes the task over
 * where they may write. `other`: of another agent: it neither ends the attempt nor counts for it.
 */
export type Belonging = 'own' | 'earlier' | 'person' | 'other';

export type Holder = Pick<Lease, 'task' | 'attempt' | 'agent' | 'kind' | 'at'> & {
  /** Of a person: who has it, where that was seen. */
  login: string | null;
};

export type Comer = Pick<PullFacts, 'branch' | 'fork' | 'run'> & { author: string; createdAt: string };

type Known = Pick<Agent, 'name' | 'kind' | 'phrase'>;

const BRANCH = /^steward\/([0-9a-f]{12})(?:-(\d{1,3}))?(?:$|[-/])/;

/** Which task, and which attempt at it, a branch is named after: only those who may push can name one here. */
export function namedBy({
  branch,
  fork,
}: Pick<PullFacts, 'branch' | 'fork'>): { task: string; attempt?: number } | null {
  const found = fork ? null : BRANCH.exec(branch);
  if (!found) return null;
  return { task: found[1] ?? '', ...(found[2] !== undefined && { attempt: Number(found[2]) }) };
}

export const holderOf = (lease: Lease): Holder => ({
  ...lease,
  login: lease.started?.sign === 'assignment' ? lease.started.ref : null,
});

export const pastHolder = (task: string, { attempt, agent, from }: Attempt, { kind }: Known): Holder => ({
  ...{ task, attempt, agent, kind, at: from, login: null },
});

/** `agents`: all that the owner named, since the name of another says that it is not this one's. */
export function belongingOf(
  pull: Comer,
  holder: Holder,
  { agents, identities }: { agents: readonly Known[]; identities: readonly string[] },
): Belonging {
  const named = namedBy(pull);
  if (named?.task === holder.task && named.attempt !== undefined) return byAttempt(named.attempt, holder);
  if (pull.createdAt < holder.at) return 'earlier';
  const isMachine = isBot(pull.author) || identities.includes(pull.author);
  if (!isMachine && pull.author === holder.login) return 'own';
  if (pull.fork) return isMachine ? 'other' : 'person';
  if (pull.run !== undefined) return 'own';
  const agent = agents.find((one) => one.name === holder.agent) ?? { name: holder.agent, kind: holder.kind };
  const others = agents.filter((one) => one.name !== agent.name);
  const owner = pull.branch.includes('/') ? (pull.branch.split('/')[0] ?? '') : '';
  for (const name of isMachine ? [owner, pull.author.replace(/\[bot\]$/, '')] : [owner]) {
    if (isCalled(agent, name)) return 'own';
    if (others.some((one) => isCalled(one, name)) || isCopilot(name)) return 'other';
  }
  if (isMachine || VENDORS_BRANCH.test(pull.branch)) return holder.kind === 'person' ? 'other' : 'own';
  return holder.kind === 'person' && holder.login === null ? 'own' : 'person';
}

/** Branches that agents push and people open a pull request from, whatever the owner calls that agent. */
const VENDORS_BRANCH = /^(?:claude|codex|gemini)[/-]/i;

/** An account that is called after another agent than the one that has the task: its words are not that one's. */
export function isOthers(login: string, { agent }: { agent: string }, agents: readonly Known[]): boolean {
  const own = agents.find((one) => one.name === agent);
  const called = login.replace(/\[bot\]$/, '');
  if (own === undefined || login === WORKFLOW_BOT || isCalled(own, called)) return false;
  return agents.some((one) => isCalled(one, called));
}

const byAttempt = (attempt: number, holder: Holder): Belonging => {
  if (attempt === holder.attempt) return 'own';
  return attempt < holder.attempt ? 'earlier' : 'other';
};

const isCopilot = (name: string): boolean => /^copilot\b/i.test(name);

/** By its own name or by what starts it: `@codex` is `codex/fix` and `chatgpt-codex-connector[bot]`. */
function isCalled({ name, kind, phrase = '' }: Known, called: string): boolean {
  if (called === '') return false;
  if (kind === 'copilot' && isCopilot(called)) return true;
  const word = /^@([\w-]+)/.exec(phrase)?.[1]?.toLowerCase();
  const text = `-${called.toLowerCase()}-`;
  return [name, word, word?.split('-')[0]].some((one) => one !== undefined && text.includes(`-${one}-`));
}
