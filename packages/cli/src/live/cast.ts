/** Who lives in the sandbox while `steward try` plays `autopilot`: the agents that the configuration names, or an example. */
import type { Agent } from '@steward/core/domain/agent.ts';
import { agentsOf } from '@steward/core/domain/agent-settings.ts';
import { readConfiguration } from '@steward/core/runtime/configuration.ts';
import type { AgentDraft, AgentKind } from '@steward/sandbox/agents/agent.ts';
import type { BehaviourName } from '@steward/sandbox/agents/behaviours.ts';

export interface Cast {
  agents: AgentDraft[];
  /** The configuration with the example's agents in it; null where it names its own. */
  settings: string | null;
}

/** By its token Steward speaks to agents: a person's account, since Copilot obeys nobody else. */
export const HANDS = 'steward-machine';

/** The skills only say in which order they are chosen. */
const EXAMPLE = `agents:
  code-agent: { kind: workflow }
  copilot: { kind: copilot, otherwise: 0.85 }
  helper: { kind: mention, phrase: '@helper', otherwise: 0.9 }
`;

const names = (key: string, text: string): boolean => new RegExp(`^(["']?)${key}\\1\\s*:`, 'm').test(text);

/** Of one kind each behaves otherwise than the one before, so that something goes wrong, and something goes well. */
const BEHAVIOURS: Record<AgentKind, readonly BehaviourName[]> = {
  workflow: ['failing', 'quick', 'slow'],
  mention: ['asking', 'quick'],
  copilot: ['quick'],
  person: ['slow'],
};

/**
 * Null: nobody lives there, since the owner wrote that there are no agents, or the settings are faulty, which the cycle
 * says itself.
 */
export function castOf(text: string): Cast | null {
  if (names('agents', text)) {
    const agents = agentsIn(text);
    return agents === null || agents.length === 0 ? null : { agents, settings: null };
  }
  const parts = [
    ...(text.trim() === '' ? [] : [text.trimEnd()]),
    '# Added by "steward try": agents that are simulated, what is seen of them, and room for it.',
    ...(names('identities', text) ? [] : [`identities: [${HANDS}]`]),
    ...(names('visibility', text) ? [] : ['visibility: { agents: true }']),
    // A day in which three tasks are done takes more comments than the usual ten a week.
    ...(names('caps', text) ? [] : ['caps: { notifications-a-week: 40 }']),
    EXAMPLE,
  ];
  const settings = parts.join('\n');
  const agents = agentsIn(settings);
  return agents === null ? null : { agents, settings };
}

function agentsIn(text: string): AgentDraft[] | null {
  try {
    const seen = new Map<AgentKind, number>();
    return agentsOf(readConfiguration(text, '.github/steward.yml')).flatMap((agent) => draftOf(agent, seen));
  } catch {
    return null;
  }
}

/** In a world that goes on: what goes wrong only at first has gone wrong. */
export const grown = ({ agents, settings }: Cast): Cast => ({
  settings,
  agents: agents.map((draft) => (draft.behaviour === 'slow' ? draft : { ...draft, behaviour: 'quick' })),
});

/** Whoever owns some code, and teams, are nobody in particular. */
function draftOf({ name, kind, workflow, phrase, login }: Agent, seen: Map<AgentKind, number>): AgentDraft[] {
  if (kind === 'person' && (login == null || login.includes('/'))) return [];
  const count = seen.get(kind) ?? 0;
  seen.set(kind, count + 1);
  const all = BEHAVIOURS[kind];
  return [
    {
      ...{ name, kind, hours: 1, behaviour: all[count % all.length] ?? 'quick' },
      ...(workflow !== undefined && { workflow }),
      ...(phrase !== undefined && { phrase }),
      ...(kind === 'person' && login != null && { login }),
    },
  ];
}
