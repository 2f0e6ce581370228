/** Agents as the settings describe them; apart from the settings, since every run has to know its agents' runs. */
import type { Agent, AgentKind } from './agent.ts';
import { AGENT_PRESETS, type AgentPreset, STEWARD_WORKFLOW } from './agent-presets.ts';
import type { AgentSettings, AgentsSettings } from './agent-settings.ts';
import { CODE_OWNERS, DEFAULT_ENVIRONMENT } from './names.ts';

/** Of an agent of which nothing is said: it may try anything. */
export const OTHERWISE = 0.8;
const CAPACITY: Record<AgentKind, number> = { workflow: 2, mention: 2, copilot: 2, person: 3 };

export const presetOf = ({ preset }: AgentSettings): Partial<AgentPreset> =>
  preset === undefined ? {} : AGENT_PRESETS[preset];

/** Every agent that is given tasks, preset and defaults filled in, in the order of the names. */
export const agentsOf = ({ agents }: { agents: AgentsSettings }): Agent[] =>
  Object.entries(agents)
    .filter(([, { enabled }]) => enabled)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, settings]) => agentOf(name, settings));

function agentOf(name: string, settings: AgentSettings): Agent {
  const preset = presetOf(settings);
  const kind = settings.kind ?? preset.kind ?? 'workflow';
  return {
    name,
    kind,
    skills: skillsOf(settings),
    otherwise: otherwiseOf(settings),
    capacity: settings.capacity ?? CAPACITY[kind],
    cost: settings.cost ?? null,
    environment: settings.environment ?? DEFAULT_ENVIRONMENT,
    ...reachOf(kind, settings),
  };
}

export const otherwiseOf = (settings: AgentSettings): number =>
  settings.otherwise ?? presetOf(settings).otherwise ?? OTHERWISE;

export function skillsOf(settings: AgentSettings): Agent['skills'] {
  const given = Object.entries({ ...presetOf(settings).skills, ...settings.skills });
  return Object.fromEntries(given.filter(([, level]) => level !== undefined));
}

/** What is needed to reach an agent of that kind; what a preset of another kind says is none of it. */
export function reachOf(kind: AgentKind, settings: AgentSettings): Pick<Agent, 'workflow' | 'phrase' | 'login'> {
  const preset = presetOf(settings);
  if (kind === 'workflow') return { workflow: settings.workflow ?? preset.workflow ?? STEWARD_WORKFLOW };
  if (kind === 'person') return { login: loginOf(settings) };
  const phrase = kind === 'mention' ? (settings.phrase ?? preset.phrase) : undefined;
  return phrase === undefined ? {} : { phrase };
}

const loginOf = ({ login = CODE_OWNERS }: AgentSettings): string | null => (login === CODE_OWNERS ? null : login);
