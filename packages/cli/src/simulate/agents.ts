/** Which agents a simulated repository has, and how they come to it. */
import type { Mode } from '@steward/core/domain/config.ts';
import { readConfiguration } from '@steward/core/runtime/configuration.ts';
import { Agents } from '@steward/sandbox/agents/agents.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import { type Crew, crewOf, HELPER, USUAL_AGENTS } from './town/crew.ts';
import type { Town } from './town/town.ts';

interface Wanted {
  config: string | null;
  mode: Mode | null;
  seed: number;
  days: number;
}

/** In `autopilot` there are the usual agents, unless a configuration names others; else only those that it names. */
export function crewFor({ config, mode, seed, days }: Wanted, from: string): Crew | null {
  const text = config ?? (mode === 'autopilot' ? USUAL_AGENTS : null);
  if (text === null) return null;
  return crewOf(readConfiguration(text, '.github/steward.yml'), { seed, from: Date.parse(from), days });
}

export function settleAgents(
  { world, elapse }: Sandbox,
  { town, crew, seed }: { town: Town; crew: Crew; seed: number },
) {
  world.person(HELPER, 'write');
  world.repository.actionsMayOpenPullRequests = crew.actionsMayOpenPullRequests;
  const { drafts, outages } = crew;
  return new Agents({ sandbox: { world, elapse }, seed, agents: drafts, outages, change: (job) => town.workFor(job) });
}
