/** Which tasks are handed to whom now: in the order of the queue, as far as there is room, no two in one place. */
import { type Agent, EMPTY_RECORD } from '../../domain/agent.ts';
import { restOf } from '../../domain/agent-record.ts';
import { agentsOf } from '../../domain/agent-settings.ts';
import { sharedArea } from '../../domain/areas.ts';
import type { Config } from '../../domain/config.ts';
import { environmentOf } from '../../domain/environment-settings.ts';
import { areasOf, fullWords, HANDABLE, roomForAgents } from '../../domain/hand-off.ts';
import { CODE_OWNERS } from '../../domain/hand-off-settings.ts';
import { isFailure, type Lease } from '../../domain/lease.ts';
import { queueOf, queueRules } from '../../domain/queue.ts';
import { quietUntil } from '../../domain/quiet-hours.ts';
import { type Means, type Reach, reachOf } from '../../domain/reach.ts';
import type { Ledger } from '../../domain/state.ts';
import { asRanked, realNumber, type Task } from '../../domain/task.ts';
import { weekOf } from '../../domain/time.ts';
import { gaveBack, peopleFor } from './people.ts';
import { type Selection, selectAgent } from './selection.ts';

export interface HandOff {
  task: Task;
  number: number;
  agent: Agent;
  reach: Reach;
  /** Which try at the task, from 1. */
  attempt: number;
  why: string;
}

/** A task that waits and is not handed over now. */
export interface Kept {
  task: Task;
  /** Completes “it is not handed over:”. */
  reason: string;
  /** The same in two or three words, alike for all that it keeps back. */
  cause: string;
}

export interface Choice {
  handOffs: HandOff[];
  /** In the order of the queue. */
  kept: Kept[];
  /** When the next could be made, although nothing changed: a task or an agent rests until then. */
  next: string | null;
  /** Agents that nothing can be handed to, and what is missing. */
  unreachable: string[];
}

export interface ChoiceInput {
  ledger: Ledger;
  config: Config;
  means: Means;
  now: string;
}

/** As many as surely fit in the time in which a run may send what it reserved, a second apart. */
const MOST_AT_A_TIME = 40;

export const NO_CHOICE: Choice = { handOffs: [], kept: [], next: null, unreachable: [] };

export function chooseHandOffs(input: ChoiceInput): Choice {
  const { ledger, config, now } = input;
  const { agents, awake, asleep, until } = fieldOf(input);
  const choice: Choice = { ...NO_CHOICE, handOffs: [], kept: [], unreachable: agents.flatMap(unreachableWords) };
  if (awake.length + asleep.length === 0) return choice;
  const woken = asleep.length > 0 ? until : null;
  const held = heldOf(ledger);
  let room = Math.min(roomForAgents(ledger, config), MOST_AT_A_TIME);
  const full: Against =
    room > 0
      ? { reason: 'others come first', cause: 'after others' }
      : { reason: fullWords(ledger, config), cause: 'no place free' };
  for (const { task, blocked } of queueOf(Object.values(ledger.tasks), queueRules(config, ledger.state))) {
    const number = realNumber(task.number);
    const rests = notUntil(task, now);
    // Without room nothing else has to be looked at, however many wait.
    const place = room > 0 ? inTheWay(task, ledger, held) : (rests ?? full);
    const against = notYet(blocked, number) ?? place ?? rests;
    if (against !== null || number === null) {
      if (against !== null) choice.kept.push({ task, ...against });
      if (against === rests && room > 0) choice.next = earlier(choice.next, task.resumes ?? null);
      continue;
    }
    const ground = { ...input, agents: awake, held, chosen: peopleIn(choice), silence: silenceWords(until) };
    const chosen = pick(task, ground);
    if ('agent' in chosen) {
      choice.handOffs.push({ task, number, attempt: (task.attempts?.at(-1)?.attempt ?? 0) + 1, ...chosen });
      held.push({ agent: chosen.agent.name, areas: task.scope.paths, number });
      room -= 1;
    } else {
      choice.kept.push({ task, reason: chosen.why, cause: 'nobody able' });
      choice.next = earlier(choice.next, earlier(woken, nextRest(ledger, awake, now)));
    }
  }
  return choice;
}

/** People who are given something in this run. */
const peopleIn = ({ handOffs }: Choice): string[] =>
  handOffs.flatMap(({ reach }) => (reach.by === 'person' ? reach.logins.slice(0, 1) : []));

/** The agents, and whom of them anything can be handed to in this moment. */
export interface Field {
  agents: readonly Candidacy[];
  awake: readonly Reachable[];
  /** Nobody may be notified now. `until`: null where only another week ends that. */
  asleep: readonly Reachable[];
  until: string | null;
}

export interface Reachable {
  agent: Agent;
  reach: Reach;
}
interface Candidacy {
  agent: Agent;
  found: ReturnType<typeof reachOf>;
}

export function fieldOf({ ledger, config, means, now }: ChoiceInput): Field {
  const agents = agentsOf(config).map((agent) => ({ agent, found: reachOf(agent, means) }));
  const reachable = agents.flatMap(({ agent, found }) => ('reach' in found ? [{ agent, reach: found.reach }] : []));
  const silence = silenceOf(ledger, config, now);
  const isAwake = ({ reach }: Reachable): boolean => silence === null || reach.by === 'workflow';
  const asleep = reachable.filter((one) => !isAwake(one));
  return { agents, awake: reachable.filter(isAwake), asleep, until: silence?.until ?? null };
}

