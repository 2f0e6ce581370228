/** `steward logs`: what the newest runs of Steward's workflow said, and with `--follow` what the one that runs says. */
import { type RunSeen, readJobs, readNewestRuns, readRun } from '@steward/core/adapters/github/own-logs.ts';
import { UserError } from '@steward/core/domain/failure.ts';
import { type LookOptions, look } from '../looking.ts';
import type { RealRepository } from '../real-repository.ts';
import { type RunLog, readRunLog } from '../run-log.ts';
import { progressLines, runLogLines, runTitle } from '../run-log-lines.ts';
import type { Surroundings } from '../surroundings.ts';
import { paintOn, wrapOn } from '../terminal.ts';

export interface LogsOptions extends LookOptions {
  workflow: string;
  follow: boolean;
}

export const MOST_RUNS = 50;
/** Between two looks at a run: longer each time nothing changed. */
const [SHORTEST, LONGEST, GROWTH] = [2_000, 30_000, 1.5];
/** No job of Actions lives longer. */
const MOST_WAIT = 6 * 3_600_000;
const MOST_FAILURES = 5;
const SLICE = 500;

/** The oldest of them first, as in a log. */
export const showLogs = (most: number, options: LogsOptions, around: Surroundings): Promise<number> =>
  look(options, around, async (repository) => {
    const { out } = around.screens;
    const shown = { columns: out.columns, paint: paintOn(out, around.environment), wrap: wrapOn(out) };
    const say = (lines: readonly string[]): void => {
      if (!options.json) out.write(lines.map((line) => `${line}\n`).join(''));
    };
    const runs = await newestRuns(repository, options.workflow, most);
    const logs: RunLog[] = [];
    for (const run of runs) {
      if (around.stop.aborted) break;
      const last = options.follow && run === runs.at(-1) && run.status !== 'completed';
      if (last) say(runTitle(run, shown));
      const ended = last ? await followed(repository, run, around, (lines) => say(progressLines(lines, shown))) : run;
      const log = await readRunLog(repository, ended);
      logs.push(log);
      say(runLogLines(log, shown));
    }
    if (options.json) out.write(`${JSON.stringify(logs)}\n`);
    if (runs.length === 0) say([`No run of ${options.workflow} was seen yet.`]);
    else if (options.follow && runs.at(-1)?.status === 'completed') around.screens.err.write('No run is going on.\n');
    const conclusion = options.follow ? logs.at(-1)?.conclusion : null;
    return conclusion == null || conclusion === 'success' ? 0 : 1;
  });

async function newestRuns(repository: RealRepository, workflow: string, most: number): Promise<RunSeen[]> {
  const found = await readNewestRuns(repository.client, repositoryOf(repository), { workflow, most });
  if (found.kind === 'known') return found.value.toReversed();
  // Nothing that ran there was kept.
  if (repository.kept !== null) return [];
  throw new UserError(
    `The runs of ${workflow} cannot be read: ${found.reason}.`,
    'Another file: --workflow NAME. Your token needs to read actions.',
  );
}

const repositoryOf = ({ name }: RealRepository) => {
  const [owner = '', repo = ''] = name.split('/');
  return { owner, name: repo };
};

/** The run when it is over, or as it stands when the person stops waiting. */
async function followed(
  repository: RealRepository,
  run: RunSeen,
  around: Surroundings,
  tell: (lines: readonly string[]) => void,
): Promise<RunSeen> {
  const { clock } = repository.world;
  const until = clock.elapsed() + MOST_WAIT;
  let [seen, told, wait, failures] = [run, '', SHORTEST, 0];
  while (seen.status !== 'completed' && !around.stop.aborted && clock.elapsed() < until) {
    const jobs = await readJobs(repository.client, repositoryOf(repository), run.id);
    const lines = jobs.kind === 'known' ? jobs.value.map(({ name, status, step }) => `${name}: ${step ?? status}`) : [];
    const isNews = jobs.kind === 'known' && lines.join('\n') !== told;
    if (isNews) tell(lines.filter((line) => !told.split('\n').includes(line)));
    if (jobs.kind === 'known') told = lines.join('\n');
    wait = isNews ? SHORTEST : Math.min(LONGEST, wait * GROWTH);
    await passed(wait, repository, around.stop);
    const next = await readRun(repository.client, repositoryOf(repository), run.id);
    failures = next.kind === 'known' ? 0 : failures + 1;
    if (next.kind === 'known') seen = next.value;
    else if (failures >= MOST_FAILURES)
      throw new UserError(`What becomes of the run cannot be read: ${next.reason}.`, `See ${run.url}`);
  }
  return seen;
}

/** In slices, so that whoever stops it does not wait for the rest. */
async function passed(milliseconds: number, { world }: RealRepository, stop: AbortSignal): Promise<void> {
  for (let left = milliseconds; left > 0 && !stop.aborted; left -= SLICE)
    await world.clock.sleep(Math.min(SLICE, left));
}
