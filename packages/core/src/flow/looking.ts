/** Looking beside the tree: what the rules that run need of GitHub, and what of it is not known. */
import { isAgentRun } from '../domain/agent-runs.ts';
import type { Rule } from '../domain/evidence.ts';
import type { Remote, RemotePart } from '../domain/remote.ts';
import { readRemote } from '../observe/remote.ts';
import type { Tick } from './tick.ts';

/** Milliseconds in which GitHub usually finds out whether pull requests can be merged. */
const MERGE_CHECK = 3_000;

const WORDS: Record<RemotePart, string> = {
  runs: 'past runs of workflows',
  pulls: 'open pull requests',
  issues: 'open issues',
  dependencyAlerts: 'alerts of Dependabot',
  codeAlerts: 'alerts of code scanning',
};

export async function lookBeside(tick: Tick, rules: readonly Rule[]): Promise<Remote> {
  const { repository, now } = tick.snapshot;
  const { remote, unknown } = await readRemote(tick.world.reader.remote, {
    now,
    home: repository.url,
    branch: repository.branch ?? '',
    wanted: new Set(rules.flatMap(({ needs = [] }) => needs)),
    // What everybody can read holds no more of an alert than that there is one.
    told: repository.private ? 'listed' : 'counted',
    pause: () => tick.world.clock.sleep(MERGE_CHECK),
  });
  tick.told.unknown.push(...unknown.map(({ part, reason }) => `${WORDS[part]} (${reason})`));
  const isAgents = isAgentRun(tick.config);
  return { ...remote, runs: remote.runs?.filter((run) => !isAgents(run)) ?? null };
}