const unreachableWords = ({ agent, found }: Candidacy): string[] =>
  'missing' in found ? [`${agent.name}: ${found.missing}`] : [];

/** What somebody has in hand, and the files and folders that nobody else may touch meanwhile. */
interface Held extends Pick<Lease, 'agent' | 'number'> {
  areas: string[];
}

export const heldOf = ({ state, tasks }: Ledger): Held[] =>
  Object.values(state.leases).map(({ task, agent, number }) => ({ agent, number, areas: areasOf(task, { tasks }) }));

type Against = Omit<Kept, 'task'>;

const notYet = (blocked: string | null, number: number | null): Against | null =>
  blocked !== null
    ? { reason: blocked, cause: 'blocked' }
    : number === null
      ? { reason: 'it has no issue', cause: 'no issue' }
      : null;

const notUntil = ({ resumes }: Task, now: string): Against | null =>
  resumes !== undefined && resumes > now ? { reason: `is tried again from ${resumes}`, cause: 'resting' } : null;

/** Somebody has it in hand or is about to, or somebody else works in the same place; null: nobody. */
function inTheWay(task: Task, { state }: Ledger, held: readonly Held[]): Against | null {
  if (!HANDABLE.includes(task.status)) return { reason: `is ${task.status}`, cause: task.status };
  if (task.id in state.leases) return { reason: 'is in hand', cause: 'in hand' };
  const other = held.find(({ areas }) => sharedArea(task.scope.paths, areas) !== null);
  if (other === undefined) return null;
  return { reason: `would touch what ${other.agent} changes for #${other.number}`, cause: 'same files as another' };
}

/** While nobody may be notified only workflows are reached. `until`: null where only another week ends it. */
function silenceOf({ state }: Ledger, { caps, ...config }: Config, now: string): { until: string | null } | null {
  const until = quietUntil(now, config['quiet-hours']);
  if (until !== null) return { until };
  const { week, notifications } = state.windows;
  return week === weekOf(now) && notifications >= caps['notifications-a-week'] ? { until: null } : null;
}

export const silenceWords = (until: string | null): string =>
  `nobody may be notified ${until === null ? 'any more this week' : `until ${until}`}`;

interface Ground {
  ledger: Ledger;
  config: Config;
  agents: readonly Reachable[];
  held: readonly Held[];
  /** People who are given something in this run. */
  chosen: readonly string[];
  means: Means;
  now: string;
  /** Why nobody is awake. */
  silence: string;
}

/** Whoever owns the code is another for each task. A text: why it cannot be theirs. */
function reachFor(
  task: Task,
  reach: Reach,
  { ledger, chosen, means }: Pick<Ground, 'ledger' | 'chosen' | 'means'>,
): Reach | string {
  if (reach.by !== 'person') return reach;
  if (reach.logins.length > 0) return reach.logins.some((login) => gaveBack(task, login)) ? 'gave it back' : reach;
  const { logins, team } = peopleFor(task, CODE_OWNERS, { ledger, chosen, ...means });
  if (logins.length > 0) return { by: 'person', logins };
  return team === null ? 'owns none of its code, or gave it back' : { by: 'team', team };
}

/** Who could be given a task that is theirs to do, and who could not, whatever they are able to. */
export function candidatesFor(
  task: Task,
  { agents, ...ground }: Pick<Ground, 'ledger' | 'agents' | 'means' | 'chosen'>,
): { able: Reachable[]; barred: { agent: Agent; reason: string }[] } {
  const found = agents.map(({ agent, reach }) => ({ agent, reach: reachFor(task, reach, ground) }));
  return {
    able: found.flatMap(({ agent, reach }) => (typeof reach === 'string' ? [] : [{ agent, reach }])),
    barred: found.flatMap(({ agent, reach }) => (typeof reach === 'string' ? [{ agent, reason: reach }] : [])),
  };
}

function pick(task: Task, ground: Ground): (Reachable & { why: string }) | { why: string } {
  const { able, barred } = candidatesFor(task, ground);
  const others = barred.map(({ agent: { name }, reason }) => `${name} ${reason}`).join('; ');
  if (able.length === 0) return { why: others === '' ? ground.silence : `nobody is able: ${others}` };
  const { agent, why } = rankFor(
    task,
    able.map((one) => one.agent),
    ground,
  );
  const found = able.find((one) => one.agent === agent);
  return found ? { ...found, why } : { why: others === '' ? why : `${why}; ${others}` };
}

/** Who would be asked to do it, in that order. */
export function rankFor(
  task: Task,
  agents: readonly Agent[],
  { ledger, config, held, now }: Pick<Ground, 'ledger' | 'config' | 'held' | 'now'>,
): Selection {
  const { id, type, category, priority } = asRanked(task);
  const loads: Record<string, number> = {};
  for (const { agent } of held) loads[agent] = (loads[agent] ?? 0) + 1;
  return selectAgent({
    wanted: { id, type, category, priority, environment: environmentOf(task, config), failed: failedAt(task) },
    ...{ agents, records: ledger.state.agents, loads, now, seed: ledger.state.epoch },
  });
}

const failedAt = ({ attempts = [] }: Task): string[] =>
  attempts.filter(({ ending }) => isFailure(ending)).map(({ agent }) => agent);

function nextRest({ state }: Ledger, agents: readonly Reachable[], now: string): string | null {
  const rests = agents.flatMap(({ agent }) => restOf(state.agents[agent.name] ?? EMPTY_RECORD) ?? []);
  return rests.filter((until) => until > now).sort()[0] ?? null;
}

const earlier = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other < one) ? other : one;
