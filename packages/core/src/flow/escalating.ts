/** Asking people: which tasks wait for one, who it is, and what they are told. Writes nothing. */
import { overdueEvents } from '../decide/hand-off/overdue.ts';
import { type Field, type People, peopleFor } from '../decide/hand-off/people.ts';
import { agentsOf } from '../domain/agent-settings.ts';
import { askPlace, openAsk } from '../domain/ask.ts';
import { recordedComment } from '../domain/comment.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { UserError } from '../domain/failure.ts';
import { HANDABLE } from '../domain/hand-off.ts';
import { CODE_OWNERS } from '../domain/hand-off-settings.ts';
import { dueOf } from '../domain/lease.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import { type Ask, realNumber, type Task } from '../domain/task.ts';
import { cleanReason, textsOf } from '../guard/specification.ts';
import { readCodeOwners } from '../observe/code-owners.ts';
import type { SecretFinding } from '../ports.ts';
import type { Held } from '../record/transaction.ts';
import { escalationText } from '../report/escalation.ts';
import { cleaningOf, type Tick } from './tick.ts';

export interface Questions {
  proposals: Proposal[];
  secrets: SecretFinding[];
}
export const NO_QUESTIONS: Questions = { proposals: [], secrets: [] };

/** Where Steward hands tasks out by itself, a deadline that passed is somebody's to look at. */
export const deadlineEvents = ({ mode, snapshot }: Tick, { state, tasks }: Ledger): LedgerEvent[] =>
  mode !== 'autopilot' || state.paused || state.lost ? [] : overdueEvents(Object.values(tasks), snapshot.now);

/** Tasks with a question to a person that has still to be put; in `suggest` the dashboard says it, and nothing else does. */
export function waitingFor({ mode }: Tick, { state, tasks }: Ledger): Task[] {
  if (mode === 'suggest' || state.paused || state.lost) return [];
  return Object.values(tasks).filter((task) => openAsk(task) !== null);
}

/** A run wrote the comment that asks, and died before anybody was assigned. */
export const isHalfAsked = (tick: Tick, ledger: Ledger): boolean =>
  waitingFor(tick, ledger).some((task) => task.ask !== undefined && isSaid(ledger, task, task.ask));

const isSaid = (ledger: Ledger, task: Task, ask: Ask): boolean =>
  recordedComment(ledger, askPlace(task, ask).subject, task.id) !== null;

/** Whose code is whose, read before agents are chosen, where one of them is whoever owns the code. */
export async function lookAtOwners(tick: Tick, { ledger }: Held): Promise<void> {
  if (awaitsOwners(tick, ledger)) await readOwners(tick);
}

/** A task could be theirs, and nobody has looked who they are. */
export const awaitsOwners = ({ mode, config, owners }: Tick, { state, tasks }: Ledger): boolean =>
  mode === 'autopilot' &&
  owners === null &&
  agentsOf(config).some(({ kind, login }) => kind === 'person' && login === null) &&
  Object.values(tasks).some(({ id, status }) => HANDABLE.includes(status) && !(id in state.leases));

/** A tree that cannot be read says nothing of owners, and is no reason to stop. */
async function readOwners(tick: Tick): Promise<void> {
  const { head, repository } = tick.snapshot;
  if (tick.owners !== null || head === null) return;
  try {
    tick.owners = await readCodeOwners(tick.world.worktree, { oid: head.oid, branch: repository.branch ?? '' });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    tick.owners = [];
    tick.ownersUnread = true;
    // It quotes what git said, with the server's address.
    const reason = cleanReason(error.message, cleaningOf(tick));
    tick.told.warnings.push(`Whose code is whose could not be read: ${reason}`);
  }
}

/** Nobody was found since nobody could look: who is asked is found by a run that can. */
const isBlind = ({ ownersUnread, config }: Tick): boolean => ownersUnread && config['hand-off'].person === CODE_OWNERS;

/** A question was left, or a hand-off, since this run could not look whose code it is. */
export const isUnseen = (tick: Tick, ledger: Ledger): boolean =>
  tick.ownersUnread && (waitingFor(tick, ledger).length > 0 || awaitsOwners({ ...tick, owners: null }, ledger));

/** For each question the comment that puts it, then the person it is put to. */
export async function askPeople(tick: Tick, ledger: Ledger): Promise<Questions> {
  const waiting = waitingFor(tick, ledger);
  if (waiting.length === 0) return NO_QUESTIONS;
  if (tick.config['hand-off'].person === CODE_OWNERS) await readOwners(tick);
  const proposals: Proposal[] = [];
  for (const task of isBlind(tick) ? waiting.filter(({ ask }) => ask?.people?.length) : waiting) {
    const chosen = proposals.flatMap((one) => (one.kind === 'ask-person' ? one.people.slice(0, 1) : []));
    proposals.push(...questionOf(tick, { ledger, chosen }, task));
  }
  return { proposals, secrets: await tick.world.inspector.inspect(textsOf(proposals)) };
}

/** `chosen`: who is asked about others in this run. */
type Round = Pick<Field, 'ledger' | 'chosen'>;

function questionOf(tick: Tick, round: Round, task: Task): Proposal[] {
  const { ledger } = round;
  const [ask, number] = [openAsk(task), realNumber(task.number)];
  if (ask === null || number === null) return [];
  const { logins, team } = peopleOf(tick, round, task, ask);
  const isFound = logins.length > 0 || team !== null;
  const place = askPlace(task, ask);
  const body = escalationText({
    ...{ task, ask, team, url: tick.snapshot.repository.url },
    board: realNumber(ledger.state.dashboard?.number),
    held: heldBy(ledger, task),
    again: task.status === 'escalated' && tick.mode === 'autopilot' && agentsOf(tick.config).length > 0,
  });
  const words: Proposal[] =
    isFound && !isSaid(ledger, task, ask) ? [{ kind: 'post-comment', ...place, body, asked: false }] : [];
  return [...words, { kind: 'ask-person', subject: task.id, number, key: ask.key, people: logins, words: isFound }];
}

/** Chosen once: whoever goes on with it asks the same people. */
function peopleOf(tick: Tick, round: Round, task: Task, { people }: Ask): People {
  const owner = tick.snapshot.repository.name.split('/')[0] ?? '';
  const found = peopleFor(task, tick.config['hand-off'].person, { ...round, owner, owners: tick.owners });
  return people === undefined || people.length === 0 ? found : { logins: people, team: null };
}

function heldBy({ state }: Ledger, { id }: Task): { agent: string; until: string | null } | null {
  const lease = state.leases[id];
  return lease ? { agent: lease.agent, until: dueOf(lease) } : null;
}
