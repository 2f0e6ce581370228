/** What a run said, read job by job: only decisive lines are kept, with secrets taken out and hidden characters shown. */
import { readJobLog } from '@steward/core/adapters/github/job-log.ts';
import { type JobSeen, type RunSeen, readJobs } from '@steward/core/adapters/github/own-logs.ts';
import { ownLines } from '@steward/core/decide/own-log-lines.ts';
import { showHidden } from '@steward/core/domain/hidden-text.ts';
import { redact } from '@steward/core/domain/redact.ts';
import type { RealRepository } from './real-repository.ts';

export interface RunLog {
  id: number;
  attempt: number;
  event: string;
  status: string;
  conclusion: string | null;
  startedAt: string;
  /** Null until it is over. */
  endedAt: string | null;
  title: string;
  /** Null: nobody serves it any more. */
  url: string | null;
  jobs: JobLog[];
  /** Why its jobs could not be read; null where they were. */
  unknown: string | null;
}

interface JobLog {
  name: string;
  status: string;
  conclusion: string | null;
  lines: string[];
  /** Why there are no lines; null where its log was read. */
  unknown: string | null;
}

/** Of a run with many jobs, those that failed come first. */
const MOST_JOBS = 5;
const MOST_LINES = 12;
const LONGEST_LINE = 500;

export async function readRunLog(repository: RealRepository, run: RunSeen): Promise<RunLog> {
  const [owner = '', name = ''] = repository.name.split('/');
  const { id, attempt, event, status, conclusion, startedAt, updatedAt, title } = run;
  const url = repository.kept === null ? run.url : null;
  const seen = { id, attempt, event, status, conclusion, startedAt, title, url };
  const endedAt = status === 'completed' ? updatedAt : null;
  const jobs = await readJobs(repository.client, { owner, name }, id);
  if (jobs.kind === 'unknown') return { ...seen, endedAt, jobs: [], unknown: jobs.reason };
  const chosen = [...jobs.value].sort((a, b) => Number(hasFailed(b)) - Number(hasFailed(a))).slice(0, MOST_JOBS);
  const logs: JobLog[] = [];
  for (const job of chosen) logs.push(await readJob(repository, { owner, name }, job));
  return { ...seen, endedAt, jobs: logs, unknown: null };
}

const hasFailed = ({ conclusion }: JobSeen): boolean => !['success', 'skipped', 'neutral', null].includes(conclusion);

async function readJob(
  { client, world }: RealRepository,
  repository: { owner: string; name: string },
  job: JobSeen,
): Promise<JobLog> {
  const { id, status, conclusion } = job;
  const seen = { name: job.name, status, conclusion, lines: [] };
  if (conclusion === 'skipped') return { ...seen, unknown: 'it was skipped' };
  if (status !== 'completed') return { ...seen, unknown: 'GitHub gives the log of a job when it is over' };
  const log = await readJobLog(client, repository, id);
  if (log.kind === 'unknown') return { ...seen, unknown: log.reason };
  const { text } = redact(log.value, { secrets: world.secrets });
  const lines = ownLines(text, { failed: hasFailed(job), most: MOST_LINES });
  return { ...seen, lines: lines.map((line) => showHidden(line).slice(0, LONGEST_LINE)), unknown: null };
}
