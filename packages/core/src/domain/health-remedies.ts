/** What helps against each finding of health. A file of its own, since most runs tell of none. */
import type { HealthCheck } from './health.ts';

const REMEDIES: Record<HealthCheck, string> = {
  token: 'Make a new token with the same rights, and put it into the same secret',
  quota: 'Run less often, or give Steward a token of an App: its limit is its own',
  ledger: 'Close what nobody will do and reject suggestions that are not wanted; both leave memory',
  runs: 'Open the newest failed run: its summary says what failed and what to do',
  activity:
    'See whether the workflow is on and GitHub drops its times; minutes such as 7 and 37 are less busy than the full hour. Where it is to run less often, set `health.interval`',
  durations: 'Open a slow run: its summary says how long the look at the tree took; `exclude` leaves out what is large',
  agents: 'The dashboard says under “Agents” why each rests; mend its set-up, or add another',
  attempts: 'Read how the last attempts ended, under “Agents”; narrower tasks or another agent may do better',
  reviews: 'Read what the reviews ask for; criteria that nobody can meet are better changed',
  work: 'See whether the agent still runs; `/steward retry` hands the task out again, `/steward take` keeps it for a person',
  'pull-requests': 'Merge them, say what is missing, or close them: they hold places for new work',
  queue: 'Close what is not wanted, or lower `caps.open-tasks`, so that people see what matters',
  waiting: 'Do it, hand it to somebody, or close it as not planned: then it does not come back',
  memory: 'Take a larger runner, or exclude large files by `exclude`',
  disk: 'Remove what earlier steps left, or take a larger runner',
};

/** What to do about a finding, in a sentence or two. */
export const remedyOf = (check: HealthCheck): string => REMEDIES[check];
