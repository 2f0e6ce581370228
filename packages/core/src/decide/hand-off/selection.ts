/** Which agent a task is handed to, and why: deterministic, from what is configured and what was seen. */
import type { Agent, AgentRecord, Wanted } from '../../domain/agent.ts';
import { EMPTY_RECORD } from '../../domain/agent.ts';
import { rememberedOf } from '../../domain/agent-figures.ts';
import { restOf } from '../../domain/agent-record.ts';
import { digest } from '../../domain/digest.ts';
import { momentOf } from '../../domain/time.ts';
import { factorsOf, scoreOf, wordsOf } from './factors.ts';

export interface SelectionInput {
  wanted: Wanted;
  agents: readonly Agent[];
  /** By name; of whom nothing was seen there is none. */
  records: Readonly<Record<string, AgentRecord>>;
  /** Live attempts by name. */
  loads: Readonly<Record<string, number>>;
  now: string;
  /** With the task's id, it says who is tried out and who comes first among equals. */
  seed: string;
}

export interface Ranked {
  agent: Agent;
  /** 0: not able. */
  score: number;
  /** Short phrases, what counts most first. */
  reasons: string[];
}

export interface Selection {
  agent: Agent | null;
  /** In the order in which they would be asked; those that are not able come last. */
  ranking: Ranked[];
  why: string;
}

interface Candidate extends Ranked {
  skill: number;
  remembered: number;
  /** The place of its last failure among those of this task; -1: it did not fail. */
  failedAt: number;
}

/** Of tasks, so many go to an agent of which nothing is known; the share falls with what is. */
const TRIED_SHARE = 0.25;
/** Who is tried out suits the task at least so well, against the best. */
const TRIED_SKILL = 0.75;

export function selectAgent(input: SelectionInput): Selection {
  const able: Candidate[] = [];
  const unable: Ranked[] = [];
  for (const agent of input.agents) {
    const reason = whyUnable(agent, input);
    if (reason === null) able.push(candidateOf(agent, input));
    else unable.push({ agent, score: 0, reasons: [reason] });
  }
  const draw = drawOf(input);
  able.sort((a, b) => a.failedAt - b.failedAt || b.score - a.score || draw(a.agent.name) - draw(b.agent.name));
  const tried = triedOut(able, input, draw);
  const order = tried === null ? able : [tried, ...able.filter(({ agent }) => agent !== tried.agent)];
  const ranking = [
    ...order.map(({ agent, score, reasons }) => ({ agent, score, reasons })),
    ...unable.sort((a, b) => (a.agent.name < b.agent.name ? -1 : 1)),
  ];
  return { agent: order[0]?.agent ?? null, ranking, why: whyOf(order, unable) };
}

const loadOf = ({ loads }: SelectionInput, { name }: Agent): number => loads[name] ?? 0;
const recordOf = ({ records }: SelectionInput, { name }: Agent): AgentRecord => records[name] ?? EMPTY_RECORD;

/** How well it suits the task by its type, else by its category, else in general. */
const skillOf = ({ skills, otherwise }: Agent, { type, category }: Pick<Wanted, 'type' | 'category'>): number =>
  skills[type] ?? skills[category] ?? otherwise;

/** Whether it is ever asked to do such a task, however busy or weary it is now. */
export const suits = (agent: Agent, wanted: Pick<Wanted, 'type' | 'category' | 'environment'>): boolean =>
  agent.environment === wanted.environment && skillOf(agent, wanted) > 0;

function whyUnable(agent: Agent, input: SelectionInput): string | null {
  const { wanted, now } = input;
  if (agent.environment !== wanted.environment) return `works in ${agent.environment}, not in ${wanted.environment}`;
  if (skillOf(agent, wanted) <= 0) return `is not meant for ${wanted.type}`;
  const record = recordOf(input, agent);
  const rest = restOf(record);
  if (rest !== null && momentOf(rest) > momentOf(now)) {
    return record.refused?.until === rest ? `could not be reached, and rests until ${rest}` : `rests until ${rest}`;
  }
  const load = loadOf(input, agent);
  return load < agent.capacity ? null : `has no room: ${load} of ${agent.capacity}`;
}

function candidateOf(agent: Agent, input: SelectionInput): Candidate {
  const { wanted, now } = input;
  const [load, record, skill] = [loadOf(input, agent), recordOf(input, agent), skillOf(agent, wanted)];
  const factors = factorsOf({ agent, record, skill, load, type: wanted.type, now });
  const failedAt = wanted.failed.lastIndexOf(agent.name);
  return {
    ...{ agent, skill, failedAt },
    score: scoreOf(factors, wanted.priority),
    // A hand-off that has not ended yet is an attempt as well: nobody is tried out twice at once.
    remembered: rememberedOf(record, now) + load,
    reasons: [...(failedAt < 0 ? [] : ['failed this task before']), ...wordsOf(factors, wanted)],
  };
}

/** 0 to 1 for a name: another one for each task and each attempt at it. */
function drawOf({ seed, wanted }: SelectionInput): (name: string) => number {
  const start = `${seed} ${wanted.id} ${wanted.failed.length}`;
  const drawn = new Map<string, number>();
  return (name) => {
    const known = drawn.get(name) ?? Number.parseInt(digest(`${start} ${name}`, 8), 16) / 0x1_0000_0000;
    drawn.set(name, known);
    return known;
  };
}

/**
 * The agent of which the least is known, where this task's draw falls into its share: without that, whoever began badly
 * or came late would never be seen again. Nothing urgent is used for it, no person, and nobody who failed the task.
 */
function triedOut(
  able: readonly Candidate[],
  { wanted }: SelectionInput,
  draw: (name: string) => number,
): Candidate | null {
  const [first] = able;
  if (first === undefined || wanted.priority === 'urgent') return null;
  let least = first;
  for (const one of able) {
    const isFit = one.failedAt < 0 && one.agent.kind !== 'person' && one.skill >= TRIED_SKILL * first.skill;
    if (isFit && one.remembered < least.remembered) least = one;
  }
  // Not the draw of a name: those have put equals in order already.
  if (least === first || draw('') >= TRIED_SHARE / (1 + least.remembered)) return null;
  return { ...least, reasons: ['is tried out: little is known of it', ...least.reasons] };
}

const MOST_NAMED = 3;

function whyOf(order: readonly Candidate[], unable: readonly Ranked[]): string {
  const [first] = order;
  if (first !== undefined) {
    const among = order.length === 1 ? 'the only one able' : `first of ${order.length} that are able`;
    return `${first.agent.name}, ${among}: ${first.reasons.join(', ')}`;
  }
  if (unable.length === 0) return 'no agent is configured';
  const named = unable.slice(0, MOST_NAMED).map(({ agent, reasons }) => `${agent.name} ${reasons.join(', ')}`);
  const more = unable.length - named.length;
  return `nobody is able: ${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
