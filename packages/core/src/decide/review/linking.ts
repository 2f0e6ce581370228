/** Which task a pull request is for, and what of it the ledger has to note. */
import { applyAll } from '../../domain/apply.ts';
import type { Config, Mode } from '../../domain/config.ts';
import type { LedgerEvent } from '../../domain/event.ts';
import { parseMarker } from '../../domain/marker.ts';
import type { PullFacts } from '../../domain/pull-request.ts';
import type { Stub } from '../../domain/snapshot.ts';
import type { Ledger } from '../../domain/state.ts';
import { isOpen, type Task, TRANSITIONS } from '../../domain/task.ts';
import type { ReviewRecord } from '../../domain/verdict.ts';
import { endingEvents } from '../hand-off/aftermath.ts';

const BRANCH = /^steward\/([0-9a-f]{12})(?:$|[-/])/;

/** Label by which a person asks for a review of a pull request, whoever wrote it. */
export const REVIEW_LABEL = 'steward:review';

export interface Linking {
  ledger: Ledger;
  identities: readonly string[];
  config: Pick<Config, 'labels' | 'hand-off'>;
  mode: Mode;
  /** GitHub's time. */
  now: string;
}

type PullPlace = Pick<PullFacts, 'branch' | 'fork' | 'closes'> & { author: string; body?: string };

/** The task that a branch is named after: only those who may push can name one here. */
const namedBy = ({ branch, fork }: Pick<PullFacts, 'branch' | 'fork'>): string | undefined =>
  fork ? undefined : BRANCH.exec(branch)?.[1];

/** By the marker in what Steward wrote, by the branch, or by the issue it closes; whoever wrote it. */
export function taskOfPull(pull: PullPlace, linking: Pick<Linking, 'ledger' | 'identities'>): Task | null {
  const { closes, author, body } = pull;
  const { tasks } = linking.ledger;
  const marked = body !== undefined && linking.identities.includes(author) ? parseMarker(body)?.task : undefined;
  const named = marked ?? namedBy(pull);
  const byName = named === undefined ? undefined : tasks[named];
  if (byName && isOpen(byName)) return byName;
  const closed = closes.map((number) => Object.values(tasks).find((task) => task.number === number && isOpen(task)));
  return closed.find((task) => task !== undefined) ?? null;
}

/** Steward's own or a bot's: nobody's words are judged unasked. */
const isAgents = ({ author, labels, pull }: Stub, { identities, config }: Linking): boolean =>
  identities.includes(author) ||
  author.endsWith('[bot]') ||
  labels.includes(config.labels.task) ||
  (pull !== undefined && namedBy(pull) !== undefined);

/** In `suggest` only what a person asked for; an agent's work is looked at where Steward may act by itself. */
const isWanted = ({ asked, agent }: Pick<ReviewRecord, 'asked' | 'agent'>, { mode }: Linking): boolean =>
  asked || (agent && mode !== 'suggest');

/**
 * What is to be noted of pull requests that changed: those of tasks and those a person asked about are remembered, what
 * was merged or closed is forgotten, and their tasks go with them.
 */
export function pullEvents(stubs: readonly Stub[], linking: Linking, at: string): LedgerEvent[] {
  const events: LedgerEvent[] = [];
  let { ledger } = linking;
  const add = (more: readonly LedgerEvent[]): void => {
    if (more.length === 0) return;
    events.push(...more);
    ledger = applyAll(ledger, more, at);
  };
  for (const stub of stubs) {
    if (stub.kind === 'pull' && stub.pull) add(eventsOf(stub, stub.pull, { ...linking, ledger }));
  }
  add(upkeep({ ...linking, ledger }, new Set(stubs.map(({ number }) => number))));
  return events;
}

