/** The agents of a town: nine of all four kinds as its owner writes them down, and how each of them really is. */
import type { AgentKind } from '@steward/core/domain/agent.ts';
import { agentsOf } from '@steward/core/domain/agent-settings.ts';
import type { Config } from '@steward/core/domain/config.ts';
import type { AgentDraft, Outage } from '@steward/sandbox/agents/agent.ts';
import { BEHAVIOURS, type BehaviourName } from '@steward/sandbox/agents/behaviours.ts';
import { Dice } from '@steward/sandbox/dice.ts';

/** Whose token Steward is handed for those that a workflow's own token cannot reach. */
export const HELPER = 'town-helper';

export interface Crew {
  drafts: readonly AgentDraft[];
  outages: readonly Outage[];
  /** Files that the repository needs for them. */
  workflows: readonly string[];
  actionsMayOpenPullRequests: boolean;
  /** What every configuration of the owner says of them. */
  settings(dice: Dice): string;
}

/** Who is there where nobody configured anybody else. */
export const USUAL_AGENTS = `identities: [${HELPER}]
agents:
  ant: { kind: workflow, workflow: agent-ant.yml }
  bee: { kind: workflow, workflow: agent-bee.yml, skills: { testing: 1 } }
  cat: { kind: workflow, workflow: agent-cat.yml, cost: 0.5 }
  dog: { kind: workflow, workflow: agent-dog.yml, capacity: 1 }
  elk: { kind: mention, phrase: "@elk" }
  fox: { kind: mention, phrase: "@fox-bot do", skills: { security: 0.9 }, otherwise: 0.6 }
  gnu: { kind: mention, phrase: "@gnu" }
  copilot: { kind: copilot }
  keiko: { kind: person, login: keiko-sano, otherwise: 0.5, capacity: 1 }
`;

const ALL = Object.keys(BEHAVIOURS) as BehaviourName[];
const HOUR_LENGTH = 3_600_000;
const DAY_LENGTH = 24 * HOUR_LENGTH;

/** How the agents of a configuration are in this town; null: it has none. Each behaviour is somebody's, if there are enough. */
export function crewOf(config: Config, options: { seed: number; from: number; days: number }): Crew | null {
  const agents = agentsOf(config);
  if (agents.length === 0) return null;
  const dice = new Dice(options.seed, 'crew');
  // Somebody has to come to something.
  const more = agents.slice(ALL.length).map((): BehaviourName => (dice.happens(0.5) ? 'quick' : 'slow'));
  const natures = shuffled([...ALL, ...more], dice);
  const drafts = agents.map(({ name, kind, workflow, phrase, login }, index): AgentDraft => {
    const behaviour = natures[index] ?? 'quick';
    const hours = dice.between(1, 8);
    return {
      ...{ name, kind, behaviour, hours },
      ...(workflow !== undefined && { workflow, checks: 'ci.yml' }),
      ...(kind === 'mention' && phrase !== undefined && { phrase }),
      ...(kind === 'person' && typeof login === 'string' && { login }),
    };
  });
  return {
    drafts,
    outages: outagesOf(options),
    actionsMayOpenPullRequests: dice.happens(0.75),
    workflows: [...new Set(agents.flatMap(({ workflow }) => workflow ?? []))],
    settings: (own) => `${handOff(own)}${USUAL_AGENTS}`,
  };
}

function shuffled<T>(items: T[], dice: Dice): T[] {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = dice.between(0, last);
    [items[last], items[other]] = [items[other] as T, items[last] as T];
  }
  return items;
}

const handOff = (dice: Dice): string =>
  [
    'hand-off:',
    `  at-once: ${dice.between(1, 6)}`,
    `  start-within: ${dice.between(20, 120)}`,
    `  silent-after: ${dice.between(4, 36)}`,
    `  attempts: ${dice.between(1, 4)}`,
    `  one-per-repository: ${dice.happens(0.1)}`,
    '',
  ].join('\n');

const KINDS: readonly AgentKind[] = ['workflow', 'mention', 'copilot'];

/** Every week or two a vendor is away, for some hours up to two days. */
function outagesOf({ seed, from, days }: { seed: number; from: number; days: number }): Outage[] {
  const dice = new Dice(seed, 'outages');
  const outages: Outage[] = [];
  for (let at = from; ; ) {
    at += dice.between(4 * 24, 14 * 24) * HOUR_LENGTH;
    if (at > from + days * DAY_LENGTH) return outages;
    const until = at + dice.between(2, 48) * HOUR_LENGTH;
    outages.push({ kind: dice.pick(KINDS), from: new Date(at).toISOString(), until: new Date(until).toISOString() });
  }
}

/** What Steward hands in, and a few steps. */
export const agentWorkflow = (name: string, steps: string): string => `name: ${name}
on:
  workflow_dispatch:
    inputs:
      task: { required: true }
      issue: { required: true }
      attempt: { required: true }
      generation: { required: true }
      branch: { required: true }
      instructions: { required: true }
permissions:
  contents: read
jobs:
  work:
    runs-on: ubuntu-24.04
    steps:
${steps}`;
