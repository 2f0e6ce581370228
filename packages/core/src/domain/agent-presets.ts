/** Agents that an owner can name instead of describing them. */
import type { Agent } from './agent.ts';

/** The companion workflow of Steward itself: what an agent of kind `workflow` dispatches unless told otherwise. */
export const STEWARD_WORKFLOW = 'steward-agent.yml';

export type AgentPreset = Pick<Agent, 'kind' | 'skills' | 'otherwise' | 'workflow' | 'phrase'>;

/** No vendor is held better than another before anything is seen: what they do decides. */
const ALL_ROUND = { skills: {}, otherwise: 0.8 } as const;

const dispatched = (skills: Agent['skills'], otherwise = 0): AgentPreset => ({
  ...{ kind: 'workflow', workflow: STEWARD_WORKFLOW },
  ...{ skills, otherwise },
});

export const AGENT_PRESETS = {
  claude: { kind: 'mention', phrase: '@claude', ...ALL_ROUND },
  codex: { kind: 'mention', phrase: '@codex', ...ALL_ROUND },
  gemini: { kind: 'mention', phrase: '@gemini-cli', ...ALL_ROUND },
  copilot: { kind: 'copilot', ...ALL_ROUND },
  'steward-agent': dispatched(ALL_ROUND.skills, ALL_ROUND.otherwise),
  // Five roles, as an earlier system had them; each does its own and the reserve whatever is left.
  'deployment-agent-primary': dispatched({ deployment: 1, maintenance: 0.4 }),
  'github-agent-issues': dispatched({ analysis: 0.9, maintenance: 0.6 }),
  'code-agent-emergency': dispatched({ development: 1, testing: 0.8 }),
  'monitoring-agent-system': dispatched({ maintenance: 1, analysis: 0.7 }),
  'general-agent-backup': dispatched({}, 0.3),
} as const satisfies Record<string, AgentPreset>;

export type PresetName = keyof typeof AGENT_PRESETS;
export const PRESET_NAMES = Object.keys(AGENT_PRESETS) as PresetName[];