function eventsOf(stub: Stub, pull: PullFacts, linking: Linking): LedgerEvent[] {
  const { number } = stub;
  const { state } = linking.ledger;
  const known = state.reviews[number];
  if (!stub.open) return known ? endEvents(number, pull, known, linking) : [];
  const asked = stub.labels.includes(REVIEW_LABEL);
  // What a marker in its body said was read once; the lists do not show it.
  const linked = known?.task == null ? undefined : linking.ledger.tasks[known.task];
  const task = taskOfPull({ ...pull, author: stub.author }, linking) ?? (linked && isOpen(linked) ? linked : null);
  if (!task && !asked) return known ? [{ kind: 'pull-ended', number, merged: false }] : [];
  const agent = isAgents(stub, linking);
  const whose = { asked, agent, wanted: isWanted({ asked, agent }, linking) };
  return [
    { kind: 'pull-linked', number, task: task?.id ?? null, ...whose, state: pull.state || null },
    ...movedEvents(task, 'in-review', `pull request #${number}`),
  ];
}

function movedEvents(
  task: Task | null | undefined,
  status: 'in-review' | 'ready' | 'escalated',
  reason: string,
): LedgerEvent[] {
  if (!task || task.status === status || !TRANSITIONS[task.status].includes(status)) return [];
  return [{ kind: 'moved', task: task.id, status, reason }];
}

/**
 * A merge that closes the issue ends the task by that; one that does not leaves it to a person to say whether it is done;
 * what was closed unmerged is to be done again.
 */
function endEvents(number: number, pull: PullFacts, { task: id }: ReviewRecord, linking: Linking): LedgerEvent[] {
  const { ledger } = linking;
  const { merged } = pull;
  const ended: LedgerEvent = { kind: 'pull-ended', number, merged };
  const isOther = ([other, review]: [string, ReviewRecord]): boolean => other !== String(number) && review.task === id;
  const task = id === null ? undefined : ledger.tasks[id];
  if (task?.status !== 'in-review' || Object.entries(ledger.state.reviews).some(isOther)) return [ended];
  if (!merged) return [ended, ...unmergedEvents(number, task, linking)];
  const closes = task.number !== undefined && pull.closes.includes(task.number);
  return closes ? [ended] : [ended, ...movedEvents(task, 'escalated', `#${number} was merged and left it open`)];
}

/** Whoever has it in hand failed at it; where nobody has, it is to be done again. */
function unmergedEvents(number: number, task: Task, { ledger, config, now }: Linking): LedgerEvent[] {
  const lease = ledger.state.leases[task.id];
  const reason = `pull request #${number} was closed unmerged`;
  // What a person has taken stays theirs.
  if (!lease) return movedEvents(task, task.taken ? 'escalated' : 'ready', reason);
  return endingEvents(task, lease, { ending: 'closed-unmerged', hint: reason, most: config['hand-off'].attempts, now });
}

/** Another mode may want other reviews; and where its task ended, nobody waits for one any more. */
function upkeep(linking: Linking, seen: ReadonlySet<number>): LedgerEvent[] {
  const { state, tasks } = linking.ledger;
  const eventsFor = ([key, { task, asked, agent, wanted }]: [string, ReviewRecord]): LedgerEvent[] => {
    const number = Number(key);
    const known = task === null ? undefined : tasks[task];
    if (task !== null && !asked && !(known && isOpen(known))) return [{ kind: 'pull-ended', number, merged: false }];
    const now = isWanted({ asked, agent }, linking);
    if (seen.has(number) || now === wanted) return [];
    return [{ kind: 'pull-linked', number, task, asked, agent, wanted: now, state: null }];
  };
  return Object.entries(state.reviews).flatMap(eventsFor);
}

/** Remembered pull requests that a complete listing does not have: their end was not seen. */
export const missedEnds = (open: readonly Stub[], { state }: Ledger): number[] => {
  const numbers = new Set(open.map(({ number }) => number));
  return Object.keys(state.reviews)
    .map(Number)
    .filter((number) => !numbers.has(number));
};
