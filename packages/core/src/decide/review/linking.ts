/** Which task a pull request is for, whoever wrote it. */
import type { Config, Mode } from '../../domain/config.ts';
import type { LedgerEvent } from '../../domain/event.ts';
import { parseMarker } from '../../domain/marker.ts';
import type { PullFacts } from '../../domain/pull-request.ts';
import type { Stub } from '../../domain/snapshot.ts';
import type { Ledger } from '../../domain/state.ts';
import { isOpen, type Task, TRANSITIONS } from '../../domain/task.ts';
import type { ReviewRecord } from '../../domain/verdict.ts';
import { namedBy } from './belonging.ts';

/** Label by which a person asks for a review of a pull request, whoever wrote it. */
export const REVIEW_LABEL = 'steward:review';

export interface Linking {
  ledger: Ledger;
  identities: readonly string[];
  config: Pick<Config, 'labels' | 'hand-off' | 'agents'>;
  mode: Mode;
  /** Only what is merged into it counts as done. */
  defaultBranch: string;
  /** GitHub's time. */
  now: string;
}

type PullPlace = Pick<PullFacts, 'branch' | 'fork' | 'closes' | 'run' | 'marked'> & { author: string; body?: string };

/** By the marker in what Steward wrote, by the branch, by the issue it closes, or by the run that made it; whoever wrote it. */
export function taskOfPull(pull: PullPlace, linking: Pick<Linking, 'ledger' | 'identities'>): Task | null {
  const { closes, author, body, run } = pull;
  const { tasks, state } = linking.ledger;
  const marked = body !== undefined && linking.identities.includes(author) ? parseMarker(body)?.task : undefined;
  const named = pull.marked ?? marked ?? namedBy(pull)?.task;
  const byName = named === undefined ? undefined : tasks[named];
  if (byName && isOpen(byName)) return byName;
  const closed = closes.map((number) => Object.values(tasks).find((task) => task.number === number && isOpen(task)));
  const byIssue = closed.find((task) => task !== undefined);
  if (byIssue || run === undefined) return byIssue ?? null;
  const lease = Object.values(state.leases).find(({ kind, handed }) => kind === 'workflow' && handed?.ref === run);
  return (lease && tasks[lease.task]) ?? null;
}

/** Steward's own or a bot's: nobody's words are judged unasked. */
export const isAgents = ({ author, labels, pull }: Stub, { identities, config }: Linking): boolean =>
  identities.includes(author) ||
  (author.endsWith('[bot]') && pull?.fork !== true) ||
  labels.includes(config.labels.task) ||
  (pull !== undefined && namedBy(pull) !== null);

/** In `suggest` only what a person asked for; an agent's work is looked at where Steward may act by itself. */
export const isWanted = ({ asked, agent }: Pick<ReviewRecord, 'asked' | 'agent'>, { mode }: Linking): boolean =>
  asked || (agent && mode !== 'suggest');

export function movedEvents(
  task: Task | null | undefined,
  status: 'in-review' | 'working' | 'ready' | 'escalated',
  reason: string,
): LedgerEvent[] {
  if (!task || task.status === status || !TRANSITIONS[task.status].includes(status)) return [];
  return [{ kind: 'moved', task: task.id, status, reason }];
}
