/** Runs that agents work in: they stand on the default branch's head, and say nothing of it. */
import type { AgentsSettings } from './agent-settings.ts';
import { agentsOf } from './agents.ts';
import type { Head } from './snapshot.ts';

interface Run {
  path: string;
  event: string;
}

/** Its leases tell how an agent does: of a dispatched workflow by its file, and of a mention by the comment that started it. */
export function isAgentRun(config: { agents: AgentsSettings }): (run: Run) => boolean {
  const files = new Set(agentsOf(config).flatMap(({ workflow }) => workflow ?? []));
  const hasMentions = agentsOf(config).some(({ kind }) => kind === 'mention');
  return ({ path, event }) =>
    files.has(path.replace(/@.*$/, '').replace(/^\.github\/workflows\//, '')) ||
    (hasMentions && event === 'issue_comment');
}

/** The head without them, and without runs of the workflow that this run is of: Steward never reacts to itself. */
export function withoutAgentRuns(
  head: Head | null,
  config: { agents: AgentsSettings },
  workflow: string | null,
): Head | null {
  if (head === null || head.suites === null) return head;
  const isAgents = isAgentRun(config);
  return {
    ...head,
    suites: head.suites.filter(({ run }) => run === null || (run.path !== workflow && !isAgents(run))),
  };
}
