/** Which tasks are handed to whom now: in the order of the queue, as far as there is room, no two in one place. */
import type { Agent } from '../../domain/agent.ts';
import { agentsOf, DEFAULT_ENVIRONMENT } from '../../domain/agent-settings.ts';
import { sharedArea } from '../../domain/areas.ts';
import type { Config } from '../../domain/config.ts';
import { HANDABLE, roomForAgents } from '../../domain/hand-off.ts';
import { isFailure, type Lease } from '../../domain/lease.ts';
import { queueOf, queueRules } from '../../domain/queue.ts';
import { quietUntil } from '../../domain/quiet-hours.ts';
import { type Means, type Reach, reachOf } from '../../domain/reach.ts';
import type { Ledger } from '../../domain/state.ts';
import { asRanked, realNumber, type Task } from '../../domain/task.ts';
import { weekOf } from '../../domain/time.ts';
import { selectAgent } from './selection.ts';

export interface HandOff {
  task: Task;
  number: number;
  agent: Agent;
  reach: Reach;
  /** Which try at the task, from 1. */
  attempt: number;
  why: string;
}

export interface Choice {
  handOffs: HandOff[];
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

export function chooseHandOffs({ ledger, config, means, now }: ChoiceInput): Choice {
  const choice: Choice = { handOffs: [], next: null, unreachable: [] };
  const agents: { agent: Agent; reach: Reach }[] = [];
  for (const agent of agentsOf(config)) {
    const found = reachOf(agent, means);
    if ('reach' in found) agents.push({ agent, reach: found.reach });
    else choice.unreachable.push(`${agent.name}: ${found.missing}`);
  }
  const silence = silenceOf(ledger, config, now);
  const awake = silence === null ? agents : agents.filter(({ reach }) => reach.by === 'workflow');
  const woken = awake.length < agents.length && silence !== null ? silence.until : null;
  if (agents.length === 0) return choice;
  const held = Object.values(ledger.state.leases).map(({ agent, areas }) => ({ agent, areas }));
  let room = roomForAgents(ledger, config);
  for (const { task, blocked } of queueOf(Object.values(ledger.tasks), queueRules(config, ledger.state))) {
    const number = realNumber(task.number);
    if (blocked !== null || number === null || !isFree(task, ledger, held)) continue;
    if (task.resumes !== undefined && task.resumes > now) {
      if (room > 0) choice.next = earlier(choice.next, task.resumes);
      continue;
    }
    if (room <= 0) break;
    const chosen = pick(task, { ledger, agents: awake, held, now });
    if (chosen === null) {
      choice.next = earlier(choice.next, earlier(woken, nextRest(ledger, awake, now)));
      continue;
    }
    choice.handOffs.push({ task, number, attempt: (task.attempts?.at(-1)?.attempt ?? 0) + 1, ...chosen });
    held.push({ agent: chosen.agent.name, areas: task.scope.paths });
    room -= 1;
  }
  return choice;
}

type Held = Pick<Lease, 'agent' | 'areas'>;

/** Nobody has it in hand, nobody is about to, and nobody else works in the same place. */
const isFree = (task: Task, { state }: Ledger, held: readonly Held[]): boolean =>
  HANDABLE.includes(task.status) &&
  !(task.id in state.leases) &&
  held.every(({ areas }) => sharedArea(task.scope.paths, areas) === null);

/** While nobody may be notified only workflows are reached. `until`: null where only another week ends it. */
function silenceOf({ state }: Ledger, { caps, ...config }: Config, now: string): { until: string | null } | null {
  const until = quietUntil(now, config['quiet-hours']);
  if (until !== null) return { until };
  const { week, notifications } = state.windows;
  return week === weekOf(now) && notifications >= caps['notifications-a-week'] ? { until: null } : null;
}

interface Field {
  ledger: Ledger;
  agents: readonly { agent: Agent; reach: Reach }[];
  held: readonly Held[];
  now: string;
}

function pick(task: Task, { ledger, agents, held, now }: Field): { agent: Agent; reach: Reach; why: string } | null {
  const { id, type, category, priority } = asRanked(task);
  const loads: Record<string, number> = {};
  for (const { agent } of held) loads[agent] = (loads[agent] ?? 0) + 1;
  const { agent, why } = selectAgent({
    wanted: { id, type, category, priority, environment: DEFAULT_ENVIRONMENT, failed: failedAt(task) },
    agents: agents.map((one) => one.agent),
    records: ledger.state.agents,
    ...{ loads, now, seed: ledger.state.epoch },
  });
  const found = agents.find((one) => one.agent === agent);
  return found ? { ...found, why } : null;
}

const failedAt = ({ attempts = [] }: Task): string[] =>
  attempts.filter(({ ending }) => isFailure(ending)).map(({ agent }) => agent);

function nextRest({ state }: Ledger, agents: Field['agents'], now: string): string | null {
  const rests = agents.flatMap(({ agent }) => state.agents[agent.name]?.restsUntil ?? []);
  return rests.filter((until) => until > now).sort()[0] ?? null;
}

const earlier = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other < one) ? other : one;
