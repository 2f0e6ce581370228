/** Looking beside the tree: what the rules that run need of GitHub, and what of it is not known. */
import { isOwnWorkflow } from '../decide/run-history.ts';
import { isAgentRun } from '../domain/agent-runs.ts';
import type { FailedDeployment, FailedRun, Rule } from '../domain/evidence.ts';
import type { Remote, RemotePart } from '../domain/remote.ts';
import type { Snapshot, Unread } from '../domain/snapshot.ts';
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

const UNREAD: Record<Unread, string> = {
  checks: 'checks of the default branch',
  actions: 'which workflow made a check of the default branch',
  deployments: 'deployments',
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
  const { unread = [] } = tick.snapshot;
  tick.told.unknown.push(...unread.map((part) => `${UNREAD[part]} (the token needs \`${part}: read\`)`));
  tick.told.unknown.push(...unknown.map(({ part, reason }) => `${WORDS[part]} (${reason})`));
  const isAgents = isAgentRun(tick.config);
  return { ...remote, runs: remote.runs?.filter((run) => !isAgents(run)) ?? null };
}

/** Failed runs whose logs are read. */
const MOST_LOGS = 3;

/** Why they failed, as far as their logs may be read. */
export async function withLogs(tick: Tick, failed: readonly FailedRun[]): Promise<FailedRun[]> {
  const runs: FailedRun[] = [];
  for (const [index, run] of failed.entries()) {
    const id = Number(/\/actions\/runs\/(\d{1,15})(?:\/|$)/.exec(run.url)?.[1]);
    const isRead = index < MOST_LOGS && Number.isSafeInteger(id) && !isOwnWorkflow(run.path);
    const answer = isRead ? await tick.world.reader.remote.failedLog(id) : null;
    if (answer?.kind === 'unknown') tick.told.unknown.push(`the log of a failed run (${answer.reason})`);
    runs.push(answer?.kind === 'known' && answer.value ? { ...run, log: answer.value } : run);
  }
  return runs;
}

const FAILED_STATE = /^(FAILURE|ERROR) ([0-9a-f]{40,64})$/;

export const failedDeploymentsOf = ({ deployments }: Snapshot): FailedDeployment[] =>
  Object.entries(deployments).flatMap(([environment, text]) => {
    const [, state, commit] = FAILED_STATE.exec(text) ?? [];
    return state === undefined || commit === undefined ? [] : [{ environment, state: state.toLowerCase(), commit }];
  });
